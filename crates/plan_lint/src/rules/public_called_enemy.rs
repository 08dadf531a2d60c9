//! The public is spoken of as an enemy.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// 敌我, 围剿 and the like are said of people who complain.
pub const RULE: Rule = Rule {
    code: "P094",
    name: "public-called-enemy",
    kind: Kind::Vague,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/public-called-enemy.md"),
    fix: "check-public-called-enemy-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "敌我",
        "敌情",
        "歼灭",
        "围剿",
        "口诛笔伐",
        "舆论战",
        "水军反击",
        "反击网民",
        "压倒对方",
        "对敌",
    ],
    within: 0,
    closes: &[],
    unless: &["恐怖", "反恐", "战时", "人防", "防空"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-public-called-enemy", []))
        .collect()
}
