//! A catch-all duty.

use plan_text::Genre;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::text::{Text, after, before, first};

/// A catch-all duty.
pub const RULE: Rule = Rule {
    code: "P032",
    name: "catch-all-duty",
    kind: Kind::Vague,
    severity: Severity::Minor,
    certainty: Certainty::Statute,
    basis: &["all-staff-duty"],
    genres: &[Genre::DutyList],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/catch-all-duty.md"),
    fix: "check-catch-all-duty-fix",
    check: Check::Text(check),
};

const CATCHES: &[&str] = &["交办", "安排", "布置", "交代", "指派", "分配", "委派"];
const OTHERS: &[&str] = &["其他", "其它", "临时"];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(RULE.genres, "check-catch-all-duty", |sentence| {
        let given = first(&sentence.text, CATCHES)?;
        let around = before(&sentence.text, given.start, 12).to_owned()
            + after(&sentence.text, given.end, 8);
        let all = first(&around, OTHERS).is_some()
            && (around.contains("完成") || is_short(&sentence.text));
        all.then_some(0..sentence.text.len())
    })
}

/// An item that says nothing else: 单位安排的其他任务.
fn is_short(text: &str) -> bool {
    text.chars().count() <= 16 && (text.contains("任务") || text.contains("工作"))
}
