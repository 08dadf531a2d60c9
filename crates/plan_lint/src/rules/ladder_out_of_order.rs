//! Ladders whose rungs do not climb.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// A rung stands behind one that is climbed later.
pub const RULE: Rule = Rule {
    code: "P111",
    name: "ladder-out-of-order",
    kind: Kind::OrderError,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/ladder-out-of-order.md"),
    fix: "check-ladder-out-of-order-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    let mut hits = Vec::new();
    for rule in &yaml.plan.notices {
        let climbs = rule.ladder.is_sorted_by_key(|rung| rung.after);
        let overdue_climbs = rule.overdue.is_sorted_by_key(|rung| rung.after);
        if !climbs || !overdue_climbs {
            let element = format!("notice {}", rule.id);
            hits.extend(yaml.element(&element).map(|span| {
                Hit::at(
                    span,
                    "check-ladder-out-of-order",
                    [("notice", rule.name.clone())],
                )
            }));
        }
    }
    hits
}
