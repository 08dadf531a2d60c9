//! A quotation mark or bracket without its pair.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::own_words::unpaired;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// Within a paragraph a quotation mark, bracket or title mark has no partner, or a partner of another kind.
pub const RULE: Rule = Rule {
    code: "P075",
    name: "pair-left-open",
    kind: Kind::Typo,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/pair-left-open.md"),
    fix: "check-pair-left-open-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    unpaired(text, RULE.genres)
        .into_iter()
        .map(|(span, mark)| Hit::at(span, "check-pair-left-open", [("word", mark.to_string())]))
        .collect()
}
