//! A sentence broken over two lines.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::own_words::broken_lines;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A line ends at a comma or inside a word, and the next goes on.
pub const RULE: Rule = Rule {
    code: "P079",
    name: "line-broken-off",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/line-broken-off.md"),
    fix: "check-line-broken-off-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    broken_lines(text, RULE.genres)
        .into_iter()
        .map(|span| Hit::at(span, "check-line-broken-off", []))
        .collect()
}
