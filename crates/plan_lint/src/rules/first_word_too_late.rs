//! A first public word that comes too late.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first};

/// A first public word that comes too late.
pub const RULE: Rule = Rule {
    code: "P065",
    name: "first-word-too-late",
    kind: Kind::DeadlineConflict,
    severity: Severity::Minor,
    certainty: Certainty::Standard,
    basis: &["public-word-5h"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/first-word-too-late.md"),
    fix: "check-first-word-too-late-fix",
    check: Check::Text(check),
};

const SLOGANS: &[&str] = &[
    "黄金24小时",
    "黄金二十四小时",
    "黄金48小时",
    "黄金四十八小时",
];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(PLANS, "check-first-word-too-late", |sentence| {
        first(&sentence.text, SLOGANS)
    })
}
