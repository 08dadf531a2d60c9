//! It ends by itself.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// “Until the fire is out” is the end, and nobody declares it.
pub const RULE: Rule = Rule {
    code: "P098",
    name: "ends-by-itself",
    kind: Kind::NoTermination,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["response-end"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/ends-by-itself.md"),
    fix: "check-ends-by-itself-fix",
    check: Check::Text(check),
};

const ENDS: Phrase = Phrase {
    opens: &["直至", "直到"],
    within: 12,
    closes: &[
        "扑灭",
        "恢复正常",
        "恢复供",
        "恢复运行",
        "平息",
        "消除",
        "排除",
        "恢复网络",
        "解决",
        "得到控制",
    ],
    unless: &["宣布", "总指挥", "组长"],
};
/// Found in order by nobody in particular.
const TESTED: Phrase = Phrase {
    opens: &["测试", "试运行", "检测"],
    within: 8,
    closes: &["正常后", "合格后", "无误后"],
    unless: &["宣布", "总指挥", "组长", "批准", "验收"],
};
const DECLARED: &[&str] = &[
    "宣布",
    "解除任务",
    "应急结束",
    "终止响应",
    "响应终止",
    "解除应急",
    "应急终止",
];

fn check(text: &Text) -> Vec<Hit> {
    let spans = text.parts(RULE.genres).flat_map(|(part, _)| {
        let declared = text.part_has(part, DECLARED);
        text.of_part(part)
            .filter(move |_| !declared)
            .filter_map(|it| Some(it.span(ENDS.find(it).or_else(|| TESTED.find(it))?)))
    });
    Hit::together(spans.collect(), "check-ends-by-itself")
        .into_iter()
        .collect()
}
