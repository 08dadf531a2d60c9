//! Signals in: what other systems send, turned into commands.
//!
//! It must not know pages or channels. What no rule takes is counted, never recorded.

mod alertmanager;

pub use alertmanager::alertmanager;
