//! Numbers that skip or repeat.

use plan_text::{Genre, What};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;

/// A number that does not follow the one before.
pub const RULE: Rule = Rule {
    code: "P002",
    name: "number-out-of-order",
    kind: Kind::Numbering,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/number-out-of-order.md"),
    fix: "check-number-out-of-order-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let genre_at = |at: usize| {
        let parts = &text.reading.document.parts;
        let part = parts.partition_point(|part| part.span.end <= at);
        parts.get(part).map_or(Genre::Other, |part| part.genre)
    };
    text.reading
        .diagnostics
        .iter()
        .filter(|it| it.what == What::NumberOutOfOrder)
        .filter(|it| RULE.genres.contains(&genre_at(it.span.start)))
        .map(|it| Hit::at(it.span, "check-number-out-of-order", []))
        .collect()
}
