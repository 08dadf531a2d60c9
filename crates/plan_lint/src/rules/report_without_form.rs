//! A report that fills no form.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, Rule, Severity, Status};
use crate::yaml::Yaml;
/// A report that fills no form.
pub const RULE: Rule = Rule {
    code: "P217",
    name: "report-without-form",
    kind: Kind::MissingSection,
    severity: Severity::Minor,
    certainty: Certainty::Standard,
    basis: &["standard-reporting"],
    genres: &[],
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/report-without-form.md"),
    fix: "check-report-without-form-fix",
    check: Check::Plan(check),
};

fn check(yaml: &Yaml) -> Vec<Hit> {
    yaml.plan
        .reports
        .iter()
        .filter(|it| it.form.is_none())
        .filter_map(|it| {
            let span = yaml.element(&format!("report {}", it.id))?;
            let values = [("report", it.name.clone())];
            Some(Hit::at(span, "check-report-without-form", values))
        })
        .collect()
}
