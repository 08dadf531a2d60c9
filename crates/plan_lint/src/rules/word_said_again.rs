//! A word comes back at once.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::own_words::said_again;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// One word stands twice within a few characters, with no comma and no “and” between.
pub const RULE: Rule = Rule {
    code: "P084",
    name: "word-said-again",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/word-said-again.md"),
    fix: "check-word-said-again-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    said_again(text, RULE.genres)
        .into_iter()
        .map(|(span, word)| Hit::at(span, "check-word-said-again", [("word", word)]))
        .collect()
}
