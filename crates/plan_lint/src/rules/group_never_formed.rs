//! Groups that act and were never formed.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first, has};

/// A leading group is called upon, and the plan does not say who is in it.
pub const RULE: Rule = Rule {
    code: "P006",
    name: "group-never-formed",
    kind: Kind::RoleMissing,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["unit-plan-content", "standard-organisation"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/group-never-formed.md"),
    fix: "check-group-never-formed-fix",
    check: Check::Text(check),
};

const GROUPS: &[&str] = &["领导小组", "应急小组", "工作小组"];
/// What shows that a group was formed or that somebody is in it.
const FORMED: &[&str] = &[
    "组长",
    "成员",
    "组员",
    "组成",
    "任命",
    "名单",
    "负责人:",
    "担任",
];

const SETS_UP: &[&str] = &["成立", "设立", "组建"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let formed = text.part_has(part, FORMED)
            || text.reading.roles.iter().any(|role| {
                let of_group = has(&role.name.text, GROUPS) || role.group.is_some();
                role.part == part && of_group && role.holder.is_some()
            });
        if formed {
            continue;
        }
        let mut spans: Vec<_> = text
            .of_part(part)
            .filter(|sentence| sentence.has(SETS_UP))
            .filter_map(|sentence| {
                let sets_up = first(&sentence.text, SETS_UP)?;
                let group = first(&sentence.text[sets_up.end..], GROUPS)?;
                Some(sentence.span(sets_up.start..sets_up.end + group.end))
            })
            .collect();
        if spans.is_empty() {
            spans = text
                .of_part(part)
                .filter_map(|sentence| Some(sentence.span(first(&sentence.text, GROUPS)?)))
                .take(1)
                .collect();
        }
        hits.extend(Hit::together(spans, "check-group-never-formed"));
    }
    hits
}
