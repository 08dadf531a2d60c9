//! A word that is often mistyped.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::misprint::mistyped;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;
use std::collections::BTreeMap;

/// A character of the same sound or shape stands in place of the right one.
pub const RULE: Rule = Rule {
    code: "P071",
    name: "word-mistyped",
    kind: Kind::Typo,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/word-mistyped.md"),
    fix: "check-word-mistyped-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut places: BTreeMap<(&str, &str), Vec<plan_text::Span>> = BTreeMap::new();
    for sentence in text.of_genres(RULE.genres) {
        for (range, right) in mistyped(&sentence.text) {
            let wrong = &sentence.text[range.clone()];
            places
                .entry((wrong, right))
                .or_default()
                .push(sentence.span(range));
        }
    }
    places
        .into_iter()
        .filter_map(|((wrong, right), spans)| {
            let values = [("wrong", wrong.to_owned()), ("right", right.to_owned())];
            Hit::each(spans, "check-word-mistyped", values)
        })
        .collect()
}
