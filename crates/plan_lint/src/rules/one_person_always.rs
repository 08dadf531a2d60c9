//! One person, all hours.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// One person is named, and it is to be done in real time, all day or every day.
pub const RULE: Rule = Rule {
    code: "P190",
    name: "one-person-always",
    kind: Kind::NoSubstitute,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/one-person-always.md"),
    fix: "check-one-person-always-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["一名", "1名", "一人", "1人", "一位"],
    within: 24,
    closes: &["实时", "24小时", "全天", "随时", "昼夜", "全时段", "不间断"],
    unless: &["轮班", "轮流", "替补", "两名", "副", "AB岗", "以上"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-one-person-always", []))
        .collect()
}
