//! Parts that a plan must have are left out.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, opening};

/// Parts that a plan must have are left out.
pub const RULE: Rule = Rule {
    code: "P068",
    name: "parts-left-out",
    kind: Kind::MissingSection,
    severity: Severity::Minor,
    certainty: Certainty::Statute,
    basis: &["unit-plan-content"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/parts-left-out.md"),
    fix: "check-parts-left-out-fix",
    check: Check::Text(check),
};

/// A part and the words that show it.
const PARTS: &[(&str, &[&str])] = &[
    (
        "组织和职责",
        &["组长", "指挥", "领导小组", "职责", "负责人", "分工"],
    ),
    ("信息报告", &["报告", "上报", "汇报", "报送", "报警"]),
    (
        "处置措施",
        &["处置", "处理", "措施", "抢修", "扑救", "救护"],
    ),
];

fn check(text: &Text) -> Vec<Hit> {
    text.whole_plans()
        .filter_map(|(part, it)| {
            let missing: Vec<_> = PARTS
                .iter()
                .filter(|(_, words)| !text.part_has(part, words))
                .map(|(name, _)| *name)
                .collect();
            (!missing.is_empty()).then(|| {
                Hit::at(
                    opening(it),
                    "check-parts-left-out",
                    [("parts", missing.join("、"))],
                )
            })
        })
        .collect()
}
