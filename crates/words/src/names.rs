//! What the speakers need to know besides the thing itself: who is called what, and what the
//! plan calls its elements.

use std::collections::BTreeMap;
use std::sync::Arc;

use duty::{Duty, DutyId, GroupId, IncidentId, NoticeId, PersonId, PostId, Sealed};
use engine::{AccountId, By, Event, Happened, State};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use plan::condition::Facts;
use plan::{EventId, EventType, FactId, Field, Plan};

use crate::Words;

/// What an account or token is called, where it has a name.
pub type AccountNames<'a> = &'a dyn Fn(&AccountId) -> Option<String>;

/// Names and values that a sentence may need. The state gives people, posts and duties; what has
/// left it comes from [`Seen`]; sealed values come from the caller's directory. A value that was
/// destroyed says so and when.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The zone of the organisation.
    pub zone: &'a TimeZone,
    /// Against which times are said: today's have no date.
    pub now: Timestamp,
    state: &'a State,
    sealed: &'a dyn Fn(&Sealed) -> Option<String>,
    plan: Option<&'a Plan>,
    seen: Option<&'a Seen>,
    account: Option<AccountNames<'a>>,
    drill: bool,
}

impl<'a> Names<'a> {
    /// Names from a state and a directory of sealed values.
    pub fn new(
        state: &'a State,
        sealed: &'a dyn Fn(&Sealed) -> Option<String>,
        zone: &'a TimeZone,
        now: Timestamp,
    ) -> Self {
        Self {
            zone,
            now,
            state,
            sealed,
            plan: None,
            seen: None,
            account: None,
            drill: false,
        }
    }

    /// The plan to look posts, events and facts up in, before those in the state: the version
    /// that an archived incident ran by.
    #[must_use]
    pub fn with_plan(self, plan: &'a Plan) -> Self {
        let plan = Some(plan);
        Self { plan, ..self }
    }

    /// What earlier events named and the state holds no more.
    #[must_use]
    pub fn with_seen(self, seen: &'a Seen) -> Self {
        let seen = Some(seen);
        Self { seen, ..self }
    }

    /// How accounts and tokens are called; without it their ids are said.
    #[must_use]
    pub fn with_accounts(self, account: AccountNames<'a>) -> Self {
        let account = Some(account);
        Self { account, ..self }
    }

    /// The same names, with times said against another time.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        Self { now, ..self }
    }

    /// Marks messages with 【演练】.
    #[must_use]
    pub fn in_drill(self) -> Self {
        Self {
            drill: true,
            ..self
        }
    }

    /// The plan that was given, else the only one in use.
    pub fn plan(&self) -> Option<&'a Plan> {
        let mut plans = self.state.current_plans().map(|(_, _, ready)| ready.plan());
        let only = plans.next().filter(|_| plans.next().is_none());
        self.plan.or(only)
    }

    /// The state that the names are from.
    pub(crate) fn state(&self) -> &'a State {
        self.state
    }

    /// Whether this is a drill.
    pub fn is_drill(&self) -> bool {
        self.drill
    }

    /// A sealed value, or since when it is destroyed.
    pub fn sealed(&self, w: Words, value: &Sealed) -> String {
        if let Some(at) = self.state.content.destroyed(&value.id) {
            return w.destroyed(at, self.zone);
        }
        (self.sealed)(value).unwrap_or_else(|| w.say("erased"))
    }

    /// What a person is called.
    pub fn person(&self, w: Words, id: &PersonId) -> String {
        match self.state.people.get(id) {
            Some(person) => self.sealed(w, &person.name),
            None => w.say("erased"),
        }
    }

    /// Several people: 陆衡、周砚.
    pub fn people(&self, w: Words, ids: &[PersonId]) -> String {
        w.list(ids.iter().map(|id| self.person(w, id)))
    }

    /// What a post is called.
    pub fn post(&self, w: Words, id: &PostId) -> String {
        let named = self.plans().find_map(|plan| plan.post(id));
        named.map_or_else(
            || id.to_string(),
            |post| w.pick(&post.name, post.name_en.as_deref()).to_owned(),
        )
    }

    /// What a group is called.
    pub fn group(&self, w: Words, id: &GroupId) -> String {
        let named = self.plans().find_map(|plan| plan.group(id));
        named.map_or_else(
            || id.to_string(),
            |group| w.pick(&group.name, group.name_en.as_deref()).to_owned(),
        )
    }

    /// What an event type is called.
    pub fn event_type(&self, w: Words, id: &EventId) -> String {
        self.event(id).map_or_else(
            || id.to_string(),
            |event| w.pick(&event.name, event.name_en.as_deref()).to_owned(),
        )
    }

    /// What a fact of an event is called.
    pub fn fact(&self, w: Words, event: Option<&EventType>, id: &FactId) -> String {
        self.field(event, id).map_or_else(
            || id.to_string(),
            |field| w.pick(&field.name, field.name_en.as_deref()).to_owned(),
        )
    }

    /// Who acts: a name, an account, the clock.
    pub fn actor(&self, w: Words, by: &By) -> String {
        match by {
            By::Link(person) => self.person(w, person),
            By::Claimed(person) => w.with("by-claimed", &[("person", self.person(w, person))]),
            By::Account(id) => self.account(w, id),
            By::Token(id) => w.with("by-token", &[("name", self.account(w, id))]),
            By::Sender(id) => w.with("by-sender", &[("name", self.account(w, id))]),
            By::Anyone => w.say("by-anyone"),
            By::Courier => w.say("by-courier"),
            By::Clock => w.say("by-clock"),
            By::Node => w.say("by-node"),
        }
    }

    /// What a duty asks for, in words; its id where nothing is known of it.
    pub fn task(&self, w: Words, id: &DutyId) -> String {
        self.duty(id)
            .map_or_else(|| id.to_string(), |duty| w.task(&duty.task, self))
    }

    /// A duty, from the state or from what was seen.
    pub fn duty(&self, id: &DutyId) -> Option<&'a Duty> {
        let open = self.state.duties.get(id).map(Arc::as_ref);
        open.or_else(|| self.seen?.duties.get(id))
    }

    /// The incident of that id, while it is in the state.
    pub fn incident(&self, id: &IncidentId) -> Option<&'a engine::Incident> {
        self.state.incidents.get(id).map(Arc::as_ref)
    }

    /// The event type of an incident.
    pub fn event_of(&self, id: &IncidentId) -> Option<&'a EventType> {
        let event = match self.incident(id) {
            Some(incident) => &incident.event,
            None => self.seen?.incidents.get(id)?,
        };
        let own = self
            .incident(id)
            .and_then(|incident| self.state.plan_of(incident))
            .and_then(|ready| ready.plan().event(event));
        own.or_else(|| self.event(event))
    }

    /// The plan that an incident runs by: the given one, else the incident's version.
    pub fn plan_of(&self, id: &IncidentId) -> Option<&'a Plan> {
        let ready = || self.state.plan_of(self.incident(id)?);
        self.plan.or_else(|| ready().map(|ready| ready.plan()))
    }

    /// An event type by its id.
    pub fn event(&self, id: &EventId) -> Option<&'a EventType> {
        self.plans().find_map(|plan| plan.event(id))
    }

    /// What is known about an incident that is in the state.
    pub fn facts_of(&self, id: &IncidentId) -> Option<&'a Facts> {
        self.incident(id).map(|incident| &incident.facts)
    }

    /// To whom a notice was owed.
    pub fn receiver(&self, id: &NoticeId) -> Option<&'a PersonId> {
        let owed = self.state.notices.get(id).map(|notice| &notice.to);
        owed.or_else(|| self.seen?.notices.get(id))
    }

    /// The plans to look names up in, nearest first.
    pub fn plans(&self) -> impl Iterator<Item = &'a Plan> {
        let newest = self.state.current_plans().map(|(_, _, ready)| ready.plan());
        self.plan.into_iter().chain(newest)
    }

    fn field(&self, event: Option<&'a EventType>, id: &FactId) -> Option<&'a Field> {
        let own = event.and_then(|event| event.field(id));
        own.or_else(|| {
            self.plans()
                .flat_map(|plan| &plan.events)
                .find_map(|event| event.field(id))
        })
    }

    pub(crate) fn account(&self, w: Words, id: &AccountId) -> String {
        if let Some(at) = self.state.content.closed(id) {
            return w.destroyed(at, self.zone);
        }
        self.account
            .and_then(|name| name(id))
            .unwrap_or_else(|| id.to_string())
    }
}

/// What events named: duties, notices and incidents that a state drops when they are over, and
/// that a timeline still speaks of. Take the events in order, then say them.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    duties: BTreeMap<DutyId, Duty>,
    notices: BTreeMap<NoticeId, PersonId>,
    incidents: BTreeMap<IncidentId, EventId>,
}

impl Seen {
    /// Nothing seen.
    pub fn new() -> Self {
        Self::default()
    }

    /// What these events named.
    pub fn of<'e>(events: impl IntoIterator<Item = &'e Event>) -> Self {
        let mut seen = Self::new();
        for event in events {
            seen.take(event);
        }
        seen
    }

    /// Notes what one event names.
    pub fn take(&mut self, event: &Event) {
        match &event.what {
            Happened::Reported {
                incident, event, ..
            } => {
                self.incidents.insert(incident.clone(), event.clone());
            }
            Happened::Opened { duty } => {
                self.duties.insert(duty.id.clone(), duty.as_ref().clone());
            }
            Happened::Climbed { notices, .. }
            | Happened::Reassigned { notices, .. }
            | Happened::Waived { notices, .. }
            | Happened::Ended { notices, .. } => {
                let owed = notices.iter().map(|it| (it.id.clone(), it.to.clone()));
                self.notices.extend(owed);
            }
            Happened::Founded { .. }
            | Happened::Started
            | Happened::WorkingHoursSet { .. }
            | Happened::WorkingHoursLow
            | Happened::WatchSet { .. }
            | Happened::ClockLeapt { .. }
            | Happened::ClockSettled { .. }
            | Happened::AlreadySo { .. }
            | Happened::PersonSet { .. }
            | Happened::AddressesSet { .. }
            | Happened::PersonLeft { .. }
            | Happened::RosterSet { .. }
            | Happened::SubstitutesSet { .. }
            | Happened::CalendarSet { .. }
            | Happened::TemplateSet { .. }
            | Happened::HoldersSet { .. }
            | Happened::RightSet { .. }
            | Happened::AbsenceSet { .. }
            | Happened::Published { .. }
            | Happened::SignalTaken { .. }
            | Happened::SignalResolved { .. }
            | Happened::FactsStated { .. }
            | Happened::Graded { .. }
            | Happened::LeaderNamed { .. }
            | Happened::HeadTold { .. }
            | Happened::Passed { .. }
            | Happened::RedLine { .. }
            | Happened::Answered { .. }
            | Happened::Commented { .. }
            | Happened::GradeSet { .. }
            | Happened::Moved { .. }
            | Happened::Lapsed { .. }
            | Happened::Receipt { .. }
            | Happened::Called { .. }
            | Happened::Noted { .. }
            | Happened::EndProposed { .. }
            | Happened::Archived { .. }
            | Happened::HoldSet { .. }
            | Happened::HoldReleased { .. }
            | Happened::Erased { .. } => {}
        }
    }
}
