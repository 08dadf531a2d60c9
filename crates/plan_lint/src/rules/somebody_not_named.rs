//! Somebody special, who is not named.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, before, first};
/// Somebody special, who is not named.
pub const RULE: Rule = Rule {
    code: "P221",
    name: "somebody-not-named",
    kind: Kind::RoleMissing,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/somebody-not-named.md"),
    fix: "check-somebody-not-named-fix",
    check: Check::Text(check),
};

const SOMEBODY: &[&str] = &["专人", "专门人员"];
const APPOINTS: &[&str] = &[
    "指定", "落实", "确定", "安排", "配备", "指派", "明确", "设", "派", "由",
];

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(PLANS, "check-somebody-not-named", |sentence| {
        let who = first(&sentence.text, SOMEBODY)?;
        let led = before(&sentence.text, who.start, 2);
        let appoints = APPOINTS.iter().find(|it| led.ends_with(**it));
        let alone = led.is_empty() || led.ends_with([',', ';', ':', '。']);
        let acts = [
            "负责", "对", "进行", "看守", "值守", "管理", "保管", "监测", "记录",
        ];
        let does = first(after(&sentence.text, who.end, 4), &acts).is_some();
        let start = who.start - appoints.map_or(0, |it| it.len());
        (appoints.is_some() || (alone && does)).then_some(start..who.end)
    })
}
