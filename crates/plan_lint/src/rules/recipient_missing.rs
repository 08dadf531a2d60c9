//! Reports to nobody.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// A report does not say who receives it.
pub const RULE: Rule = Rule {
    code: "P108",
    name: "recipient-missing",
    kind: Kind::MissingContact,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &["standard-reporting"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/recipient-missing.md"),
    fix: "check-recipient-missing-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
