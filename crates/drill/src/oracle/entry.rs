//! What the oracle is told, and what it says.

use std::fmt;

use duty::{NoticeId, PersonId};
use engine::{Command, Event, Notice, Refusal};
use jiff::Timestamp;

/// One entry of a story, in the order in which things happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A command was decided and recorded.
    Recorded {
        /// The command.
        command: Command,
        /// What was recorded of it.
        events: Vec<Event>,
    },
    /// A command was refused.
    Refused {
        /// When.
        at: Timestamp,
        /// The command.
        command: Command,
        /// The answer.
        refusal: Refusal,
    },
    /// The clock was told the time until nothing more was due.
    Settled {
        /// The time.
        at: Timestamp,
        /// When something is due next.
        next_due: Option<Timestamp>,
        /// What is owed by message, in order.
        outbox: Vec<NoticeId>,
        /// What stands on the call list, in order.
        call_list: Vec<NoticeId>,
    },
    /// The courier handed a notice to a channel.
    Sent {
        /// When.
        at: Timestamp,
        /// The notice as it then stood in the outbox.
        notice: Notice,
    },
    /// A phone received a notice.
    Received {
        /// When.
        at: Timestamp,
        /// Whose phone.
        person: PersonId,
        /// The notice.
        notice: NoticeId,
    },
    /// Every courier has worked as it should until nothing was left to do.
    Drained {
        /// When.
        at: Timestamp,
        /// What is still owed by message.
        outbox: Vec<NoticeId>,
    },
}

/// The promises of DESIGN section 7 that a pure core can keep or break, and two contracts of
/// section 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// 1: everyone on a ladder is told, once per rung, and nobody after the discharge.
    ToldOncePerRung,
    /// 2: no owed notice vanishes; a repeat is marked.
    NothingVanishes,
    /// 3: what became due fires once, marked late, after any stop.
    TimersFireOnce,
    /// 4: replaying the log gives the same state.
    ReplayIsTheSame,
    /// 7: that nobody could be told is a record, and the ladder ends in a red line.
    AbsenceIsRecorded,
    /// 8: a running incident keeps its plan version, and takes the course that it says.
    PlanIsKept,
    /// 10: an acknowledged duty still lapses and climbs what is overdue.
    AcknowledgedIsNotDone,
    /// 11: life-safety steps wait for nothing and are refused to nobody.
    LifeFirst,
    /// 12: personal content is destroyed whole, by a record, and not under a hold.
    ContentIsDestroyed,
    /// Section 3: the same command again gets the same answer and changes nothing.
    SameCommandSameAnswer,
    /// Section 3: deciding never fails but by a refusal.
    NeverPanics,
}

impl Promise {
    /// Its number in DESIGN section 7; none for the contracts of section 3.
    pub fn number(self) -> Option<u8> {
        match self {
            Self::ToldOncePerRung => Some(1),
            Self::NothingVanishes => Some(2),
            Self::TimersFireOnce => Some(3),
            Self::ReplayIsTheSame => Some(4),
            Self::AbsenceIsRecorded => Some(7),
            Self::PlanIsKept => Some(8),
            Self::AcknowledgedIsNotDone => Some(10),
            Self::LifeFirst => Some(11),
            Self::ContentIsDestroyed => Some(12),
            Self::SameCommandSameAnswer | Self::NeverPanics => None,
        }
    }
}

/// A broken promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub promise: Promise,
    /// How, for whoever mends it.
    pub says: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.promise.number() {
            Some(number) => write!(f, "promise {number} is broken: {}", self.says),
            None => write!(f, "{:?} is broken: {}", self.promise, self.says),
        }
    }
}
