//! `changbei check`: what a careful reviewer would say about plans, for people and for programs.

mod choice;
mod files;
mod json;
mod sarif;
mod text;

use std::path::{Path, PathBuf};

use plan_lint::{Allowed, Finding, Input};
use words::{Value, Words};

pub use choice::Asked;

use crate::cli::Format;
use crate::{FINDINGS, GOOD, UNUSABLE, speak};

/// A file that was checked.
struct Checked {
    /// As given, or as found in the folder that was given.
    file: String,
    text: String,
    findings: Vec<Finding>,
    /// What the text or its settings allow, with the reasons.
    allowed: Vec<Allowed>,
}

/// Checks every file. What cannot be read is complained about; the others are still reported.
pub fn run(given: &[PathBuf], asked: &Asked, format: Format, w: Words) -> u8 {
    let mut unread = 0;
    let mut checked = Vec::new();
    for found in files::plans(given, w) {
        let result = found
            .and_then(|path| Ok((files::read(&path, w)?, path)))
            .and_then(|(text, path)| check(&path, text, asked, w));
        match result {
            Ok(one) => checked.push(one),
            Err(bad) => {
                unread += 1;
                speak::complaint(&bad.0);
            }
        }
    }
    match format {
        Format::Text => text::print(&checked, unread, w),
        Format::Json => json::print(&checked, w),
        Format::Sarif => sarif::print(&checked, w),
    }
    match (
        unread == 0,
        checked.iter().all(|one| one.findings.is_empty()),
    ) {
        (false, _) => UNUSABLE,
        (true, false) => FINDINGS,
        (true, true) => GOOD,
    }
}

/// Prints the page of a rule.
pub fn rule(code: &str, w: Words) -> u8 {
    match plan_lint::rule(code) {
        Some(rule) => {
            speak::line(rule.show(w).trim_end());
            GOOD
        }
        None => {
            speak::complaint(&w.with("check-no-rule", &[("code", code)]));
            UNUSABLE
        }
    }
}

fn check(file: &Path, text: String, asked: &Asked, w: Words) -> Result<Checked, files::Unread> {
    let choice = choice::Choice::of(file, asked, w).map_err(files::Unread)?;
    let review = if files::is_yaml(file) {
        let plan = plan_text::yaml::read_yaml(&text).map_err(|bad| {
            let values = [
                ("line", Value::from(bad.line)),
                ("column", Value::from(bad.column)),
                ("detail", Value::from(bad.message)),
            ];
            files::Unread::because(file, &w.with("check-bad-yaml", &values), w)
        })?;
        plan_lint::review(&Input {
            text: &text,
            reading: None,
            plan: Some(&plan),
        })
    } else {
        let reading = plan_text::read(&text);
        plan_lint::review(&Input {
            text: &text,
            reading: Some(&reading),
            plan: None,
        })
    };
    let chars: Vec<char> = text.chars().collect();
    let mut review = review.settle(&choice.allowances, &chars);
    review.findings.retain(|it| choice.takes(it));
    review.allowed.retain(|it| choice.takes(&it.finding));
    Ok(Checked {
        file: file.display().to_string(),
        text,
        findings: review.findings,
        allowed: review.allowed,
    })
}
