//! Groups without deputies.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// Groups without deputies.
pub const RULE: Rule = Rule {
    code: "P052",
    name: "groups-without-deputies",
    kind: Kind::NoSubstitute,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["duty-system"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/groups-without-deputies.md"),
    fix: "check-groups-without-deputies-fix",
    check: Check::Text(check),
};

const ENOUGH: usize = 3;

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let groups: Vec<_> = text
            .reading
            .roles
            .iter()
            .filter(|role| role.part == part && role.is_group && role.holder.is_some())
            .map(|role| role.span)
            .collect();
        let deputies = text.part_has(part, &["副组长", "B角", "替补", "候补", "接替"]);
        if groups.len() >= ENOUGH && !deputies {
            hits.extend(Hit::together(groups, "check-groups-without-deputies"));
        }
    }
    hits
}
