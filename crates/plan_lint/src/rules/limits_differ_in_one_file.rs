//! Report limits that differ in one file.

use plan_text::Kind as Fact;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// Report limits that differ in one file.
pub const RULE: Rule = Rule {
    code: "P026",
    name: "limits-differ-in-one-file",
    kind: Kind::DeadlineConflict,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/limits-differ-in-one-file.md"),
    fix: "check-limits-differ-in-one-file-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut parts = Vec::new();
    let mut limits = Vec::new();
    for (number, part) in text.parts(PLANS) {
        for fact in text.facts_of(part) {
            let Fact::Deadline(it) = &fact.kind else {
                continue;
            };
            let sentence = text.within(fact.span).next();
            let reports =
                it.action.contains('报') || sentence.is_some_and(|it| it.has(&["报告", "上报"]));
            if let (true, Some(minutes)) = (reports, it.within_min) {
                limits.push((minutes, fact.span));
                parts.push(number);
            }
        }
    }
    parts.dedup();
    let differ = limits.iter().any(|limit| limit.0 != limits[0].0);
    if parts.len() < 2 || !differ {
        return Vec::new();
    }
    let spans = limits.into_iter().map(|limit| limit.1).collect();
    Hit::together(spans, "check-limits-differ-in-one-file")
        .into_iter()
        .collect()
}
