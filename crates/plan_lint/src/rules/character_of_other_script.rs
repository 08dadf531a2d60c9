//! A character of another script or a look-alike code.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::misprint::{is_foreign, is_han};
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;
use std::collections::BTreeMap;

/// A text in simplified characters holds traditional, variant, radical or compatibility characters.
pub const RULE: Rule = Rule {
    code: "P070",
    name: "character-of-other-script",
    kind: Kind::Typo,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/character-of-other-script.md"),
    fix: "check-character-of-other-script-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut places: BTreeMap<char, Vec<plan_text::Span>> = BTreeMap::new();
    let (mut all, mut foreign) = (0, 0);
    for sentence in text.of_genres(RULE.genres) {
        for (at, c) in sentence.text.char_indices() {
            all += usize::from(is_han(c));
            if is_foreign(c) {
                foreign += 1;
                places
                    .entry(c)
                    .or_default()
                    .push(sentence.span(at..at + c.len_utf8()));
            }
        }
    }
    // A text that is written in traditional characters throughout is no misprint.
    if foreign * 50 > all {
        return Vec::new();
    }
    places
        .into_iter()
        .filter_map(|(c, spans)| {
            Hit::each(
                spans,
                "check-character-of-other-script",
                [("word", c.to_string())],
            )
        })
        .collect()
}
