//! Two elements under one id.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// An id stands twice in its section.
pub const RULE: Rule = Rule {
    code: "P105",
    name: "id-twice",
    kind: Kind::Dup,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/id-twice.md"),
    fix: "check-id-twice-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
