//! A message as it leaves the house, and the ways by which it may go.

use duty::{DutyId, IncidentId, NoticeId, PersonId, PostId};
use jiff::Timestamp;
use serde::Serialize;

use crate::channel::is_read_by_a_group;

/// A finished message. Text, link and code were made just now and are in no record.
#[derive(Debug, Clone, Serialize)]
pub struct Message {
    /// The idempotency key; the same notice may come twice after a crash, with `repeat` set.
    pub id: NoticeId,
    /// To whom.
    pub to: PersonId,
    /// The post that is asked; none for a release.
    pub post: Option<PostId>,
    /// What it says.
    pub text: String,
    /// Where it is answered; none for a release.
    pub link: Option<String>,
    /// The same for whoever reads it in a group: it asks who is answering.
    #[serde(skip)]
    pub group_link: Option<String>,
    /// The duty; none for a release.
    pub duty: Option<DutyId>,
    /// The incident.
    pub incident: IncidentId,
    /// By when it is due.
    pub due: Option<Timestamp>,
    /// Which rung of the ladder tells: 0 is the holder.
    pub rung: usize,
    /// Part of a drill.
    pub exercise: bool,
    /// It may have gone out before.
    pub repeat: bool,
    /// The sentence with the short code by which it is answered without a link.
    #[serde(skip)]
    pub code: Option<String>,
    /// What is put before the text when a try may have arrived unnoticed: 【可能重复】.
    #[serde(skip)]
    pub repeat_mark: String,
    /// Life safety: channels that know an urgency say so.
    #[serde(skip)]
    pub urgent: bool,
    /// The number of the person, for robots that call people by it and for text messages.
    #[serde(skip)]
    pub phone: Option<String>,
}

impl Message {
    /// The same where `<` begins a mark: what strangers wrote, such as a place, must not call a
    /// whole group by `<at user_id="all">`.
    pub(crate) fn body_without_marks(&self, way: &Way, most_bytes: usize) -> String {
        let plain = Self {
            text: self.text.replace('<', "＜"),
            ..self.clone()
        };
        plain.body(way, most_bytes)
    }

    /// Text, link where it opens, and short code, in at most so many bytes of UTF-8. Only the
    /// text is shortened: without link and code nobody can answer.
    pub(crate) fn body(&self, way: &Way, most_bytes: usize) -> String {
        let link = if is_read_by_a_group(&way.channel) {
            &self.group_link
        } else {
            &self.link
        };
        let link = link.as_deref().filter(|_| way.link);
        let mut tail = String::new();
        for line in [link, self.code.as_deref()].into_iter().flatten() {
            tail.push('\n');
            tail.push_str(line);
        }
        crate::fit::fit(&self.text, &tail, most_bytes)
    }

    /// The same message as a possible repeat of itself.
    pub(crate) fn repeated(&self) -> Self {
        if self.repeat {
            return self.clone();
        }
        Self {
            text: format!("{}{}", self.repeat_mark, self.text),
            repeat: true,
            ..self.clone()
        }
    }
}

/// One way by which a message may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The channel's id: `mail`, `wecom`.
    pub channel: String,
    /// The person's own address there, where the person has one.
    pub address: Option<String>,
    /// The link opens where this address is read.
    pub link: bool,
}
