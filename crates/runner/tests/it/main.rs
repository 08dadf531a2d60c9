//! The run loop on a journal in memory and a clock set by hand.
#![allow(clippy::unwrap_used)]

mod clock_stories;
mod loop_stories;
