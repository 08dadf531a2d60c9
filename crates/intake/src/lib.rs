//! Signals in: what other systems send, turned into commands.
//!
//! It must not know pages or channels. What no rule takes is counted, kept in the archive's day
//! file and shown, never recorded.

mod alert;
mod alertmanager;
mod archive;
mod enqueue;
mod intake;
mod matcher;
mod pasted;
mod query;
mod seen;

pub use alert::{Alert, place_labels};
pub use intake::Intake;
pub use pasted::{Unreadable, read as read_pasted};
pub use seen::Untaken;
