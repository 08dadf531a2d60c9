//! Whether to report is left to choice.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// What must be reported is written as a matter of choice.
pub const RULE: Rule = Rule {
    code: "P140",
    name: "report-left-to-choice",
    kind: Kind::LegalConflict,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["no-late-report", "computer-case-24h"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/report-left-to-choice.md"),
    fix: "check-report-left-to-choice-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "决定是否",
        "自行决定",
        "酌情决定",
        "视情况决定",
        "视情决定",
        "研究是否",
        "考虑是否",
        "可不",
        "可以不",
        "有权决定是否",
        "商量是否",
    ],
    within: 12,
    closes: &["报案", "报警", "上报", "报告", "移送"],
    unless: &["不可不"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-report-left-to-choice", []))
        .collect()
}
