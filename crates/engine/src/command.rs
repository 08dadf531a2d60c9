//! What somebody, or the clock, asks for.

use std::collections::BTreeMap;

use duty::{DutyId, Evidence, IncidentId, NoticeId, Oral, Paper, PersonId, Photo, PostId, Sealed};
use jiff::Timestamp;
use plan::condition::Known;
use plan::{EventId, FactId, Kind, Limit, Plan, PlanId, Rank};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::content::Ground;
use crate::hold::Scope;
use crate::right::Right;
use crate::roster::{Calendar, Shift, Weekly};
use crate::template::{NoticeKind, Template};

duty::identifier! {
    /// A command: chosen by the caller; what the command makes is named after it.
    CommandId;
    /// An organisation.
    OrganisationId;
    /// An account or token; an id, never a name.
    AccountId;
    /// A legal hold.
    HoldId;
}

/// A command.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// Chosen by the caller. The same id again gets the same answer.
    pub id: CommandId,
    /// When the caller made it; phones queue answers.
    pub made: Timestamp,
    /// Who asks.
    pub by: By,
    /// What is asked.
    pub act: Act,
}

/// Who acts, and how we know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// A person, through the link of a duty.
    Link(PersonId),
    /// Whoever opened a link that a group reads and said to be this person; nobody has checked it.
    Claimed(PersonId),
    /// A signed-in account.
    Account(AccountId),
    /// A token of the API.
    Token(AccountId),
    /// Somebody without a sign-in, at the reporting form.
    Anyone,
    /// A sender of alerts.
    Sender(AccountId),
    /// The courier, with a receipt.
    Courier,
    /// The passing of time.
    Clock,
    /// This node itself: founding, calendar, start.
    Node,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Make the organisation; the first record of every log.
    Found {
        /// Its id.
        organisation: OrganisationId,
        /// Its name.
        name: String,
        /// What it is.
        kind: Kind,
        /// Made by `--sample`; marked on every page.
        sample: bool,
    },
    /// The runner has started: everything still owed goes out marked as a possible repeat.
    Start,
    /// Working hours, expanded from the calendar at the edge.
    SetWorkingHours {
        /// Periods in order, not touching: from, to.
        periods: Vec<(Timestamp, Timestamp)>,
        /// Up to when they are known.
        through: Timestamp,
    },
    /// A person, or new values for one.
    SetPerson {
        /// Who.
        person: PersonId,
        /// What the person is called.
        name: Sealed,
        /// Where the person can be reached.
        phone: Option<Sealed>,
        /// The number by which the organisation knows the person.
        number: Option<Sealed>,
    },
    /// Many people at once, all or none.
    EnterPeople(Vec<Entered>),
    /// A person belongs to the organisation no more.
    Leave {
        /// Who.
        person: PersonId,
    },
    /// Where a person is reached from now on.
    SetAddresses {
        /// Who.
        person: PersonId,
        /// In the order in which they are tried.
        addresses: Vec<Address>,
    },
    /// How notices of a kind are worded from now on; empty takes the wording back.
    SetTemplate {
        /// Which notices.
        kind: NoticeKind,
        /// The wording.
        template: Template,
    },
    /// Who holds a post from now on.
    SetHolders {
        /// The post.
        post: PostId,
        /// Who; empty makes it vacant.
        people: Vec<PersonId>,
    },
    /// A person is away.
    SetAbsence {
        /// Who.
        person: PersonId,
        /// From.
        from: Timestamp,
        /// To; none ends the absence that begins at `from`.
        to: Option<Timestamp>,
        /// Why.
        reason: Option<Sealed>,
    },
    /// Who is on watch for a post, instead of what was said before.
    SetRoster {
        /// The post.
        post: PostId,
        /// What recurs every week.
        weekly: Vec<Weekly>,
        /// Shifts of single days.
        dated: Vec<Shift>,
        /// All of it as shifts, expanded at the edge.
        shifts: Vec<Shift>,
    },
    /// In which order posts stand in for a post.
    SetSubstitutes {
        /// The post.
        post: PostId,
        /// The order; none for that of the plans.
        order: Option<Vec<PostId>>,
    },
    /// Which days are workdays, and which hours are working hours.
    SetCalendar {
        /// What differs from the built-in table.
        calendar: Calendar,
        /// Working hours by it, expanded at the edge.
        periods: Vec<(Timestamp, Timestamp)>,
        /// Up to when they are known.
        through: Timestamp,
    },
    /// What an account may do from now on; none takes every right from it.
    SetRight {
        /// Which account.
        account: AccountId,
        /// Its right.
        right: Option<Right>,
    },
    /// A plan becomes the next version.
    Publish {
        /// Which plan.
        plan: PlanId,
        /// The plan; names and quotes are dropped from it before it is recorded.
        body: Box<Plan>,
    },
    /// Alerts from one sender.
    TakeSignals(Vec<Signal>),
    /// Something has happened.
    Report {
        /// What.
        event: EventId,
        /// When it happened, if that is known.
        happened: Option<Timestamp>,
        /// In the words of whoever reports.
        text: Option<Sealed>,
        /// Where.
        place: Option<Sealed>,
        /// What is known.
        facts: BTreeMap<FactId, Known>,
    },
    /// Facts about a running incident.
    StateFacts {
        /// Which.
        incident: IncidentId,
        /// What is known.
        facts: BTreeMap<FactId, Known>,
    },
    /// A note for the timeline.
    Note {
        /// Which incident.
        incident: IncidentId,
        /// When it happened.
        happened: Timestamp,
        /// What.
        text: Sealed,
    },
    /// An answer to a duty.
    Answer {
        /// Which duty.
        duty: DutyId,
        /// What is said.
        answer: Answer,
        /// In words.
        text: Option<Sealed>,
        /// Photos.
        photos: Vec<Photo>,
        /// The document that was sent, stored before.
        paper: Option<Paper>,
        /// For whom, when an account answers for somebody else.
        on_behalf_of: Option<PersonId>,
    },
    /// A report was made by word of mouth: the duty is done.
    AnswerOrally {
        /// Which duty.
        duty: DutyId,
        /// To whom, when, in which words.
        oral: Oral,
        /// By whom, when an account enters it for somebody else.
        on_behalf_of: Option<PersonId>,
    },
    /// A duty that no plan foresaw.
    AddDuty {
        /// Of which incident.
        incident: IncidentId,
        /// For which post; none, for the post of the person, else for the one that leads.
        post: Option<PostId>,
        /// For this person before whoever stands for the post.
        person: Option<PersonId>,
        /// What is to be done.
        text: Sealed,
        /// How long it may take; none, as long as the plan gives a step of its kind.
        limit: Option<Limit>,
        /// It saves people.
        life_safety: bool,
        /// What must be handed in.
        evidence: Vec<Evidence>,
    },
    /// A duty goes to another post or person; its ladder goes on.
    Reassign {
        /// Which duty.
        duty: DutyId,
        /// To which post; none, it stays with its post.
        post: Option<PostId>,
        /// To this person before whoever stands for the post.
        person: Option<PersonId>,
        /// Why.
        reason: Sealed,
    },
    /// A duty need not be done; of a report, that it is not to be made.
    Waive {
        /// Which duty.
        duty: DutyId,
        /// The clause by which a report is not to be made.
        clause: Option<Sealed>,
        /// Why.
        reason: Sealed,
        /// Who decided it, when an account of the watch enters it.
        on_behalf_of: Option<PersonId>,
    },
    /// Something is said about a duty.
    Comment {
        /// Which duty.
        duty: DutyId,
        /// What.
        text: Sealed,
    },
    /// A person says how severe an incident is.
    SetGrade {
        /// Which incident.
        incident: IncidentId,
        /// The grade.
        rank: Rank,
        /// Why.
        reason: Sealed,
        /// Who decided it, when an account of the watch enters it.
        on_behalf_of: Option<PersonId>,
    },
    /// A running incident goes on by a corrected version of its plan.
    MoveToVersion {
        /// Which incident.
        incident: IncidentId,
        /// The version.
        version: u32,
        /// Why.
        reason: Sealed,
    },
    /// A row of the call list was worked off.
    Call {
        /// The notice on the list.
        notice: NoticeId,
        /// What came of the call.
        outcome: CallOutcome,
    },
    /// What came of an attempt to deliver a notice.
    Receipt {
        /// Which notice.
        notice: NoticeId,
        /// By which channel.
        channel: String,
        /// What came of it.
        outcome: Delivery,
    },
    /// Ask for the end.
    ProposeEnd {
        /// Which incident.
        incident: IncidentId,
    },
    /// The clock of the machine leapt against the time that has passed.
    ClockLeapt {
        /// Engine time, by the last record and what has passed since.
        stood: Timestamp,
        /// What the clock of the machine reads.
        wall: Timestamp,
        /// Noticed at a start.
        starting: bool,
    },
    /// A person says whether the clock that leapt is right.
    SettleClock {
        /// The new time is right.
        right: bool,
    },
    /// Something must not be destroyed.
    SetHold {
        /// What.
        scope: Scope,
        /// Why.
        reason: Sealed,
        /// Until when; none until it is released.
        until: Option<Timestamp>,
    },
    /// A hold is over.
    ReleaseHold {
        /// Which.
        hold: HoldId,
    },
    /// Destroy the personal content of somebody.
    Erase {
        /// Whose.
        person: PersonId,
        /// Why.
        ground: Ground,
    },
    /// Time has passed.
    Tick,
}

/// One of many people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Who.
    pub person: PersonId,
    /// What the person is called.
    pub name: Sealed,
    /// Where the person can be reached.
    pub phone: Option<Sealed>,
    /// The number by which the organisation knows the person.
    pub number: Option<Sealed>,
    /// One more address, before those there are.
    pub address: Option<Address>,
    /// Posts that the person holds from now on, beside those who hold them.
    pub posts: Vec<PostId>,
}

/// An answer to a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// I have it and go.
    GotIt,
    /// I cannot.
    Cannot,
    /// It is done.
    Done,
}

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CallOutcome {
    /// The person was told.
    Reached,
    /// Nobody picked up.
    NoAnswer,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// The channel's answer says that it was taken.
    Delivered,
    /// It was not; another attempt or channel may follow.
    Failed(String),
    /// No channel is left.
    GaveUp,
}

/// An alert, as its sender means it: labels are its identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Identity: the same labels give the same fingerprint.
    pub fingerprint: String,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// What it says in words.
    pub text: Option<Sealed>,
    /// Where, if a rule names the label.
    pub place: Option<Sealed>,
    /// When it started.
    pub starts: Timestamp,
    /// When it ends unless sent again; in the past, it is resolved.
    pub ends: Timestamp,
}
