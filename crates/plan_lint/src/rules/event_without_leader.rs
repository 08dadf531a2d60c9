//! An event nobody leads.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// An event nobody leads.
pub const RULE: Rule = Rule {
    code: "P115",
    name: "event-without-leader",
    kind: Kind::RoleMissing,
    severity: Severity::Minor,
    certainty: Certainty::Standard,
    basis: &["on-site-command"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/event-without-leader.md"),
    fix: "check-event-without-leader-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    let plan = yaml.plan;
    let led_by_grade = |id| {
        let mut grades = plan.grades.iter();
        grades.any(|grade| grade.when.contains_key(id) && grade.leader.is_some())
    };
    plan.events
        .iter()
        .filter(|event| event.leader.is_none() && !led_by_grade(&event.id))
        .filter_map(|event| {
            let span = yaml.element(&format!("event {}", event.id))?;
            Some(Hit::at(
                span,
                "check-event-without-leader",
                [("event", event.name.clone())],
            ))
        })
        .collect()
}
