//! “The heads of each block”.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// “Each block” or “each line” stands in place of a post.
pub const RULE: Rule = Rule {
    code: "P200",
    name: "owner-of-every-block",
    kind: Kind::RoleMissing,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["all-staff-duty"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/owner-of-every-block.md"),
    fix: "check-owner-of-every-block-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["各块", "各条线", "各条块", "各板块", "各口"],
    within: 4,
    closes: &["负责人", "主要负责", "责任人", "人员"],
    unless: &[],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-owner-of-every-block", []))
        .collect()
}
