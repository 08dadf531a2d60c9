//! A leap of the machine's clock, while a person is asked about it.

use duty::{Duty, DutyId, IncidentId};
use imbl::OrdMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The clock of the machine and the time that had passed do not agree, and nobody has said yet
/// which is right. Timers set before wait; what is opened meanwhile goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leap {
    /// Where engine time stood, by the last record and what had passed since.
    pub stood: Timestamp,
    /// What the clock of the machine read.
    pub wall: Timestamp,
    /// Engine time from then on: it follows a clock forward, never back.
    pub at: Timestamp,
    /// Unanswered until then, the timers fire.
    pub until: Timestamp,
    /// It was noticed at a start.
    pub starting: bool,
    /// Duties as they were; their timers wait.
    pub(crate) before: OrdMap<DutyId, Arc<Duty>>,
}

impl Leap {
    /// Forward, so that engine time followed.
    pub fn is_forward(&self) -> bool {
        self.wall > self.stood
    }
}

/// What a person says of a leap, or nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockAnswer {
    /// The new time is right.
    Right,
    /// It is wrong: time goes on as if the clock had not leapt.
    Wrong,
    /// Nobody answered in time.
    Unanswered,
}

/// Times of an incident that a clock set back moves with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentTimes {
    /// Which.
    pub incident: IncidentId,
    /// When it was reported.
    pub reported: Timestamp,
    /// Since when its grade holds.
    pub graded: Option<Timestamp>,
    /// When the head was told.
    pub head_told: Option<Timestamp>,
}
