//! Pupils fight a fire.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// Pupils, minors or the old are to fight fires or handle danger.
pub const RULE: Rule = Rule {
    code: "P162",
    name: "pupils-fight-fire",
    kind: Kind::UnsafeStep,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["no-minors-in-fires"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/pupils-fight-fire.md"),
    fix: "check-pupils-fight-fire-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "组织学生",
        "组织全体学生",
        "发动学生",
        "安排学生",
        "组织未成年",
        "带领学生",
    ],
    within: 6,
    closes: &["灭火", "救火", "扑救", "抢险", "扑灭"],
    unless: &["演练", "培训", "观摩", "学习", "知识"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-pupils-fight-fire", []))
        .collect()
}
