//! A body without power stops production.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A town, a street office or a unit stops production, revokes or seals, and nobody says who decides by law.
pub const RULE: Rule = Rule {
    code: "P149",
    name: "closed-by-town",
    kind: Kind::Authority,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["work-stopped-by-law", "penalty-by-law"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/closed-by-town.md"),
    fix: "check-closed-by-town-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["坚决", "一律", "该停产", "该关闭", "立即责令", "一经发现"],
    within: 8,
    closes: &["停产整顿", "停产停业", "停业整顿", "吊销", "查封", "取缔"],
    unless: &[
        "依法提请",
        "监管部门依法",
        "主管部门",
        "报请",
        "应急管理局",
        "县级以上",
    ],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-closed-by-town", []))
        .collect()
}
