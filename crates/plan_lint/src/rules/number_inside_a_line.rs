//! A number inside a line.

use plan_text::{Number, Span, Style};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A number inside a line.
pub const RULE: Rule = Rule {
    code: "P033",
    name: "number-inside-a-line",
    kind: Kind::Numbering,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/number-inside-a-line.md"),
    fix: "check-number-inside-a-line-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    const SHOWN: usize = 12;
    let mut hits = Vec::new();
    for (part, _) in text.parts(OWN_TEXTS) {
        let spans = text
            .lines_of(part)
            .filter(|line| line.node.number.as_ref().is_some_and(is_own_line))
            .map(|line| line.node.span)
            .filter(|span| follows_words(text.chars, span.start))
            .map(|span| Span {
                start: span.start - 1,
                end: span.end.min(span.start + SHOWN),
            })
            .collect();
        hits.extend(Hit::together(spans, "check-number-inside-a-line"));
    }
    hits
}

fn follows_words(chars: &[char], at: usize) -> bool {
    chars[..at]
        .iter()
        .rev()
        .find(|c| **c == '\n' || !c.is_whitespace())
        .is_some_and(|c| *c != '\n')
}

/// (1), ① and 一是 are often listed inside a sentence.
fn is_own_line(number: &Number) -> bool {
    match number.style {
        Style::Digit
        | Style::Han
        | Style::HanInParens
        | Style::Part
        | Style::Chapter
        | Style::Section
        | Style::Dotted(_) => true,
        Style::Article
        | Style::DigitInParens
        | Style::DigitHalfParens
        | Style::Circled
        | Style::Letter
        | Style::Step
        | Style::Ordinal
        | Style::Bullet => false,
    }
}
