//! Done by rules that are not named.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, before, first};
/// Done by rules that are not named.
pub const RULE: Rule = Rule {
    code: "P220",
    name: "by-rules-unnamed",
    kind: Kind::UndefinedRef,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/by-rules-unnamed.md"),
    fix: "check-by-rules-unnamed-fix",
    check: Check::Text(check),
};

const RULES: &[&str] = &[
    "有关规定",
    "相关规定",
    "有关程序",
    "相关程序",
    "规定程序",
    "规定的程序",
    "有关要求",
    "相关要求",
    "程序",
];
const DONE: &[&str] = &[
    "处理", "处置", "上报", "报告", "执行", "办理", "追究", "报批", "开展",
];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(PLANS, "check-by-rules-unnamed", |sentence| {
        let rules = first(&sentence.text, RULES)?;
        let led = before(&sentence.text, rules.start, 3);
        let by = ["按照", "依照", "按"]
            .iter()
            .find(|by| led.ends_with(**by))?;
        let near = after(&sentence.text, rules.end, 6);
        let done = first(near.split([',', ';', '。']).next()?, DONE)?;
        Some(rules.start - by.len()..rules.end + done.end)
    })
}
