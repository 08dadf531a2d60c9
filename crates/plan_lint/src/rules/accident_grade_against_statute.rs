//! Accident grades against statute.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, first};

/// Accident grades against statute.
pub const RULE: Rule = Rule {
    code: "P056",
    name: "accident-grade-against-statute",
    kind: Kind::LegalConflict,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["accident-grades"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/accident-grade-against-statute.md"),
    fix: "check-accident-grade-against-statute-fix",
    check: Check::Text(check),
};

const ORDINARY: &[&str] = &["一般事故", "一般生产安全事故", "一般安全事故"];
const NO_DEATHS: &[&str] = &[
    "无人员死亡",
    "无人死亡",
    "没有人员死亡",
    "没有死亡",
    "不死人",
    "未造成死亡",
    "未造成人员死亡",
    "无死亡",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(PLANS)
        .filter_map(|sentence| {
            let grade = first(&sentence.text, ORDINARY)?;
            let behind = after(&sentence.text, grade.end, 30);
            let none = first(behind, NO_DEATHS)?;
            Some(Hit::at(
                sentence.span(grade.start..grade.end + none.end),
                "check-accident-grade-against-statute",
                [],
            ))
        })
        .collect()
}
