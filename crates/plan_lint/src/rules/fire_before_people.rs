//! The fire is fought before people are led out.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// Fighting the fire stands before leading out pupils, patients or the public.
pub const RULE: Rule = Rule {
    code: "P161",
    name: "fire-before-people",
    kind: Kind::UnsafeStep,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["fire-alarm"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/fire-before-people.md"),
    fix: "check-fire-before-people-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["灭火", "救火", "扑救", "扑灭火"],
    within: 6,
    closes: &[
        "疏散学生",
        "疏散师生",
        "疏散幼儿",
        "疏散病人",
        "疏散患者",
        "疏散群众",
        "疏散顾客",
        "疏散儿童",
        "疏散老人",
        "疏散人员",
    ],
    unless: &["预案", "同时疏散", "演练", "装备", "器材"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, PLANS)
        .into_iter()
        .map(|span| Hit::at(span, "check-fire-before-people", []))
        .collect()
}
