//! A remedy without a date.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A notice to remedy is issued with no date and nobody to check again.
pub const RULE: Rule = Rule {
    code: "P198",
    name: "remedy-without-date",
    kind: Kind::DeadlineMissing,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["hazard-remedy"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/remedy-without-date.md"),
    fix: "check-remedy-without-date-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["整改通知", "责令整改", "下发整改", "整改指令"],
    within: 6,
    closes: &["书", "单", ",", "。"],
    unless: &[
        "日内",
        "天内",
        "期限",
        "限期",
        "小时内",
        "当日",
        "当天",
        "时限",
        "工作日",
    ],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-remedy-without-date", []))
        .collect()
}
