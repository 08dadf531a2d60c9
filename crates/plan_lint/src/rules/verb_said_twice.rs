//! A verb that the sentence says twice.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, clauses};
/// A verb that the sentence says twice.
pub const RULE: Rule = Rule {
    code: "P209",
    name: "verb-said-twice",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/verb-said-twice.md"),
    fix: "check-verb-said-twice-fix",
    check: Check::Text(check),
};

const VERBS: &[&str] = &["进行", "予以", "给予", "做好", "加以"];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter(|sentence| !sentence.in_form)
        .filter_map(|sentence| {
            let range = clauses(&sentence.text).find_map(|(start, clause)| {
                VERBS.iter().find_map(|verb| {
                    let at = clause.find(verb)?;
                    let behind = &clause[at + verb.len()..];
                    let again = behind.find(verb)?;
                    let between = &behind[..again];
                    let object = between.contains('对') || *verb != "进行";
                    // 、 and 和 join two acts; 的 behind the second verb makes it an attribute.
                    let joined = between.contains(['、', '和', '并', '后', '再', '时', '应']);
                    let of = behind[again..].strip_prefix(*verb)?.starts_with('的');
                    let short = between.chars().count() <= 20;
                    (object && short && !joined_outside(between, joined) && !of)
                        .then_some(start + at..start + at + verb.len() + again + verb.len())
                })
            })?;
            Some(Hit::at(sentence.span(range), "check-verb-said-twice", []))
        })
        .collect()
}

/// 对甲和乙进行: the word joins objects, no acts.
fn joined_outside(between: &str, joined: bool) -> bool {
    const JOINS: [char; 6] = ['、', '并', '后', '再', '时', '应'];
    joined && (between.contains(JOINS) || !between.contains('对'))
}
