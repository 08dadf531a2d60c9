//! A year that was never written.

use plan_text::{Span, What};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Line, Text};
/// A year that was never written.
pub const RULE: Rule = Rule {
    code: "P202",
    name: "year-left-open",
    kind: Kind::Placeholder,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/year-left-open.md"),
    fix: "check-year-left-open-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in text.lines.iter().filter(|line| !line.in_form) {
        let part = &text.reading.document.parts[line.part];
        if !RULE.genres.contains(&part.genre) {
            continue;
        }
        let here = line.node.span;
        let masked = text.reading.diagnostics.iter().filter(|it| {
            it.what == What::Masked && it.span.overlaps(here) && is_year(line, it.span)
        });
        let mut spans: Vec<Span> = masked.map(|it| it.span).chain(empty_year(line)).collect();
        spans.sort();
        spans.dedup_by(|next, before| next.overlaps(*before));
        hits.extend(Hit::together(spans, "check-year-left-open"));
    }
    hits
}

/// The mask stands for the rest of a year: `20__`.
pub(super) fn is_year(line: &Line, span: Span) -> bool {
    let words: Vec<char> = line.node.words.text.chars().collect();
    let Some(at) = span.start.checked_sub(line.node.words.span.start) else {
        return false;
    };
    let led = at >= 2 && matches!(words.get(at - 2..at), Some(['2', '0'] | ['1', '9']));
    led && !at
        .checked_sub(3)
        .and_then(|before| words.get(before))
        .is_some_and(char::is_ascii_digit)
}

/// `〔〕12号`, the year of a document's number, and `20xx`.
fn empty_year(line: &Line) -> Vec<Span> {
    let words = &line.node.words;
    ["〔〕", "〔 〕", "20xx", "20XX", "20××"]
        .iter()
        .flat_map(|blank| words.text.match_indices(blank))
        .map(|(byte, blank)| {
            let start = words.span.start + words.text[..byte].chars().count();
            Span {
                start,
                end: start + blank.chars().count(),
            }
        })
        .collect()
}
