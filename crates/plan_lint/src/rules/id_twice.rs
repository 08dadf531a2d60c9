//! Two elements under one id.

use plan::Lack;

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
    yaml.gaps(|lack| match lack {
        Lack::Twice(_) => true,
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
        | Lack::Unknown { .. }
        | Lack::Circle
        | Lack::Condition(_) => false,
    })
}
