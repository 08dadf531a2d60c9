//! The organisation's own wording of its notices. Where it has none, the catalogue speaks.

use serde::{Deserialize, Serialize};

/// The longest wording, in characters: a text message of several parts.
pub const LONGEST_TEMPLATE: usize = 500;

/// The notices that can be worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// To whoever is asked to do a duty.
    Asked,
    /// To whoever is told that somebody else's duty is not answered or not done.
    Chased,
    /// That the response is over.
    Released,
}

/// What is put in when a notice is sent: `{task}` or `{任务}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// What happens.
    Event,
    /// Its grade, as far as there is one.
    Grade,
    /// Where.
    Place,
    /// Which post is asked.
    Post,
    /// What is to be done.
    Task,
    /// Why this person is told.
    Why,
    /// By when to answer and to be done.
    Deadline,
    /// Who leads.
    Leader,
    /// When it ended.
    Ended,
}

/// A wording in both languages; a language without one speaks by the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Template {
    /// Chinese.
    pub zh: Option<String>,
    /// English.
    pub en: Option<String>,
}

/// A part of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// What is put in.
    Place(Placeholder),
}

/// Why a wording is of no use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadTemplate {
    /// Nothing of that name is put into such a notice.
    Unknown(String),
    /// A brace that is not closed, or was not opened.
    Brace,
    /// Without this nobody knows what to do.
    Lacks(Placeholder),
    /// It has more than [`LONGEST_TEMPLATE`] characters.
    Long,
}

impl NoticeKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Chased, Self::Released];

    /// The word of forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Chased => "chased",
            Self::Released => "released",
        }
    }

    /// What can be put into such a notice.
    pub fn placeholders(self) -> &'static [Placeholder] {
        use Placeholder::{Deadline, Ended, Event, Grade, Leader, Place, Post, Task, Why};
        match self {
            Self::Asked | Self::Chased => &[Event, Grade, Place, Post, Task, Why, Deadline, Leader],
            Self::Released => &[Event, Grade, Place, Ended],
        }
    }

    fn must_have(self) -> Option<Placeholder> {
        match self {
            Self::Asked | Self::Chased => Some(Placeholder::Task),
            Self::Released => None,
        }
    }
}

impl Placeholder {
    /// Its names, Chinese and English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Event => ("事件", "event"),
            Self::Grade => ("级别", "grade"),
            Self::Place => ("地点", "place"),
            Self::Post => ("岗位", "post"),
            Self::Task => ("任务", "task"),
            Self::Why => ("原因", "why"),
            Self::Deadline => ("时限", "deadline"),
            Self::Leader => ("指挥", "leader"),
            Self::Ended => ("结束时间", "ended"),
        }
    }
}

/// Takes a wording apart, and says why where it is of no use.
///
/// # Errors
/// [`BadTemplate`].
pub fn pieces(kind: NoticeKind, text: &str) -> Result<Vec<Piece<'_>>, BadTemplate> {
    if text.chars().count() > LONGEST_TEMPLATE {
        return Err(BadTemplate::Long);
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        let Some((name, after)) = brace.strip_prefix('{').and_then(|it| it.split_once('}')) else {
            return Err(BadTemplate::Brace);
        };
        let known = kind.placeholders().iter().find(|it| {
            let (zh, en) = it.names();
            name.trim() == zh || name.trim() == en
        });
        let known = known.ok_or_else(|| BadTemplate::Unknown(name.trim().to_owned()))?;
        pieces.extend([Piece::Text(before), Piece::Place(*known)]);
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    match kind.must_have() {
        Some(must) if !pieces.contains(&Piece::Place(must)) => Err(BadTemplate::Lacks(must)),
        Some(_) | None => Ok(pieces),
    }
}
