//! A plan for several events without grades.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, opening};
/// A plan for several events without grades.
pub const RULE: Rule = Rule {
    code: "P211",
    name: "grades-never-set",
    kind: Kind::GradingLevelMissing,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/grades-never-set.md"),
    fix: "check-grades-never-set-fix",
    check: Check::Text(check),
};

const GRADES: &[&str] = &[
    "分级",
    "级响应",
    "等级",
    "级别",
    "一级",
    "Ⅰ级",
    "ⅰ级",
    "I级",
    "i级",
    "四级",
    "特别重大",
    "较大",
    "红色",
    "橙色",
];

fn check(text: &Text) -> Vec<Hit> {
    let procedures = &text.reading.procedures;
    text.whole_plans()
        .filter(|(part, _)| {
            let several = procedures.iter().filter(|it| it.part == *part).count() >= 2;
            several && !text.part_has(*part, GRADES)
        })
        .map(|(_, it)| Hit::at(opening(it), "check-grades-never-set", []))
        .collect()
}
