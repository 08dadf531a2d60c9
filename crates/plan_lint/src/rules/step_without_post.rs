//! Acts that nobody owns.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// A step, a report or a group names no post.
pub const RULE: Rule = Rule {
    code: "P102",
    name: "step-without-post",
    kind: Kind::RoleMissing,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &["unit-plan-content"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/step-without-post.md"),
    fix: "check-step-without-post-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
