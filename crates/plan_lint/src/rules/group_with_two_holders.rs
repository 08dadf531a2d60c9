//! A group given to two holders.

use plan_text::Span;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// A group given to two holders.
pub const RULE: Rule = Rule {
    code: "P049",
    name: "group-with-two-holders",
    kind: Kind::RoleConflict,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["standard-organisation"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/group-with-two-holders.md"),
    fix: "check-group-with-two-holders-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        for line in text.lines_of(part) {
            let given: Vec<(String, Span)> = text
                .within(line.node.words.span)
                .filter_map(|sentence| {
                    let (holder, range) = given(&sentence.text)?;
                    Some((holder.to_owned(), sentence.span(range)))
                })
                .collect();
            let Some((first, _)) = given.first() else {
                continue;
            };
            let other = given.iter().find(|(holder, _)| {
                !holder.contains(first.as_str()) && !first.contains(holder.as_str())
            });
            hits.extend(other.map(|(_, span)| {
                Hit::at(
                    *span,
                    "check-group-with-two-holders",
                    [("first", first.clone())],
                )
            }));
        }
    }
    hits
}

/// 小组由采购科担任: the group itself, and no post behind 担任.
fn given(text: &str) -> Option<(&str, std::ops::Range<usize>)> {
    let end = text.find("担任")?;
    let by = text[..end].rfind('由')?;
    let group = text[..by].contains("小组") || text[..by].is_empty();
    let behind = &text[end + "担任".len()..];
    let whole = behind.is_empty() || behind.starts_with(['。', ';', ',']);
    let holder = &text[by + '由'.len_utf8()..end];
    (group && whole && !holder.is_empty()).then_some((holder, 0..end + "担任".len()))
}
