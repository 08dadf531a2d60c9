//! The promises, simulated; the oracle, put to the test; plans, played.

mod oracle_awake;
mod oracle_awake_changes;
mod play;
mod simulation;
mod snapshot;
