//! A written report without a limit.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, clause_at, first};

/// A written report without a limit.
pub const RULE: Rule = Rule {
    code: "P027",
    name: "summary-without-limit",
    kind: Kind::DeadlineMissing,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["network-4h", "standard-end"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/summary-without-limit.md"),
    fix: "check-summary-without-limit-fix",
    check: Check::Text(check),
};

const PAPERS: &[&str] = &[
    "书面报告",
    "总结报告",
    "调查报告",
    "评估报告",
    "专题报告",
    "书面材料",
    "情况报告",
    "分析报告",
];
const HANDED_IN: &[&str] = &["报送", "上报", "报告", "报", "提交", "交"];
const BOUNDED: &[&str] = &[
    "日内",
    "天内",
    "小时",
    "工作日",
    "分钟",
    "当日",
    "当天",
    "日前",
    "周内",
    "月内",
];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(PLANS, "check-summary-without-limit", |sentence| {
        let paper = first(&sentence.text, PAPERS)?;
        let behind = after(&sentence.text, paper.end, 10);
        let handed = first(behind, HANDED_IN).is_some_and(|it| it.start <= '上'.len_utf8());
        let clause = clause_at(&sentence.text, paper.end);
        (handed && !sentence.has(BOUNDED)).then_some(clause)
    })
}
