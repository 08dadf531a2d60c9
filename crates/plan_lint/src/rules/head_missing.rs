//! Statutory clocks that cannot start.

use plan::Lack;

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
    yaml.gaps(|lack| match lack {
        Lack::Head => true,
        Lack::Title
        | Lack::Posts
        | Lack::Events
        | Lack::Notices
        | Lack::Procedure
        | Lack::Event
        | Lack::Steps
        | Lack::Post
        | Lack::Limit
        | Lack::Recipient
        | Lack::SignOff
        | Lack::Unknown { .. }
        | Lack::Twice(_)
        | Lack::Circle
        | Lack::Condition(_) => false,
    })
}
