//! One organisation with two people, and what is asked of it.

use duty::{DutyId, PersonId, PostId, Sealed};
use engine::{
    AccountId, Act, Answer, By, Command, CommandId, Event, OrganisationId, Refusal, Right, Role,
    State, decide, evolve,
};
use jiff::{SignedDuration, Timestamp};
use plan::condition::Known;
use plan::{EventId, FactId, Kind, Plan, PlanId};

/// When every story begins.
pub const START: Timestamp = Timestamp::constant(1_780_272_000, 0);

/// Two posts, each held by one person; the third is vacant. Every story adds what it needs.
fn plan(steps: &str, ladder: &str) -> Plan {
    let text = format!(
        r#"{{
          "meta": {{"id": "spill", "title": "泄漏处置"}},
          "posts": [
            {{"id": "keeper", "name": "管理员", "substitutes": ["nobody", "leader"]}},
            {{"id": "leader", "name": "负责人"}},
            {{"id": "nobody", "name": "空缺"}}],
          "events": [{{"id": "spill", "name": "泄漏", "leader": "leader", "facts": [
            {{"id": "hurt", "name": "受伤人数", "type": "number"}},
            {{"id": "burning", "name": "起火", "type": "yes-no"}}]}}],
          "grades": [
            {{"id": "two", "name": "重大", "rank": 2, "when": {{"spill": "hurt >= 5"}}}},
            {{"id": "three", "name": "较大", "rank": 3, "when": {{"spill": "hurt >= 1"}}}}],
          "reports": [{{"id": "county", "name": "报县里", "event": "spill", "when": "hurt >= 1",
            "to": "县里", "post": "keeper", "clock": "reported",
            "limits": [{{"within": "1小时", "whose": "own"}}]}}],
          "procedures": [{{"id": "spill", "name": "程序", "event": "spill", "steps": [{steps}]}}],
          "notices": [{{"id": "usual", "name": "通知", "answer": "3分钟", "ladder": [{ladder}]}}],
          "signals": [{{"id": "gauge", "name": "液位计", "labels": {{"event": "spill"}},
                        "event": "spill"}}],
          "closing": {{"sign_off": {{"text": "签字", "post": "leader", "limit": "30分钟"}}}}
        }}"#
    );
    serde_json::from_str(&text).expect("the plan is written right")
}

/// The same plan with other steps.
pub fn corrected(steps: &str) -> Plan {
    plan(steps, r#"{"after": "3分钟", "tell": {"post": "leader"}}"#)
}

/// The organisation and its clock.
pub struct Story {
    pub state: State,
    pub now: Timestamp,
    commands: u32,
}

impl Story {
    pub fn of(steps: &str, ladder: &str) -> Self {
        let mut story = Self {
            state: State::default(),
            now: START,
            commands: 0,
        };
        let found = Act::Found {
            organisation: OrganisationId::new("house").expect("an id"),
            name: "单位".to_owned(),
            kind: Kind::School,
            sample: false,
        };
        story.asks(By::Node, found).expect("the node founds");
        let right = Act::SetRight {
            account: AccountId::new("officer").expect("an id"),
            right: Some(Right {
                role: Role::Officer,
                person: None,
            }),
        };
        story.asks(By::Node, right).expect("the node gives rights");
        for (post, name) in [("keeper", "keeper-1"), ("leader", "leader-1")] {
            story.does(Act::SetPerson {
                person: person(name),
                name: sealed(),
                phone: None,
                number: None,
            });
            story.does(Act::SetHolders {
                post: PostId::new(post).expect("an id"),
                people: vec![person(name)],
            });
        }
        story.does(Act::Publish {
            plan: PlanId::new("spill").expect("an id"),
            body: Box::new(plan(steps, ladder)),
        });
        story
    }

    pub fn asks(&mut self, by: By, act: Act) -> Result<Vec<Event>, Refusal> {
        self.commands += 1;
        let command = Command {
            id: CommandId::new(format!("c{}", self.commands)).expect("an id"),
            made: self.now,
            by,
            act,
        };
        let events = decide(&self.state, &command, self.now)?;
        for event in &events {
            evolve(&mut self.state, event);
        }
        Ok(events)
    }

    pub fn does(&mut self, act: Act) -> Vec<Event> {
        let officer = By::Account(AccountId::new("officer").expect("an id"));
        self.asks(officer, act).expect("nothing is wrong with it")
    }

    pub fn does_as_node(&mut self, act: Act) {
        self.asks(By::Node, act).expect("the node may");
    }

    pub fn reports(&mut self, facts: &[(&str, Known)]) -> Vec<Event> {
        self.does(Act::Report {
            event: EventId::new("spill").expect("an id"),
            happened: None,
            text: None,
            place: None,
            facts: facts
                .iter()
                .map(|(id, known)| (FactId::new(id).expect("an id"), known.clone()))
                .collect(),
        })
    }

    pub fn learns(&mut self, fact: &str, known: Known) -> Vec<Event> {
        let incident = self
            .state
            .incidents
            .keys()
            .next()
            .expect("one runs")
            .clone();
        let facts = [(FactId::new(fact).expect("an id"), known)].into();
        self.does(Act::StateFacts { incident, facts })
    }

    pub fn answers(&mut self, step: &str, answer: Answer) -> Vec<Event> {
        let duty = self.duty(step).expect("the step is open");
        self.does(Act::Answer {
            duty,
            answer,
            text: None,
            photos: Vec::new(),
            paper: None,
            on_behalf_of: Some(person("keeper-1")),
        })
    }

    /// The duty that an element of the plan made.
    pub fn duty(&self, element: &str) -> Option<DutyId> {
        let duties = self.state.duties.values();
        let mut made = duties.filter(|duty| duty.task.made.element == element);
        made.next().map(|duty| duty.id.clone())
    }

    pub fn waits(&mut self, minutes: i64) {
        self.now += SignedDuration::from_mins(minutes);
    }

    pub fn ticks(&mut self) -> Vec<Event> {
        self.asks(By::Clock, Act::Tick).expect("time may pass")
    }
}

pub fn person(id: &str) -> PersonId {
    PersonId::new(id).expect("an id")
}

pub fn sealed() -> Sealed {
    Sealed {
        id: "name".to_owned(),
        digest: "00".to_owned(),
    }
}
