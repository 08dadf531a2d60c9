//! A grade answered with a slogan.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// The answer to a grade is “under unified command, by grade, properly”.
pub const RULE: Rule = Rule {
    code: "P193",
    name: "response-says-nothing",
    kind: Kind::MissingSection,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["unit-plan-content"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/response-says-nothing.md"),
    fix: "check-response-says-nothing-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["统一协调下", "统一领导下", "统一指挥下", "统一部署下"],
    within: 6,
    closes: &["分级响应", "妥善处置", "及时处置", "有效处置", "依法处置"],
    unless: &[],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, PLANS)
        .into_iter()
        .map(|span| Hit::at(span, "check-response-says-nothing", []))
        .collect()
}
