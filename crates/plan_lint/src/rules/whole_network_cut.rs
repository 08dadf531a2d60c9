//! Everything is shut for anything.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::Phrase;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// For any breach, small or large, the whole network is stopped.
pub const RULE: Rule = Rule {
    code: "P163",
    name: "whole-network-cut",
    kind: Kind::UnsafeStep,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["network-grades"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/whole-network-cut.md"),
    fix: "check-whole-network-cut-fix",
    check: Check::Text(check),
};

const PHRASE: Phrase = Phrase {
    opens: &[
        "停止校园网",
        "停止整个",
        "停止全部",
        "关闭整个",
        "关闭全部",
        "关闭所有",
        "断开全部",
        "断开整个",
        "停用全部",
        "切断整个",
        "切断全部",
        "停止网络",
    ],
    within: 10,
    closes: &["络的使用", "网络", "服务器", "信息系统"],
    unless: &["经", "批准", "一级", "特别重大"],
};

fn check(text: &Text) -> Vec<Hit> {
    PHRASE
        .spans(text, PLANS)
        .into_iter()
        .map(|span| Hit::at(span, "check-whole-network-cut", []))
        .collect()
}
