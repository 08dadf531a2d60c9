//! A refusal is an answer to a person, with what that person needs to know.

use std::sync::Arc;

use duty::{DutyId, Evidence, IncidentId, NoticeId, PersonId, PostId};
use jiff::Timestamp;
use plan::{EventId, FactId, Gap, PlanId};

use crate::command::HoldId;
use crate::hold::Hold;
use crate::right::Role;
use crate::template::BadTemplate;

/// Why a command was not carried out. Nothing was changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The command was made more than seven days ago.
    Stale {
        /// When.
        made: Timestamp,
    },
    /// The command was made more than an hour in the future.
    FromTheFuture {
        /// When.
        made: Timestamp,
    },
    /// The command's id has more than 100 characters.
    LongId,
    /// There is no organisation yet.
    NotFounded,
    /// The organisation exists already.
    AlreadyFounded,
    /// No published plan knows this event.
    UnknownEvent(EventId),
    /// No such incident is running.
    UnknownIncident(IncidentId),
    /// The incident has ended.
    IncidentEnded {
        /// Which.
        incident: IncidentId,
        /// When.
        ended: Timestamp,
    },
    /// No such duty is open.
    UnknownDuty(DutyId),
    /// The duty is done.
    DutyDone {
        /// Which.
        duty: DutyId,
        /// By whom, if a person did it.
        person: Option<PersonId>,
        /// When.
        at: Timestamp,
    },
    /// Somebody decided that the duty need not be done.
    DutyWaived {
        /// Which.
        duty: DutyId,
        /// When.
        at: Timestamp,
    },
    /// This person was not told of this duty.
    NotTold(DutyId),
    /// The duty asks for evidence that is missing.
    EvidenceMissing(Vec<Evidence>),
    /// No such person.
    UnknownPerson(PersonId),
    /// A person has at most [`crate::MOST_ADDRESSES`] addresses.
    TooManyAddresses,
    /// The person has left the organisation.
    HasLeft(PersonId),
    /// It ends before it begins, or is over already, or is longer than a month on watch.
    BadPeriod,
    /// The person is away then already.
    AwayAlready {
        /// Who.
        person: PersonId,
        /// Since when.
        from: Timestamp,
        /// Until when.
        to: Timestamp,
    },
    /// No absence of the person begins then.
    UnknownAbsence,
    /// More than fit into one list.
    TooMany {
        /// How many fit.
        most: usize,
    },
    /// A post stands in for itself, or twice.
    BadOrder,
    /// The account's right does not reach so far; none, when it has no right at all.
    NotAllowed(Option<Role>),
    /// Nobody would be left to give rights.
    LastAdministrator,
    /// No notice can be made of the wording.
    BadTemplate(BadTemplate),
    /// No such post in any plan.
    UnknownPost(PostId),
    /// No such notice is waiting.
    UnknownNotice(NoticeId),
    /// The event has no such fact.
    UnknownFact(FactId),
    /// The value does not fit the fact.
    BadValue(FactId),
    /// The plan has gaps that stop it from being published.
    PlanHasGaps(Vec<Gap>),
    /// The end cannot be proposed yet.
    NotOver(Vec<Missing>),
    /// The duty is a signature: nobody can do without it.
    NotWaivable(DutyId),
    /// A report is not to be made by a clause, which must be named.
    ClauseMissing(DutyId),
    /// Only whoever stands for this post decides that.
    OnlyBy {
        /// The post.
        post: PostId,
        /// It has to be that person's own account.
        signed_in: bool,
    },
    /// What is said to have happened then lies before the incident or ahead.
    BadTime {
        /// When.
        at: Timestamp,
    },
    /// The plan has no such version that is newer than the one by which the incident runs.
    NotNewer {
        /// The plan.
        plan: PlanId,
        /// The version that was asked for.
        version: u32,
        /// The version by which the incident runs.
        running: u32,
    },
    /// The version of the plan does not know the incident's event.
    EventNotInVersion {
        /// The event.
        event: EventId,
        /// The version.
        version: u32,
    },
    /// Only somebody signed in may do that.
    NeedsSignIn,
    /// No leap of the clock waits for an answer.
    NothingAskedOfClock,
    /// Periods overlap or are out of order.
    BadWorkingHours,
    /// Nothing was said.
    Empty,
    /// No such hold.
    UnknownHold(HoldId),
    /// A legal hold keeps what was to be destroyed.
    UnderHold {
        /// Which.
        hold: HoldId,
        /// What it keeps, since when and why.
        kept: Arc<Hold>,
    },
    /// Somebody who still holds posts is not erased.
    HoldsPosts {
        /// Who.
        person: PersonId,
        /// Which.
        posts: Vec<PostId>,
    },
    /// An incident is running in which the person took part.
    WantedIn {
        /// Who.
        person: PersonId,
        /// Which.
        incident: IncidentId,
    },
}

/// What is missing for the end.
#[derive(Debug, Clone, PartialEq)]
pub enum Missing {
    /// This duty is not done.
    Duty(DutyId),
    /// The closing condition does not hold; the facts that would settle it.
    Condition(Vec<FactId>),
    /// The plan names nobody who signs.
    SignOff,
}
