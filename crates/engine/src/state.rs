//! What a decision can need, in memory: the fold of one organisation's log.
//!
//! The maps share structure, so that a copy costs nothing: a decision is made on a copy, and
//! readers keep the last committed one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duty::{Duty, DutyId, IncidentId, Made, NoticeId, PersonId, PostId, Sealed};
use imbl::{OrdMap, OrdSet};
use jiff::Timestamp;
use plan::condition::{Facts, Reason};
use plan::{EventId, FactId, Kind, PlanId, Rank, Ready, StepId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::clock::Leap;
use crate::command::{AccountId, CommandId, HoldId, OrganisationId};
use crate::content::Content;
use crate::hold::Hold;
use crate::right::Right;
use crate::roster::{Calendar, Roster};
use crate::template::{NoticeKind, Template};

/// The state of one organisation.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// Who this is; none before the first record.
    pub organisation: Option<Organisation>,
    /// Everybody who can be told something.
    pub people: OrdMap<PersonId, Arc<Person>>,
    /// Who holds which post today.
    pub holders: OrdMap<PostId, Vec<PersonId>>,
    /// What each account may do.
    pub rights: OrdMap<AccountId, Right>,
    /// Who is on watch when, by post.
    #[serde(default)]
    pub rosters: OrdMap<PostId, Arc<Roster>>,
    /// The order of substitutes of posts whose order the organisation has changed.
    #[serde(default)]
    pub substitutes: OrdMap<PostId, Vec<PostId>>,
    /// What the organisation has changed about workdays and hours.
    #[serde(default)]
    pub calendar: Arc<Calendar>,
    /// How the organisation words its notices, where it does.
    #[serde(default)]
    pub templates: OrdMap<NoticeKind, Template>,
    /// Working hours, expanded.
    pub working: Arc<WorkingHours>,
    /// Plans in use, by version.
    pub plans: OrdMap<PlanId, OrdMap<u32, Arc<Ready>>>,
    /// Incidents that are not archived.
    pub incidents: OrdMap<IncidentId, Arc<Incident>>,
    /// Their duties.
    pub duties: OrdMap<DutyId, Arc<Duty>>,
    /// Notices that are owed, on the call list, or waiting for their receipt.
    pub notices: OrdMap<NoticeId, Arc<Notice>>,
    /// The same by the duty that they are about; release notices are about none.
    pub(crate) notices_about: OrdMap<DutyId, OrdSet<NoticeId>>,
    /// Signals that a rule took and that are not over: fingerprint to incident.
    pub signals: OrdMap<String, IncidentId>,
    /// What must not be destroyed.
    #[serde(default)]
    pub holds: OrdMap<HoldId, Arc<Hold>>,
    /// Whose personal content the log names, and what of it was destroyed.
    #[serde(default)]
    pub content: Content,
    /// What falls due when.
    pub(crate) dues: OrdSet<(Timestamp, Due)>,
    /// What waits until the clock's leap is settled.
    pub(crate) held: OrdSet<(Timestamp, Due)>,
    /// A leap of the machine's clock that nobody has settled yet.
    pub clock: Option<Leap>,
    /// A person has said that the machine's clock runs ahead of the right time.
    pub clock_rejected: bool,
    /// When the hour or an absence next changes who stands where.
    pub(crate) watch: Option<Timestamp>,
    /// Not urgent, number, id.
    pub(crate) outbox: OrdSet<(bool, u64, NoticeId)>,
    pub(crate) notice_count: u64,
    pub(crate) remembered: OrdMap<CommandId, Remembered>,
    pub(crate) forget: OrdSet<(Timestamp, CommandId)>,
    /// Time of the last event.
    pub last: Option<Timestamp>,
}

/// What falls due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Due {
    /// A rung or the deadline of a duty.
    Duty(DutyId),
    /// The known working hours run out.
    WorkingHoursLow,
    /// The hour or an absence changes who stands where.
    Watch,
    /// Nobody has answered about a leap of the clock.
    Clock,
}

/// Who this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Made by `--sample`; marked on every page.
    pub sample: bool,
}

/// Somebody who can be told something. What the person is called is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name.
    pub name: Sealed,
    /// Phone number.
    pub phone: Option<Sealed>,
    /// Where else the person is reached, in the order in which it is tried.
    #[serde(default)]
    pub addresses: Vec<Address>,
    /// The number by which the organisation knows the person.
    #[serde(default)]
    pub number: Option<Sealed>,
    /// When the person is away, in order.
    #[serde(default)]
    pub absences: Vec<Absence>,
    /// Since when the person belongs to the organisation no more.
    #[serde(default)]
    pub left: Option<Timestamp>,
}

/// Somebody is away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Since when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// Why.
    pub reason: Option<Sealed>,
}

impl Person {
    /// The absence that holds at a time.
    pub fn absence(&self, at: Timestamp) -> Option<&Absence> {
        let mut absences = self.absences.iter();
        absences.find(|absence| absence.from <= at && at < absence.to)
    }
}

/// Working hours, expanded at the edge.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WorkingHours {
    /// From, to; in order, not touching.
    pub periods: Vec<(Timestamp, Timestamp)>,
    /// Up to when they are known.
    pub through: Option<Timestamp>,
    /// Running low has been recorded.
    pub low: bool,
}

impl WorkingHours {
    /// Whether an instant lies in working hours; what lies beyond the known is off hours.
    pub fn contains(&self, at: Timestamp) -> bool {
        let after = self.periods.partition_point(|(from, _)| *from <= at);
        after > 0 && at < self.periods[after - 1].1
    }
}

/// How an incident's phases are called; the order is the order of the field.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// 报告: it was reported, no grade is certain.
    Reported,
    /// 响应: it is being responded to.
    Response,
    /// 终止: the end has been proposed.
    Ending,
    /// 总结: it is over; reports and review are due.
    Review,
}

/// One incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// What kind of event.
    pub event: EventId,
    /// By which plan it runs.
    pub plan: PlanId,
    /// The version that it started with, or was moved to.
    pub version: u32,
    /// When it was reported to us.
    pub reported: Timestamp,
    /// When it happened.
    pub happened: Timestamp,
    /// In the words of whoever reported it.
    pub text: Option<Sealed>,
    /// Where.
    pub place: Option<Sealed>,
    /// What is known.
    pub facts: Facts,
    /// How severe it is, and why.
    pub grading: Grading,
    /// Since when that grade holds.
    pub graded: Option<Timestamp>,
    /// Who said so, where a person set that grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_set: Option<GradeSet>,
    /// Who leads, and why.
    pub leader: Option<Leader>,
    /// Where it is on its way.
    pub phase: Phase,
    /// When the head was told.
    pub head_told: Option<Timestamp>,
    /// What has been made: element of the plan to duty.
    #[serde(with = "crate::pairs")]
    pub made: BTreeMap<Made, DutyId>,
    /// Steps whose branch does not apply.
    pub passed: BTreeSet<StepId>,
    /// Its duties, in the order of opening.
    pub duties: Vec<DutyId>,
    /// Everybody who was told anything about it.
    pub told: BTreeSet<PersonId>,
    /// A signal opened it or joined it: another one of the same event joins it too.
    pub signalled: bool,
    /// Those of its signals that are not over, by fingerprint.
    pub signals: OrdSet<String>,
    /// When the end was signed.
    pub ended: Option<Timestamp>,
}

/// A grade that a person set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeSet {
    /// Who decided it; none when an account entered it for the incident as such.
    pub person: Option<PersonId>,
    /// Why.
    pub reason: Sealed,
}

/// The outcome of grading.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Grading {
    /// The grade that is certain and holds.
    pub certain: Option<Rank>,
    /// The grade that facts and conditions make certain, which a person may have raised or
    /// lowered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<Rank>,
    /// More severe grades that unknown facts could still make true.
    pub possible: Vec<Rank>,
    /// The fact to ask next.
    pub ask: Option<FactId>,
    /// Why the certain grade holds.
    pub reason: Option<Reason>,
}

/// Why these people stand for a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// They hold it, it is on duty, they are there.
    Holds,
    /// They are on watch by its roster, and there.
    OnWatch,
    /// The hour: the post is off duty, the next in order is on.
    OffHours,
    /// The holder is away.
    Absent,
    /// Nobody holds it.
    Vacant,
    /// Those before were told and have not answered, or cannot.
    Silent,
    /// Nobody is on duty; these are told all the same.
    OnlyOnes,
    /// They belong to a group that is told.
    Group,
    /// A person chose them for it.
    Named,
    /// Nobody at all.
    Nobody,
}

/// Who stands for a post, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The post that was asked for.
    pub post: PostId,
    /// The post whose holders these are.
    pub acting: PostId,
    /// Who.
    pub people: Vec<PersonId>,
    /// Why they.
    pub why: Why,
}

/// Who leads an incident: a stand for the leading post.
pub type Leader = Stand;

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A duty, by the rung that tells.
    Duty {
        /// The duty.
        duty: DutyId,
        /// Index of the rung.
        rung: usize,
    },
    /// A duty that need not be done any more.
    Waived {
        /// The duty.
        duty: DutyId,
    },
    /// The release: it is over.
    Release,
}

/// A message owed to somebody. It holds no text and no link: both are made when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The idempotency key towards every channel that takes one.
    pub id: NoticeId,
    /// Its number in the order of making; 0 until evolved.
    #[serde(default)]
    pub number: u64,
    /// To whom.
    pub to: PersonId,
    /// The incident.
    pub incident: IncidentId,
    /// About what.
    pub about: About,
    /// When it became owed.
    pub since: Timestamp,
    /// Life safety: goes out first.
    pub urgent: bool,
    /// It may have gone out before a restart.
    #[serde(default)]
    pub repeat: bool,
    /// It stands on the call list: the duty officer rings.
    pub call_list: bool,
    /// Calls that reached nobody.
    #[serde(default)]
    pub calls: u32,
}

/// A command that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// When its caller made it.
    pub made: Timestamp,
    /// What it was answered.
    pub outcome: Outcome,
}

/// What a command came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is done, or needed nothing.
    Done,
    /// It reported this incident.
    Incident(IncidentId),
    /// It changed this duty.
    Duty(DutyId),
    /// It published this version.
    Version(PlanId, u32),
    /// It set this hold.
    Hold(HoldId),
}

impl State {
    /// The plan and version that an incident runs by.
    pub fn plan_of(&self, incident: &Incident) -> Option<&Arc<Ready>> {
        self.plans.get(&incident.plan)?.get(&incident.version)
    }

    /// The newest version of every plan.
    pub fn current_plans(&self) -> impl Iterator<Item = (&PlanId, u32, &Arc<Ready>)> {
        self.plans.iter().filter_map(|(id, versions)| {
            versions
                .get_max()
                .map(|(version, plan)| (id, *version, plan))
        })
    }

    /// The plan whose newest version knows an event.
    pub fn plan_for(&self, event: &EventId) -> Option<(&PlanId, u32, &Arc<Ready>)> {
        self.current_plans()
            .find(|(_, _, ready)| ready.plan().event(event).is_some())
    }

    /// The incident's duties, in the order of opening.
    pub fn duties_of<'a>(&'a self, incident: &'a Incident) -> impl Iterator<Item = &'a Arc<Duty>> {
        incident.duties.iter().filter_map(|id| self.duties.get(id))
    }

    /// Whether a duty's timers wait, because the clock leapt after it was opened.
    pub(crate) fn is_held(&self, duty: &DutyId) -> bool {
        let leap = self.clock.as_ref();
        leap.is_some_and(|leap| leap.before.contains_key(duty))
    }

    /// What an earlier command of that id was answered.
    pub fn remembered(&self, command: &CommandId) -> Option<&Outcome> {
        self.remembered.get(command).map(|known| &known.outcome)
    }

    /// The kind of the organisation.
    pub fn kind(&self) -> Option<Kind> {
        self.organisation.as_ref().map(|own| own.kind)
    }
}
