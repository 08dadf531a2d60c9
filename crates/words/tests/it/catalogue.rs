//! The catalogue as a whole: both languages say the same things, and what the program says is
//! there.
#![allow(
    clippy::disallowed_methods,
    reason = "a test reads the sources beside it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::tidy;
use words::{JOURNAL_ERRORS, JOURNAL_FINDINGS, Language, files};

#[test]
fn every_file_reads() {
    for language in Language::ALL {
        assert_eq!(
            words::mistakes(language),
            Vec::<String>::new(),
            "{language:?}"
        );
    }
}

#[test]
fn every_file_in_the_folders_is_in_the_program() {
    let listed: BTreeSet<String> = files(Language::Zh)
        .map(|(name, _)| name.to_owned())
        .collect();
    for folder in ["zh", "en"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("catalogue")
            .join(folder);
        let found: BTreeSet<String> = fs::read_dir(path)
            .expect("the folder of a language is there")
            .map(|entry| entry.expect("its entries can be listed").path())
            .map(|path| {
                path.file_stem()
                    .expect("a file")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        assert_eq!(found, listed, "{folder}");
    }
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_values() {
    assert_eq!(messages(Language::Zh), messages(Language::En));
}

#[test]
fn every_key_of_a_page_starts_with_the_name_of_its_file() {
    let prefixed = |name: &str| name.starts_with("page-") || name == "command-line";
    for (name, text) in files(Language::Zh).filter(|(name, _)| prefixed(name)) {
        for message in of_file(text).keys() {
            assert!(message.starts_with(name), "{message} stands in {name}.ftl");
        }
    }
}

#[test]
fn chinese_has_no_ascii_punctuation_between_chinese_characters() {
    for (_, text) in files(Language::Zh) {
        for sentence in of_file(text).values() {
            tidy::zh(&bare(&sentence.text));
        }
    }
}

#[test]
fn english_has_no_chinese_characters() {
    for (_, text) in files(Language::En) {
        for sentence in of_file(text).values() {
            // The link to the other language is written in that language.
            if sentence.text != "中文" {
                tidy::en(&bare(&sentence.text));
            }
        }
    }
}

#[test]
fn every_key_that_the_program_says_is_in_the_catalogue() {
    let known = messages(Language::Zh);
    let mut missing = BTreeSet::new();
    for (path, source) in sources() {
        for key in keys_said(&source) {
            if !known.contains_key(&key) {
                missing.insert(format!("{}: {key}", path.display()));
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn every_key_in_the_catalogue_is_said() {
    let mut said: BTreeSet<String> = sources()
        .iter()
        .flat_map(|(_, source)| literals(source))
        .collect();
    said.extend(built_from_lists());
    said.extend(operations());
    let unsaid: Vec<String> = messages(Language::Zh)
        .into_keys()
        .filter(|key| !said.contains(key))
        .collect();
    assert_eq!(unsaid, Vec::<String>::new(), "nobody says these");
}

#[test]
fn keys_built_from_lists_are_in_the_catalogue() {
    let known = messages(Language::Zh);
    for key in built_from_lists() {
        assert!(known.contains_key(&key), "{key}");
    }
}

#[test]
fn findings_about_a_journal_need_the_values_that_they_say() {
    let known = messages(Language::Zh);
    let findings = JOURNAL_FINDINGS.map(|(name, values)| (format!("verify-{name}"), values));
    let errors = JOURNAL_ERRORS.map(|(name, values)| (format!("journal-{name}"), values));
    for (key, values) in findings.into_iter().chain(errors) {
        let needed: BTreeSet<String> = values.iter().map(|value| (*value).to_owned()).collect();
        assert_eq!(known.get(&key), Some(&needed), "{key}");
    }
}

#[test]
fn the_scanner_sees_what_a_page_says() {
    let source = r#"
        html! { h1 { (w.say("page-x-title")) } p { (w.with(
            "page-x-late", &[("count", 2)])) }
        (w.say(if late { "page-x-a" } else { "page-x-b" })) }
        facts.with(fact, known); layer.with("Not a key")
    "#;
    let said: Vec<String> = keys_said(source).collect();
    assert_eq!(said, ["page-x-title", "page-x-late"]);
    assert!(literals(source).any(|it| it == "page-x-b"));
}

/// Keys that are put together from a part: each family is listed where it is made.
fn built_from_lists() -> Vec<String> {
    let ranks = ["1", "2", "3", "4"];
    let families = [
        ("grade", ranks.to_vec()),
        ("grade-colour", ranks.to_vec()),
        ("section", words::SECTIONS.to_vec()),
        ("channel", words::CHANNELS.to_vec()),
        ("verify", JOURNAL_FINDINGS.map(|(name, _)| name).to_vec()),
        ("journal", JOURNAL_ERRORS.map(|(name, _)| name).to_vec()),
    ];
    families
        .iter()
        .flat_map(|(prefix, parts)| parts.iter().map(move |part| format!("{prefix}-{part}")))
        .collect()
}

/// What the API's description says of its operations, each by the name that it has there.
fn operations() -> Vec<String> {
    let described = sources()
        .into_iter()
        .filter(|(path, _)| path.to_string_lossy().contains("openapi/operations"));
    described
        .flat_map(|(_, source)| literals(&source).collect::<Vec<_>>())
        .map(|name| format!("page-api-{name}"))
        .collect()
}

/// A message of a file: its text as written and the values that it takes.
struct Sentence {
    text: String,
    values: BTreeSet<String>,
}

/// Key to values, over all files of a language.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (_, text) in files(language) {
        for (key, sentence) in of_file(text) {
            all.insert(key, sentence.values);
        }
    }
    all
}

/// Reads a file by its layout: a key at the start of a line, what is indented belongs to it.
fn of_file(text: &str) -> BTreeMap<String, Sentence> {
    let mut found: BTreeMap<String, Sentence> = BTreeMap::new();
    let mut current: Option<String> = None;
    for line in text.lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let rest = if line.starts_with(' ') {
            line
        } else {
            let (key, rest) = line.split_once('=').expect("a message has a key");
            current = Some(key.trim().to_owned());
            rest
        };
        let key = current.clone().expect("the first line has a key");
        let sentence = found.entry(key).or_insert_with(|| Sentence {
            text: String::new(),
            values: BTreeSet::new(),
        });
        sentence.text.push_str(rest.trim());
        for part in rest.split('$').skip(1) {
            let end = part
                .find(|it: char| !it.is_ascii_alphanumeric() && it != '-')
                .unwrap_or(part.len());
            sentence.values.insert(part[..end].to_owned());
        }
    }
    found
}

/// A sentence without the marks of Fluent.
fn bare(text: &str) -> String {
    let blank = text.replace("{\" \"}", " ").replace("{\"\"}", "");
    blank.replace("{ $", "").replace(['{', '}'], "")
}

/// The sources of every crate that may speak.
fn sources() -> Vec<(PathBuf, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for entry in fs::read_dir(crates).expect("the folder of crates is there") {
        gather(
            &entry.expect("its entries can be listed").path().join("src"),
            &mut files,
        );
    }
    assert!(files.len() > 20, "the crates were found");
    files
}

fn gather(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).expect("a source is UTF-8");
            files.push((path, without_comments(&text)));
        }
    }
}

/// Comments show examples and say nothing.
fn without_comments(source: &str) -> String {
    let code = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// Keys that are said as literals: the first argument of `.say(` and `.with(`.
fn keys_said(source: &str) -> impl Iterator<Item = String> {
    let said = [".say(", ".with("]
        .into_iter()
        .flat_map(move |call| source.split(call).skip(1));
    said.filter_map(|rest| rest.trim_start().strip_prefix('"'))
        .filter_map(|rest| rest.split_once('"'))
        .map(|(key, _)| key.to_owned())
        .filter(|key| is_key(key))
}

/// All string literals that look like keys, wherever they stand.
fn literals(source: &str) -> impl Iterator<Item = String> {
    source
        .split('"')
        .filter(|part| is_key(part))
        .map(str::to_owned)
}

fn is_key(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_lowercase())
        && text
            .bytes()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
}
