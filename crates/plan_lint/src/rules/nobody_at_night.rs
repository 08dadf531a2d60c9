//! Posts that nobody fills outside working hours.

use std::collections::BTreeSet;

use duty::PostId;
use plan::{Hours, Plan, Post};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;

/// A post works in working hours, and none of its substitutes at other hours.
pub const RULE: Rule = Rule {
    code: "P112",
    name: "nobody-at-night",
    kind: Kind::NoSubstitute,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["duty-system"],
    genres: &[],
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/nobody-at-night.md"),
    fix: "check-nobody-at-night-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    let plan = yaml.plan;
    plan.posts
        .iter()
        .filter(|post| is_asked(plan, &post.id) && !covers_nights(plan, post))
        .filter_map(|post| {
            let span = yaml.element(&format!("post {}", post.id))?;
            Some(Hit::at(
                span,
                "check-nobody-at-night",
                [("post", post.name.clone())],
            ))
        })
        .collect()
}

/// Steps and reports can be due at any hour.
fn is_asked(plan: &Plan, id: &PostId) -> bool {
    let steps = plan.procedures.iter().flat_map(|it| &it.steps);
    let leads = plan.events.iter().filter_map(|it| it.leader.as_ref());
    steps
        .filter_map(|step| step.post.as_ref())
        .chain(plan.reports.iter().filter_map(|it| it.post.as_ref()))
        .chain(leads)
        .any(|post| post == id)
}

/// The post or one that stands in for it, however far down the order.
fn covers_nights(plan: &Plan, post: &Post) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![post];
    while let Some(post) = open.pop() {
        match post.hours {
            Hours::Always | Hours::OffHours => return true,
            Hours::Working => {}
        }
        if seen.insert(&post.id) {
            open.extend(post.substitutes.iter().filter_map(|id| plan.post(id)));
        }
    }
    false
}
