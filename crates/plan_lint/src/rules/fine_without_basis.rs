//! A unit fines without basis.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A unit’s own text fines employees, pupils or parents, or takes their things.
pub const RULE: Rule = Rule {
    code: "P145",
    name: "fine-without-basis",
    kind: Kind::LegalConflict,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["penalty-by-law"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/fine-without-basis.md"),
    fix: "check-fine-without-basis-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "职工",
        "员工",
        "学生",
        "家长",
        "责任人",
        "当事人",
        "个人",
        "违反者",
        "违者",
    ],
    within: 16,
    closes: &["罚款", "处罚金", "处以罚金", "没收"],
    unless: &[
        "行政机关",
        "公安",
        "应急管理部门",
        "监管部门",
        "依法给予",
        "依据《",
        "依照《",
        "主管部门",
    ],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, OWN_TEXTS)
        .into_iter()
        .map(|span| Hit::at(span, "check-fine-without-basis", []))
        .collect()
}
