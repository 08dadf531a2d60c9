//! A commander nobody stands in for.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, has};

/// The plan names who commands and nobody for the hours when that person cannot.
pub const RULE: Rule = Rule {
    code: "P007",
    name: "commander-without-substitute",
    kind: Kind::NoSubstitute,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["on-site-command", "duty-system"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/commander-without-substitute.md"),
    fix: "check-commander-without-substitute-fix",
    check: Check::Text(check),
};

const COMMANDERS: &[&str] = &["总指挥", "指挥长", "组长"];
const STAND_INS: &[&str] = &[
    "副",
    "代行",
    "代理",
    "替补",
    "接替",
    "顶替",
    "代为",
    "不在",
    "缺席",
    "外出",
    "B角",
    "值班负责人",
    "依次",
    "顺位",
    "委托",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        if text.part_has(part, STAND_INS) {
            continue;
        }
        let commander =
            text.reading.roles.iter().find(|role| {
                role.part == part && !role.is_group && has(&role.name.text, COMMANDERS)
            });
        hits.extend(commander.map(|role| {
            Hit::at(
                role.span,
                "check-commander-without-substitute",
                [("post", role.name.text.clone())],
            )
        }));
    }
    hits
}
