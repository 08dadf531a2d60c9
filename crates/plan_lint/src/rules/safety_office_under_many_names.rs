//! The safety office under many names.

use std::collections::BTreeMap;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first};

/// The safety office under many names.
pub const RULE: Rule = Rule {
    code: "P048",
    name: "safety-office-under-many-names",
    kind: Kind::RoleConflict,
    severity: Severity::Minor,
    certainty: Certainty::Standard,
    basis: &["standard-organisation"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/safety-office-under-many-names.md"),
    fix: "check-safety-office-under-many-names-fix",
    check: Check::Text(check),
};

const NAMES: &[&str] = &[
    "安全科",
    "安全部门",
    "安全部",
    "安全处",
    "安全主任",
    "安环部",
    "安保部",
    "保卫科",
    "保卫处",
    "保卫部",
    "安监科",
    "安全办",
];
const ENOUGH: usize = 3;

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let mut spans = BTreeMap::new();
        for sentence in text.of_part(part) {
            let mut at = 0;
            while let Some(found) = first(&sentence.text[at..], NAMES) {
                let range = at + found.start..at + found.end;
                let name = sentence.text[range.clone()].to_owned();
                spans
                    .entry(name)
                    .or_insert_with(|| sentence.span(range.clone()));
                at = range.end;
            }
        }
        if spans.len() >= ENOUGH {
            hits.extend(Hit::together(
                spans.into_values().collect(),
                "check-safety-office-under-many-names",
            ));
        }
    }
    hits
}
