//! Paperwork before the alarm.

use crate::course::{about, place, says};
use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// In a fire the leader is told and records are made before 119 is called.
pub const RULE: Rule = Rule {
    code: "P159",
    name: "paperwork-before-alarm",
    kind: Kind::OrderError,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["fire-alarm"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/paperwork-before-alarm.md"),
    fix: "check-paperwork-before-alarm-fix",
    check: Check::Text(check),
};

const FIRES: &[&str] = &[
    "火灾", "火情", "火警", "着火", "起火", "消防", "失火", "通用",
];
const RECORDS: &[&str] = &[
    "处理记录",
    "事故记录",
    "做好记录",
    "填写记录",
    "登记",
    "书面报告",
    "写出报告",
];
const CALLS: &[&str] = &["119", "报警", "报火警", "逃生", "疏散"];

fn check(text: &Text) -> Vec<Hit> {
    about(text, &[""])
        .filter(|it| {
            crate::course::is_about(it, FIRES)
                && it.steps.iter().any(|step| says(step, &["119", "火"]))
        })
        .filter_map(|it| {
            let called = it.steps.iter().position(|step| says(step, CALLS))?;
            let wrote = it.steps[..called].iter().find(|step| says(step, RECORDS))?;
            Some(Hit::at(
                place(text, wrote, RECORDS)?,
                "check-paperwork-before-alarm",
                [],
            ))
        })
        .collect()
}
