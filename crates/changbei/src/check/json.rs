//! Findings for programs: one object whatever the number of files.

use plan_lint::{Finding, Kind};
use plan_text::Span;
use serde::Serialize;
use words::Words;

use super::Checked;
use crate::speak;

#[derive(Serialize)]
struct Report {
    findings: Vec<One>,
    allowed: Vec<Excused>,
}

/// A finding that the plan or its settings allow.
#[derive(Serialize)]
struct Excused {
    reason: String,
    finding: One,
}

#[derive(Serialize)]
struct One {
    file: String,
    code: &'static str,
    name: &'static str,
    kind: Kind,
    severity: &'static str,
    certainty: &'static str,
    span: Option<Span>,
    places: Vec<Span>,
    quote: String,
    message: String,
    basis: Option<Basis>,
    fix: String,
}

#[derive(Serialize)]
struct Basis {
    document: String,
    clause: String,
}

/// Prints the contract of the command line.
pub fn print(checked: &[Checked], w: Words) {
    let findings = checked
        .iter()
        .flat_map(|file| {
            file.findings
                .iter()
                .map(|finding| one(&file.file, finding, w))
        })
        .collect();
    let allowed = checked
        .iter()
        .flat_map(|file| {
            file.allowed.iter().map(|it| Excused {
                reason: it.reason.clone(),
                finding: one(&file.file, &it.finding, w),
            })
        })
        .collect();
    let report = serde_json::to_string(&Report { findings, allowed })
        .expect("a report has only text, numbers and lists");
    speak::line(&report);
}

fn one(file: &str, finding: &Finding, w: Words) -> One {
    One {
        file: file.to_owned(),
        code: finding.rule.code,
        name: finding.rule.name,
        kind: finding.rule.kind,
        severity: finding.rule.severity.word(),
        certainty: finding.rule.certainty.word(),
        span: finding.span,
        places: finding.places.clone(),
        quote: finding.quote.clone(),
        message: finding.message(w),
        basis: finding.basis().map(|entry| Basis {
            document: entry.document(w).to_owned(),
            clause: entry.clause(w),
        }),
        fix: finding.fix(w),
    }
}
