//! Statutory clocks that cannot start.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// A report's clock starts when the head is told, and no post is the head.
pub const RULE: Rule = Rule {
    code: "P109",
    name: "head-missing",
    kind: Kind::RoleMissing,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &["accident-1h"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/head-missing.md"),
    fix: "check-head-missing-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
