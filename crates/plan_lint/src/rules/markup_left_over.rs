//! Markup left over.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// Tags or escapes of a web page stand in the text.
pub const RULE: Rule = Rule {
    code: "P076",
    name: "markup-left-over",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/markup-left-over.md"),
    fix: "check-markup-left-over-fix",
    check: Check::Text(check),
};

const TAGS: &[&str] = &[
    "</", "/p>", "<p>", "<p ", "<br", "/br>", "<div", "div>", "<span", "span>", "<td", "td>",
    "<tr", "tr>", "&nbsp", "&amp;", "&lt;", "&gt;", "&quot;", "&#", "<!--", "-->", "href=", "\\n",
    "\\t",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter_map(|sentence| {
            let tag = first(&sentence.text, TAGS).or_else(|| lone_tick(&sentence.text))?;
            let word = sentence.text[tag.clone()].to_owned();
            Some(Hit::at(
                sentence.span(tag),
                "check-markup-left-over",
                [("word", word)],
            ))
        })
        .collect()
}

/// A backtick without a partner; two of them quote code.
fn lone_tick(text: &str) -> Option<std::ops::Range<usize>> {
    let at = text.find('`')?;
    (text.matches('`').count() % 2 == 1).then_some(at..at + 1)
}
