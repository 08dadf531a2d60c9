//! A safety step waits for one person’s consent.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// Cutting power, stopping, evacuating or closing a valve needs somebody’s consent first.
pub const RULE: Rule = Rule {
    code: "P142",
    name: "safety-waits-for-consent",
    kind: Kind::NoSubstitute,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["right-to-leave"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/safety-waits-for-consent.md"),
    fix: "check-safety-waits-for-consent-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["请示", "征得", "征求", "报经", "经请示"],
    within: 20,
    closes: &[
        "同意后关闭",
        "同意后切断",
        "同意后断电",
        "同意后停机",
        "同意后疏散",
        "同意后撤离",
        "同意后,切断",
        "批准后切断",
        "批准后疏散",
        "批准后撤离",
        "同意后关",
        "同意后停",
        "批准后关闭",
        "批准后断电",
    ],
    unless: &["不必", "无需", "不需", "来不及"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-safety-waits-for-consent", []))
        .collect()
}
