//! The same words twice.

use std::collections::{BTreeMap, BTreeSet};

use plan_text::{Kind as Fact, Span};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, clauses};

/// The same words twice.
pub const RULE: Rule = Rule {
    code: "P035",
    name: "text-said-again",
    kind: Kind::Dup,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/text-said-again.md"),
    fix: "check-text-said-again-fix",
    check: Check::Text(check),
};

/// Clauses shorter than this are set phrases.
const SHORTEST: usize = 9;
/// So many characters said again make a repeat.
const ENOUGH: usize = 18;

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, it) in text.parts(OWN_TEXTS) {
        let mut known: BTreeMap<String, Span> = BTreeMap::new();
        let mut spans = BTreeSet::new();
        // A grade is defined anew for every event, in the same words where the numbers are the same.
        let grades: Vec<Span> = text
            .facts_of(it)
            .iter()
            .filter(|fact| matches!(fact.kind, Fact::Level(_)))
            .map(|fact| fact.span)
            .collect();
        let own_lines = text
            .lines_of(part)
            .filter(|line| !grades.iter().any(|grade| line.node.span.contains(*grade)));
        for line in own_lines {
            let mut own: Vec<(String, Span)> = Vec::new();
            let (mut again, mut before) = (0, BTreeSet::new());
            for sentence in text.within(line.node.words.span) {
                for (at, clause) in clauses(&sentence.text) {
                    let length = clause.chars().count();
                    if length < SHORTEST {
                        continue;
                    }
                    let here = sentence.span(at..at + clause.len());
                    if let Some(first) = known.get(clause) {
                        again += length;
                        before.insert(*first);
                    }
                    let in_item = own
                        .iter()
                        .any(|(said, _)| clause.ends_with(said.as_str()) || said.ends_with(clause));
                    if in_item {
                        spans.insert(here);
                    }
                    own.push((clause.to_owned(), here));
                }
            }
            if again >= ENOUGH {
                spans.insert(start_of(line.node.span));
                spans.extend(before);
            }
            for (clause, _) in own {
                known
                    .entry(clause)
                    .or_insert_with(|| start_of(line.node.span));
            }
        }
        hits.extend(Hit::together(
            spans.into_iter().collect(),
            "check-text-said-again",
        ));
    }
    hits
}

/// Enough of an item to find it again.
fn start_of(span: Span) -> Span {
    const SHOWN: usize = 24;
    Span {
        start: span.start,
        end: span.end.min(span.start + SHOWN),
    }
}
