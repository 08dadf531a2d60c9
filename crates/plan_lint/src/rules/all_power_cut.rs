//! All power is cut, whatever hangs on it.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// All appliances or all power go off, with no exception for alarms, lights and ventilation.
pub const RULE: Rule = Rule {
    code: "P166",
    name: "all-power-cut",
    kind: Kind::UnsafeStep,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/all-power-cut.md"),
    fix: "check-all-power-cut-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "关闭所有",
        "关闭全部",
        "切断所有",
        "切断全部",
        "断开所有",
        "关掉所有",
        "关闭一切",
        "切断一切",
    ],
    within: 6,
    closes: &["电器", "电源", "用电设备", "电气设备", "供电"],
    unless: &["除", "保留", "应急照明", "消防", "报警", "火灾时"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-all-power-cut", []))
        .collect()
}
