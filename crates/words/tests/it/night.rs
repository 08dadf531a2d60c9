//! One night in the log, told as a timeline.

use std::collections::BTreeSet;

use duty::PostId;
use engine::{
    AccountId, Act, Address, Answer, By, Calendar, CallOutcome, Day, Delivery, Ground, Happened,
    HoldId, Hours, NoticeKind, Reach, Right, Role, Scope, Shift, Template,
};
use jiff::civil::date;
use plan::condition::Known;
use plan::{Limit, PlanId, Rank};

use crate::school::{School, account, at, id, person, plan, sealed};
use crate::tidy;

/// A night with everything in it that can happen.
fn night() -> School {
    let mut school = School::new();
    school.done(By::Node, Act::Start);
    school.done(
        account("wen-account"),
        Act::SetHolders {
            post: id(PostId::new, "medic"),
            people: Vec::new(),
        },
    );
    school.done(
        account("wen-account"),
        Act::SetHolders {
            post: id(PostId::new, "medic"),
            people: vec![person("tang")],
        },
    );
    school.done(
        account("wen-account"),
        Act::SetHolders {
            post: id(PostId::new, "medic"),
            people: vec![person("tang")],
        },
    );
    school.done(
        By::Clock,
        Act::ClockLeapt {
            stood: school.now,
            wall: at("11-19 08:00:00"),
            starting: false,
        },
    );
    school.done(account("wen-account"), Act::SettleClock { right: false });
    school.done(
        account("wen-account"),
        Act::SetAbsence {
            person: person("wen"),
            from: at("11-21 08:00:00"),
            to: Some(at("11-21 20:00:00")),
            reason: None,
        },
    );
    school.done(
        account("wen-account"),
        Act::SetAbsence {
            person: person("wen"),
            from: at("11-21 08:00:00"),
            to: None,
            reason: None,
        },
    );
    let mail = Address {
        channel: "mail".to_owned(),
        value: sealed("wen-mail"),
        opens: Reach::Anywhere,
        hours: Hours::Working,
    };
    for addresses in [vec![mail], Vec::new()] {
        let person = person("wen");
        school.done(
            account("wen-account"),
            Act::SetAddresses { person, addresses },
        );
    }
    let night = Shift {
        from: at("11-20 18:00:00"),
        to: at("11-21 08:00:00"),
        person: person("tang"),
    };
    for act in [
        Act::SetRoster {
            post: id(PostId::new, "medic"),
            weekly: Vec::new(),
            dated: vec![night.clone()],
            shifts: vec![night],
        },
        Act::SetRoster {
            post: id(PostId::new, "medic"),
            weekly: Vec::new(),
            dated: Vec::new(),
            shifts: Vec::new(),
        },
        Act::SetSubstitutes {
            post: id(PostId::new, "medic"),
            order: Some(vec![id(PostId::new, "principal")]),
        },
        Act::SetSubstitutes {
            post: id(PostId::new, "medic"),
            order: None,
        },
        Act::SetCalendar {
            calendar: Calendar {
                days: [(date(2026, 12, 26), Day::Work)].into_iter().collect(),
                ..Calendar::default()
            },
            periods: vec![(at("11-23 08:00:00"), at("11-23 17:00:00"))],
            through: at("12-31 00:00:00"),
        },
        Act::SetPerson {
            person: person("gone"),
            name: sealed("gone"),
            phone: None,
            number: None,
        },
        Act::Leave {
            person: person("gone"),
        },
    ] {
        school.done(account("wen-account"), act);
    }
    let own = Some("{岗位}：{任务}，{时限}".to_owned());
    for zh in [own, None] {
        let (kind, template) = (NoticeKind::Asked, Template { zh, en: None });
        school.done(account("wen-account"), Act::SetTemplate { kind, template });
    }
    school.now = at("11-22 02:31:02");
    school.signal("24", "11-22 03:31:02");
    school.now = at("11-22 02:31:40");
    receipt(&mut school, "tang", "sms", Delivery::Delivered);
    receipt(
        &mut school,
        "qin",
        "sms",
        Delivery::Failed("no such number".to_owned()),
    );
    receipt(&mut school, "qin", "mail", Delivery::GaveUp);
    school.now = at("11-22 02:32:00");
    call(&mut school, "qin", CallOutcome::NoAnswer);
    school.facts(
        By::Link(person("lu")),
        &[("dormitory", Known::yes_no(true))],
    );
    school.now = at("11-22 02:33:10");
    school.answer(By::Link(person("tang")), "check", Answer::GotIt, None);
    school.tick("11-22 02:37:02");
    receipt(&mut school, "wen", "wecom", Delivery::Delivered);
    school.now = at("11-22 02:38:00");
    school.answer(
        By::Link(person("lu")),
        "cut-power",
        Answer::Cannot,
        Some("stuck"),
    );
    school.tick("11-22 02:43:02");
    call(&mut school, "qin", CallOutcome::Reached);
    school.tick("11-22 02:46:00");
    school.now = at("11-22 02:50:00");
    school.done(
        By::Link(person("tang")),
        Act::Note {
            incident: school.incident(),
            happened: at("11-22 02:47:00"),
            text: sealed("fog"),
        },
    );
    changes(&mut school);
    school.answer(account("desk"), "cut-power", Answer::Done, Some("off"));
    school.answer(By::Link(person("tang")), "check", Answer::Done, None);
    let nought = [
        ("gas-level", Known::number(0)),
        ("injured", Known::number(0)),
    ];
    school.facts(By::Link(person("lu")), &nought);
    school.signal("0", "11-22 02:49:00");
    school.now = at("11-22 03:05:00");
    school.done(
        By::Link(person("lu")),
        Act::ProposeEnd {
            incident: school.incident(),
        },
    );
    school.answer(By::Link(person("wen")), "sign-off", Answer::Done, None);
    school.answer(By::Link(person("lu")), "first", Answer::Done, Some("off"));
    school.answer(By::Link(person("wen")), "review", Answer::Done, None);
    school.tick("11-23 09:00:00");
    school.now = at("11-23 10:00:00");
    school.done(
        By::Node,
        Act::SetRight {
            account: id(AccountId::new, "keeper"),
            right: Some(Right {
                role: Role::Administrator,
                person: None,
            }),
        },
    );
    for until in [None, Some(at("12-31 00:00:00"))] {
        school.done(
            account("keeper"),
            Act::SetHold {
                scope: Scope::Person(person("gone")),
                reason: sealed("fog"),
                until,
            },
        );
    }
    let holds: Vec<HoldId> = school.state.holds.keys().cloned().collect();
    for hold in holds {
        school.done(account("keeper"), Act::ReleaseHold { hold });
    }
    school.done(
        account("keeper"),
        Act::Erase {
            person: person("gone"),
            ground: Ground::Asked,
        },
    );
    school
}

/// What the commander changes about the course of things.
fn changes(school: &mut School) {
    let lu = || By::Link(person("lu"));
    let incident = school.incident();
    school.done(
        lu(),
        Act::AddDuty {
            incident: incident.clone(),
            post: Some(id(PostId::new, "medic")),
            person: None,
            text: sealed("gate"),
            limit: Some(Limit::seconds(600).expect("ten minutes")),
            life_safety: false,
            evidence: Vec::new(),
        },
    );
    let duty = school.added();
    school.done(
        By::Link(person("tang")),
        Act::Comment {
            duty: duty.clone(),
            text: sealed("fog"),
        },
    );
    school.done(
        lu(),
        Act::Reassign {
            duty: duty.clone(),
            post: None,
            person: Some(person("qin")),
            reason: sealed("near"),
        },
    );
    school.done(
        lu(),
        Act::Waive {
            duty,
            clause: None,
            reason: sealed("there"),
            on_behalf_of: None,
        },
    );
    school.done(
        lu(),
        Act::SetGrade {
            incident: incident.clone(),
            rank: Rank::new(4).expect("a rank"),
            reason: sealed("small"),
            on_behalf_of: None,
        },
    );
    school.done(
        account("wen-account"),
        Act::Publish {
            plan: id(PlanId::new, "gas"),
            body: Box::new(corrected()),
        },
    );
    school.done(
        lu(),
        Act::MoveToVersion {
            incident,
            version: 2,
            reason: sealed("fog"),
        },
    );
}

/// The plan with one step worded better.
fn corrected() -> plan::Plan {
    let mut plan = plan();
    let steps = plan.procedures.iter_mut().flat_map(|it| &mut it.steps);
    for step in steps.filter(|step| step.id.as_str() == "check") {
        "检查撤出的学生并登记姓名".clone_into(&mut step.text);
        step.text_en = Some("Check those who came out and write their names down".to_owned());
    }
    plan
}

fn receipt(school: &mut School, to: &str, channel: &str, outcome: Delivery) {
    let notice = school.notice_to(to);
    let channel = channel.to_owned();
    school.done(
        By::Courier,
        Act::Receipt {
            notice,
            channel,
            outcome,
        },
    );
}

fn call(school: &mut School, to: &str, outcome: CallOutcome) {
    let notice = school.notice_to(to);
    school.done(account("desk"), Act::Call { notice, outcome });
}

#[test]
fn a_night_is_told_in_chinese_and_in_english() {
    let school = night();
    let (zh, en) = school.say(|w, names| {
        let lines = school.events.iter().map(|event| {
            let time = w.clock_seconds(event.at, school.now, &school.zone);
            format!("{time}  {}\n", w.event_line(event, names))
        });
        lines.collect()
    });
    insta::assert_snapshot!("night_zh", zh);
    insta::assert_snapshot!("night_en", en);
    tidy::both(&zh, &en);
}

#[test]
fn the_night_has_everything_in_it_that_can_happen() {
    let mut missing: BTreeSet<&str> = KINDS.into_iter().collect();
    for event in &night().events {
        missing.remove(kind(&event.what));
    }
    assert_eq!(missing, BTreeSet::new());
}

const KINDS: [&str; 46] = [
    "founded",
    "started",
    "working-hours-set",
    "working-hours-low",
    "watch-set",
    "clock-leapt",
    "clock-settled",
    "already-so",
    "person-set",
    "addresses-set",
    "template-set",
    "holders-set",
    "right-set",
    "absence-set",
    "person-left",
    "roster-set",
    "substitutes-set",
    "calendar-set",
    "published",
    "signal-taken",
    "signal-resolved",
    "reported",
    "facts-stated",
    "graded",
    "leader-named",
    "head-told",
    "opened",
    "passed",
    "climbed",
    "red-line",
    "answered",
    "lapsed",
    "reassigned",
    "waived",
    "commented",
    "grade-set",
    "moved",
    "receipt",
    "called",
    "noted",
    "end-proposed",
    "ended",
    "archived",
    "hold-set",
    "hold-released",
    "erased",
];

fn kind(what: &Happened) -> &'static str {
    match what {
        Happened::Founded { .. } => "founded",
        Happened::Started => "started",
        Happened::WorkingHoursSet { .. } => "working-hours-set",
        Happened::WorkingHoursLow => "working-hours-low",
        Happened::WatchSet { .. } => "watch-set",
        Happened::ClockLeapt { .. } => "clock-leapt",
        Happened::ClockSettled { .. } => "clock-settled",
        Happened::AlreadySo { .. } => "already-so",
        Happened::PersonSet { .. } => "person-set",
        Happened::AddressesSet { .. } => "addresses-set",
        Happened::TemplateSet { .. } => "template-set",
        Happened::HoldersSet { .. } => "holders-set",
        Happened::RightSet { .. } => "right-set",
        Happened::AbsenceSet { .. } => "absence-set",
        Happened::PersonLeft { .. } => "person-left",
        Happened::RosterSet { .. } => "roster-set",
        Happened::SubstitutesSet { .. } => "substitutes-set",
        Happened::CalendarSet { .. } => "calendar-set",
        Happened::Published { .. } => "published",
        Happened::SignalTaken { .. } => "signal-taken",
        Happened::SignalResolved { .. } => "signal-resolved",
        Happened::Reported { .. } => "reported",
        Happened::FactsStated { .. } => "facts-stated",
        Happened::Graded { .. } => "graded",
        Happened::LeaderNamed { .. } => "leader-named",
        Happened::HeadTold { .. } => "head-told",
        Happened::Opened { .. } => "opened",
        Happened::Passed { .. } => "passed",
        Happened::Climbed { .. } => "climbed",
        Happened::RedLine { .. } => "red-line",
        Happened::Answered { .. } => "answered",
        Happened::Lapsed { .. } => "lapsed",
        Happened::Reassigned { .. } => "reassigned",
        Happened::Waived { .. } => "waived",
        Happened::Commented { .. } => "commented",
        Happened::GradeSet { .. } => "grade-set",
        Happened::Moved { .. } => "moved",
        Happened::Receipt { .. } => "receipt",
        Happened::Called { .. } => "called",
        Happened::Noted { .. } => "noted",
        Happened::EndProposed { .. } => "end-proposed",
        Happened::Ended { .. } => "ended",
        Happened::Archived { .. } => "archived",
        Happened::HoldSet { .. } => "hold-set",
        Happened::HoldReleased { .. } => "hold-released",
        Happened::Erased { .. } => "erased",
    }
}
