//! Plans that never end.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// Nothing says when the response is over and who decides it.
pub const RULE: Rule = Rule {
    code: "P009",
    name: "no-end",
    kind: Kind::NoTermination,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["standard-end", "response-end"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/no-end.md"),
    fix: "check-no-end-fix",
    check: Check::Text(check),
};

const ENDS: &[&str] = &[
    "终止",
    "结束",
    "解除",
    "关闭响应",
    "撤销",
    "停止响应",
    "恢复正常",
    "响应降级",
    "转入常态",
];

fn check(text: &Text) -> Vec<Hit> {
    let endless: Vec<_> = text
        .parts(PLANS)
        // A text without any procedure is a fragment or a scheme; its end stands elsewhere.
        .filter(|(part, _)| text.reading.procedures.iter().any(|it| it.part == *part))
        .filter(|(part, _)| !text.part_has(*part, ENDS))
        .map(|(_, part)| part)
        .collect();
    if endless.is_empty() {
        return Vec::new();
    }
    let titles = endless
        .iter()
        .filter_map(|part| Some(part.title.as_ref()?.span))
        .collect();
    let at_titles = Hit::together(titles, "check-no-end");
    vec![at_titles.unwrap_or_else(|| Hit::whole("check-no-end"))]
}
