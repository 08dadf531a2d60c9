//! Lifts as a way out of a fire.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{FORBIDS, Text, first, has};

/// People are told to leave by lift.
pub const RULE: Rule = Rule {
    code: "P010",
    name: "lift-in-a-fire",
    kind: Kind::UnsafeStep,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/lift-in-a-fire.md"),
    fix: "check-lift-in-a-fire-fix",
    check: Check::Text(check),
};

const TAKES: &[&str] = &[
    "乘坐电梯",
    "乘电梯",
    "使用电梯",
    "利用电梯",
    "搭乘电梯",
    "坐电梯",
    "通过电梯",
];
const LEAVES: &[&str] = &["疏散", "撤离", "逃生", "撤出", "转移", "离开", "下楼"];
/// Lifts made for it are no mistake, and one that is stuck is another matter.
const OTHER: &[&str] = &[
    "消防电梯",
    "疏散电梯",
    "救援人员",
    "消防员",
    "消防人员",
    "被困电梯",
    "困人",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(OWN_TEXTS)
        .filter(|sentence| !sentence.has(FORBIDS) && !sentence.has(OTHER))
        .filter_map(|sentence| {
            let takes = first(&sentence.text, TAKES)?;
            let behind: String = sentence.text[takes.end..].chars().take(12).collect();
            let leaves = first(&behind, LEAVES)?;
            let about_fire = sentence.has(&["火", "烟"])
                || text.part_has(sentence.part, &["火灾", "火情", "灭火", "浓烟"]);
            let by_lift_to = has(&behind[..leaves.start], &["。"]);
            (about_fire && !by_lift_to).then(|| sentence.span(takes.start..takes.end + leaves.end))
        })
        .map(|span| Hit::at(span, "check-lift-in-a-fire", []))
        .collect()
}
