//! Duties of a safety officer left out.

use plan_text::Genre;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::text::{Text, opening};

/// Duties of a safety officer left out.
pub const RULE: Rule = Rule {
    code: "P061",
    name: "safety-duties-missing",
    kind: Kind::MissingSection,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["safety-officer-duties"],
    genres: &[Genre::DutyList],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/safety-duties-missing.md"),
    fix: "check-safety-duties-missing-fix",
    check: Check::Text(check),
};

/// A duty and the words that show it.
const DUTIES: &[(&str, &[&str])] = &[
    ("应急预案", &["预案"]),
    ("应急演练", &["演练", "演习"]),
    (
        "危险源辨识",
        &["危险源", "风险辨识", "危险有害因素", "风险评估"],
    ),
    (
        "隐患排查",
        &["隐患", "安全检查", "安全生产检查", "大检查", "巡查"],
    ),
    ("教育培训", &["培训", "教育"]),
];
const SAFETY: &[&str] = &["安全生产", "安全检查", "违章作业"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, it) in text.parts(RULE.genres) {
        let shows: usize = text
            .of_part(part)
            .filter(|sentence| sentence.has(SAFETY))
            .count();
        if shows < 2 {
            continue;
        }
        let missing: Vec<_> = DUTIES
            .iter()
            .filter(|(_, words)| !text.part_has(part, words))
            .map(|(duty, _)| *duty)
            .collect();
        if missing.len() >= 2 {
            hits.push(Hit::at(
                opening(it),
                "check-safety-duties-missing",
                [("missing", missing.join("、"))],
            ));
        }
    }
    hits
}
