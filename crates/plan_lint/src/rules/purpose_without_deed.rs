//! A purpose and nothing done for it.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, has};

/// A sentence that opens with 为了 ends without saying what is done.
pub const RULE: Rule = Rule {
    code: "P085",
    name: "purpose-without-deed",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/purpose-without-deed.md"),
    fix: "check-purpose-without-deed-fix",
    check: Check::Text(check),
};

const DEEDS: &[&str] = &[
    "制定", "制订", "特", "现", "根据", "按照", "依据", "结合", "应", "必须", "须", "决定", "成立",
    "提出", "实行", "实施", "建立", "请", "将", "开展", "组织", "规定", "编制", "要求", "通知",
    "要", "经", "我", "本", "设立", "配备", "拟", "使", "举行", "举办", "进行", "负责", "安排",
    "修订", "印发", "起见", "把", "以",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter(|it| it.text.starts_with('为') && it.text.ends_with('。'))
        .filter(|it| !it.text.starts_with("为主") && !it.text.contains([';', ':']))
        .filter_map(|it| {
            let (opens, rest) = it.text.split_once(',')?;
            let purpose = opens.starts_with("为了") || opens.chars().count() >= 8;
            (purpose && !has(rest, DEEDS))
                .then(|| Hit::at(it.whole(), "check-purpose-without-deed", []))
        })
        .collect()
}
