//! Warning colours against statute.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, before, first};

/// Warning colours against statute.
pub const RULE: Rule = Rule {
    code: "P057",
    name: "colour-against-statute",
    kind: Kind::LegalConflict,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["warning-colours"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/colour-against-statute.md"),
    fix: "check-colour-against-statute-fix",
    check: Check::Text(check),
};

/// Levels as people print them, with the colour of the law.
const LEVELS: &[(&[&str], char)] = &[
    (&["一级", "Ⅰ级", "ⅰ级", "I级"], '红'),
    (&["二级", "Ⅱ级", "ⅱ级", "II级"], '橙'),
    (&["三级", "Ⅲ级", "ⅲ级", "III级"], '黄'),
    (&["四级", "Ⅳ级", "ⅳ级", "IV级"], '蓝'),
];
const COLOURS: &[&str] = &["红色", "橙色", "黄色", "蓝色"];
const ALL: &[&str] = &[
    "一级", "二级", "三级", "四级", "Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级", "ⅰ级", "ⅱ级", "ⅲ级", "ⅳ级", "级)",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for sentence in text.of_genres(PLANS).filter(|it| it.text.contains("预警")) {
        for (names, colour) in LEVELS {
            let Some(level) = first(&sentence.text, names) else {
                continue;
            };
            let larger = before(&sentence.text, level.start, 1)
                .chars()
                .any(|c| "IⅠ十".contains(c));
            let behind = after(&sentence.text, level.end, 10);
            let own = first(behind, ALL).map_or(behind, |next| &behind[..next.start]);
            let own = own.split([';', '。', '、']).next().unwrap_or_default();
            let Some(said) = first(own, COLOURS) else {
                continue;
            };
            if !larger && !own[said.clone()].starts_with(*colour) {
                let span = sentence.span(level.start..level.end + said.end);
                let name = sentence.text[level].to_owned();
                let values = [("level", name), ("colour", colour.to_string())];
                hits.push(Hit::at(span, "check-colour-against-statute", values));
            }
        }
    }
    hits
}
