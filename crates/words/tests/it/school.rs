//! A small invented school whose log the tests read.

use std::collections::BTreeMap;

use duty::{DutyId, IncidentId, NoticeId, PersonId, PostId, Sealed};
use engine::{
    AccountId, Act, Answer, By, Command, CommandId, Event, OrganisationId, Refusal, Right, Role,
    Signal, State, decide, evolve,
};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use plan::condition::Known;
use plan::{FactId, Kind, Plan, PlanId};
use words::{Language, Names, Seen, Words};

pub const ZH: Words = Words::new(Language::Zh);
pub const EN: Words = Words::new(Language::En);

/// What the sealed values are, in Chinese and English.
const SEALED: [(&str, &str, &str); 15] = [
    ("lu", "陆衡", "Lu Heng"),
    ("wen", "温岭秋", "Wen Lingqiu"),
    ("qin", "秦既白", "Qin Jibai"),
    ("tang", "唐榆", "Tang Yu"),
    ("canteen", "第二食堂", "Canteen 2"),
    ("alarm", "浓度报警", "level alarm"),
    ("stuck", "在外地", "out of town"),
    ("off", "总闸已拉下", "main switch is down"),
    ("fog", "看不清", "cannot see"),
    (
        "gate",
        "到校门口接消防车",
        "Meet the fire engine at the gate",
    ),
    ("near", "离校门最近", "nearest to the gate"),
    ("there", "消防车已到", "the engine is there"),
    ("small", "泄漏已控制", "the leak is under control"),
    ("clause", "预案6.4", "plan, 6.4"),
    (
        "watch",
        "区教育局总值班",
        "duty desk of the education bureau",
    ),
];

pub struct School {
    pub state: State,
    pub events: Vec<Event>,
    pub now: Timestamp,
    pub zone: TimeZone,
    commands: u32,
}

/// A time of 2026 in China: `at("11-22 02:54:14")`.
pub fn at(text: &str) -> Timestamp {
    let (day, time) = text.split_once(' ').expect("day and time");
    format!("2026-{day}T{time}+08:00").parse().expect("a time")
}

pub fn id<T>(new: impl FnOnce(String) -> Result<T, duty::BadId>, text: &str) -> T {
    new(text.to_owned()).expect("an identifier")
}

pub fn person(text: &str) -> PersonId {
    id(PersonId::new, text)
}

pub fn fact(text: &str) -> FactId {
    id(FactId::new, text)
}

pub fn sealed(id: &str) -> Sealed {
    Sealed {
        id: id.to_owned(),
        digest: String::new(),
    }
}

pub fn plan() -> Plan {
    serde_json::from_str(include_str!("plan.json")).expect("the test's plan reads")
}

pub fn account(text: &str) -> By {
    By::Account(id(AccountId::new, text))
}

impl School {
    /// A school with a plan; Lu Heng leads at night, Qin Jibai is the electrician.
    pub fn new() -> Self {
        let mut school = Self {
            state: State::default(),
            events: Vec::new(),
            now: at("11-20 10:00:00"),
            zone: TimeZone::fixed(Offset::constant(8)),
            commands: 0,
        };
        let node = || By::Node;
        school.done(
            node(),
            Act::Found {
                organisation: id(OrganisationId::new, "school"),
                name: "Qingshan".to_owned(),
                kind: Kind::School,
                sample: false,
            },
        );
        for account in ["wen-account", "desk"] {
            school.done(
                node(),
                Act::SetRight {
                    account: id(AccountId::new, account),
                    right: Some(Right {
                        role: Role::Officer,
                        person: None,
                    }),
                },
            );
        }
        for name in ["lu", "wen", "qin", "tang"] {
            school.done(
                node(),
                Act::SetPerson {
                    person: person(name),
                    name: sealed(name),
                    phone: None,
                    number: None,
                },
            );
        }
        for (post, people) in [
            ("principal", vec!["wen"]),
            ("commander", vec!["wen"]),
            ("night-watch", vec!["lu"]),
            ("electrician", vec!["qin"]),
            ("medic", vec!["tang"]),
        ] {
            school.done(
                node(),
                Act::SetHolders {
                    post: id(PostId::new, post),
                    people: people.into_iter().map(person).collect(),
                },
            );
        }
        school.done(
            node(),
            Act::SetWorkingHours {
                periods: vec![(at("11-23 08:00:00"), at("11-23 17:00:00"))],
                through: at("12-31 00:00:00"),
            },
        );
        school.done(
            account("wen-account"),
            Act::Publish {
                plan: id(PlanId::new, "gas"),
                body: Box::new(plan()),
            },
        );
        school
    }

    /// The same after the detector has raised an alarm in the night.
    pub fn with_alarm() -> Self {
        let mut school = Self::new();
        school.now = at("11-22 02:31:02");
        school.signal("24", "11-22 03:31:02");
        school
    }

    pub fn signal(&mut self, lel: &str, ends: &str) {
        let labels = [("probe", "kitchen"), ("lel", lel)];
        let signal = Signal {
            fingerprint: "kitchen".to_owned(),
            labels: labels
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            text: Some(sealed("alarm")),
            place: Some(sealed("canteen")),
            starts: at("11-22 02:30:40"),
            ends: at(ends),
        };
        let sender = By::Sender(id(AccountId::new, "detectors"));
        self.done(sender, Act::TakeSignals(vec![signal]));
    }

    pub fn facts(&mut self, by: By, facts: &[(&str, Known)]) {
        let facts: BTreeMap<FactId, Known> = facts
            .iter()
            .map(|(name, known)| (fact(name), known.clone()))
            .collect();
        let incident = self.incident();
        self.done(by, Act::StateFacts { incident, facts });
    }

    pub fn answer(&mut self, by: By, task: &str, answer: Answer, text: Option<&str>) {
        let duty = self.duty(task);
        let entered = matches!(by, By::Account(_));
        let on_behalf_of = entered.then(|| person("qin"));
        self.done(
            by,
            Act::Answer {
                duty,
                answer,
                text: text.map(sealed),
                photos: Vec::new(),
                paper: None,
                on_behalf_of,
            },
        );
    }

    pub fn tick(&mut self, to: &str) {
        self.now = at(to);
        self.done(By::Clock, Act::Tick);
    }

    /// Does something that must be taken, and gives what happened.
    pub fn done(&mut self, by: By, act: Act) -> Vec<Event> {
        match self.ask(by, act) {
            Ok(events) => events,
            Err(refusal) => panic!("refused: {refusal:?}"),
        }
    }

    pub fn ask(&mut self, by: By, act: Act) -> Result<Vec<Event>, Refusal> {
        self.commands += 1;
        let command = Command {
            id: id(CommandId::new, &format!("c{}", self.commands)),
            made: self.now,
            by,
            act,
        };
        let events = decide(&self.state, &command, self.now)?;
        for event in &events {
            evolve(&mut self.state, event);
        }
        self.events.extend(events.iter().cloned());
        Ok(events)
    }

    pub fn incident(&self) -> IncidentId {
        let running = self.state.incidents.keys().next();
        running.expect("an incident is running").clone()
    }

    /// The duty that an element of the plan made.
    pub fn duty(&self, element: &str) -> DutyId {
        let made = self.state.duties.values();
        let mut meant = made.filter(|duty| duty.task.made.element == element);
        meant.next().expect("the duty is open").id.clone()
    }

    /// The duty that a person added.
    pub fn added(&self) -> DutyId {
        let mut duties = self.state.duties.values();
        let added = duties.find(|duty| duty.task.made.by == "hand");
        added.expect("one was added").id.clone()
    }

    /// A notice owed to somebody, the newest.
    pub fn notice_to(&self, to: &str) -> NoticeId {
        let owed = self.state.notices.values();
        let newest = owed
            .filter(|notice| notice.to == person(to))
            .max_by_key(|notice| notice.number);
        newest.expect("a notice is owed").id.clone()
    }

    /// Says something with the names of the school, in both languages.
    pub fn say(&self, speak: impl Fn(Words, &Names<'_>) -> String) -> (String, String) {
        let seen = Seen::of(&self.events);
        let accounts = |account: &AccountId| match account.as_str() {
            "wen-account" => Some("wen".to_owned()),
            _ => None,
        };
        let [zh, en] = [ZH, EN].map(|w| {
            let directory = |value: &Sealed| {
                let known = SEALED.iter().find(|(id, _, _)| *id == value.id);
                known.map(|(_, zh, en)| w.pick(zh, Some(en)).to_owned())
            };
            let names = Names::new(&self.state, &directory, &self.zone, self.now)
                .with_seen(&seen)
                .with_accounts(&accounts);
            speak(w, &names)
        });
        (zh, en)
    }
}
