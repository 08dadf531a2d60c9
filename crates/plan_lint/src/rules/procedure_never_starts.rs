//! A procedure for grades that the plan does not have.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;
/// A procedure for grades that the plan does not have.
pub const RULE: Rule = Rule {
    code: "P215",
    name: "procedure-never-starts",
    kind: Kind::ScopeGap,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &[],
    genres: &[],
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/procedure-never-starts.md"),
    fix: "check-procedure-never-starts-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    let plan = yaml.plan;
    plan.procedures
        .iter()
        .filter(|it| {
            it.from
                .is_some_and(|from| !plan.grades.iter().any(|grade| grade.rank.reaches(from)))
        })
        .filter_map(|it| {
            let span = yaml.element(&format!("procedure {}", it.id))?;
            let values = [("procedure", it.name.clone())];
            Some(Hit::at(span, "check-procedure-never-starts", values))
        })
        .collect()
}
