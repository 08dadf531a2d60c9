//! A limit that stands elsewhere.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, before, clause_at, first};

/// A limit that stands elsewhere.
pub const RULE: Rule = Rule {
    code: "P023",
    name: "limit-stands-elsewhere",
    kind: Kind::UndefinedRef,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["standard-reporting"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/limit-stands-elsewhere.md"),
    fix: "check-limit-stands-elsewhere-fix",
    check: Check::Text(check),
};

const ELSEWHERE: &[&str] = &[
    "规定时限",
    "规定的时限",
    "规定时间",
    "规定的时间",
    "规定期限",
    "有关时限",
    "时限要求",
    "规定的程序",
    "规定程序",
];
const REPORTS: &[&str] = &["报告", "上报", "报送", "汇报", "报市", "报县", "报省"];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(PLANS, "check-limit-stands-elsewhere", |sentence| {
        let at = first(&sentence.text, ELSEWHERE)?;
        let led = before(&sentence.text, at.start, 10);
        let from = ["按照", "按", "在"].iter().find_map(|by| led.rfind(by))?;
        let behind = after(&sentence.text, at.end, 30);
        let reports = first(behind, REPORTS)?;
        let counted = behind.contains("小时") || behind.contains("分钟");
        let clause = clause_at(&sentence.text, at.end + reports.end);
        let start = at.start - led.len() + from;
        (!counted).then_some(start..clause.end)
    })
}
