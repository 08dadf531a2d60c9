//! A misnamed accident.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// A misnamed accident.
pub const RULE: Rule = Rule {
    code: "P041",
    name: "accident-misnamed",
    kind: Kind::Naming,
    severity: Severity::Minor,
    certainty: Certainty::Statute,
    basis: &["accident-1h"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/accident-misnamed.md"),
    fix: "check-accident-misnamed-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(OWN_TEXTS, "check-accident-misnamed", |sentence| {
        let at = first(&sentence.text, &["安全生产事故"])?;
        let hazard = sentence.text[at.end..].starts_with("隐患");
        (!hazard).then_some(at)
    })
}
