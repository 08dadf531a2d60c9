//! Messages out: one file per channel, and the rule by which channels follow one another.
//!
//! It must not know pages or the log: what it is given is a finished message, what it gives back
//! is the outcome of every attempt.

mod courier;
mod message;
mod webhook;

pub use courier::{Attempt, Courier, Patience};
pub use message::Message;
pub use webhook::{BadWebhook, Webhook};
