//! The same words with one character different.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::own_words::slips;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// Two places agree before and behind, and differ in one character between.
pub const RULE: Rule = Rule {
    code: "P073",
    name: "differs-from-own-words",
    kind: Kind::Typo,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/differs-from-own-words.md"),
    fix: "check-differs-from-own-words-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    slips(text, RULE.genres)
        .into_iter()
        .map(|slip| Hit {
            places: slip.other.into_iter().collect(),
            ..Hit::at(
                slip.span,
                "check-differs-from-own-words",
                [("word", slip.words)],
            )
        })
        .collect()
}
