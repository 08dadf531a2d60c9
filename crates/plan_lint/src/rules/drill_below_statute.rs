//! Fewer drills than required.

use plan_text::{Kind as Fact, Part};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, has};

/// Fewer drills than required.
pub const RULE: Rule = Rule {
    code: "P060",
    name: "drill-below-statute",
    kind: Kind::NoCadence,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["drill-production", "drill-school"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/drill-below-statute.md"),
    fix: "check-drill-below-statute-fix",
    check: Check::Text(check),
};

const PRODUCTION: &[&str] = &[
    "车间",
    "安全生产",
    "生产安全",
    "危险化学品",
    "易燃易爆",
    "机械伤害",
    "起重",
];
const SCHOOLS: &[&str] = &["中小学", "小学", "中学", "幼儿园"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, it) in text.parts(PLANS) {
        let drills: Vec<_> = text
            .facts_of(it)
            .iter()
            .filter_map(|fact| {
                let Fact::Cadence(cadence) = &fact.kind else {
                    return None;
                };
                let drill = has(&cadence.action, &["演练", "演习"]);
                drill.then_some((fact.span, cadence))
            })
            .collect();
        let often = |periods: &[&str]| {
            drills
                .iter()
                .any(|(_, it)| periods.contains(&it.period.as_str()) || it.times > 1)
        };
        let production = !is_government(it)
            && text
                .of_part(part)
                .any(|sentence| has(&untitled(&sentence.text), PRODUCTION))
            && !often(&["P6M", "P3M", "P1M", "P1W"]);
        let school = text.part_has(part, SCHOOLS)
            && text.part_has(part, &["疏散演练"])
            && !often(&["P1M", "P1W"]);
        if production || school {
            hits.extend(Hit::together(
                drills.iter().map(|it| it.0).collect(),
                "check-drill-below-statute",
            ));
        }
    }
    hits
}

/// Townships drill by a rule of their own, once in two years; that rule asks for no more than they write.
fn is_government(part: &Part) -> bool {
    let title = part.title.as_ref().map_or("", |title| &title.text);
    has(title, &["镇", "乡", "街道", "人民政府"])
        && !has(title, &["厂", "公司", "车间", "学校", "小学", "中学"])
}

/// A sentence without the titles of laws: who cites the law on accidents has no workshop.
fn untitled(sentence: &str) -> String {
    let mut kept = String::new();
    let mut depth = 0usize;
    for c in sentence.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}
