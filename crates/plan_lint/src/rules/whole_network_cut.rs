//! Everything is shut for anything.

use std::ops::Range;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::{is_forbidden, upto};
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first};

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

const STOPS: &[&str] = &["停止", "停用", "关闭", "断开", "切断", "关停"];
const WHOLE: &[&str] = &[
    "整个",
    "全部",
    "所有",
    "全校",
    "全院",
    "全厂",
    "全网",
    "全公司",
    "校园网",
    "内网",
    "局域网",
    "办公网",
];
const NETWORK: &[&str] = &["网", "服务器", "信息系统"];
const UNLESS: &[&str] = &["经", "批准", "一级", "特别重大", "是否", "必要时"];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(PLANS)
        .filter(|sentence| !sentence.in_form && !sentence.has(UNLESS))
        .filter_map(|sentence| Some(sentence.span(cut(&sentence.text)?)))
        .map(|span| Hit::at(span, "check-whole-network-cut", []))
        .collect()
}

/// 关闭全部服务器, 停止校园网.
fn cut(text: &str) -> Option<Range<usize>> {
    STOPS
        .iter()
        .flat_map(|verb| text.match_indices(verb))
        .filter_map(|(at, verb)| {
            let behind = at + verb.len();
            let whole = first(upto(&text[behind..], 5), WHOLE)?;
            let what = first(upto(&text[behind + whole.start..], 8), NETWORK)?;
            let range = at..behind + whole.start + what.end;
            (whole.start <= '的'.len_utf8() && !is_forbidden(text, &range)).then_some(range)
        })
        .min_by_key(|range| range.start)
}
