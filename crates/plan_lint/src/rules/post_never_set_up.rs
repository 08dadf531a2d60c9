//! A post that was never set up.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, before};

/// A post that was never set up.
pub const RULE: Rule = Rule {
    code: "P046",
    name: "post-never-set-up",
    kind: Kind::UndefinedRef,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["standard-organisation"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/post-never-set-up.md"),
    fix: "check-post-never-set-up-fix",
    check: Check::Text(check),
};

const POSTS: &[&str] = &[
    "科长",
    "处长",
    "股长",
    "部长",
    "主管",
    "队长",
    "站长",
    "班组长",
    "调度员",
    "安全主任",
    "协调员",
    "联络员",
];
const ASKS: &[&str] = &["通知", "报告", "请示", "告知", "汇报", "上报", "联系"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let organised = text.reading.roles.iter().any(|role| role.part == part);
        for post in POSTS {
            let mut places = text.of_part(part).flat_map(|sentence| {
                let all = sentence.text.match_indices(post);
                all.map(|(at, _)| (sentence, at)).collect::<Vec<_>>()
            });
            let (Some((sentence, at)), None) = (places.next(), places.next()) else {
                continue;
            };
            let led = before(&sentence.text, at, 4);
            let asked = ASKS.iter().any(|verb| led.ends_with(verb));
            if organised && asked {
                let span = sentence.span(at..at + post.len());
                hits.push(Hit::at(
                    span,
                    "check-post-never-set-up",
                    [("post", (*post).to_owned())],
                ));
            }
        }
    }
    hits
}
