//! Nobody declares the end.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, clause_at, first};

/// Nobody declares the end.
pub const RULE: Rule = Rule {
    code: "P062",
    name: "end-without-decider",
    kind: Kind::NoTermination,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["response-end", "standard-end"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/end-without-decider.md"),
    fix: "check-end-without-decider-fix",
    check: Check::Text(check),
};

const ENDS: &[&str] = &[
    "应急结束",
    "结束应急",
    "解除应急",
    "应急终止",
    "终止应急",
    "响应结束",
    "结束响应",
    "响应终止",
    "终止响应",
    "解除响应",
];
const UNNAMED: &[&str] = &[
    "经批准",
    "由有关部门",
    "由相关部门",
    "按规定批准",
    "报批准",
    "视情况",
    "适时",
];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(PLANS, "check-end-without-decider", |sentence| {
        let ends = first(&sentence.text, ENDS)?;
        let unnamed = first(&sentence.text, UNNAMED)?;
        let start = clause_at(&sentence.text, ends.start.min(unnamed.start)).start;
        let end = clause_at(&sentence.text, ends.end.max(unnamed.end)).end;
        Some(start..end)
    })
}
