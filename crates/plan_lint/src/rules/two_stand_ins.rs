//! Two stand-ins for one post.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, clause_at, first};

/// Two stand-ins for one post.
pub const RULE: Rule = Rule {
    code: "P051",
    name: "two-stand-ins",
    kind: Kind::RoleConflict,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["on-site-command", "duty-system"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/two-stand-ins.md"),
    fix: "check-two-stand-ins-fix",
    check: Check::Text(check),
};

const ABSENT: &[&str] = &["代行", "代理", "接替"];
const OFF_HOURS: &[&str] = &["夜班", "夜间", "下班", "节假日", "放假"];
const ORDER: &[&str] = &[
    "依次",
    "顺位",
    "优先",
    "移交",
    "到场以前",
    "到场前",
    "到达前",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        if text.part_has(part, ORDER) {
            continue;
        }
        let absent = text.of_part(part).find_map(|sentence| {
            let at = first(&sentence.text, ABSENT)?;
            let clause = clause_at(&sentence.text, at.start);
            let commands = sentence.has(&["指挥", "组长"]);
            commands.then(|| sentence.span(clause))
        });
        let night = text.of_part(part).find_map(|sentence| {
            let at = first(&sentence.text, OFF_HOURS)?;
            let behind = after(&sentence.text, at.start, 30);
            let commands = behind.contains("担任总指挥")
                || behind.contains("担任组长")
                || behind.contains("担任现场指挥");
            let clause = clause_at(&sentence.text, at.start + behind.find("担任").unwrap_or(0));
            commands.then(|| sentence.span(at.start.min(clause.start)..clause.end))
        });
        if let (Some(night), Some(absent)) = (night, absent) {
            hits.extend(Hit::together(vec![night, absent], "check-two-stand-ins"));
        }
    }
    hits
}
