//! A unit is to control or close other people’s sites.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// A unit’s plan has it control, close or block sites and media outside.
pub const RULE: Rule = Rule {
    code: "P143",
    name: "site-closed-by-unit",
    kind: Kind::Authority,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["illegal-content"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/site-closed-by-unit.md"),
    fix: "check-site-closed-by-unit-fix",
    check: Check::Text(check),
};

const CONTROLS: Phrase = Phrase {
    opens: &[
        "相关网站",
        "有关网站",
        "涉事网站",
        "外部网站",
        "境外网站",
        "相关媒体",
        "有关媒体",
        "相关平台",
        "有关平台",
    ],
    within: 16,
    closes: &[
        "管控", "关闭", "查封", "封堵", "封杀", "控制", "关停", "取缔",
    ],
    unless: &["协调", "配合", "报请", "提请", "投诉", "网信部门"],
};
const CLOSES: Phrase = Phrase {
    opens: &["关闭", "封闭", "查封", "取缔", "关停"],
    within: 16,
    closes: &[
        "反动",
        "不健康",
        "非法网站",
        "不良网站",
        "有害网站",
        "违法网站",
    ],
    unless: &["公安", "网信部门", "协助"],
};

fn check(text: &Text) -> Vec<Hit> {
    [CONTROLS, CLOSES]
        .iter()
        .flat_map(|phrase| phrase.spans(text, RULE.genres))
        .map(|span| Hit::at(span, "check-site-closed-by-unit", []))
        .collect()
}
