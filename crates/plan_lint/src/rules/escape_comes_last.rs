//! Escape comes last.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// In a fire or leak escape is the last step, and only in extremity.
pub const RULE: Rule = Rule {
    code: "P160",
    name: "escape-comes-last",
    kind: Kind::UnsafeStep,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["right-to-leave", "fire-plan"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/escape-comes-last.md"),
    fix: "check-escape-comes-last-fix",
    check: Check::Text(check),
};

const ESCAPES: Phrase = Phrase {
    opens: &[
        "出现危急",
        "危急情况",
        "万不得已",
        "无法控制时",
        "紧急时刻",
        "最后",
    ],
    within: 20,
    closes: &["逃生", "自救", "撤离", "逃离"],
    unless: &["路线", "集合", "清点", "出口", "最后一个"],
};

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter_map(|it| {
            Some(Hit::at(
                it.span(ESCAPES.find(it)?),
                "check-escape-comes-last",
                [],
            ))
        })
        .collect()
}
