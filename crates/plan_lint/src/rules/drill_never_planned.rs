//! A plan that is never drilled.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, opening};

/// A plan that is never drilled.
pub const RULE: Rule = Rule {
    code: "P020",
    name: "drill-never-planned",
    kind: Kind::NoCadence,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["drill-plan", "drill-production"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/drill-never-planned.md"),
    fix: "check-drill-never-planned-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let never = text
        .whole_plans()
        .filter(|(part, _)| !text.part_has(*part, &["演练", "演习", "演训", "拉练"]))
        .map(|(_, part)| opening(part))
        .collect();
    Hit::together(never, "check-drill-never-planned")
        .into_iter()
        .collect()
}
