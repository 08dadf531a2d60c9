//! Fever and symptoms joined where either must stop a person.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first, has};

/// Only fever together with symptoms keeps somebody out.
pub const RULE: Rule = Rule {
    code: "P019",
    name: "symptoms-joined",
    kind: Kind::GradingGap,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/symptoms-joined.md"),
    fix: "check-symptoms-joined-fix",
    check: Check::Text(check),
};

const JOINS: &[&str] = &[
    "并有",
    "且有",
    "并伴有",
    "且伴有",
    "同时有",
    "同时伴有",
    "并出现",
    "且出现",
];
const STOPS: &[&str] = &[
    "严禁进入",
    "禁止进入",
    "不得进入",
    "不准进入",
    "不允许进入",
    "严禁入",
    "禁止入",
    "不得入",
    "不得上岗",
    "不得返岗",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(OWN_TEXTS)
        .filter_map(|sentence| {
            let joins = first(&sentence.text, JOINS)?;
            let before: String = sentence.text[..joins.start]
                .chars()
                .rev()
                .take(40)
                .collect();
            let before: String = before.chars().rev().collect();
            let behind: String = sentence.text[joins.end..].chars().take(16).collect();
            let symptom = first(&behind, &["症状"])?;
            (has(&before, &["体温", "发热", "发烧"]) && has(&sentence.text[joins.end..], STOPS))
                .then(|| sentence.span(joins.start..joins.end + symptom.end))
        })
        .map(|span| Hit::at(span, "check-symptoms-joined", []))
        .collect()
}
