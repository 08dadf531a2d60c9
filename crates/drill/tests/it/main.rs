//! The promises, simulated; the oracle, put to the test; plans, played.

mod oracle_awake;
mod play;
mod simulation;
mod snapshot;
