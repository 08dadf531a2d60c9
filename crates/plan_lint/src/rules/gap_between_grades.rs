//! A gap between the conditions of grades.

use std::collections::BTreeSet;

use plan::condition::{Facts, Known, Number};
use plan::{EventId, EventType, FactId, FactType, Plan, Ready};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// A gap between the conditions of grades.
pub const RULE: Rule = Rule {
    code: "P113",
    name: "gap-between-grades",
    kind: Kind::GradingGap,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &["network-grades"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/gap-between-grades.md"),
    fix: "check-gap-between-grades-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    let ready = Ready::new(yaml.plan.clone());
    let mut hits = Vec::new();
    for event in &yaml.plan.events {
        let numbers = numbers(yaml.plan, &event.id);
        for fact in event
            .facts
            .iter()
            .filter(|fact| fact.kind == FactType::Number)
        {
            let graded: Vec<_> = numbers
                .iter()
                .map(|value| {
                    let facts = at(event, &fact.id, *value);
                    (*value, ready.grade(&event.id, &facts).certain)
                })
                .collect();
            let gap = graded
                .iter()
                .enumerate()
                .find_map(|(place, (value, rank))| {
                    let below = graded[..place].iter().any(|it| it.1.is_some());
                    let above = graded[place..].iter().find_map(|it| it.1)?;
                    (rank.is_none() && below).then_some((*value, above))
                });
            if let Some((value, above)) = gap {
                let grade = yaml.plan.grade(above);
                let span = grade.and_then(|grade| yaml.element(&format!("grade {}", grade.id)));
                let values = [("fact", fact.name.clone()), ("value", value.to_string())];
                hits.extend(span.map(|span| Hit::at(span, "check-gap-between-grades", values)));
            }
        }
    }
    hits
}

/// More numbers than people write; keeps the time within bounds.
const MOST: usize = 300;

/// The numbers that the grades of an event compare with, and their neighbours, growing.
fn numbers(plan: &Plan, event: &EventId) -> BTreeSet<i64> {
    let conditions = plan.grades.iter().filter_map(|grade| grade.when.get(event));
    conditions
        .flat_map(|condition| condition.source().split(|c: char| !c.is_ascii_digit()))
        .filter_map(|digits| digits.parse::<i64>().ok())
        .flat_map(|number| [number.saturating_sub(1), number, number.saturating_add(1)])
        .filter(|number| Number::whole(*number).is_some())
        .take(MOST)
        .collect()
}

/// One number is known, every other fact is nought or no.
fn at(event: &EventType, fact: &FactId, value: i64) -> Facts {
    let known = event.facts.iter().filter_map(|field| match field.kind {
        FactType::Number if field.id == *fact => {
            Some((field.id.clone(), Known::number(Number::whole(value)?)))
        }
        FactType::Number => Some((field.id.clone(), Known::number(Number::ZERO))),
        FactType::YesNo => Some((field.id.clone(), Known::yes_no(false))),
        FactType::Choice => None,
    });
    known.collect()
}
