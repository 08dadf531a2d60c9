//! Names of elements that the plan does not have.

use plan::Lack;

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
    yaml.gaps(|lack| match lack {
        Lack::Unknown { .. } => true,
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
        | Lack::Head
        | Lack::SignOff
        | Lack::Twice(_)
        | Lack::Circle
        | Lack::Condition(_) => false,
    })
}
