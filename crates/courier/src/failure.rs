//! Why a channel cannot be set up, and why an attempt came to nothing.

use std::time::Duration;

/// A channel's settings are of no use.
#[derive(Debug, thiserror::Error)]
pub enum BadChannel {
    /// The address is not one of http or https. The address itself is not repeated: it may hold
    /// a key.
    #[error("channel {0}: not an http or https address")]
    Address(&'static str),
    /// Another setting is wrong.
    #[error("channel {channel}: {what}")]
    Setting {
        /// Which channel.
        channel: &'static str,
        /// What is wrong; holds no secret.
        what: String,
    },
}

/// What an attempt failed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// For the record; holds no address and no secret.
    pub reason: String,
    /// The other side asks for this much patience.
    pub retry_after: Option<Duration>,
    /// Trying again changes nothing: the next channel takes over at once.
    pub hopeless: bool,
    /// The message may have arrived although nothing said so; the next try is a possible repeat.
    pub unknown: bool,
}

impl Failure {
    /// A failure that may pass.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            retry_after: None,
            hopeless: false,
            unknown: false,
        }
    }

    /// A failure that only a person can mend: a wrong key, a forbidden sender.
    pub fn hopeless(reason: impl Into<String>) -> Self {
        Self {
            hopeless: true,
            ..Self::new(reason)
        }
    }

    /// Nobody knows whether it arrived.
    pub fn unknown(reason: impl Into<String>) -> Self {
        Self {
            unknown: true,
            ..Self::new(reason)
        }
    }
}
