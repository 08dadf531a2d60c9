//! Signals as the pages show and try them. What takes them in is another crate that the binary
//! brings along.

use std::collections::BTreeMap;

use engine::{OrganisationId, Signal, State};
use jiff::Timestamp;

/// What was sent, and how a pasted signal would be read.
pub trait Signals: Send + Sync {
    /// Signals that no rule of an organisation took.
    fn untaken(&self, organisation: &OrganisationId, now: Timestamp) -> Untaken;

    /// Reads pasted labels or a payload exactly as a sender's would be read; records nothing.
    ///
    /// # Errors
    /// [`Unreadable`].
    fn read(&self, pasted: &str, state: &State, now: Timestamp) -> Result<Vec<Tried>, Unreadable>;
}

/// Signals that no rule took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Untaken {
    /// How many different ones today.
    pub today: u64,
    /// How many since the start.
    pub ever: u64,
    /// The newest, newest first.
    pub newest: Vec<UntakenSignal>,
}

/// One that no rule took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UntakenSignal {
    /// When it first came.
    pub at: Timestamp,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// What it said in words.
    pub text: Option<String>,
}

/// A signal that is only tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// As a command would carry it.
    pub signal: Signal,
    /// Where it says that it is.
    pub place: Option<String>,
}

/// Why nothing could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing.
    Empty,
    /// A line says no `name=value`; its number, from 1.
    Line(usize),
    /// No payload that we know; what the reader of JSON says.
    Json(String),
    /// More signals than are tried at once; that many.
    TooMany(usize),
    /// A signal that would be turned away; its number, from 1, and why.
    Unusable(usize, String),
    /// The machine could not do it.
    Trouble,
}
