//! Hazardous chemicals without a list.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first};

/// The house has hazardous chemicals; which, how much and where is not said.
pub const RULE: Rule = Rule {
    code: "P196",
    name: "hazard-without-list",
    kind: Kind::MissingSection,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["hazard-list"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/hazard-without-list.md"),
    fix: "check-hazard-without-list-fix",
    check: Check::Text(check),
};

const HAZARDS: &[&str] = &["危险化学品", "危化品", "易燃易爆物品", "剧毒化学品"];
const HAVE: &[&str] = &[
    "因本",
    "本公司有",
    "本厂有",
    "我公司有",
    "我厂有",
    "本单位有",
    "公司有",
    "存放有",
    "储存有",
    "使用",
];
const LISTED: &[&str] = &[
    "储量",
    "数量",
    "最大存",
    "瓶",
    "公斤",
    "千克",
    "吨",
    "升",
    "安全技术说明书",
    "MSDS",
    "清单",
    "品种",
];

fn check(text: &Text) -> Vec<Hit> {
    text.parts(RULE.genres)
        .filter(|(part, _)| {
            let mut of_part = text.of_part(*part);
            !of_part.any(|it| it.has(HAZARDS) && it.has(LISTED))
        })
        .filter_map(|(part, _)| {
            text.of_part(part).filter(|it| it.has(HAVE)).find_map(|it| {
                Some(Hit::at(
                    it.span(first(&it.text, HAZARDS)?),
                    "check-hazard-without-list",
                    [],
                ))
            })
        })
        .collect()
}
