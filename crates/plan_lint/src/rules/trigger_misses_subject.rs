//! The trigger misses the subject.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first};

/// The plan is about networks, and neither attack nor failure starts it.
pub const RULE: Rule = Rule {
    code: "P194",
    name: "trigger-misses-subject",
    kind: Kind::ScopeGap,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["unit-plan-content"],
    genres: PLANS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/trigger-misses-subject.md"),
    fix: "check-trigger-misses-subject-fix",
    check: Check::Text(check),
};

const SUBJECTS: &[&[&str]] = &[
    &["网络", "网站", "服务器", "信息系统"],
    &["舆情", "网民", "舆论"],
    &["火灾", "起火", "着火", "火情"],
];
/// What a trigger may say instead.
const ALSO: &[&[&str]] = &[
    &[
        "网络",
        "网站",
        "系统",
        "攻击",
        "病毒",
        "故障",
        "信息安全",
        "信息",
        "通信",
    ],
    &["舆情", "网上", "媒体", "舆论"],
    &["火", "烟"],
];
const STARTS: &[&str] = &["启动本预案", "启动本应急预案", "启动该预案", "启动应急预案"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(RULE.genres) {
        let all = text.of_part(part).count();
        for (subject, also) in SUBJECTS.iter().zip(ALSO) {
            let about = text.of_part(part).filter(|it| it.has(subject)).count();
            // The subject of the whole, not one of many.
            if about < 3 || about * 3 < all {
                continue;
            }
            hits.extend(
                text.of_part(part)
                    .filter(|it| it.has(&["发生", "时,", "后,"]) && !it.has(also))
                    .filter_map(|it| {
                        let starts = first(&it.text, STARTS)?;
                        it.text[..starts.start].contains("发生").then(|| {
                            Hit::at(it.span(0..starts.end), "check-trigger-misses-subject", [])
                        })
                    }),
            );
        }
    }
    hits
}
