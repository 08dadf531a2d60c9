//! Findings for editors and code hosts: SARIF 2.1.0 (OASIS), one run, the rules that spoke with their
//! pages, columns in Unicode scalar values.

use plan_lint::{Finding, Page, RULES, Rule, Severity};
use plan_text::Span;
use serde_json::{Value, json};
use words::Words;

use super::Checked;
use super::text::Lines;
use crate::speak;

/// Prints one log with every finding of every file.
pub fn print(checked: &[Checked], w: Words) {
    speak::line(&log(checked, w).to_string());
}

fn log(checked: &[Checked], w: Words) -> Value {
    let spoke: Vec<&Rule> = RULES
        .iter()
        .copied()
        .filter(|rule| {
            let mut findings = checked.iter().flat_map(|file| {
                let allowed = file.allowed.iter().map(|it| &it.finding);
                file.findings.iter().chain(allowed)
            });
            findings.any(|finding| finding.rule.code == rule.code)
        })
        .collect();
    let results: Vec<Value> = checked
        .iter()
        .flat_map(|file| {
            let lines = Lines::new(&file.text);
            let result = |finding| result(file, &lines, finding, &spoke, w);
            let mut results: Vec<Value> = file.findings.iter().map(result).collect();
            results.extend(file.allowed.iter().map(|it| {
                let mut result = result(&it.finding);
                let kind = if it.in_text { "inSource" } else { "external" };
                result["suppressions"] = json!([{ "kind": kind, "justification": it.reason }]);
                result
            }));
            results
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "changbei",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": spoke.iter().map(|rule| described(rule, w)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn described(rule: &Rule, w: Words) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": Page::of(rule, w.language()).title },
        "help": { "text": w.say(rule.fix), "markdown": rule.show(w) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "kind": rule.kind.word(), "certainty": rule.certainty.word() },
    })
}

fn result(file: &Checked, lines: &Lines, finding: &Finding, spoke: &[&Rule], w: Words) -> Value {
    let here = |span: Option<Span>| location(&file.file, lines, span);
    let places: Vec<Value> = finding
        .places
        .iter()
        .map(|span| here(Some(*span)))
        .collect();
    let index = spoke.iter().position(|rule| rule.code == finding.rule.code);
    json!({
        "ruleId": finding.rule.code,
        "ruleIndex": index,
        "level": level(finding.rule.severity),
        "message": { "text": finding.message(w) },
        "locations": [here(finding.span)],
        "relatedLocations": places,
    })
}

fn location(file: &str, lines: &Lines, span: Option<Span>) -> Value {
    let artifact = json!({ "uri": uri(file) });
    let Some(span) = span else {
        return json!({ "physicalLocation": { "artifactLocation": artifact } });
    };
    let (line, column) = lines.place(span.start);
    let (end_line, end_column) = lines.place(span.end);
    json!({ "physicalLocation": {
        "artifactLocation": artifact,
        "region": {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        },
    }})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "error",
        Severity::Major => "warning",
        Severity::Minor => "note",
    }
}

/// A path as a URI reference (RFC 3986): bytes that may not stand in it are written in hexadecimal.
fn uri(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
