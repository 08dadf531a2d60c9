//! An act among the principles.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, has};

/// An act among the principles.
pub const RULE: Rule = Rule {
    code: "P067",
    name: "act-in-wrong-chapter",
    kind: Kind::Numbering,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/act-in-wrong-chapter.md"),
    fix: "check-act-in-wrong-chapter-fix",
    check: Check::Text(check),
};

const CHAPTERS: &[&str] = &["工作原则", "基本原则", "指导思想", "编制目的", "编制依据"];
const ACTS: &[&str] = &[
    "上报",
    "信息报告",
    "事故报告",
    "处置程序",
    "处置流程",
    "报告程序",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let spans = text
            .lines_of(part)
            .filter(|line| has(&line.node.words.text, CHAPTERS) && line.node.words.span.len() <= 12)
            .flat_map(|line| &line.node.children)
            .filter(|item| item.words.span.len() <= 10 && has(&item.words.text, ACTS))
            .map(|item| item.span)
            .collect();
        hits.extend(Hit::together(spans, "check-act-in-wrong-chapter"));
    }
    hits
}
