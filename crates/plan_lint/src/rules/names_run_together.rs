//! Names in a list without a sign between them.

use plan_text::Span;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::misprint::is_han;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
/// Names in a list without a sign between them.
pub const RULE: Rule = Rule {
    code: "P210",
    name: "names-run-together",
    kind: Kind::Typo,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/names-run-together.md"),
    fix: "check-names-run-together-fix",
    check: Check::Text(check),
};

use crate::text::Text;
fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in text.lines.iter().filter(|line| !line.in_form) {
        let genre = text.reading.document.parts[line.part].genre;
        let words = &line.node.words;
        if !RULE.genres.contains(&genre) || !words.text.contains('、') {
            continue;
        }
        let end = words.span.end.min(text.chars.len());
        let chars = &text.chars[words.span.start.min(end)..end];
        // 王 岭 周 砚: four single characters are two names of two.
        let found = chars.windows(7).enumerate().find(|(at, window)| {
            let single = |it: usize| is_han(window[it]);
            let space = |it: usize| matches!(window[it], ' ' | '\u{3000}');
            let starts = at
                .checked_sub(1)
                .is_none_or(|before| !is_han(chars[before]));
            let stops = chars.get(at + 7).is_none_or(|c| !is_han(*c));
            let alternate = (0..7).all(|it| if it % 2 == 0 { single(it) } else { space(it) });
            alternate && starts && stops
        });
        hits.extend(found.map(|(at, window)| {
            let start = words.span.start + at;
            let span = Span {
                start,
                end: start + window.len(),
            };
            Hit::at(span, "check-names-run-together", [])
        }));
    }
    hits
}
