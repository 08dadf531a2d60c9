//! Acts without a limit of time.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// A step or a report has no limit.
pub const RULE: Rule = Rule {
    code: "P103",
    name: "step-without-limit",
    kind: Kind::DeadlineMissing,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &["standard-reporting"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/step-without-limit.md"),
    fix: "check-step-without-limit-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
