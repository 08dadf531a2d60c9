//! A meeting without a date.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, after, clause_at, first};

/// A meeting without a date.
pub const RULE: Rule = Rule {
    code: "P031",
    name: "day-without-date",
    kind: Kind::Vague,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/day-without-date.md"),
    fix: "check-day-without-date-fix",
    check: Check::Text(check),
};

const DAYS: &[&str] = &[
    "月底",
    "月初",
    "月末",
    "季末",
    "年底",
    "年初",
    "学期初",
    "学期末",
    "近期",
];
const HELD: &[&str] = &["召开", "组织", "开展", "举行", "进行", "检查"];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(OWN_TEXTS, "check-day-without-date", |sentence| {
        let day = first(&sentence.text, DAYS)?;
        let behind = after(&sentence.text, day.end, 8);
        let until =
            behind.starts_with('前') || behind.starts_with("之前") || behind.starts_with("以前");
        let held = first(behind, HELD)?;
        let clause = clause_at(&sentence.text, day.start);
        (!until).then_some(clause.start..day.end + held.end)
    })
}
