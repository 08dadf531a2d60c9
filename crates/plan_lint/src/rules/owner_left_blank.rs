//! A task without an owner.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// A task without an owner.
pub const RULE: Rule = Rule {
    code: "P064",
    name: "owner-left-blank",
    kind: Kind::RoleMissing,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["unit-plan-content"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/owner-left-blank.md"),
    fix: "check-owner-left-blank-fix",
    check: Check::Text(check),
};

const OWNERS: &[&str] = &[
    "任务单位",
    "责任单位",
    "负责单位",
    "任务部门",
    "责任部门",
    "负责部门",
    "牵头单位",
    "牵头部门",
    "承办单位",
    "完成单位",
    "主办单位",
];

/// The line is such a label; its blank is spoken of here and not as a blank.
pub(super) fn is_owner(line: &str) -> bool {
    let label = OWNERS.iter().find_map(|owner| line.strip_prefix(owner));
    label.is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
}

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(OWN_TEXTS, "check-owner-left-blank", |sentence| {
        let owner = first(&sentence.text, OWNERS)?;
        let rest = sentence.text[owner.end..].strip_prefix(':')?;
        let blank = rest
            .chars()
            .all(|c| matches!(c, '_' | '×' | 'x' | 'X' | '*' | '。'));
        (owner.start == 0 && blank).then_some(0..sentence.text.len())
    })
}
