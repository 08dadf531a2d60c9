//! Stories: what happened, a command, and what follows.

mod addresses;
mod changes;
mod erasure;
mod found_by_simulation;
mod rights;
mod signals;
mod story;
mod templates;
