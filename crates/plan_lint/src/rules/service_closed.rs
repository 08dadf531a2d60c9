//! A service that has closed.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// A service that has closed.
pub const RULE: Rule = Rule {
    code: "P044",
    name: "service-closed",
    kind: Kind::Obsolete,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/service-closed.md"),
    fix: "check-service-closed-fix",
    check: Check::Text(check),
};

/// Services of the Chinese internet that have shut down.
const CLOSED: &[&str] = &[
    "天涯论坛",
    "天涯社区",
    "猫扑",
    "人人网",
    "校内网",
    "开心网",
    "飞信",
    "腾讯微博",
    "网易微博",
    "搜狐微博",
    "搜狗搜索",
    "雅虎中国",
    "新浪论坛",
    "网易论坛",
    "西祠胡同",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(OWN_TEXTS)
        .filter_map(|sentence| {
            let at = first(&sentence.text, CLOSED)?;
            let old = sentence.text[at.clone()].to_owned();
            Some(Hit::at(
                sentence.span(at),
                "check-service-closed",
                [("old", old)],
            ))
        })
        .collect()
}
