//! The journal's findings and errors come as names and plain values; its source tells which
//! there are.
#![allow(
    clippy::disallowed_methods,
    reason = "a test reads the sources beside it"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use words::{JOURNAL_ERRORS, JOURNAL_FINDINGS, Value};

use crate::school::{EN, ZH};
use crate::tidy;

#[test]
fn every_finding_of_the_journal_has_words() {
    let known: BTreeSet<&str> = JOURNAL_FINDINGS.iter().map(|(name, _)| *name).collect();
    let variants = variants("finding.rs", "pub enum Finding {");
    assert!(variants.len() > 20, "the enum was found");
    for variant in variants {
        // A head is kept in the folder or elsewhere, which makes two sentences.
        let inside = format!("{variant}-inside");
        let outside = format!("{variant}-outside");
        let one = known.contains(variant.as_str());
        let two = known.contains(inside.as_str()) && known.contains(outside.as_str());
        assert!(one || two, "{variant} has no words");
    }
}

#[test]
fn every_error_of_the_journal_has_words() {
    let known: BTreeSet<&str> = JOURNAL_ERRORS.iter().map(|(name, _)| *name).collect();
    let variants = variants("error.rs", "pub enum JournalError {");
    assert!(variants.len() > 5, "the enum was found");
    for variant in variants {
        assert!(known.contains(variant.as_str()), "{variant} has no words");
    }
}

#[test]
fn a_finding_is_said_with_its_values() {
    let values = [
        ("organisation", Value::from("school")),
        ("position", Value::from(12_345)),
    ];
    let zh = ZH.journal_finding("record-altered", &values);
    let en = EN.journal_finding("record-altered", &values);
    assert_eq!(zh, "school：第12345条记录被改动");
    assert_eq!(en, "school: record 12345 was altered");
    let zh = ZH.journal_error("damaged", &[("finding", Value::from(zh))]);
    assert!(zh.starts_with("日志已损坏：school：第12345条记录被改动。"));
    assert_eq!(
        EN.journal_error("full", &[]),
        "the disk is full; nothing of this was recorded"
    );
    tidy::both(&zh, &en);
}

/// The variants of an enum of the journal, in kebab-case. They stand four blanks in.
fn variants(file: &str, start: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../journal/src")
        .join(file);
    let source = fs::read_to_string(path).expect("the journal's source is beside this crate");
    let (_, rest) = source.split_once(start).expect("the enum is there");
    let (body, _) = rest.split_once("\n}").expect("it ends");
    body.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|it: char| it.is_ascii_uppercase()))
        .map(kebab)
        .collect()
}

fn kebab(line: &str) -> String {
    let name = line.split(|it: char| !it.is_ascii_alphanumeric()).next();
    let mut kebab = String::new();
    for letter in name.unwrap_or_default().chars() {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}
