//! A grade without any number.

use plan_text::{Kind as Fact, Span};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, has};

/// A grade without any number.
pub const RULE: Rule = Rule {
    code: "P022",
    name: "grade-in-words-only",
    kind: Kind::GradingGap,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["network-grades"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/grade-in-words-only.md"),
    fix: "check-grade-in-words-only-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in text.parts(PLANS) {
        let levels: Vec<Span> = text
            .facts_of(part)
            .iter()
            .filter(|fact| matches!(fact.kind, Fact::Level(_)))
            .map(|fact| fact.span)
            .collect();
        if levels.len() < 2 {
            continue;
        }
        let spans = levels
            .iter()
            .enumerate()
            .filter_map(|(at, level)| {
                let line = text
                    .lines_of(number)
                    .find(|line| line.node.span.overlaps(*level))?;
                let end = line.node.words.span.end;
                let next = levels.get(at + 1).map_or(end, |next| next.start.min(end));
                let span = Span {
                    start: level.start,
                    end: next.max(level.end),
                };
                (!is_counted(text, span)).then_some(span)
            })
            .collect();
        hits.extend(Hit::together(spans, "check-grade-in-words-only"));
    }
    hits
}

fn is_counted(text: &Text, span: Span) -> bool {
    text.within(span).any(|sentence| {
        let said = sentence.said(span);
        said.chars().any(|c| c.is_ascii_digit())
            || has(&said, COUNTS)
            || has(&said, ELSEWHERE)
            || has(&said, BELOW)
    })
}

const COUNTS: &[&str] = &[
    "人以",
    "人及",
    "名以",
    "小时",
    "万元",
    "户以",
    "亿元",
    "以上死亡",
    "人死亡",
    "一人",
    "两人",
    "三人",
    "十人",
];
/// Bounded by the grade above: what can be seen to be so, and has not reached that one.
const BELOW: &[&str] = &["未达到", "未达", "达不到"];
/// The numbers stand in another document or table.
const ELSEWHERE: &[&str] = &["见附", "按照国家", "参照", "依照", "附件"];
