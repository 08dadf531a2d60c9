//! Another kind of house is named.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first};

/// A company plan has a school approve something, or a town plan is measured by a district.
pub const RULE: Rule = Rule {
    code: "P089",
    name: "other-house-named",
    kind: Kind::Naming,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/other-house-named.md"),
    fix: "check-other-house-named-fix",
    check: Check::Text(check),
};

/// How a house speaks of itself, and what only it would say.
const HOUSES: &[(&[&str], &[&str])] = &[
    (
        &["公司", "集团", "企业"],
        &[
            "报公司批准",
            "公司领导",
            "我公司",
            "本公司",
            "报集团",
            "公司员工",
        ],
    ),
    (
        &["学校", "我校", "校园"],
        &["报学校批准", "学校领导", "我校", "本校", "全校", "学校批准"],
    ),
    (
        &["幼儿园", "园务", "园长", "我园"],
        &["园务会", "园长", "我园", "本园", "全园"],
    ),
    (
        &["医院", "我院", "院内"],
        &["报医院批准", "医院领导", "我院", "本院", "全院"],
    ),
];
/// A small house measured by a large one.
const ABOVE: &[&str] = &["超出区一级", "超出县一级", "超出市一级", "超出省一级"];
const SMALL: &[&str] = &[
    "镇成立",
    "本镇",
    "我镇",
    "本乡",
    "我乡",
    "全镇",
    "本校",
    "我校",
    "我公司",
    "本公司",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(RULE.genres) {
        let counts = HOUSES.iter().map(|(names, _)| {
            let of_part = text.of_part(part);
            of_part
                .map(|it| {
                    names
                        .iter()
                        .map(|name| it.text.matches(name).count())
                        .sum::<usize>()
                })
                .sum::<usize>()
        });
        let counts: Vec<usize> = counts.collect();
        let most = counts.iter().copied().max().unwrap_or_default();
        for ((_, own), count) in HOUSES.iter().zip(&counts) {
            // A few words among many others of another house.
            if *count > 0 && count * 3 <= most {
                hits.extend(text.of_part(part).filter_map(|it| {
                    Some(Hit::at(
                        it.span(first(&it.text, own)?),
                        "check-other-house-named",
                        [],
                    ))
                }));
            }
        }
        if text.part_has(part, SMALL) {
            hits.extend(text.of_part(part).filter_map(|it| {
                Some(Hit::at(
                    it.span(first(&it.text, ABOVE)?),
                    "check-other-house-named",
                    [],
                ))
            }));
        }
    }
    hits
}
