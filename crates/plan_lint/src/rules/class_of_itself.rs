//! A class that holds itself.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::misprint::is_han;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, before};

/// The name that is divided is one of its own kinds.
pub const RULE: Rule = Rule {
    code: "P083",
    name: "class-of-itself",
    kind: Kind::Garbled,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/class-of-itself.md"),
    fix: "check-class-of-itself-fix",
    check: Check::Text(check),
};

const DIVIDES: &[&str] = &["划分为", "可分为", "主要分为", "分为", "包括"];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter_map(|sentence| {
            let said = &sentence.text;
            DIVIDES.iter().find_map(|divides| {
                let at = said.find(divides)?;
                let behind = &said[at + divides.len()..];
                let before = before(said, at, 12);
                // The longest end of what stands before that opens what stands behind.
                let name = before
                    .char_indices()
                    .map(|(from, _)| &before[from..])
                    .find(|name| behind.starts_with(name) && name.chars().all(is_han))?;
                let next = behind[name.len()..].chars().next()?;
                let kind = name.chars().count() >= 4 && matches!(next, '和' | '与' | '及' | '、');
                kind.then(|| {
                    let span = sentence.span(at - name.len()..at + divides.len() + name.len());
                    Hit::at(span, "check-class-of-itself", [("word", name.to_owned())])
                })
            })
        })
        .collect()
}
