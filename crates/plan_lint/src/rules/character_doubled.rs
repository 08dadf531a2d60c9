//! A character or word is doubled.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::own_words::doubled;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// One character or word is written twice in a row.
pub const RULE: Rule = Rule {
    code: "P074",
    name: "character-doubled",
    kind: Kind::Typo,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/character-doubled.md"),
    fix: "check-character-doubled-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    doubled(text, RULE.genres)
        .into_iter()
        .map(|(span, word)| Hit::at(span, "check-character-doubled", [("word", word)]))
        .collect()
}
