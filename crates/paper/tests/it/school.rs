//! The sample school on the night of a gas leak, run through the engine.

use std::collections::{BTreeMap, BTreeSet};

use duty::{DutyId, IncidentId, NoticeId, PersonId, PostId, Sealed};
use engine::{
    AccountId, Act, Answer, By, CallOutcome, Command, CommandId, Delivery, Event, Happened,
    OrganisationId, Right, Role, Signal, State, decide, evolve,
};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use paper::{Archived, Document, Filled, Record, Unfilled, closing_report, quick_report};
use plan::condition::Known;
use plan::{FactId, Kind, Plan, PlanId, ReportId};
use words::{Language, Names, Seen, Words};

const PLAN: &str = include_str!("../../../../plans/school/gas-leak.yaml");

const PEOPLE: [(&str, &str); 9] = [
    ("zhou", "principal"),
    ("wen", "vice-principal"),
    ("lu", "duty-leader"),
    ("he", "logistics"),
    ("qin", "electrician"),
    ("meng", "security"),
    ("lin", "evacuation"),
    ("tang", "medic"),
    ("xu", "information"),
];

/// What the sealed values are, in Chinese and English.
const SEALED: [(&str, &str, &str); 18] = [
    ("zhou", "周砚", "Zhou Yan"),
    ("wen", "温岭秋", "Wen Lingqiu"),
    ("lu", "陆衡", "Lu Heng"),
    ("he", "何知予", "He Zhiyu"),
    ("qin", "秦既白", "Qin Jibai"),
    ("meng", "孟川", "Meng Chuan"),
    ("lin", "林叙", "Lin Xu"),
    ("tang", "唐榆", "Tang Yu"),
    ("xu", "许南星", "Xu Nanxing"),
    ("phone-xu", "0001-0009", "0001-0009"),
    ("canteen", "第二食堂", "Canteen 2"),
    ("alarm", "后厨浓度报警", "kitchen level alarm"),
    ("out", "两栋楼都撤空了", "both buildings are empty"),
    ("valve", "总阀已关", "main valve is shut"),
    ("calls", "119已出动", "the fire brigade is on its way"),
    ("dizzy", "一名学生头晕", "one student is dizzy"),
    ("sent", "已送达值班室", "handed to the duty office"),
    (
        "wild",
        "<b>&\u{1}“双引号”\n第二行",
        "<b>&\u{1}\"quote\"\nsecond line",
    ),
];

pub struct School {
    pub state: State,
    pub events: Vec<Event>,
    pub now: Timestamp,
    pub erased: BTreeSet<&'static str>,
    pub drill: bool,
    zone: TimeZone,
    commands: u32,
    archived: Option<(engine::Incident, Vec<duty::Duty>)>,
}

/// A time of 2026 in China: `at("11-22 02:54:14")`.
pub fn at(text: &str) -> Timestamp {
    let (day, time) = text.split_once(' ').expect("day and time");
    format!("2026-{day}T{time}+08:00").parse().expect("a time")
}

pub fn id<T>(new: impl FnOnce(String) -> Result<T, duty::BadId>, text: &str) -> T {
    new(text.to_owned()).expect("an identifier")
}

pub fn sealed(id: &str) -> Sealed {
    Sealed {
        id: id.to_owned(),
        digest: String::new(),
    }
}

pub fn link(person: &str) -> By {
    By::Link(id(PersonId::new, person))
}

impl School {
    pub fn new() -> Self {
        Self::with_plan(serde_saphyr::from_str(PLAN).expect("the sample's plan reads"))
    }

    pub fn with_plan(plan: Plan) -> Self {
        let mut school = Self {
            state: State::default(),
            events: Vec::new(),
            now: at("11-20 10:00:00"),
            erased: BTreeSet::new(),
            drill: false,
            zone: TimeZone::fixed(Offset::constant(8)),
            commands: 0,
            archived: None,
        };
        school.done(
            By::Node,
            Act::Found {
                organisation: id(OrganisationId::new, "school"),
                name: "松坪中学".to_owned(),
                kind: Kind::School,
                sample: false,
            },
        );
        for account in ["office", "desk"] {
            school.done(
                By::Node,
                Act::SetRight {
                    account: id(AccountId::new, account),
                    right: Some(Right {
                        role: Role::Officer,
                        person: None,
                    }),
                },
            );
        }
        for (name, post) in PEOPLE {
            school.done(
                By::Node,
                Act::SetPerson {
                    person: id(PersonId::new, name),
                    name: sealed(name),
                    phone: (name == "xu").then(|| sealed("phone-xu")),
                    number: None,
                },
            );
            school.hold(post, name);
        }
        school.hold("commander", "wen");
        school.done(
            By::Node,
            Act::SetWorkingHours {
                periods: vec![(at("11-23 08:00:00"), at("11-23 17:00:00"))],
                through: at("12-31 00:00:00"),
            },
        );
        school.done(
            By::Account(id(AccountId::new, "office")),
            Act::Publish {
                plan: id(PlanId::new, "gas-leak"),
                body: Box::new(plan),
            },
        );
        school
    }

    /// Until the detector has raised an alarm at night and nobody has answered anything yet.
    pub fn alarm() -> Self {
        let mut school = Self::new();
        school.ring();
        school
    }

    fn ring(&mut self) {
        self.now = at("11-22 02:31:02");
        let labels = [("event", "gas-leak"), ("lel", "24"), ("dormitory", "yes")];
        let signal = Signal {
            fingerprint: "kitchen".to_owned(),
            labels: labels
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            text: Some(sealed("alarm")),
            place: Some(sealed("canteen")),
            starts: at("11-22 02:30:40"),
            ends: at("11-22 04:30:40"),
        };
        let sender = By::Sender(id(AccountId::new, "detectors"));
        self.done(sender, Act::TakeSignals(vec![signal]));
    }

    /// Then one is found seriously hurt, so that a report is owed; some steps are done.
    pub fn hurt() -> Self {
        let mut school = Self::alarm();
        school.now = at("11-22 02:31:40");
        school.deliver();
        school.now = at("11-22 02:34:00");
        school.answer(link("lin"), "evacuate", Answer::GotIt, None);
        school.answer(link("lu"), "call-119", Answer::Done, Some("calls"));
        school.now = at("11-22 02:38:00");
        school.answer(link("lin"), "evacuate", Answer::Done, Some("out"));
        school.now = at("11-22 02:39:00");
        school.answer(link("he"), "close-valve", Answer::Done, Some("valve"));
        school.now = at("11-22 02:41:00");
        let hurt = [
            ("injured", Known::number(1)),
            ("seriously-injured", Known::number(1)),
        ];
        school.facts("lu", &hurt);
        school.now = at("11-22 02:45:00");
        let incident = school.incident();
        school.done(
            link("tang"),
            Act::Note {
                incident,
                happened: at("11-22 02:44:00"),
                text: sealed("dizzy"),
            },
        );
        school
    }

    /// To the signed end: the power is cut late, the report goes out, one notice has no receipt.
    pub fn over() -> Self {
        let mut school = Self::hurt();
        school.call("qin", CallOutcome::NoAnswer);
        school.until("11-22 03:05:00");
        school.now = at("11-22 03:06:00");
        school.answer(link("xu"), "first-report", Answer::Done, Some("sent"));
        school.answer(
            By::Account(id(AccountId::new, "desk")),
            "cut-power",
            Answer::Done,
            Some("valve"),
        );
        for (who, step, text) in [
            ("zhou", "inform-principal", None),
            ("meng", "cordon", None),
            ("lin", "roll-call", Some("out")),
            ("tang", "first-aid", Some("dizzy")),
            ("he", "ventilate", Some("valve")),
        ] {
            school.answer(link(who), step, Answer::Done, text);
        }
        school.now = at("11-22 04:00:00");
        let safe = [
            ("gas-level", Known::number(0)),
            ("everyone-found", Known::yes_no(true)),
            ("deaths", Known::number(0)),
        ];
        school.facts("lu", &safe);
        let incident = school.incident();
        school.done(link("lu"), Act::ProposeEnd { incident });
        school.now = at("11-22 04:05:00");
        school.answer(link("lu"), "sign-off", Answer::Done, None);
        school
    }

    /// Until everything is done and the incident has left the state.
    pub fn gone() -> Self {
        let mut school = Self::over();
        school.now = at("11-23 09:00:00");
        school.answer(link("xu"), "written-report", Answer::Done, None);
        school.keep();
        school.answer(link("wen"), "review", Answer::Done, None);
        assert!(school.state.incidents.is_empty(), "it is archived");
        school
    }

    /// What a history keeps of an incident about to leave, with the last duty done.
    fn keep(&mut self) {
        let incident = self.state.incidents.get_max().expect("it runs").1.clone();
        let duties = self.state.duties_of(&incident);
        let mut duties: Vec<duty::Duty> = duties.map(|duty| (**duty).clone()).collect();
        let review = duties.last_mut().expect("the review is open");
        review.discharge = Some(duty::Discharge {
            person: Some(id(PersonId::new, "wen")),
            at: self.now,
            late: false,
            text: None,
            photos: Vec::new(),
            paper: None,
            oral: None,
            waived: false,
            clause: None,
        });
        self.archived = Some(((*incident).clone(), duties));
    }

    pub fn hold(&mut self, post: &str, person: &str) {
        self.done(
            By::Node,
            Act::SetHolders {
                post: id(PostId::new, post),
                people: vec![id(PersonId::new, person)],
            },
        );
    }

    pub fn facts(&mut self, by: &str, facts: &[(&str, Known)]) {
        let facts: BTreeMap<FactId, Known> = facts
            .iter()
            .map(|(name, known)| (id(FactId::new, name), known.clone()))
            .collect();
        let incident = self.incident();
        self.done(link(by), Act::StateFacts { incident, facts });
    }

    pub fn answer(&mut self, by: By, element: &str, answer: Answer, text: Option<&str>) {
        let duty = self.duty(element);
        let entered = matches!(by, By::Account(_));
        self.done(
            by,
            Act::Answer {
                duty,
                answer,
                text: text.map(sealed),
                photos: Vec::new(),
                paper: None,
                on_behalf_of: entered.then(|| id(PersonId::new, "qin")),
            },
        );
    }

    /// Everybody who is owed something gets it, but for the electrician.
    fn deliver(&mut self) {
        let owed: Vec<(NoticeId, bool)> = engine::outbox(&self.state)
            .map(|notice| (notice.id.clone(), notice.to.as_str() == "qin"))
            .collect();
        for (notice, lost) in owed {
            let outcome = if lost {
                Delivery::GaveUp
            } else {
                Delivery::Delivered
            };
            let channel = "sms".to_owned();
            self.done(
                By::Courier,
                Act::Receipt {
                    notice,
                    channel,
                    outcome,
                },
            );
        }
    }

    fn call(&mut self, to: &str, outcome: CallOutcome) {
        let notice = self.notice_to(to);
        let desk = By::Account(id(AccountId::new, "desk"));
        self.done(desk, Act::Call { notice, outcome });
    }

    /// Lets time pass, minute by minute.
    pub fn until(&mut self, to: &str) {
        while self.now < at(to) {
            self.now += jiff::SignedDuration::from_mins(1);
            self.done(By::Clock, Act::Tick);
        }
    }

    pub fn done(&mut self, by: By, act: Act) {
        self.commands += 1;
        let command = Command {
            id: id(CommandId::new, &format!("c{}", self.commands)),
            made: self.now,
            by,
            act,
        };
        let events = decide(&self.state, &command, self.now)
            .unwrap_or_else(|refusal| panic!("refused: {refusal:?}"));
        for event in &events {
            evolve(&mut self.state, event);
        }
        self.events.extend(events);
    }

    pub fn incident(&self) -> IncidentId {
        let reported = self.events.iter().find_map(|event| {
            let Happened::Reported { incident, .. } = &event.what else {
                return None;
            };
            Some(incident.clone())
        });
        reported.expect("an incident was reported")
    }

    fn duty(&self, element: &str) -> DutyId {
        let mut made = self.state.duties.values();
        let meant = made.find(|duty| duty.task.made.element == element);
        meant
            .unwrap_or_else(|| panic!("{element} is not open"))
            .id
            .clone()
    }

    fn notice_to(&self, to: &str) -> NoticeId {
        let owed = self.state.notices.values();
        let newest = owed
            .filter(|notice| notice.to.as_str() == to)
            .max_by_key(|notice| notice.number);
        newest
            .unwrap_or_else(|| panic!("no notice for {to}"))
            .id
            .clone()
    }

    /// Gives the record in a language to a writer.
    pub fn write<T>(&self, language: Language, writer: impl Fn(&Record<'_>) -> T) -> T {
        let w = Words::new(language);
        let seen = Seen::of(&self.events);
        let plan: Plan = serde_saphyr::from_str(PLAN).expect("it reads");
        let directory = |value: &Sealed| {
            let known = SEALED.iter().find(|(id, _, _)| *id == value.id)?;
            let gone = self.erased.contains(known.0);
            (!gone).then(|| w.pick(known.1, Some(known.2)).to_owned())
        };
        let mut names = Names::new(&self.state, &directory, &self.zone, self.now).with_seen(&seen);
        if self.drill {
            names = names.in_drill();
        }
        let timeline = self.events.iter().filter(|event| about_incidents(event));
        let record = match &self.archived {
            Some((incident, duties)) => Record::archived(
                w,
                names.with_plan(&plan),
                &self.state,
                Archived {
                    incident,
                    duties: duties.iter().collect(),
                },
                timeline,
            ),
            None => Record::running(w, names, &self.state, &self.incident(), timeline)
                .expect("the incident is in the state"),
        };
        writer(&record)
    }

    pub fn quick(&self, language: Language) -> Filled {
        self.try_quick(language, "first-report")
            .expect("the plan has that report and its form")
    }

    pub fn try_quick(&self, language: Language, report: &str) -> Result<Filled, Unfilled> {
        self.write(language, |record| {
            quick_report(record, &id(ReportId::new, report))
        })
    }

    pub fn closing(&self, language: Language) -> Document {
        self.write(language, closing_report)
    }
}

/// What a history files under the incident; here there is only one.
fn about_incidents(event: &Event) -> bool {
    !matches!(
        event.what,
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
            | Happened::HoldSet { .. }
            | Happened::HoldReleased { .. }
            | Happened::Erased { .. }
    )
}
