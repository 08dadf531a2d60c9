//! One task above everything.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// Everything is to give way to one task, safety at work too.
pub const RULE: Rule = Rule {
    code: "P199",
    name: "above-everything",
    kind: Kind::ScopeGap,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/above-everything.md"),
    fix: "check-above-everything-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "一切工作服从",
        "一切服从",
        "压倒一切",
        "一切工作让位",
        "一切工作都要服从",
    ],
    within: 0,
    closes: &[],
    unless: &["生命"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-above-everything", []))
        .collect()
}
