//! What the documents are filled from: one incident as the record has it.

use duty::{Discharge, Duty, DutyId, Made, PersonId, Reply};
use engine::{Answer, By, Event, Happened, Incident, State};
use jiff::Timestamp;
use plan::{EventType, Plan, ReportId, ReportRule};
use words::{Names, Words};

/// An incident that has left the state, as it was then.
#[derive(Clone)]
pub struct Archived<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// Its duties, in the order of opening.
    pub duties: Vec<&'a Duty>,
}

/// One incident with all that was recorded about it.
#[derive(Clone)]
pub struct Record<'a> {
    pub(crate) w: Words,
    pub(crate) names: Names<'a>,
    /// The time that the caller gave, for who is on duty.
    pub(crate) now: Timestamp,
    pub(crate) state: &'a State,
    pub(crate) incident: &'a Incident,
    pub(crate) duties: Vec<&'a Duty>,
    pub(crate) timeline: Vec<&'a Event>,
    pub(crate) plan: Option<&'a Plan>,
}

impl<'a> Record<'a> {
    /// An incident that is in the state, with its timeline, oldest first. None when the state
    /// does not know it.
    pub fn running(
        w: Words,
        names: Names<'a>,
        state: &'a State,
        incident: &duty::IncidentId,
        timeline: impl IntoIterator<Item = &'a Event>,
    ) -> Option<Self> {
        let incident = state.incidents.get(incident)?;
        let archived = Archived {
            incident,
            duties: state.duties_of(incident).map(AsRef::as_ref).collect(),
        };
        Some(Self::archived(w, names, state, archived, timeline))
    }

    /// An incident that has left the state, with its timeline, oldest first. The names should
    /// have been given the plan version that it ran by, which the state may hold no more, and
    /// what earlier events named.
    pub fn archived(
        w: Words,
        names: Names<'a>,
        state: &'a State,
        archived: Archived<'a>,
        timeline: impl IntoIterator<Item = &'a Event>,
    ) -> Self {
        let incident = archived.incident;
        let own = state.plan_of(incident).map(|ready| ready.plan());
        Self {
            w,
            // Times are said against the day of the report, so that a document reads the same
            // whenever it is printed.
            names: names.at(incident.reported),
            now: names.now,
            state,
            incident,
            duties: archived.duties,
            timeline: timeline.into_iter().collect(),
            plan: own.or_else(|| names.plan_of(&incident.id)),
        }
    }

    /// The event type that happened.
    pub(crate) fn event(&self) -> Option<&'a EventType> {
        self.plan?.event(&self.incident.event)
    }

    /// What the event is called.
    pub(crate) fn event_name(&self) -> String {
        match self.event() {
            Some(event) => {
                let name = self.w.pick(&event.name, event.name_en.as_deref());
                name.to_owned()
            }
            None => self.names.event_type(self.w, &self.incident.event),
        }
    }

    /// What the organisation is called.
    pub(crate) fn organisation(&self) -> Option<String> {
        let own = self.state.organisation.as_ref()?;
        Some(own.name.clone()).filter(|name| !name.is_empty())
    }

    /// What stands on every page of a drill or of the sample.
    pub(crate) fn mark(&self) -> Option<String> {
        let sample = self.state.organisation.as_ref().is_some_and(|it| it.sample);
        if self.names.is_drill() {
            Some(self.w.say("paper-drill"))
        } else if sample {
            Some(self.w.say("paper-sample"))
        } else {
            None
        }
    }

    /// Up to when the record was read; before the first event, the time of the report.
    pub(crate) fn as_of(&self) -> Timestamp {
        let last = self.timeline.last().map(|event| event.at);
        last.unwrap_or(self.incident.reported)
    }

    /// A report rule of the plan.
    pub(crate) fn report(&self, id: &ReportId) -> Option<&'a ReportRule> {
        self.plan?.reports.iter().find(|report| &report.id == id)
    }

    /// The duty that an element of the plan made.
    pub(crate) fn duty_made(&self, by: &str, element: &str) -> Option<&'a Duty> {
        let made = Made {
            by: by.to_owned(),
            element: element.to_owned(),
        };
        let id = self.incident.made.get(&made)?;
        self.duties.iter().copied().find(|duty| &duty.id == id)
    }

    /// A time: 02:54 on the day of the report, else with its day.
    pub(crate) fn clock(&self, at: Timestamp) -> String {
        self.w.clock(at, self.names.now, self.names.zone)
    }

    /// A time with its day in words.
    pub(crate) fn full(&self, at: Timestamp) -> String {
        self.w.full(at, self.names.zone)
    }

    /// What happened, in one sentence.
    pub(crate) fn line(&self, event: &Event) -> String {
        self.w.event_line(event, &self.names)
    }

    /// Who did a duty. Of one entered for somebody else, both; of one entered for the post as
    /// such, the account and the post.
    pub(crate) fn done_by(&self, duty: &Duty, discharge: &Discharge) -> String {
        let done = self.answer_event(&duty.id, Answer::Done, discharge.at);
        self.answered_by(duty, discharge.person.as_ref(), done)
    }

    /// Who gave a reply to a duty.
    pub(crate) fn replied_by(&self, duty: &Duty, reply: &Reply) -> String {
        let answer = if reply.takes {
            Answer::GotIt
        } else {
            Answer::Cannot
        };
        let event = self.answer_event(&duty.id, answer, reply.at);
        self.answered_by(duty, reply.person.as_ref(), event)
    }

    fn answered_by(&self, duty: &Duty, person: Option<&PersonId>, event: Option<&Event>) -> String {
        let w = self.w;
        let person = match person {
            Some(person) => self.names.person(w, person),
            None => self.names.post(w, &duty.post),
        };
        match event.map(|event| &event.by) {
            Some(by @ (By::Account(_) | By::Token(_))) => w.with(
                "event-for-somebody",
                &[("who", self.names.actor(w, by)), ("person", person)],
            ),
            Some(by @ By::Claimed(_)) => self.names.actor(w, by),
            Some(By::Link(_) | By::Anyone | By::Sender(_) | By::Courier | By::Clock | By::Node)
            | None => person,
        }
    }

    fn answer_event(&self, id: &DutyId, wanted: Answer, at: Timestamp) -> Option<&'a Event> {
        self.timeline.iter().copied().find(|event| {
            let Happened::Answered { duty, answer, .. } = &event.what else {
                return false;
            };
            duty == id && *answer == wanted && event.at == at
        })
    }
}
