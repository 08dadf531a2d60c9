//! The rules as a set.

use std::collections::BTreeSet;
use std::path::Path;

use plan_lint::{RULES, law, laws};
use words::{Language, Words};

#[test]
fn codes_and_names_are_given_once() {
    let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(codes.len(), RULES.len());
    assert_eq!(names.len(), RULES.len());
}

#[test]
fn codes_and_names_have_their_form() {
    for rule in RULES {
        let digits = rule.code.strip_prefix('P').unwrap_or_default();
        assert!(
            digits.len() == 3 && digits.bytes().all(|it| it.is_ascii_digit()),
            "{rule:?}"
        );
        let letters = rule
            .name
            .bytes()
            .all(|it| it.is_ascii_lowercase() || it == b'-');
        assert!(letters && rule.name.contains('-'), "{rule:?}");
    }
}

#[test]
fn every_rule_and_page_file_is_in_the_registry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    let sources = stems(&root.join("src/rules"), ".rs");
    assert_eq!(
        sources
            .iter()
            .map(|it| it.replace('_', "-"))
            .collect::<BTreeSet<_>>(),
        names
    );
    assert_eq!(stems(&root.join("rules"), ".md"), names);
}

#[test]
fn there_are_at_least_ten_kinds() {
    let kinds: BTreeSet<_> = RULES.iter().map(|rule| rule.kind).collect();
    assert!(kinds.len() >= 10, "{kinds:?}");
    for kind in kinds {
        let written = serde_json::to_value(kind).expect("a kind is a word");
        assert_eq!(written, kind.word());
    }
}

#[test]
fn every_law_that_a_rule_cites_is_in_the_base() {
    for rule in RULES {
        for id in rule.basis {
            assert!(law(id).is_some(), "{rule:?} cites {id}");
        }
    }
}

#[test]
fn the_law_base_holds_every_id_once_and_its_entries_in_both_languages() {
    let mut ids = BTreeSet::new();
    for entry in laws() {
        assert!(ids.insert(&entry.id), "{} stands twice", entry.id);
        let filled = [
            &entry.document,
            &entry.document_en,
            &entry.clause,
            &entry.demand,
            &entry.demand_en,
        ];
        assert!(filled.iter().all(|text| !text.is_empty()), "{}", entry.id);
        assert_eq!(entry.in_force.len(), 10, "{} has no date", entry.id);
        let zh = entry.line(Words::new(Language::Zh));
        assert_eq!(zh.contains("待核实"), !entry.verified, "{zh}");
    }
}

#[test]
fn a_rule_that_statute_backs_cites_it() {
    for rule in RULES {
        let backed = rule.certainty != plan_lint::Certainty::Statute || !rule.basis.is_empty();
        assert!(backed, "{rule:?}");
    }
}

/// Run with `UPDATE_INDEX=1` to write it anew.
#[test]
fn the_index_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let now = plan_lint::index();
    if std::env::var_os("UPDATE_INDEX").is_some() {
        std::fs::write(&file, &now).expect("docs/ can be written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == now,
        "docs/rules.md is stale: run UPDATE_INDEX=1 cargo test -p plan_lint"
    );
}

fn stems(folder: &Path, ending: &str) -> BTreeSet<String> {
    std::fs::read_dir(folder)
        .expect("the folder is there")
        .filter_map(|entry| {
            entry
                .expect("it can be listed")
                .file_name()
                .into_string()
                .ok()
        })
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect()
}
