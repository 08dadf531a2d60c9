//! Steps without an actor.

use plan_text::Step;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, clause_at, has};

/// Steps without an actor.
pub const RULE: Rule = Rule {
    code: "P045",
    name: "steps-without-actor",
    kind: Kind::RoleMissing,
    severity: Severity::Minor,
    certainty: Certainty::Standard,
    basis: &["unit-plan-content", "standard-organisation"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/steps-without-actor.md"),
    fix: "check-steps-without-actor-fix",
    check: Check::Text(check),
};

/// Words in which somebody is named who acts.
const ACTORS: &[&str] = &[
    "员",
    "长",
    "者",
    "组",
    "部门",
    "班",
    "科室",
    "办公室",
    "中心",
    "经理",
    "主任",
    "指挥",
    "医院",
    "政府",
    "单位",
    "公司",
    "学校",
    "领导",
    "保卫",
    "的人",
    "所有人",
    "发现人",
    "值班人",
    "医生",
    "老师",
    "教师",
    "管理局",
    "派出所",
    "科",
];
/// A clause that says when, and not who.
const WHEN: &[&str] = &["一旦", "发现", "当", "如", "若", "发生", "在", "对", "接"];
const SHORTEST: usize = 3;

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for procedure in &text.reading.procedures {
        let genre = text.reading.document.parts[procedure.part].genre;
        if !PLANS.contains(&genre) || procedure.steps.len() < SHORTEST {
            continue;
        }
        let posts: Vec<&str> = text
            .reading
            .roles
            .iter()
            .filter(|role| role.part == procedure.part)
            .map(|role| role.name.text.as_str())
            .collect();
        let spans: Vec<_> = procedure
            .steps
            .iter()
            .filter(|step| is_act(step) && !names_somebody(&step.words.text, &posts))
            .filter_map(|step| {
                let sentence = text.within(step.words.span).next()?;
                let clause = clause_at(&sentence.text, 0);
                Some(sentence.span(clause))
            })
            .collect();
        if 2 * spans.len() > procedure.steps.len() {
            hits.extend(Hit::together(spans, "check-steps-without-actor"));
        }
    }
    hits
}

/// A heading over paragraphs or items is no act, nor is a label with its explanation.
fn is_act(step: &Step) -> bool {
    let opening: String = step.words.text.chars().take(8).collect();
    step.nested.is_empty() && step.more.is_empty() && !opening.contains([';', '；', ':', '：'])
}

/// `隔离后`, `有人受伤的`: when, or in which case.
fn says_when(clause: &str) -> bool {
    const SHORT: usize = 24;
    WHEN.iter().any(|when| clause.starts_with(when))
        || (clause.chars().count() <= SHORT
            && ["后", "的", "时"].iter().any(|end| clause.ends_with(end)))
}

/// In the first clause that says what is done.
fn names_somebody(step: &str, posts: &[&str]) -> bool {
    const ENOUGH: usize = 14;
    let mut clauses = step.split(['，', ',', '。', '；', ';']);
    let acts = clauses.find(|clause| {
        clause.starts_with("发现人") || clause.starts_with("发现的人") || !says_when(clause)
    });
    let acts: String = acts.unwrap_or(step).chars().take(ENOUGH).collect();
    has(&acts, ACTORS) || has(&acts, posts)
}
