//! Paid or covert posters as an answer to criticism.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{FORBIDS, Text, first, has};

/// The plan has posts written by people who hide for whom they write.
pub const RULE: Rule = Rule {
    code: "P015",
    name: "paid-posters",
    kind: Kind::LegalConflict,
    severity: Severity::Critical,
    certainty: Certainty::Statute,
    basis: &["no-manipulated-accounts", "no-false-traffic"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/paid-posters.md"),
    fix: "check-paid-posters-fix",
    check: Check::Text(check),
};

const HIRES: &[&str] = &["组织", "雇", "发动", "安排", "使用", "利用", "动用", "聘请"];
const HIDES: &[&str] = &[
    "第三者身份",
    "第三方身份",
    "网民身份",
    "普通网友身份",
    "匿名身份",
    "网友身份",
];
const POSTS: &[&str] = &[
    "发帖", "跟帖", "回帖", "回应", "评论", "发声", "顶贴", "顶帖",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(OWN_TEXTS)
        .filter(|it| !it.has(FORBIDS) && !it.has(&["打击", "识别", "防范", "警惕", "举报", "疑似"]))
        .flat_map(|it| {
            let hired = first(&it.text, &["水军"]).and_then(|army| {
                let start = it.text[..army.start]
                    .char_indices()
                    .rev()
                    .nth(7)
                    .map_or(0, |(at, _)| at);
                let hires = first(&it.text[start..army.start], HIRES)?;
                Some(it.span(start + hires.start..army.end))
            });
            let hidden = first(&it.text, HIDES)
                .filter(|hides| has(&it.text[hides.end..], POSTS))
                .map(|hides| it.span(hides));
            [hired, hidden].into_iter().flatten().collect::<Vec<_>>()
        })
        .map(|span| Hit::at(span, "check-paid-posters", []))
        .collect()
}
