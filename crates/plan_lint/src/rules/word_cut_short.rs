//! A word is cut short.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::misprint::cut_short;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// Of a set word only the beginning is there; something else goes on behind it.
pub const RULE: Rule = Rule {
    code: "P072",
    name: "word-cut-short",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/word-cut-short.md"),
    fix: "check-word-cut-short-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .flat_map(|sentence| {
            cut_short(&sentence.text).into_iter().map(|range| {
                let word = sentence.text[range.clone()].to_owned();
                Hit::at(
                    sentence.span(range),
                    "check-word-cut-short",
                    [("word", word)],
                )
            })
        })
        .collect()
}
