//! A person’s device is seized.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A unit is to seize somebody’s computer, phone or papers.
pub const RULE: Rule = Rule {
    code: "P146",
    name: "device-seized",
    kind: Kind::Authority,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["seizure-by-law"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/device-seized.md"),
    fix: "check-device-seized-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &["扣留", "没收", "扣押", "查扣", "暂扣", "收缴"],
    within: 10,
    closes: &[
        "电脑",
        "手机",
        "计算机",
        "设备",
        "证件",
        "U盘",
        "硬盘",
        "身份证",
        "笔记本",
    ],
    unless: &["公安", "依法", "执法", "司法"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-device-seized", []))
        .collect()
}
