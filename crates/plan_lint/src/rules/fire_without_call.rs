//! A fire procedure that never calls 119.

use crate::course;
use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
/// A fire procedure that never calls 119.
pub const RULE: Rule = Rule {
    code: "P203",
    name: "fire-without-call",
    kind: Kind::LegalConflict,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["fire-alarm"],
    genres: PLANS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/fire-without-call.md"),
    fix: "check-fire-without-call-fix",
    check: Check::Text(check),
};

use crate::text::{Text, has};
const FIRES: &[&str] = &["火灾", "起火", "着火", "火情", "火警", "失火"];
const CALLS: &[&str] = &["119", "一一九", "报火警", "火警电话"];

fn check(text: &Text) -> Vec<Hit> {
    course::about(text, FIRES)
        .filter(|it| !text.part_has(it.part, CALLS))
        .filter_map(|it| {
            let title = it.title.as_ref().filter(|title| has(&title.text, FIRES));
            let span = match title {
                Some(title) => title.span,
                None => course::place(text, it.steps.first()?, FIRES)?,
            };
            Some(Hit::at(span, "check-fire-without-call", []))
        })
        .collect()
}
