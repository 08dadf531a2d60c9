//! Steps that wait for each other.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// Steps form a circle, so none of them can begin.
pub const RULE: Rule = Rule {
    code: "P106",
    name: "steps-in-a-circle",
    kind: Kind::OrderError,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/steps-in-a-circle.md"),
    fix: "check-steps-in-a-circle-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
