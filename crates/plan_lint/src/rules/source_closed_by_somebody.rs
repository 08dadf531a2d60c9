//! “The unit concerned” closes the valve.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// Closing the valve or cutting the power is left to “those concerned”.
pub const RULE: Rule = Rule {
    code: "P197",
    name: "source-closed-by-somebody",
    kind: Kind::RoleMissing,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["unit-plan-content"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/source-closed-by-somebody.md"),
    fix: "check-source-closed-by-somebody-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "有关单位",
        "有关人员",
        "相关人员",
        "相关单位",
        "有关部门",
        "相关部门",
    ],
    within: 10,
    closes: &[
        "关闭有关阀门",
        "关闭阀门",
        "关闭总阀",
        "关闭气源",
        "关闭燃气",
        "切断电源",
        "切断气源",
        "关闭总闸",
        "关闭相关阀门",
        "切断有关电源",
    ],
    unless: &[],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, PLANS)
        .into_iter()
        .map(|span| Hit::at(span, "check-source-closed-by-somebody", []))
        .collect()
}
