//! References to annexes that the text does not have.

use std::collections::BTreeMap;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// 见附件1, and there is no annex 1.
pub const RULE: Rule = Rule {
    code: "P016",
    name: "annex-not-there",
    kind: Kind::UndefinedRef,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["plan-annex", "standard-annex"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/annex-not-there.md"),
    fix: "check-annex-not-there-fix",
    check: Check::Text(check),
};

const REFERS: &[&str] = &[
    "见附件",
    "见附表",
    "见附录",
    "见附图",
    "按附件",
    "按附表",
    "填写附表",
    "填写附件",
];

fn check(text: &Text) -> Vec<Hit> {
    // Many references name one annex; it is looked for once.
    let mut known: BTreeMap<(usize, String), bool> = BTreeMap::new();
    text.of_genres(OWN_TEXTS)
        .filter_map(|sentence| {
            if let Some(at) = first(&sentence.text, &["附件中的", "附件所列", "附件里的"])
            {
                let at = at.start..at.start + "附件".len();
                let there = is_there(text, sentence.part, "附件");
                return (!there).then(|| {
                    Hit::at(
                        sentence.span(at),
                        "check-annex-not-there",
                        [("annex", "附件".to_owned())],
                    )
                });
            }
            let refers = first(&sentence.text, REFERS)?;
            let number = sentence.text[refers.end..]
                .char_indices()
                .take_while(|(_, c)| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
                .last()
                .map_or(0, |(at, c)| at + c.len_utf8());
            let verb = sentence.text[refers.clone()].chars().count() - 2;
            let from = refers.start
                + sentence.text[refers.start..]
                    .chars()
                    .take(verb)
                    .map(char::len_utf8)
                    .sum::<usize>();
            let name = &sentence.text[from..refers.end + number];
            let there = *known
                .entry((sentence.part, name.to_owned()))
                .or_insert_with(|| is_there(text, sentence.part, name));
            (!there).then(|| {
                Hit::at(
                    sentence.span(from..refers.end + number),
                    "check-annex-not-there",
                    [("annex", name.to_owned())],
                )
            })
        })
        .collect()
}

/// A line opens with the annex's name, or with 附件 and a list that has as many items.
fn is_there(text: &Text, part: usize, name: &str) -> bool {
    let kind: String = name.chars().take(2).collect();
    text.lines
        .iter()
        .filter(|line| line.part >= part)
        .any(|line| {
            let words: String = line
                .node
                .words
                .text
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            let words = words.trim_start_matches(['【', '(', '（', '[']);
            words.starts_with(name)
                || (words.starts_with(&kind)
                    && words[kind.len()..]
                        .chars()
                        .next()
                        .is_none_or(|c| matches!(c, ':' | '：')))
        })
}
