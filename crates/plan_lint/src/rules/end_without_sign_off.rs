//! Plans that nobody can end.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// Nothing says how it ends, or who signs for it.
pub const RULE: Rule = Rule {
    code: "P110",
    name: "end-without-sign-off",
    kind: Kind::NoTermination,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &["standard-end", "response-end"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/end-without-sign-off.md"),
    fix: "check-end-without-sign-off-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
