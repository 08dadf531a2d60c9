//! Whole plans of our own, as bad and as varied as people's are, with every fact that is read in them.
//! After a change that is meant, `UPDATE_TEXTS=1 cargo test -p plan_text` writes the lists anew; read
//! the difference before committing it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::reading::all_spans_hold;

#[test]
fn whole_plans_are_read_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/texts");
    let mut texts: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the texts are committed")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    texts.sort();
    assert!(texts.len() >= 10);
    for path in texts {
        let text = std::fs::read_to_string(&path).expect("a text");
        let got = facts(&text);
        let record = path.with_extension("facts");
        if std::env::var_os("UPDATE_TEXTS").is_some() {
            std::fs::write(&record, &got).expect("the record is written");
            continue;
        }
        let wanted = std::fs::read_to_string(&record).expect("the record is committed");
        for (at, (got, wanted)) in got.lines().zip(wanted.lines()).enumerate() {
            assert_eq!(got, wanted, "{} line {}", record.display(), at + 1);
        }
        assert_eq!(
            got.lines().count(),
            wanted.lines().count(),
            "{}",
            record.display()
        );
    }
}

fn facts(text: &str) -> String {
    let reading = plan_text::read(text);
    all_spans_hold(text, &reading);
    let mut lines = String::new();
    for fact in &reading.facts {
        let words: String = text
            .chars()
            .skip(fact.span.start)
            .take(fact.span.len())
            .collect();
        let json = serde_json::to_string(&fact.kind).expect("facts serialise");
        writeln!(lines, "{words:?} {json}").expect("a string takes it");
    }
    lines
}

/// Nothing invented: every holder and every name stands, piece by piece, inside the place it is said to
/// come from.
#[test]
fn every_holder_and_name_stands_inside_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/texts");
    for entry in std::fs::read_dir(folder)
        .expect("the texts are committed")
        .flatten()
    {
        if entry
            .path()
            .extension()
            .is_none_or(|extension| extension != "txt")
        {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("a text");
        for role in plan_text::read(&text).roles {
            for words in [Some(role.name), role.holder].into_iter().flatten() {
                let place: String = text
                    .chars()
                    .skip(words.span.start)
                    .take(words.span.len())
                    .filter(|c| !c.is_whitespace())
                    .collect();
                for piece in words.text.split('、') {
                    assert!(place.contains(piece), "{piece} not in {place}");
                }
            }
        }
    }
}
