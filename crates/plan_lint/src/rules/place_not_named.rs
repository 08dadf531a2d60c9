//! A place that is never named.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, first};

/// A place that is never named.
pub const RULE: Rule = Rule {
    code: "P038",
    name: "place-not-named",
    kind: Kind::UndefinedRef,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["standard-annex", "fire-plan"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/place-not-named.md"),
    fix: "check-place-not-named-fix",
    check: Check::Text(check),
};

const ASSIGNED: &[&str] = &["指定", "预定", "规定", "预先指定", "事先指定"];
const PLACES: &[&str] = &[
    "集合地点",
    "集合点",
    "集结地点",
    "集结点",
    "疏散地点",
    "疏散路线",
    "安全地点",
    "避难场所",
    "集合位置",
    "地点",
    "位置",
];
const SAYS_WHERE: &[&str] = &[
    "集合地点为",
    "集合地点设",
    "集合点为",
    "集合点设",
    "集合地点:",
    "集合点:",
    "疏散路线:",
    "疏散路线为",
    "疏散路线图",
    "平面图",
    "集合地点是",
    "指挥所设",
    "指挥所位于",
    "指挥中心设",
    "指挥中心位于",
    "设在",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        if text.part_has(part, SAYS_WHERE) {
            continue;
        }
        let spans = text
            .of_part(part)
            .filter(|sentence| !sentence.in_form)
            .filter_map(|sentence| {
                if let Some(post) = command_post(&sentence.text) {
                    return Some(sentence.span(post));
                }
                let assigned = first(&sentence.text, ASSIGNED)?;
                let behind = after(&sentence.text, assigned.end, 8);
                let place = first(behind, PLACES)?;
                let joined = behind[..place.start].chars().count() <= 1;
                let moves = sentence.has(&["疏散", "撤离", "集合", "集结", "转移", "撤到"]);
                (joined && moves).then_some(sentence.span(assigned.start..assigned.end + place.end))
            })
            .collect();
        hits.extend(Hit::together(spans, "check-place-not-named"));
    }
    hits
}

/// 赶赴指挥所: people are sent to a post of command.
fn command_post(text: &str) -> Option<std::ops::Range<usize>> {
    let goes = first(text, &["赶赴", "赶到", "到达", "前往", "进驻"])?;
    let place = first(after(text, goes.end, 8), &["指挥所", "指挥中心", "指挥室"])?;
    Some(goes.start..goes.end + place.end)
}
