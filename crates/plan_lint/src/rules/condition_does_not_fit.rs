//! Conditions that the fields of the event do not allow.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// A condition names an unknown field or compares what cannot be compared.
pub const RULE: Rule = Rule {
    code: "P107",
    name: "condition-does-not-fit",
    kind: Kind::UndefinedRef,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/condition-does-not-fit.md"),
    fix: "check-condition-does-not-fit-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
