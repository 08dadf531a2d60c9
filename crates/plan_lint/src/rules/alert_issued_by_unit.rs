//! A unit issues public alerts.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, has};

/// A unit’s group is to issue public warnings by law.
pub const RULE: Rule = Rule {
    code: "P147",
    name: "alert-issued-by-unit",
    kind: Kind::Authority,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["alerts-by-government"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/alert-issued-by-unit.md"),
    fix: "check-alert-issued-by-unit-fix",
    check: Check::Text(check),
};

const ISSUES: Phrase = Phrase {
    opens: &[
        "领导小组",
        "学校",
        "公司",
        "医院",
        "指挥小组",
        "单位",
        "指挥部",
    ],
    within: 8,
    closes: &[
        "依法发布",
        "发布警报",
        "发布预警信息",
        "向社会发布",
        "发布红色",
        "发布橙色",
    ],
    unless: &[
        "人民政府",
        "县政府",
        "市政府",
        "镇政府",
        "街道",
        "转发",
        "转达",
        "内部",
    ],
};
const GOVERNMENTS: &[&str] = &["省", "市", "县", "区", "镇", "乡", "街道", "政府"];

fn check(text: &Text) -> Vec<Hit> {
    text.parts(RULE.genres)
        .filter(|(_, part)| {
            let title = part.title.as_ref().map_or("", |it| it.text.as_str());
            !has(title, GOVERNMENTS)
        })
        .flat_map(|(part, _)| text.of_part(part))
        .filter(|it| it.has(&["警报", "预警"]))
        .filter_map(|it| {
            Some(Hit::at(
                it.span(ISSUES.find(it)?),
                "check-alert-issued-by-unit",
                [],
            ))
        })
        .collect()
}
