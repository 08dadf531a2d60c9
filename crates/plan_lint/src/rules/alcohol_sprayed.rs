//! Alcohol sprayed on clothes or in closed rooms.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{FORBIDS, Text, before, first, has};

/// Alcohol is sprayed; its vapour burns.
pub const RULE: Rule = Rule {
    code: "P011",
    name: "alcohol-sprayed",
    kind: Kind::UnsafeStep,
    severity: Severity::Critical,
    certainty: Certainty::Standard,
    basis: &["alcohol-wiped"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/alcohol-sprayed.md"),
    fix: "check-alcohol-sprayed-fix",
    check: Check::Text(check),
};

const SPRAYS: &[&str] = &["喷洒", "喷雾", "喷淋", "喷涂", "喷射"];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(OWN_TEXTS)
        .filter(|sentence| !sentence.has(FORBIDS))
        .flat_map(|sentence| {
            sentence
                .text
                .match_indices("酒精")
                .filter(|(at, _)| !has(before(&sentence.text, *at, 3), &["不用", "不使用"]))
                .filter_map(|(at, word)| {
                    let behind: String =
                        sentence.text[at + word.len()..].chars().take(45).collect();
                    let behind = behind.split(['。', ';']).next().unwrap_or_default();
                    let sprays = first(behind, SPRAYS)?;
                    // What is sprayed may be something else.
                    if has(&behind[..sprays.start], &["消毒液", "消毒剂", "擦", "84"]) {
                        return None;
                    }
                    Some(sentence.span(at..at + word.len() + sprays.end))
                })
                .collect::<Vec<_>>()
        })
        .map(|span| Hit::at(span, "check-alcohol-sprayed", []))
        .collect()
}
