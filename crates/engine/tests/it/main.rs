//! Stories: what happened, a command, and what follows.

mod found_by_simulation;
mod rights;
