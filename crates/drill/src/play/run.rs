//! One run: an incident from its report to its end, with people who hear, answer and work.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duty::{DutyId, IncidentId, NoticeId, PersonId, Photo, Sealed};
use engine::{
    AccountId, Act, Answer, By, CallOutcome, Command, CommandId, Delivery, Event, Happened, Notice,
    State, decide, evolve, next_due,
};
use jiff::{SignedDuration, Timestamp};
use plan::EventId;

use super::beat::{Line, line};
use super::facts::Assignment;
use super::people::People;
use super::tally::{Run, Tally};
use crate::names::id;

/// A run that is not over by then is broken off, whatever is open.
const LONGEST: SignedDuration = SignedDuration::from_hours(60 * 24);

/// And so is one that came to more commands than this.
const MOST_COMMANDS: u32 = 20_000;

/// How often the end is proposed in vain before nobody tries again.
const MOST_PROPOSALS: u32 = 20;

/// What a run starts from.
pub(super) struct Start<'a> {
    /// The organisation.
    pub founded: &'a State,
    pub event: &'a EventId,
    pub at: Timestamp,
    pub course: &'a Course,
}

/// What becomes known when.
pub(super) struct Course {
    /// With the report.
    pub at_report: Assignment,
    /// While it goes on.
    pub later: Assignment,
    /// Once everything is done.
    pub at_end: Assignment,
}

/// What people and channels have before them.
#[derive(Debug)]
enum Next {
    Delivered(NoticeId),
    GaveUp(NoticeId),
    Call(Arc<Notice>),
    React(PersonId, DutyId),
    Finish(PersonId, DutyId),
    SentThere(DutyId),
    Done(DutyId),
    Learn(Assignment),
    ProposeEnd,
}

/// One run under way.
pub(super) struct Running<'a> {
    start: &'a Start<'a>,
    people: People<'a>,
    tally: &'a mut Tally,
    run: Run,
    story: Option<&'a mut Vec<Line>>,
    state: State,
    now: Timestamp,
    agenda: BTreeMap<(Timestamp, u32), Next>,
    planned: u32,
    commands: u32,
    silent: BTreeMap<PersonId, bool>,
    /// People who said that they cannot, of what.
    unable: BTreeSet<(PersonId, DutyId)>,
    busy_until: BTreeMap<PersonId, Timestamp>,
    officer_busy_until: Timestamp,
    incident: Option<IncidentId>,
    learning: u32,
    proposals: u32,
    proposed: bool,
}

impl<'a> Running<'a> {
    pub fn new(
        start: &'a Start<'a>,
        people: People<'a>,
        tally: &'a mut Tally,
        story: Option<&'a mut Vec<Line>>,
    ) -> Self {
        Self {
            start,
            people,
            tally,
            run: Run::default(),
            story,
            state: start.founded.clone(),
            now: start.at,
            agenda: BTreeMap::new(),
            planned: 0,
            commands: 0,
            silent: BTreeMap::new(),
            unable: BTreeSet::new(),
            busy_until: BTreeMap::new(),
            officer_busy_until: start.at,
            incident: None,
            learning: 0,
            proposals: 0,
            proposed: false,
        }
    }

    /// Plays it to its end.
    pub fn play(mut self) {
        let report = Act::Report {
            event: self.start.event.clone(),
            happened: None,
            text: None,
            place: None,
            facts: self.start.course.at_report.clone(),
        };
        self.ask(By::Anyone, report);
        for (fact, known) in &self.start.course.later {
            self.learning += 1;
            let after = self.people.learns();
            let facts = [(fact.clone(), known.clone())].into();
            self.plan(after, Next::Learn(facts));
        }
        let end = self.start.at + LONGEST;
        while self.commands < MOST_COMMANDS {
            let timer = next_due(&self.state).map(|(at, _)| at);
            let agenda = self.agenda.keys().next().map(|(at, _)| *at);
            let Some(at) = [timer, agenda].into_iter().flatten().min() else {
                break;
            };
            if at > end || self.incident_is_archived() {
                break;
            }
            self.now = at.max(self.now);
            if timer.is_some_and(|timer| timer <= self.now) {
                self.ask(By::Clock, Act::Tick);
            } else if let Some((_, next)) = self.agenda.pop_first() {
                self.does(next);
            }
        }
        self.tally.over(self.run);
    }

    fn incident_is_archived(&self) -> bool {
        let incident = self.incident.as_ref();
        incident.is_some_and(|id| !self.state.incidents.contains_key(id))
    }

    fn does(&mut self, next: Next) {
        match next {
            Next::Delivered(notice) => self.receipt(notice, Delivery::Delivered),
            Next::GaveUp(notice) => self.receipt(notice, Delivery::GaveUp),
            Next::Call(notice) => self.call(&notice),
            Next::React(person, duty) => self.reacts(person, duty),
            Next::Finish(person, duty) => {
                if self.is_open(&duty) {
                    self.answer(By::Link(person), duty, Answer::Done);
                }
            }
            Next::SentThere(duty) => {
                if self.is_open(&duty) {
                    self.answer(desk(), duty.clone(), Answer::GotIt);
                    let after = self.work(&duty);
                    self.plan(after, Next::Done(duty));
                }
            }
            Next::Done(duty) => {
                if self.is_open(&duty) {
                    self.answer(desk(), duty, Answer::Done);
                }
            }
            Next::Learn(facts) => {
                self.learning -= 1;
                self.learn(facts);
            }
            Next::ProposeEnd => self.propose_end(),
        }
    }

    fn is_open(&self, duty: &DutyId) -> bool {
        let duty = self.state.duties.get(duty);
        duty.is_some_and(|duty| !duty.is_done())
    }

    fn receipt(&mut self, notice: NoticeId, outcome: Delivery) {
        let Some(owed) = self.state.notices.get(&notice).cloned() else {
            return;
        };
        let gave_up = outcome == Delivery::GaveUp;
        let act = Act::Receipt {
            notice,
            channel: "drill".to_owned(),
            outcome,
        };
        self.ask(By::Courier, act);
        if gave_up {
            self.ring(owed);
        }
    }

    /// The duty officer rings one after the other.
    fn ring(&mut self, notice: Arc<Notice>) {
        let begins = self.officer_busy_until.max(self.now);
        let ends = begins + self.people.calls();
        self.officer_busy_until = ends;
        self.plan(ends.duration_since(self.now), Next::Call(notice));
    }

    fn call(&mut self, notice: &Notice) {
        if !self.state.notices.contains_key(&notice.id) {
            return;
        }
        let reached = !self.is_silent(&notice.to) || self.people.is_reached_all_the_same();
        let outcome = if reached {
            CallOutcome::Reached
        } else {
            CallOutcome::NoAnswer
        };
        let act = Act::Call {
            notice: notice.id.clone(),
            outcome,
        };
        self.ask(desk(), act);
        if let engine::About::Duty { duty, .. } = &notice.about
            && reached
        {
            self.reacts_awake(notice.to.clone(), duty.clone());
        }
    }

    fn is_silent(&mut self, person: &PersonId) -> bool {
        let people = &mut self.people;
        let silent = self.silent.entry(person.clone());
        *silent.or_insert_with(|| people.is_silent())
    }

    fn reacts(&mut self, person: PersonId, duty: DutyId) {
        if !self.is_silent(&person) {
            self.reacts_awake(person, duty);
        }
    }

    /// Takes the duty on if nobody has, and does it when free.
    fn reacts_awake(&mut self, person: PersonId, id: DutyId) {
        let taken = self
            .state
            .duties
            .get(&id)
            .is_none_or(|duty| duty.is_done() || duty.is_answered());
        if taken || self.unable.contains(&(person.clone(), id.clone())) {
            return;
        }
        if self.people.cannot() {
            self.unable.insert((person.clone(), id.clone()));
            self.answer(By::Link(person), id, Answer::Cannot);
            return;
        }
        self.answer(By::Link(person.clone()), id.clone(), Answer::GotIt);
        let free = self.busy_until.get(&person).copied();
        let begins = free.unwrap_or(self.now).max(self.now);
        let waits = begins.duration_since(self.now);
        self.tally.waited(&self.run, &id, waits.as_secs());
        let ends = begins + self.work(&id);
        self.busy_until.insert(person.clone(), ends);
        let after = ends.duration_since(self.now);
        self.plan(after, Next::Finish(person, id));
    }

    fn work(&mut self, id: &DutyId) -> SignedDuration {
        let duty = self.state.duties.get(id);
        let limit = duty.and_then(|duty| Some(duty.due?.duration_since(duty.opened)));
        self.people.works(limit)
    }

    fn answer(&mut self, by: By, duty: DutyId, answer: Answer) {
        let done = answer == Answer::Done;
        let act = Act::Answer {
            duty,
            answer,
            text: done.then(|| sealed("done")),
            photos: if done { vec![photo()] } else { Vec::new() },
            paper: None,
            on_behalf_of: None,
        };
        self.ask(by, act);
        if done {
            self.may_be_over();
        }
    }

    fn learn(&mut self, facts: Assignment) {
        let Some(incident) = self.incident.clone() else {
            return;
        };
        let running = self.state.incidents.get(&incident);
        if running.is_some_and(|it| it.ended.is_none()) && !facts.is_empty() {
            self.ask(desk(), Act::StateFacts { incident, facts });
        }
        self.may_be_over();
    }

    /// Once nothing is open that must be done before, somebody proposes the end.
    fn may_be_over(&mut self) {
        let open = self.state.duties.values();
        let waits = open
            .into_iter()
            .any(|duty| duty.task.before_end && !duty.is_done());
        if self.proposed || waits || self.learning > 0 {
            return;
        }
        self.proposed = true;
        let after = self.people.proposes();
        self.plan(after, Next::ProposeEnd);
    }

    fn propose_end(&mut self) {
        let Some(incident) = self.incident.clone() else {
            return;
        };
        self.learn(self.start.course.at_end.clone());
        self.proposals += 1;
        let taken = self.ask(desk(), Act::ProposeEnd { incident });
        // A step may have opened by what was learnt last.
        if !taken && self.proposals < MOST_PROPOSALS {
            let after = self.people.proposes();
            self.plan(after, Next::ProposeEnd);
        }
    }

    fn plan(&mut self, after: SignedDuration, next: Next) {
        self.planned += 1;
        self.agenda.insert((self.now + after, self.planned), next);
    }

    /// Asks a command of the same core as in service, and says whether it was taken: people hear
    /// a refusal and go on.
    fn ask(&mut self, by: By, act: Act) -> bool {
        self.commands += 1;
        let command = Command {
            id: id(CommandId::new, format!("c{}", self.commands)),
            made: self.now,
            by,
            act,
        };
        let Ok(events) = decide(&self.state, &command, self.now) else {
            return false;
        };
        for event in events {
            evolve(&mut self.state, &event);
            self.hears(&event);
        }
        true
    }

    /// What follows among people and channels from what was recorded.
    fn hears(&mut self, event: &Event) {
        self.tally.take(&mut self.run, event, self.start.at);
        if let Some(story) = &mut self.story {
            story.extend(line(event, &self.state, self.start.at));
        }
        if let Happened::Reported { incident, .. } = &event.what {
            self.incident = Some(incident.clone());
        } else if let Happened::Climbed { duty, notices, .. } = &event.what {
            for notice in notices {
                if notice.call_list {
                    self.ring(Arc::new(notice.clone()));
                } else {
                    self.goes_out(notice, Some(duty));
                }
            }
        } else if let Happened::Ended { notices, .. } = &event.what {
            for notice in notices {
                self.goes_out(notice, None);
            }
        } else if let Happened::RedLine { duty, .. } = &event.what {
            let after = self.people.sent_there();
            self.plan(after, Next::SentThere(duty.clone()));
        }
    }

    fn goes_out(&mut self, notice: &Notice, duty: Option<&DutyId>) {
        let arrives = self.people.arrives();
        if self.people.is_undelivered() {
            self.plan(arrives, Next::GaveUp(notice.id.clone()));
            return;
        }
        self.plan(arrives, Next::Delivered(notice.id.clone()));
        if let Some(duty) = duty {
            let after = arrives + self.people.answers();
            self.plan(after, Next::React(notice.to.clone(), duty.clone()));
        }
    }
}

/// The account of the drill's own duty officer.
pub(super) const DESK: &str = "desk";

fn desk() -> By {
    By::Account(id(AccountId::new, DESK.to_owned()))
}

fn sealed(text: &str) -> Sealed {
    Sealed {
        id: text.to_owned(),
        digest: String::new(),
    }
}

fn photo() -> Photo {
    Photo {
        blob: String::new(),
        media: "image/jpeg".to_owned(),
    }
}
