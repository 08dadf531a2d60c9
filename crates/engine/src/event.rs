//! What has happened. Events are the only thing that changes a state.

use std::collections::BTreeMap;

use duty::{
    Duty, DutyId, IncidentId, NoticeId, Oral, Paper, PersonId, Photo, PostId, Sealed, Task,
};
use jiff::Timestamp;
use plan::condition::Known;
use plan::{EventId, FactId, Kind, Plan, PlanId, Rank, SignalRuleId};
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::clock::{ClockAnswer, IncidentTimes};
use crate::command::{
    AccountId, Answer, By, CallOutcome, CommandId, Delivery, HoldId, OrganisationId,
};
use crate::content::{Destroyed, Ground};
use crate::hold::Scope;
use crate::right::Right;
use crate::roster::{Calendar, Shift, Weekly};
use crate::state::{Grading, Leader, Notice, Stand};
use crate::template::{NoticeKind, Template};

/// One event: what happened, when it was decided, by whom and in answer to which command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Engine time of the decision.
    pub at: Timestamp,
    /// Who caused it.
    pub by: By,
    /// The command that it answers.
    pub command: CommandId,
    /// When the caller made that command.
    pub made: Timestamp,
    /// What the clock of the machine read, where that was not `at`. The run loop notes it;
    /// nothing is decided by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wall: Option<Timestamp>,
    /// What happened.
    pub what: Happened,
}

impl Happened {
    /// The personal values that it names.
    pub fn sealed(&self) -> Vec<&Sealed> {
        match self {
            Self::PersonSet {
                name,
                phone,
                number,
                ..
            } => std::iter::once(name).chain(phone).chain(number).collect(),
            Self::AbsenceSet { reason, .. } => reason.iter().collect(),
            Self::Reported { text, place, .. } => text.iter().chain(place).collect(),
            Self::SignalTaken { text, .. } => text.iter().collect(),
            Self::Answered { text, oral, .. } => {
                let oral = oral.iter().flat_map(Oral::sealed);
                text.iter().chain(oral).collect()
            }
            Self::Noted { text, .. } | Self::Commented { text, .. } => vec![text],
            Self::Opened { duty } => duty.sealed(),
            Self::Waived { clause, reason, .. } => clause.iter().chain([reason]).collect(),
            Self::Reassigned { reason, .. }
            | Self::GradeSet { reason, .. }
            | Self::Moved { reason, .. }
            | Self::HoldSet { reason, .. } => vec![reason],
            Self::AddressesSet { addresses, .. } => {
                addresses.iter().map(|address| &address.value).collect()
            }
            Self::ClockSettled { duties, .. } => duties.iter().flat_map(Duty::sealed).collect(),
            Self::Founded { .. }
            | Self::Started
            | Self::WorkingHoursSet { .. }
            | Self::WorkingHoursLow
            | Self::WatchSet { .. }
            | Self::ClockLeapt { .. }
            | Self::AlreadySo { .. }
            | Self::PersonLeft { .. }
            | Self::TemplateSet { .. }
            | Self::RosterSet { .. }
            | Self::SubstitutesSet { .. }
            | Self::CalendarSet { .. }
            | Self::HoldersSet { .. }
            | Self::RightSet { .. }
            | Self::Published { .. }
            | Self::SignalResolved { .. }
            | Self::FactsStated { .. }
            | Self::Graded { .. }
            | Self::LeaderNamed { .. }
            | Self::HeadTold { .. }
            | Self::Passed { .. }
            | Self::Climbed { .. }
            | Self::RedLine { .. }
            | Self::Lapsed { .. }
            | Self::Receipt { .. }
            | Self::Called { .. }
            | Self::EndProposed { .. }
            | Self::Ended { .. }
            | Self::Archived { .. }
            | Self::HoldReleased { .. }
            // What it names is there no more.
            | Self::Erased { .. } => Vec::new(),
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happened {
    /// The organisation was made.
    Founded {
        /// Its id.
        organisation: OrganisationId,
        /// Its name.
        name: String,
        /// What it is.
        kind: Kind,
        /// Made by `--sample`.
        sample: bool,
    },
    /// A runner started; whatever was owed may have gone out before.
    Started,
    /// Working hours are known up to a day.
    WorkingHoursSet {
        /// From, to; in order.
        periods: Vec<(Timestamp, Timestamp)>,
        /// Up to when.
        through: Timestamp,
        /// When they must be extended.
        low_at: Timestamp,
    },
    /// The calendar runs low: somebody must extend it.
    WorkingHoursLow,
    /// When the hour or an absence next changes who stands where; none while nothing runs.
    WatchSet {
        /// Then it is looked at again.
        next: Option<Timestamp>,
    },
    /// The clock of the machine leapt against the time that had passed. Timers wait until a
    /// person has said which is right.
    ClockLeapt {
        /// Engine time before, by the last record and what had passed since.
        stood: Timestamp,
        /// What the clock read.
        wall: Timestamp,
        /// Unanswered until then, the timers fire.
        until: Timestamp,
        /// Noticed at a start.
        starting: bool,
    },
    /// Which time is right was said, or nobody said it in time. An event earlier than the one
    /// before it has set engine time back.
    ClockSettled {
        /// What was said.
        answer: ClockAnswer,
        /// Duties that were timed by a clock now set back, with their times moved.
        duties: Vec<Duty>,
        /// The same of incidents.
        incidents: Vec<IncidentTimes>,
    },
    /// What was asked for was so already. Kept, so that the same command gets the same answer.
    AlreadySo {
        /// Of which incident, if of one.
        incident: Option<IncidentId>,
    },
    /// A person was entered or changed.
    PersonSet {
        /// Who.
        person: PersonId,
        /// Name.
        name: Sealed,
        /// Phone number.
        phone: Option<Sealed>,
        /// Number in the organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<Sealed>,
    },
    /// A person belongs to the organisation no more.
    PersonLeft {
        /// Who.
        person: PersonId,
    },
    /// Where a person is reached was entered or changed.
    AddressesSet {
        /// Who.
        person: PersonId,
        /// In the order in which they are tried.
        addresses: Vec<Address>,
    },
    /// Notices of a kind are worded so from now on.
    TemplateSet {
        /// Which notices.
        kind: NoticeKind,
        /// The wording; none, that of the catalogue.
        template: Option<Template>,
    },
    /// A post is held by these people from now on.
    HoldersSet {
        /// The post.
        post: PostId,
        /// Who.
        people: Vec<PersonId>,
    },
    /// A person is away.
    AbsenceSet {
        /// Who.
        person: PersonId,
        /// From.
        from: Timestamp,
        /// To; none ends the absence that begins at `from`.
        to: Option<Timestamp>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sealed>,
    },
    /// Who is on watch for a post.
    RosterSet {
        /// The post.
        post: PostId,
        /// What recurs every week.
        weekly: Vec<Weekly>,
        /// Shifts of single days.
        dated: Vec<Shift>,
        /// All of it as shifts.
        shifts: Vec<Shift>,
    },
    /// The order in which posts stand in for a post.
    SubstitutesSet {
        /// The post.
        post: PostId,
        /// The order; none for that of the plans.
        order: Option<Vec<PostId>>,
    },
    /// Workdays and working hours.
    CalendarSet {
        /// What differs from the built-in table.
        calendar: Calendar,
    },
    /// An account holds this right from now on, or none.
    RightSet {
        /// Which account.
        account: AccountId,
        /// Its right.
        right: Option<Right>,
    },
    /// A plan has a new version.
    Published {
        /// Which plan.
        plan: PlanId,
        /// 1, 2, 3 …
        version: u32,
        /// The plan, without names and quotes.
        body: Box<Plan>,
    },
    /// A rule took a signal.
    SignalTaken {
        /// Its identity.
        fingerprint: String,
        /// The rule.
        rule: SignalRuleId,
        /// The incident that it opened or belongs to.
        incident: IncidentId,
        /// What it says.
        text: Option<Sealed>,
        /// When it started.
        starts: Timestamp,
    },
    /// A signal that had been taken is over.
    SignalResolved {
        /// Its identity.
        fingerprint: String,
        /// The incident.
        incident: IncidentId,
    },
    /// An incident was reported.
    Reported {
        /// Its id.
        incident: IncidentId,
        /// What kind of event.
        event: EventId,
        /// By which plan it runs.
        plan: PlanId,
        /// And which version of it.
        version: u32,
        /// When it happened.
        happened: Timestamp,
        /// In whose words.
        text: Option<Sealed>,
        /// Where.
        place: Option<Sealed>,
    },
    /// Facts became known.
    FactsStated {
        /// The incident.
        incident: IncidentId,
        /// What is known now.
        facts: BTreeMap<FactId, Known>,
    },
    /// The grade was computed anew, and why.
    Graded {
        /// The incident.
        incident: IncidentId,
        /// The outcome, with its reason.
        grading: Grading,
    },
    /// Who leads now, and why.
    LeaderNamed {
        /// The incident.
        incident: IncidentId,
        /// Who and why.
        leader: Leader,
    },
    /// The head of the organisation has been told: statutory clocks start.
    HeadTold {
        /// The incident.
        incident: IncidentId,
        /// When.
        when: Timestamp,
    },
    /// A duty was opened.
    Opened {
        /// The duty, with every time in it.
        duty: Box<Duty>,
    },
    /// A step will not be taken: its branch does not apply.
    Passed {
        /// The incident.
        incident: IncidentId,
        /// The step.
        step: plan::StepId,
    },
    /// A rung was climbed and people are to be told.
    Climbed {
        /// The duty.
        duty: DutyId,
        /// Index of the rung.
        rung: usize,
        /// When its time was.
        planned: Timestamp,
        /// It was climbed late, because nothing ran at its time.
        late: bool,
        /// What is owed to whom. Empty is recorded too: nobody could be told.
        notices: Vec<Notice>,
        /// Who was found for it, and why they; none for the call list.
        stand: Option<Stand>,
        /// New times of the rungs after it, when it could tell nobody.
        retimed: Vec<(usize, Timestamp)>,
    },
    /// Nobody is left on the ladder: a red line.
    RedLine {
        /// The duty.
        duty: DutyId,
        /// Index of the rung.
        rung: usize,
        /// When its time was.
        planned: Timestamp,
    },
    /// Somebody answered a duty.
    Answered {
        /// The duty.
        duty: DutyId,
        /// What was said.
        answer: Answer,
        /// For or by whom.
        person: Option<PersonId>,
        /// In words.
        text: Option<Sealed>,
        /// Photos.
        photos: Vec<Photo>,
        /// The document that was sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<Paper>,
        /// How it was made by word of mouth.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        oral: Option<Oral>,
        /// After the deadline.
        late: bool,
        /// New times of the rungs that waited for an answer.
        retimed: Vec<(usize, Timestamp)>,
    },
    /// A duty went to another post or person. A rung that tells whoever has it now was added to
    /// its ladder and climbed.
    Reassigned {
        /// The duty.
        duty: DutyId,
        /// To which post.
        post: PostId,
        /// To this person before whoever stands for the post.
        person: Option<PersonId>,
        /// Why.
        reason: Sealed,
        /// Who was found for it, and why they.
        stand: Stand,
        /// What is owed to whom. Empty is recorded too: nobody could be told.
        notices: Vec<Notice>,
        /// By when whoever has it now must have answered.
        answer_due: Option<Timestamp>,
        /// New times of the rungs that wait for an answer.
        retimed: Vec<(usize, Timestamp)>,
        /// When a red line is drawn if nobody answers, where the ladder had come to its end.
        red_line: Option<Timestamp>,
    },
    /// A duty need not be done.
    Waived {
        /// The duty.
        duty: DutyId,
        /// Who decided it; none when its step is gone from the plan, or an account entered it for
        /// the incident as such.
        person: Option<PersonId>,
        /// The clause by which a report is not to be made.
        clause: Option<Sealed>,
        /// Why.
        reason: Sealed,
        /// What is owed to those who may be at work on it.
        notices: Vec<Notice>,
    },
    /// Something was said about a duty.
    Commented {
        /// The duty.
        duty: DutyId,
        /// What.
        text: Sealed,
    },
    /// A person said how severe an incident is.
    GradeSet {
        /// The incident.
        incident: IncidentId,
        /// The grade.
        rank: Rank,
        /// What facts and conditions make of it; only what comes to more than that raises the
        /// grade again.
        computed: Option<Rank>,
        /// Who decided it; none when an account entered it for the incident as such.
        person: Option<PersonId>,
        /// Why.
        reason: Sealed,
    },
    /// An incident goes on by a corrected version of its plan.
    Moved {
        /// The incident.
        incident: IncidentId,
        /// The version by which it ran.
        from: u32,
        /// The version by which it runs from now on.
        version: u32,
        /// Why.
        reason: Sealed,
        /// Open duties that the new version words or times differently.
        kept: Vec<Kept>,
    },
    /// The deadline passed undone.
    Lapsed {
        /// The duty.
        duty: DutyId,
        /// The deadline.
        due: Timestamp,
    },
    /// What came of an attempt to deliver.
    Receipt {
        /// The notice.
        notice: NoticeId,
        /// The channel.
        channel: String,
        /// What came of it.
        outcome: Delivery,
    },
    /// A row of the call list was worked off.
    Called {
        /// The notice.
        notice: NoticeId,
        /// What came of it.
        outcome: CallOutcome,
    },
    /// A note on the timeline.
    Noted {
        /// The incident.
        incident: IncidentId,
        /// When it happened.
        happened: Timestamp,
        /// What.
        text: Sealed,
    },
    /// The end was proposed: its conditions hold, the signature is asked for.
    EndProposed {
        /// The incident.
        incident: IncidentId,
    },
    /// The end was signed. Everyone who had been told is told of the release.
    Ended {
        /// The incident.
        incident: IncidentId,
        /// Notices of release.
        notices: Vec<Notice>,
    },
    /// Nothing is open any more; the incident leaves the state.
    Archived {
        /// The incident.
        incident: IncidentId,
    },
    /// Something must not be destroyed from now on.
    HoldSet {
        /// The hold.
        hold: HoldId,
        /// What it keeps.
        scope: Scope,
        /// Why.
        reason: Sealed,
        /// Until when; none until it is released.
        until: Option<Timestamp>,
    },
    /// A hold is over.
    HoldReleased {
        /// Which.
        hold: HoldId,
    },
    /// The personal content of somebody was destroyed together with this record.
    Erased {
        /// Whose.
        person: PersonId,
        /// Why.
        ground: Ground,
        /// What.
        destroyed: Destroyed,
        /// Accounts of that person, of which nothing may be kept either.
        accounts: Vec<AccountId>,
    },
}

/// An open duty as the corrected version of a plan has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Which.
    pub duty: DutyId,
    /// What is to be done.
    pub task: Task,
    /// By when: never later than before.
    pub due: Option<Timestamp>,
    /// New times of the rungs that count from the deadline.
    pub retimed: Vec<(usize, Timestamp)>,
}
