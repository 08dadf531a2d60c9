//! From a request to a command, and from what came of it to an answer.

use axum::http::StatusCode;
use duty::{Photo, Sealed};
use engine::{Act, By, Command, CommandId, Refusal};
use jiff::Timestamp;
use runner::{Attachments, JournalError, NotDone, Taken};

use crate::photo;
use crate::sight::Sight;

/// A command on its way, with the texts and photos that it names.
pub(crate) struct Making {
    pub id: CommandId,
    pub made: Timestamp,
    pub by: By,
    attachments: Attachments,
}

/// Why something was not done, before or in the engine.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The engine, or what we know of the past, refuses it.
    Refused(Box<Refusal>),
    /// A form or body says nothing that we understand.
    Malformed,
    /// A file is no picture.
    NotAPicture,
    /// A file is larger than 20 MB.
    TooLarge,
    /// It could not be recorded.
    NotRecorded,
}

impl Making {
    pub fn new(id: CommandId, made: Timestamp, by: By) -> Self {
        Self {
            id,
            made,
            by,
            attachments: Attachments::none(),
        }
    }

    /// Puts a text apart from the record; nothing for a text that is empty.
    pub fn seal(&mut self, text: Option<&str>) -> Result<Option<Sealed>, Failure> {
        self.attachments.seal_some(text).map_err(unrecorded)
    }

    /// Submits the command, and waits until it is on disk.
    pub async fn submit(self, sight: &Sight, act: Act) -> Result<Taken, Failure> {
        let command = Command {
            id: self.id,
            made: self.made,
            by: self.by,
            act,
        };
        let taken = sight.handle.submit(command, self.attachments).await;
        taken.map_err(|why| not_done(sight, why))
    }
}

/// Why a command came to nothing, as the person who asked needs to know it.
pub(crate) fn not_done(sight: &Sight, why: NotDone) -> Failure {
    match why {
        NotDone::Refused(refusal) => Failure::Refused(Box::new(known_past(sight, *refusal))),
        NotDone::NotRecorded(why) => {
            tracing::error!(%why, "a request was not recorded");
            Failure::NotRecorded
        }
        NotDone::Stopped => Failure::NotRecorded,
    }
}

/// Stores photos before the record that names them.
pub(crate) async fn store(
    sight: &Sight,
    files: &[axum::body::Bytes],
) -> Result<Vec<Photo>, Failure> {
    let mut photos = Vec::with_capacity(files.len());
    for bytes in files {
        let media = photo::media(bytes).ok_or(Failure::NotAPicture)?;
        let blob = sight.handle.put_blob(bytes).await.map_err(unrecorded)?;
        photos.push(Photo {
            blob,
            media: media.to_owned(),
        });
    }
    Ok(photos)
}

/// The engine forgets what is over; the views do not. Whoever asks for something that is over,
/// and has looked at it, hears since when.
fn known_past(sight: &Sight, refusal: Refusal) -> Refusal {
    if let Refusal::UnknownIncident(incident) = &refusal
        && let Some(ended) = sight.incident(incident).and_then(|it| it.ended)
    {
        let incident = incident.clone();
        return Refusal::IncidentEnded { incident, ended };
    }
    if let Refusal::UnknownDuty(id) = &refusal
        && let Some(duty) = sight.duty(id)
        && let Some(done) = &duty.discharge
    {
        return Refusal::DutyDone {
            duty: id.clone(),
            person: done.person.clone(),
            at: done.at,
        };
    }
    refusal
}

/// Why something could not be stored.
pub(crate) fn unrecorded(error: JournalError) -> Failure {
    if let JournalError::TooLarge { .. } = error {
        return Failure::TooLarge;
    }
    tracing::error!(%error, "a text or file could not be stored");
    Failure::NotRecorded
}

impl Failure {
    /// Status of HTTP, and the word by which a program tells it apart.
    pub fn status(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Refused(refusal) => refusal_status(refusal),
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed"),
            Self::NotAPicture => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-a-picture"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            Self::NotRecorded => (StatusCode::SERVICE_UNAVAILABLE, "not-recorded"),
        }
    }

    /// Why, to the person who asked.
    pub fn say(&self, sight: &Sight) -> String {
        match self {
            Self::Refused(refusal) => sight.names(|names| sight.w.refusal(refusal, names)),
            Self::Malformed => sight.w.say("page-board-malformed"),
            Self::NotAPicture => sight.w.say("page-board-not-a-picture"),
            Self::TooLarge => sight.w.say("page-board-too-large"),
            Self::NotRecorded => sight.w.say("page-board-not-recorded"),
        }
    }
}

fn refusal_status(refusal: &Refusal) -> (StatusCode, &'static str) {
    const BAD: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
    match refusal {
        Refusal::Stale { .. } => (StatusCode::CONFLICT, "stale"),
        Refusal::FromTheFuture { .. } => (BAD, "from-the-future"),
        Refusal::LongId => (BAD, "long-id"),
        Refusal::NotFounded => (StatusCode::SERVICE_UNAVAILABLE, "not-founded"),
        Refusal::AlreadyFounded => (StatusCode::CONFLICT, "already-founded"),
        Refusal::UnknownEvent(_) => (BAD, "unknown-event"),
        Refusal::UnknownIncident(_) => (StatusCode::NOT_FOUND, "unknown-incident"),
        Refusal::IncidentEnded { .. } => (StatusCode::CONFLICT, "incident-ended"),
        Refusal::UnknownDuty(_) => (StatusCode::NOT_FOUND, "unknown-duty"),
        Refusal::DutyDone { .. } => (StatusCode::CONFLICT, "duty-done"),
        Refusal::DutyWaived { .. } => (StatusCode::CONFLICT, "duty-waived"),
        Refusal::NotWaivable(_) => (StatusCode::CONFLICT, "not-waivable"),
        Refusal::ClauseMissing(_) => (BAD, "clause-missing"),
        Refusal::OnlyBy { .. } => (StatusCode::FORBIDDEN, "only-by"),
        Refusal::BadTime { .. } => (BAD, "bad-time"),
        Refusal::NotNewer { .. } => (StatusCode::CONFLICT, "not-newer"),
        Refusal::EventNotInVersion { .. } => (StatusCode::CONFLICT, "event-not-in-version"),
        Refusal::NotTold(_) => (StatusCode::FORBIDDEN, "not-told"),
        Refusal::EvidenceMissing(_) => (BAD, "evidence-missing"),
        Refusal::UnknownPerson(_) => (BAD, "unknown-person"),
        Refusal::TooManyAddresses => (BAD, "too-many-addresses"),
        Refusal::HasLeft(_) => (StatusCode::CONFLICT, "has-left"),
        Refusal::BadPeriod => (BAD, "bad-period"),
        Refusal::AwayAlready { .. } => (StatusCode::CONFLICT, "away-already"),
        Refusal::UnknownAbsence => (StatusCode::NOT_FOUND, "unknown-absence"),
        Refusal::TooMany { .. } => (BAD, "too-many"),
        Refusal::BadOrder => (BAD, "bad-order"),
        Refusal::NotAllowed(_) => (StatusCode::FORBIDDEN, "not-allowed"),
        Refusal::LastAdministrator => (StatusCode::CONFLICT, "last-administrator"),
        Refusal::BadTemplate(_) => (BAD, "bad-template"),
        Refusal::UnknownPost(_) => (BAD, "unknown-post"),
        Refusal::UnknownNotice(_) => (StatusCode::NOT_FOUND, "unknown-notice"),
        Refusal::UnknownFact(_) => (BAD, "unknown-fact"),
        Refusal::BadValue(_) => (BAD, "bad-value"),
        Refusal::PlanHasGaps(_) => (BAD, "plan-has-gaps"),
        Refusal::NotOver(_) => (StatusCode::CONFLICT, "not-over"),
        Refusal::NeedsSignIn => (StatusCode::FORBIDDEN, "needs-sign-in"),
        Refusal::NothingAskedOfClock => (StatusCode::CONFLICT, "nothing-asked-of-clock"),
        Refusal::BadWorkingHours => (BAD, "bad-working-hours"),
        Refusal::Empty => (BAD, "empty"),
        Refusal::UnknownHold(_) => (StatusCode::NOT_FOUND, "unknown-hold"),
        Refusal::UnderHold { .. } => (StatusCode::CONFLICT, "under-hold"),
        Refusal::HoldsPosts { .. } => (StatusCode::CONFLICT, "holds-posts"),
        Refusal::WantedIn { .. } => (StatusCode::CONFLICT, "wanted-in"),
    }
}
