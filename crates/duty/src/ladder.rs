//! The ladder: who is told, rung by rung, until somebody answers and the duty is done.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{GroupId, PostId};

/// Whom a rung tells. Who that is today is found when the rung's time comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tell {
    /// Whoever stands for the duty's own post.
    Holder,
    /// The next in the post's order of substitution whom this duty has not told yet.
    Substitute,
    /// Whoever leads the incident.
    Commander,
    /// Whoever stands for this post.
    Post(PostId),
    /// Everyone in the group.
    Group(GroupId),
    /// The duty officer rings those who were told and did not answer.
    CallList,
    /// Nobody is left: a red line on the board, and a record of it.
    RedLine,
}

/// What makes a rung unnecessary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unless {
    /// Somebody has taken the duty on.
    Answered,
    /// The duty is done. An acknowledged duty still climbs these.
    Done,
}

/// One rung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// When it is climbed, as an absolute time.
    pub at: Timestamp,
    /// Whom it tells.
    pub tell: Tell,
    /// What makes it unnecessary.
    pub unless: Unless,
    /// When it was climbed, if it was.
    pub climbed: Option<Timestamp>,
}

impl Rung {
    /// A rung not yet climbed.
    pub fn new(at: Timestamp, tell: Tell, unless: Unless) -> Self {
        Self {
            at,
            tell,
            unless,
            climbed: None,
        }
    }
}

/// Rungs in the order of their times, which the constructor sees to: everything that asks
/// "whose time has come" relies on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(from = "Vec<Rung>", into = "Vec<Rung>")]
pub struct Ladder(Vec<Rung>);

impl Ladder {
    /// Sorts the rungs by time; rungs of the same time keep their order.
    pub fn new(mut rungs: Vec<Rung>) -> Self {
        rungs.sort_by_key(|rung| rung.at);
        Self(rungs)
    }

    /// The rungs, earliest first.
    pub fn rungs(&self) -> &[Rung] {
        &self.0
    }

    /// The earliest rung that waits, given what has happened to the duty.
    pub fn next(&self, answered: bool, done: bool) -> Option<(usize, &Rung)> {
        self.waiting(answered, done)
            .min_by_key(|(index, rung)| (rung.at, *index))
    }

    /// All rungs that wait, in the order of their indices.
    pub fn waiting(&self, answered: bool, done: bool) -> impl Iterator<Item = (usize, &Rung)> {
        self.0.iter().enumerate().filter(move |(_, rung)| {
            rung.climbed.is_none()
                && match rung.unless {
                    Unless::Answered => !answered && !done,
                    Unless::Done => !done,
                }
        })
    }

    /// Notes that a rung was climbed.
    pub fn climb(&mut self, index: usize, at: Timestamp) {
        if let Some(rung) = self.0.get_mut(index) {
            rung.climbed = Some(at);
        }
    }

    /// Adds a rung after all others, so that indices stay what they were.
    pub fn add(&mut self, rung: Rung) {
        self.0.push(rung);
    }

    /// Gives rungs new times, for instance because somebody said that he cannot.
    /// Indices stay what they were, since records name rungs by them.
    pub fn retime(&mut self, times: &[(usize, Timestamp)]) {
        for (index, at) in times {
            if let Some(rung) = self.0.get_mut(*index) {
                rung.at = *at;
            }
        }
    }
}

impl From<Vec<Rung>> for Ladder {
    fn from(rungs: Vec<Rung>) -> Self {
        // Not sorted again: after `retime` the indices in later records must still fit.
        Self(rungs)
    }
}

impl From<Ladder> for Vec<Rung> {
    fn from(ladder: Ladder) -> Self {
        ladder.0
    }
}
