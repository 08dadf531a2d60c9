//! Several documents in one file.

use plan_text::Span;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A file that holds more than one document.
pub const RULE: Rule = Rule {
    code: "P018",
    name: "several-documents",
    kind: Kind::MergedDocuments,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Preview,
    page: include_str!("../../rules/several-documents.md"),
    fix: "check-several-documents-fix",
    check: Check::Text(check),
};

/// Shorter parts are forms and letters that belong to the document before.
const SHORTEST: usize = 100;
/// Enough of an opening line to find it again.
const OPENING: usize = 30;

fn check(text: &Text) -> Vec<Hit> {
    let parts: Vec<_> = text
        .parts(OWN_TEXTS)
        .filter(|(_, part)| part.span.len() >= SHORTEST)
        .collect();
    let spans = parts
        .iter()
        .skip(1)
        .filter_map(|(_, part)| {
            let first = part.nodes.first().map(|node| node.span);
            let span = part.title.as_ref().map(|title| title.span).or(first)?;
            Some(Span {
                start: span.start,
                end: span.end.min(span.start + OPENING),
            })
        })
        .collect();
    Hit::together(spans, "check-several-documents")
        .into_iter()
        .collect()
}
