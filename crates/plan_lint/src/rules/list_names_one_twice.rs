//! A list names one thing twice.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::own_words::listed_twice;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// Of items joined by 、 one stands twice.
pub const RULE: Rule = Rule {
    code: "P086",
    name: "list-names-one-twice",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/list-names-one-twice.md"),
    fix: "check-list-names-one-twice-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    listed_twice(text, RULE.genres)
        .into_iter()
        .map(|(span, word)| Hit::at(span, "check-list-names-one-twice", [("word", word)]))
        .collect()
}
