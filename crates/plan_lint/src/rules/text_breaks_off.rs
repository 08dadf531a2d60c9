//! A text that breaks off.

use plan_text::Span;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;
/// A text that breaks off.
pub const RULE: Rule = Rule {
    code: "P206",
    name: "text-breaks-off",
    kind: Kind::Truncated,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/text-breaks-off.md"),
    fix: "check-text-breaks-off-fix",
    check: Check::Text(check),
};

use crate::misprint::is_han;
/// Shorter endings are signatures and labels.
const SHORTEST: usize = 12;

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(RULE.genres) {
        let lines: Vec<_> = text.lines_of(part).collect();
        let Some(last) = lines.last() else { continue };
        let Some(number) = last.node.number.as_ref() else {
            continue;
        };
        let others: Vec<_> = lines
            .iter()
            .filter(|it| {
                let own = it.node.number.as_ref();
                own.is_some_and(|own| own.style == number.style && own.printed != number.printed)
            })
            .collect();
        let ended = others.iter().filter(|it| ends(&it.node.words.text)).count();
        let words = last.node.words.text.trim_end();
        let open = words.ends_with(is_han) && words.chars().count() >= SHORTEST;
        // Where items have no marks at their ends, nothing can be said.
        let custom = others.len() >= 2 && 3 * ended >= 2 * others.len();
        if open && custom {
            let span = last.node.words.span;
            let tail = Span {
                start: span.end.saturating_sub(SHORTEST).max(span.start),
                end: span.end,
            };
            hits.push(Hit::at(tail, "check-text-breaks-off", []));
        }
    }
    hits
}

fn ends(words: &str) -> bool {
    words
        .trim_end()
        .ends_with(['。', '；', ';', '：', ':', '！', '.'])
}
