//! Two punctuation marks where one is due.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;
/// Two punctuation marks where one is due.
pub const RULE: Rule = Rule {
    code: "P205",
    name: "signs-doubled",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/signs-doubled.md"),
    fix: "check-signs-doubled-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter(|sentence| !sentence.in_form)
        .filter_map(|sentence| {
            let chars: Vec<(usize, char)> = sentence.text.char_indices().collect();
            let at = chars
                .windows(2)
                .find(|pair| is_sign(pair[0].1) && is_sign(pair[1].1))?;
            let end = at[1].0 + at[1].1.len_utf8();
            Some(Hit::at(
                sentence.span(at[0].0..end),
                "check-signs-doubled",
                [],
            ))
        })
        .collect()
}

/// Signs that separate or end; an ellipsis and brackets are others.
fn is_sign(c: char) -> bool {
    matches!(c, ',' | '、' | ';' | ':' | '。')
}
