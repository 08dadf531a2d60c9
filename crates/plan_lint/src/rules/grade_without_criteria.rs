//! Grades that are declared and never defined.

use plan_text::What;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// A grade in a list of grades that no place defines.
pub const RULE: Rule = Rule {
    code: "P008",
    name: "grade-without-criteria",
    kind: Kind::GradingLevelMissing,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["network-grades"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/grade-without-criteria.md"),
    fix: "check-grade-without-criteria-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (_, part) in text.parts(PLANS) {
        let spans = text
            .reading
            .diagnostics
            .iter()
            .filter(|it| it.what == What::GradeWithoutCriteria && part.span.contains(it.span))
            .map(|it| it.span)
            .collect();
        hits.extend(Hit::together(spans, "check-grade-without-criteria"));
    }
    hits
}
