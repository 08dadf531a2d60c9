//! What is due on time, and no date.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{PERIODS, Text, after, first};
/// What is due on time, and no date.
pub const RULE: Rule = Rule {
    code: "P219",
    name: "on-time-without-date",
    kind: Kind::DeadlineMissing,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/on-time-without-date.md"),
    fix: "check-on-time-without-date-fix",
    check: Check::Text(check),
};

const ON_TIME: &[&str] = &["按时", "按期", "如期"];
const HANDED_IN: &[&str] = &[
    "上报", "报送", "编制", "提交", "上交", "报告", "汇报", "填报",
];
const DATES: &[&str] = &[
    "日前",
    "日内",
    "号前",
    "天内",
    "小时内",
    "工作日",
    "月底",
    "月初",
    "周内",
];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(RULE.genres, "check-on-time-without-date", |sentence| {
        if sentence.has(PERIODS) || sentence.has(DATES) {
            return None;
        }
        let on_time = first(&sentence.text, ON_TIME)?;
        let behind = after(&sentence.text, on_time.end, 8);
        let near = behind.split([',', ';', '。']).next()?;
        let due = first(near, HANDED_IN)?;
        Some(on_time.start..on_time.end + due.end)
    })
}
