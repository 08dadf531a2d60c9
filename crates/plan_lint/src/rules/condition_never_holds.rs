//! A condition that nothing can make true.

use std::collections::BTreeSet;

use plan::condition::{Checked, Facts, Known, Number, Quantity, Test, Verdict};
use plan::{EventType, FactId, FactType, Ready};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;
/// A condition that nothing can make true.
pub const RULE: Rule = Rule {
    code: "P214",
    name: "condition-never-holds",
    kind: Kind::ScopeGap,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/condition-never-holds.md"),
    fix: "check-condition-never-holds-fix",
    check: Check::Plan(check),
};

/// More cases than people can think of; keeps the time within bounds.
const MOST: usize = 4096;

fn check(yaml: &Yaml) -> Vec<Hit> {
    let plan = yaml.plan;
    let ready = Ready::new(plan.clone());
    let mut hits = Vec::new();
    for event in &plan.events {
        let mut look = |element: String, source: &str, checked: Option<&Checked>| {
            if checked.is_some_and(|checked| !can_hold(event, checked)) {
                let span = yaml.element(&element);
                let values = [("condition", source.to_owned())];
                hits.extend(span.map(|it| Hit::at(it, "check-condition-never-holds", values)));
            }
        };
        for step in plan.procedures_for(&event.id).flat_map(|it| &it.steps) {
            if let Some(when) = &step.when {
                let checked = ready.branch(&event.id, &step.id);
                look(format!("step {}", step.id), when.source(), checked);
            }
        }
        for report in plan.reports_for(&event.id) {
            if let Some(when) = &report.when {
                let checked = ready.report_condition(&event.id, &report.id);
                look(format!("report {}", report.id), when.source(), checked);
            }
        }
        for grade in &plan.grades {
            if let Some(when) = grade.when.get(&event.id) {
                let checked = ready.grades(&event.id).iter().find(|it| it.0 == grade.rank);
                let element = format!("grade {}", grade.id);
                look(element, when.source(), checked.map(|it| &it.1));
            }
        }
    }
    hits
}

/// Tries every case that the condition can tell apart; too many count as possible.
fn can_hold(event: &EventType, checked: &Checked) -> bool {
    let mut cases = vec![Facts::new()];
    for id in checked.facts() {
        let Some(field) = event.field(id) else {
            return true;
        };
        let values: Vec<Known> = match field.kind {
            FactType::YesNo => vec![Known::yes_no(true), Known::yes_no(false)],
            FactType::Choice => field.choices.iter().cloned().map(Known::text).collect(),
            FactType::Number => {
                let Some(numbers) = numbers(checked, id) else {
                    return true;
                };
                numbers.into_iter().map(Known::number).collect()
            }
        };
        if values.is_empty() || cases.len().saturating_mul(values.len()) > MOST {
            return true;
        }
        cases = cases
            .iter()
            .flat_map(|case| {
                let values = values.iter().cloned();
                values.map(|value| case.clone().with(id.clone(), value))
            })
            .collect();
    }
    cases
        .iter()
        .any(|case| checked.evaluate(case) != Verdict::False)
}

/// The numbers that the condition compares with, one less and one more; none where it compares with
/// lengths of time or parts of one.
fn numbers(checked: &Checked, id: &FactId) -> Option<BTreeSet<Number>> {
    let mut numbers = BTreeSet::from([Number::ZERO]);
    let mut whole = true;
    for claim in checked.claims().into_iter().filter(|it| it.fact == *id) {
        match &claim.test {
            Test::Quantity {
                value: Quantity::Number(number),
                ..
            } => {
                let digits: Option<i64> = number.to_string().parse().ok();
                whole &= digits.is_some();
                let near = digits
                    .into_iter()
                    .flat_map(|it| [it.saturating_sub(1).max(0), it, it.saturating_add(1)]);
                numbers.extend(near.filter_map(Number::whole));
            }
            Test::Quantity { .. } => whole = false,
            Test::YesNo(_) | Test::OneOf(_) | Test::NoneOf(_) => {}
        }
    }
    whole.then_some(numbers)
}
