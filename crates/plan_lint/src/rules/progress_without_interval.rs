//! Progress reports without an interval.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, clause_at, first};

/// Progress reports without an interval.
pub const RULE: Rule = Rule {
    code: "P028",
    name: "progress-without-interval",
    kind: Kind::DeadlineMissing,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["accident-2h"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/progress-without-interval.md"),
    fix: "check-progress-without-interval-fix",
    check: Check::Text(check),
};

const PROGRESS: &[&str] = &[
    "续报",
    "进程报告",
    "进展报告",
    "阶段性报告",
    "跟踪报告",
    "进度报告",
    "随时报告",
];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(PLANS, "check-progress-without-interval", |sentence| {
        let at = first(&sentence.text, PROGRESS)?;
        let clause = clause_at(&sentence.text, at.end);
        let near = &sentence.text[clause.start..];
        let counted = near.contains('每')
            || near.contains("小时")
            || near.contains("分钟")
            || near.contains("日内");
        // A heading names the report and asks for none.
        let asked = clause.len() > at.len() + 3;
        (asked && !counted).then_some(clause)
    })
}
