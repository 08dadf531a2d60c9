//! A step that is overdue before a substitute is called.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;
/// A step that is overdue before a substitute is called.
pub const RULE: Rule = Rule {
    code: "P216",
    name: "answer-later-than-limit",
    kind: Kind::DeadlineConflict,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/answer-later-than-limit.md"),
    fix: "check-answer-later-than-limit-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    let plan = yaml.plan;
    let steps = plan.procedures.iter().flat_map(|it| &it.steps);
    let steps = steps.filter_map(|step| {
        let answer = plan.notice(step.notice.as_ref())?.answer;
        (answer > plan.limit_of(step)?).then(|| (format!("step {}", step.id), &step.text))
    });
    let reports = plan.reports.iter().filter_map(|report| {
        let answer = plan.notice(report.notice.as_ref())?.answer;
        let limit = report.strictest(plan.meta.kind)?.within;
        (answer > limit).then(|| (format!("report {}", report.id), &report.name))
    });
    steps
        .chain(reports)
        .filter_map(|(element, what)| {
            let span = yaml.element(&element)?;
            let values = [("what", what.clone())];
            Some(Hit::at(span, "check-answer-later-than-limit", values))
        })
        .collect()
}
