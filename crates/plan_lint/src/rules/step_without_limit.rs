//! Acts without a limit of time.

use plan::Lack;

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
    yaml.gaps(|lack| match lack {
        Lack::Limit => true,
        Lack::Title
        | Lack::Posts
        | Lack::Events
        | Lack::Notices
        | Lack::Procedure
        | Lack::Event
        | Lack::Steps
        | Lack::Post
        | Lack::Recipient
        | Lack::Head
        | Lack::SignOff
        | Lack::Unknown { .. }
        | Lack::Twice(_)
        | Lack::Circle
        | Lack::Condition(_) => false,
    })
}
