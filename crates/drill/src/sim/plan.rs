//! A random plan that `adopt` takes.

use std::collections::BTreeMap;

use duty::{Evidence, GroupId, PostId, Tell};
use plan::condition::Condition;
use plan::{
    AfterDuty, Clock, Closing, EventId, EventType, FactType, Field, Grade, GradeId, Group, Hours,
    Kind, Limit, Meta, NoticeRule, NoticeRuleId, Overdue, Plan, PlanId, Post, Procedure,
    ProcedureId, Rank, ReportId, ReportLimit, ReportRule, Rung, SignalRule, SignalRuleId, Step,
    StepId, Whose,
};

use super::names::{Frame, fact};
use crate::Dice;
use crate::names::id;

/// Invents a plan for these events.
pub fn invent(dice: &mut Dice, frame: &Frame, plan_id: &PlanId, events: &[EventId]) -> Plan {
    let notices = notices(dice, frame);
    let rules: Vec<NoticeRuleId> = notices.iter().map(|rule| rule.id.clone()).collect();
    let mut inventor = Inventor { dice, frame, rules };
    Plan {
        meta: Meta {
            id: Some(plan_id.clone()),
            title: "推演用预案".to_owned(),
            kind: Some(Kind::School),
            head: Some(inventor.post()),
            ..Meta::default()
        },
        posts: inventor.posts(),
        groups: inventor.groups(),
        events: events.iter().map(|event| inventor.event(event)).collect(),
        grades: inventor.grades(events),
        procedures: inventor.procedures(events),
        reports: inventor.reports(events),
        notices,
        closing: Some(inventor.closing()),
        signals: inventor.signals(events),
        retention: Vec::new(),
    }
}

struct Inventor<'a> {
    dice: &'a mut Dice,
    frame: &'a Frame,
    rules: Vec<NoticeRuleId>,
}

impl Inventor<'_> {
    fn post(&mut self) -> PostId {
        one_of(self.dice, &self.frame.posts)
    }

    fn posts(&mut self) -> Vec<Post> {
        let frame = self.frame;
        frame
            .posts
            .iter()
            .map(|post| {
                let mut substitutes = self.dice.some(&frame.posts, 35);
                self.dice.shuffle(&mut substitutes);
                let hours = [Hours::Always, Hours::Working, Hours::OffHours];
                Post {
                    id: post.clone(),
                    name: post.to_string(),
                    name_en: None,
                    holders: Vec::new(),
                    hours: hours[self.dice.weighted(&[4, 1, 1])],
                    substitutes,
                    duties: Vec::new(),
                    qualifications: Vec::new(),
                    source: None,
                }
            })
            .collect()
    }

    fn groups(&mut self) -> Vec<Group> {
        let frame = self.frame;
        frame
            .groups
            .iter()
            .map(|group| Group {
                id: group.clone(),
                name: group.to_string(),
                name_en: None,
                leader: Some(self.post()),
                posts: self.dice.some(&frame.posts, 40),
                duties: Vec::new(),
                source: None,
            })
            .collect()
    }

    fn event(&mut self, event: &EventId) -> EventType {
        let field = |name: &str, kind: FactType, choices: &[&str]| Field {
            id: fact(name),
            name: name.to_owned(),
            name_en: None,
            kind,
            unit: None,
            choices: choices.iter().map(|it| (*it).to_owned()).collect(),
            ask: None,
            ask_en: None,
            asked_with: None,
            at_report: true,
        };
        let leader = self.dice.chance(60).then(|| self.post());
        EventType {
            id: event.clone(),
            name: event.to_string(),
            name_en: None,
            leader,
            caution: None,
            caution_en: None,
            facts: vec![
                field("hurt", FactType::Number, &[]),
                field("level", FactType::Number, &[]),
                field("burning", FactType::YesNo, &[]),
                field("clear", FactType::YesNo, &[]),
                field("zone", FactType::Choice, &["east", "west"]),
            ],
            source: None,
        }
    }

    fn condition(&mut self) -> Condition {
        let text = self.expression(2);
        Condition::parse(text).expect("invented conditions have the right form")
    }

    fn expression(&mut self, depth: u32) -> String {
        if depth == 0 || self.dice.chance(50) {
            return match self.dice.below(6) {
                0 => format!("hurt >= {}", self.dice.between(0, 3)),
                1 => format!("level > {}", self.dice.between(0, 30)),
                2 => "burning".to_owned(),
                3 => "非 burning".to_owned(),
                4 => "zone in [east]".to_owned(),
                _ => format!("level < {}", self.dice.between(5, 40)),
            };
        }
        let joint = if self.dice.chance(50) { "且" } else { "or" };
        let (one, two) = (self.expression(depth - 1), self.expression(depth - 1));
        format!("({one}) {joint} ({two})")
    }

    fn grades(&mut self, events: &[EventId]) -> Vec<Grade> {
        let ranks = self.dice.some(&Rank::ALL, 60);
        let mut grades = Vec::new();
        for rank in ranks {
            let mut when = BTreeMap::new();
            for event in events {
                if self.dice.chance(85) {
                    when.insert(event.clone(), self.condition());
                }
            }
            grades.push(Grade {
                id: id(GradeId::new, format!("grade-{}", rank.number())),
                name: format!("{}级", rank.number()),
                name_en: None,
                rank,
                leader: self.dice.chance(60).then(|| self.post()),
                when,
                source: None,
            });
        }
        self.dice.shuffle(&mut grades);
        grades
    }

    fn procedures(&mut self, events: &[EventId]) -> Vec<Procedure> {
        let mut procedures = Vec::new();
        for event in events {
            for number in 0..self.dice.between(1, 2) {
                let name = format!("{event}-{number}");
                let ranked = self.dice.chance(30);
                procedures.push(Procedure {
                    id: id(ProcedureId::new, name.clone()),
                    name: name.clone(),
                    name_en: None,
                    event: Some(event.clone()),
                    from: ranked.then(|| one_of(self.dice, &Rank::ALL)),
                    steps: self.steps(&name),
                    source: None,
                });
            }
        }
        procedures
    }

    fn steps(&mut self, procedure: &str) -> Vec<Step> {
        let count = self.dice.between(1, 4);
        let ids: Vec<StepId> = (0..count)
            .map(|number| id(StepId::new, format!("{procedure}-step-{number}")))
            .collect();
        // Each step waits only for steps before it in a random order, so there is no circle.
        let mut order = ids.clone();
        self.dice.shuffle(&mut order);
        ids.iter()
            .map(|step| {
                let place = order.iter().position(|it| it == step).unwrap_or(0);
                Step {
                    id: step.clone(),
                    text: step.to_string(),
                    text_en: None,
                    post: Some(self.post()),
                    limit: Some(self.limit()),
                    after: self.dice.some(&order[..place], 40),
                    when: self.dice.chance(35).then(|| self.condition()),
                    evidence: self.dice.some(&[Evidence::Text, Evidence::Photo], 25),
                    life_safety: self.dice.chance(25),
                    notice: self.rule(),
                    source: None,
                }
            })
            .collect()
    }

    fn limit(&mut self) -> Limit {
        let seconds = match self.dice.weighted(&[1, 8, 4, 1]) {
            0 => 0,
            1 => self.dice.between(1, 20) * 60,
            2 => self.dice.between(1, 240) * 60,
            _ => self.dice.between(1, 4) * 86_400,
        };
        limit(seconds)
    }

    fn rule(&mut self) -> Option<NoticeRuleId> {
        let rules = self.rules.clone();
        self.dice.chance(60).then(|| one_of(self.dice, &rules))
    }

    fn reports(&mut self, events: &[EventId]) -> Vec<ReportRule> {
        (0..self.dice.between(0, 2))
            .map(|number| {
                let clocks = [Clock::HeadTold, Clock::Reported, Clock::Known];
                let limits = (0..self.dice.between(1, 3))
                    .map(|_| ReportLimit {
                        within: self.limit(),
                        whose: Whose::Own,
                        binds: self.dice.some(&[Kind::School, Kind::Factory], 30),
                        basis: None,
                    })
                    .collect();
                let name = format!("report-{number}");
                let bound = self.dice.chance(60);
                ReportRule {
                    id: id(ReportId::new, name.clone()),
                    name,
                    name_en: None,
                    event: bound.then(|| one_of(self.dice, events)),
                    when: self.dice.chance(60).then(|| self.condition()),
                    to: Some("上级".to_owned()),
                    to_en: None,
                    post: Some(self.post()),
                    clock: one_of(self.dice, &clocks),
                    limits,
                    form: None,
                    notice: self.rule(),
                    source: None,
                }
            })
            .collect()
    }

    fn closing(&mut self) -> Closing {
        let when = self.dice.chance(60);
        let mut after = |text: &str| AfterDuty {
            text: text.to_owned(),
            text_en: None,
            post: Some(self.post()),
            limit: self.dice.chance(70).then(|| self.limit()),
            notice: self.rule(),
        };
        let sign_off = Some(after("签字结束"));
        let report = Some(after("书面总结"));
        let review = Some(after("复盘"));
        Closing {
            when: when.then(|| Condition::parse("clear").expect("a fact alone is a condition")),
            sign_off,
            report: report.filter(|_| self.dice.chance(50)),
            review: review.filter(|_| self.dice.chance(50)),
            source: None,
        }
    }

    fn signals(&mut self, events: &[EventId]) -> Vec<SignalRule> {
        events
            .iter()
            .map(|event| SignalRule {
                id: id(SignalRuleId::new, format!("signal-{event}")),
                name: event.to_string(),
                name_en: None,
                labels: BTreeMap::from([("event".to_owned(), event.to_string())]),
                event: event.clone(),
                facts: BTreeMap::from([(fact("level"), "level".to_owned())]),
                place: None,
            })
            .collect()
    }
}

/// Rules whose rungs stand in any order, are many or none, and may fall on the same instant.
fn notices(dice: &mut Dice, frame: &Frame) -> Vec<NoticeRule> {
    (0..dice.between(1, 3))
        .map(|number| {
            let ladder = (0..dice.between(0, 5))
                .map(|_| Rung {
                    after: limit(dice.between(0, 15) * 60),
                    tell: tell(dice, frame),
                })
                .collect();
            let overdue = (0..dice.between(0, 3))
                .map(|_| Overdue {
                    after: limit(dice.between(0, 20) * 60),
                    tell: tell(dice, frame),
                })
                .collect();
            let name = format!("rule-{number}");
            NoticeRule {
                id: id(NoticeRuleId::new, name.clone()),
                name,
                name_en: None,
                answer: limit(dice.between(0, 10) * 60),
                ladder,
                overdue,
                channels: Vec::new(),
            }
        })
        .collect()
}

fn tell(dice: &mut Dice, frame: &Frame) -> Tell {
    match dice.weighted(&[1, 5, 3, 3, 2, 2, 1]) {
        0 => Tell::Holder,
        1 => Tell::Substitute,
        2 => Tell::Commander,
        3 => Tell::Post(one_of(dice, &frame.posts)),
        4 => match dice.pick::<GroupId>(&frame.groups) {
            Some(group) => Tell::Group(group.clone()),
            None => Tell::Substitute,
        },
        5 => Tell::CallList,
        _ => Tell::RedLine,
    }
}

fn one_of<T: Clone>(dice: &mut Dice, from: &[T]) -> T {
    dice.pick(from)
        .cloned()
        .expect("an organisation has a post, an event and a rule")
}

fn limit(seconds: i64) -> Limit {
    Limit::seconds(seconds).expect("invented limits are short")
}
