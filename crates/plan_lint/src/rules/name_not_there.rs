//! Names of elements that the plan does not have.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// An element names another that is not there.
pub const RULE: Rule = Rule {
    code: "P104",
    name: "name-not-there",
    kind: Kind::UndefinedRef,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/name-not-there.md"),
    fix: "check-name-not-there-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
