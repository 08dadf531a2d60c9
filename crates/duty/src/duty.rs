//! The duty itself.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{DutyId, IncidentId, Ladder, Paper, PersonId, Photo, PostId, Sealed};

/// What must be handed in when a duty is done.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// A sentence that says what was done.
    Text,
    /// A photo.
    Photo,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The sentence in Chinese, as the plan has it; empty where a person wrote it.
    pub text: String,
    /// The same in English, where the plan has it.
    pub text_en: Option<String>,
    /// What a person wrote who added it by hand, apart from the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Sealed>,
    /// Life safety: waits for nothing, goes out before everything else, is refused to nobody.
    pub life_safety: bool,
    /// What must be handed in.
    pub evidence: Vec<Evidence>,
    /// The incident cannot end before it is done.
    pub before_end: bool,
    /// What in the plan made it, so that the page can show the place; opaque to the engine
    /// except to the maker itself.
    pub made: Made,
}

/// Where a duty comes from. Only the maker reads it; no rule about duties depends on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Made {
    /// Section of the plan: `step`, `report`, `sign-off`, `written-report`, `review`; `hand` for
    /// what a person added.
    pub by: String,
    /// Id of the element there, or of the command by which it was added.
    pub element: String,
}

/// What somebody who was told said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Who said it; none when an account entered it for the post as such.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// True for "got it", false for "cannot".
    pub takes: bool,
    /// Why not, or what was added.
    pub text: Option<Sealed>,
}

/// A report that was made by word of mouth: to whom, when, and what was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oral {
    /// What the receiver is called.
    pub receiver: Sealed,
    /// Where and as what the receiver serves.
    pub post: Sealed,
    /// The number that was rung.
    pub number: Option<Sealed>,
    /// When it was said.
    pub at: Timestamp,
    /// The words that were said.
    pub words: Sealed,
}

impl Oral {
    /// The personal values that it names.
    pub fn sealed(&self) -> impl Iterator<Item = &Sealed> {
        [&self.receiver, &self.post, &self.words]
            .into_iter()
            .chain(&self.number)
    }
}

/// How a duty ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discharge {
    /// Who did it, or decided that it need not be done; none when an account entered it for the
    /// post as such.
    pub person: Option<PersonId>,
    /// When it was said to be done.
    pub at: Timestamp,
    /// After its deadline.
    pub late: bool,
    /// What was written; of what was waived, the reason.
    pub text: Option<Sealed>,
    /// What was photographed.
    pub photos: Vec<Photo>,
    /// The document that was sent, as it was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
    /// How it was made by word of mouth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oral: Option<Oral>,
    /// It was not done: somebody decided that it need not be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waived: bool,
    /// The clause by which it need not be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<Sealed>,
}

/// Who must do what, by when, with what evidence, and who is told if not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Its id.
    pub id: DutyId,
    /// The incident that it belongs to.
    pub incident: IncidentId,
    /// Who must do it: a post, never a person. Who holds the post is found each time.
    pub post: PostId,
    /// Somebody whom a person chose for it, before whoever stands for the post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// What.
    pub task: Task,
    /// When it was opened.
    pub opened: Timestamp,
    /// By when somebody must have answered.
    pub answer_due: Option<Timestamp>,
    /// By when it must be done.
    pub due: Option<Timestamp>,
    /// Who is told if not.
    pub ladder: Ladder,
    /// Who has been told, in the order of telling.
    pub told: Vec<PersonId>,
    /// What they said, in order.
    pub replies: Vec<Reply>,
    /// How many of those replies were given before it was handed to somebody else: they answer for
    /// nobody any more.
    #[serde(default, skip_serializing_if = "is_none_of_them")]
    pub replies_before: usize,
    /// When the deadline passed undone.
    pub lapsed: Option<Timestamp>,
    /// When the ladder ended with nobody answering.
    pub red_line: Option<Timestamp>,
    /// How it ended.
    pub discharge: Option<Discharge>,
}

/// Where a duty stands, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nobody has answered.
    Open,
    /// Somebody has taken it on; its deadline and ladder go on.
    Acknowledged,
    /// Done.
    Discharged,
    /// The last who answered cannot; it is with the next rung.
    Refused,
    /// Its deadline passed undone; it can still be done, late.
    Lapsed,
    /// Somebody decided that it need not be done.
    Waived,
}

fn is_none_of_them(count: &usize) -> bool {
    *count == 0
}

impl Duty {
    /// Where it stands.
    pub fn standing(&self) -> Standing {
        if let Some(done) = &self.discharge {
            if done.waived {
                Standing::Waived
            } else {
                Standing::Discharged
            }
        } else if self.lapsed.is_some() {
            Standing::Lapsed
        } else {
            match self.reply() {
                None => Standing::Open,
                Some(reply) if reply.takes => Standing::Acknowledged,
                Some(_) => Standing::Refused,
            }
        }
    }

    /// Somebody has taken it on and nobody has handed it back since.
    pub fn is_answered(&self) -> bool {
        self.reply().is_some_and(|reply| reply.takes)
    }

    /// The last answer of whoever has it now.
    pub fn reply(&self) -> Option<&Reply> {
        let since = self.replies.get(self.replies_before..);
        since.unwrap_or_default().last()
    }

    /// It is done, or need not be.
    pub fn is_done(&self) -> bool {
        self.discharge.is_some()
    }

    /// The rung whose time comes next.
    pub fn next_rung(&self) -> Option<(usize, Timestamp)> {
        self.ladder
            .next(self.is_answered(), self.is_done())
            .map(|(index, rung)| (index, rung.at))
    }

    /// When it next needs attention: a rung, or its deadline.
    pub fn next_due(&self) -> Option<Timestamp> {
        if self.is_done() {
            return None;
        }
        let deadline = if self.lapsed.is_none() {
            self.due
        } else {
            None
        };
        let rung = self.next_rung().map(|(_, at)| at);
        [deadline, rung].into_iter().flatten().min()
    }

    /// The personal values that it names.
    pub fn sealed(&self) -> Vec<&Sealed> {
        let replies = self.replies.iter().filter_map(|reply| reply.text.as_ref());
        let done = self.discharge.iter().flat_map(|done| {
            let oral = done.oral.iter().flat_map(Oral::sealed);
            done.text.iter().chain(&done.clause).chain(oral)
        });
        self.task
            .written
            .iter()
            .chain(replies)
            .chain(done)
            .collect()
    }

    /// The deadline that people see: by when it must be done, else by when it must be answered.
    pub fn shown_due(&self) -> Option<Timestamp> {
        self.due.or(self.answer_due)
    }
}
