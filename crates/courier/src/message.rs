//! A message as it leaves the house.

use duty::{DutyId, IncidentId, NoticeId, PersonId, PostId};
use jiff::Timestamp;
use serde::Serialize;

/// A finished message. Text and link were made just now and are in no record.
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
}
