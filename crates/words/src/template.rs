//! Notices in the organisation's own wording, and what is wrong with a wording.

use duty::{Duty, Tell};
use engine::{BadTemplate, LONGEST_TEMPLATE, NoticeKind, Piece, Placeholder, State, pieces};

use crate::{Language, Words};

/// Which notice somebody gets who is told at this rung.
pub(crate) fn kind(duty: &Duty, rung: usize) -> NoticeKind {
    match duty.ladder.rungs().get(rung).map(|rung| &rung.tell) {
        Some(Tell::Commander | Tell::Post(_) | Tell::Group(_)) => NoticeKind::Chased,
        Some(Tell::Holder | Tell::Substitute | Tell::CallList | Tell::RedLine) | None => {
            NoticeKind::Asked
        }
    }
}

impl Words {
    /// What notices of a kind are called.
    pub fn notice_kind(self, kind: NoticeKind) -> String {
        self.say(match kind {
            NoticeKind::Asked => "template-asked",
            NoticeKind::Chased => "template-chased",
            NoticeKind::Released => "template-released",
        })
    }

    /// A placeholder as it is typed in this language: {任务}, {task}.
    pub fn placeholder(self, placeholder: Placeholder) -> String {
        let (zh, en) = placeholder.names();
        format!("{{{}}}", self.pick(zh, Some(en)))
    }

    /// A wording with examples put in.
    ///
    /// # Errors
    /// [`BadTemplate`] when no notice can be made of it.
    pub fn template_preview(self, kind: NoticeKind, text: &str) -> Result<String, BadTemplate> {
        let example = |placeholder| {
            self.say(match placeholder {
                Placeholder::Event => "template-example-event",
                Placeholder::Grade => "template-example-grade",
                Placeholder::Place => "template-example-place",
                Placeholder::Post => "template-example-post",
                Placeholder::Task => "template-example-task",
                Placeholder::Why => "template-example-why",
                Placeholder::Deadline => "template-example-deadline",
                Placeholder::Leader => "template-example-leader",
                Placeholder::Ended => "template-example-ended",
            })
        };
        Ok(filled(&pieces(kind, text)?, example))
    }

    /// Why no notice can be made of a wording.
    pub fn bad_template(self, why: &BadTemplate) -> String {
        match why {
            BadTemplate::Unknown(name) => self.with("template-unknown", &[("name", name.as_str())]),
            BadTemplate::Brace => self.say("template-brace"),
            BadTemplate::Lacks(placeholder) => {
                let (zh, en) = placeholder.names();
                self.with("template-lacks", &[("name", self.pick(zh, Some(en)))])
            }
            BadTemplate::Long => self.with("template-long", &[("most", LONGEST_TEMPLATE)]),
        }
    }

    /// The organisation's own wording in this language, filled; none where it has none.
    pub(crate) fn own_wording(
        self,
        state: &State,
        kind: NoticeKind,
        fill: impl Fn(Placeholder) -> String,
    ) -> Option<String> {
        let template = state.templates.get(&kind)?;
        let text = match self.language() {
            Language::Zh => template.zh.as_deref()?,
            Language::En => template.en.as_deref()?,
        };
        // One that was set under other rules gives way to the catalogue.
        let pieces = pieces(kind, text).ok()?;
        Some(filled(&pieces, fill))
    }
}

fn filled(pieces: &[Piece<'_>], fill: impl Fn(Placeholder) -> String) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => (*text).to_owned(),
            Piece::Place(placeholder) => fill(*placeholder),
        })
        .collect()
}
