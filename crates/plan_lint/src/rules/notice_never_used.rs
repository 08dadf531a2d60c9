//! A notice rule that nothing uses.

use std::collections::BTreeSet;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;
/// A notice rule that nothing uses.
pub const RULE: Rule = Rule {
    code: "P218",
    name: "notice-never-used",
    kind: Kind::Dup,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/notice-never-used.md"),
    fix: "check-notice-never-used-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    let plan = yaml.plan;
    let steps = plan.procedures.iter().flat_map(|it| &it.steps);
    let closing = plan.closing.iter().flat_map(|it| {
        let duties = [&it.sign_off, &it.report, &it.review];
        duties
            .into_iter()
            .flatten()
            .filter_map(|duty| duty.notice.as_ref())
    });
    let used: BTreeSet<_> = steps
        .filter_map(|it| it.notice.as_ref())
        .chain(plan.reports.iter().filter_map(|it| it.notice.as_ref()))
        .chain(closing)
        .collect();
    // The first serves whatever names none.
    plan.notices
        .iter()
        .skip(1)
        .filter(|it| !used.contains(&it.id))
        .filter_map(|it| {
            let span = yaml.element(&format!("notice {}", it.id))?;
            let values = [("notice", it.name.clone())];
            Some(Hit::at(span, "check-notice-never-used", values))
        })
        .collect()
}
