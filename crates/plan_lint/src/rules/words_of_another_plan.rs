//! Words of another kind of plan.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first};

/// A network plan speaks of rescue work, aftershocks or floods.
pub const RULE: Rule = Rule {
    code: "P096",
    name: "words-of-another-plan",
    kind: Kind::Naming,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/words-of-another-plan.md"),
    fix: "check-words-of-another-plan-fix",
    check: Check::Text(check),
};

const OWN: &[&str] = &["网络", "网站", "舆情", "服务器"];
const BORROWED: &[&str] = &[
    "抢险",
    "灾情",
    "震后",
    "汛情",
    "受灾群众",
    "避险转移",
    "余震",
    "灾民",
    "抗震",
    "防汛",
    "搜救",
    "转移安置",
    "救灾物资",
    "抢险队",
    "伤病员",
];
const DISASTERS: &[&str] = &[
    "地震",
    "洪水",
    "台风",
    "暴雨",
    "自然灾害",
    "火灾",
    "雷击",
    "灾难",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(RULE.genres) {
        let own = text.of_part(part).filter(|it| it.has(OWN)).count();
        if own < 4 || text.part_has(part, DISASTERS) {
            continue;
        }
        hits.extend(text.of_part(part).filter_map(|it| {
            Some(Hit::at(
                it.span(first(&it.text, BORROWED)?),
                "check-words-of-another-plan",
                [],
            ))
        }));
    }
    hits
}
