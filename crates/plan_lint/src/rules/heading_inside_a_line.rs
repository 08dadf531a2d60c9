//! A heading runs on in the text.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::misprint::is_han;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, before};
use plan_text::Style;

/// A heading such as 三、 stands in the middle of a sentence.
pub const RULE: Rule = Rule {
    code: "P078",
    name: "heading-inside-a-line",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/heading-inside-a-line.md"),
    fix: "check-heading-inside-a-line-fix",
    check: Check::Text(check),
};

const NUMERALS: &str = "一二三四五六七八九十";
/// Words that end with a numeral, and numbers that are no heading's.
const JOINS: &str = "第周期初高大小统专唯之单同划不万逐合如归均其零百千两几约近达至到每这那为是比下上有满某壹唯初班队楼层栋排连年月号";

fn check(text: &Text) -> Vec<Hit> {
    let parts = &text.reading.document.parts;
    let read = text
        .lines
        .iter()
        .filter(|line| RULE.genres.contains(&parts[line.part].genre))
        .filter_map(|line| {
            let span = line.inside_a_line(text.chars, &[Style::Han])?;
            let word = line.node.number.as_ref()?.printed.text.clone();
            Some(Hit::at(
                span,
                "check-heading-inside-a-line",
                [("word", word)],
            ))
        });
    let unread = text.of_genres(RULE.genres).filter_map(|sentence| {
        let chars: Vec<(usize, char)> = sentence.text.char_indices().collect();
        let at = chars.windows(4).find(|it| {
            let [(_, before), (_, numeral), (_, sign), (_, next)] = it else {
                return false;
            };
            is_han(*before)
                && !JOINS.contains(*before)
                && !NUMERALS.contains(*before)
                && NUMERALS.contains(*numeral)
                && *sign == '、'
                && is_han(*next)
                && !NUMERALS.contains(*next)
                && !JOINS.contains(*next)
        })?;
        let start = at[1].0;
        let word: String = sentence.text[start..].chars().take(6).collect();
        let from = start - before(&sentence.text, start, 6).len();
        let span = sentence.span(from..start + word.len());
        Some(Hit::at(
            span,
            "check-heading-inside-a-line",
            [("word", word)],
        ))
    });
    read.chain(unread).collect()
}
