//! Parts without which a plan cannot run.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// Title, posts, events, notices, procedures or steps are missing.
pub const RULE: Rule = Rule {
    code: "P101",
    name: "part-of-plan-missing",
    kind: Kind::MissingSection,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &["unit-plan-content"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/part-of-plan-missing.md"),
    fix: "check-part-of-plan-missing-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.gaps(RULE.name)
}
