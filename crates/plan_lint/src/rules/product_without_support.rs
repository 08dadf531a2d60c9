//! A product without support.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// The plan relies on software or gear that nobody supports.
pub const RULE: Rule = Rule {
    code: "P152",
    name: "product-without-support",
    kind: Kind::Obsolete,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/product-without-support.md"),
    fix: "check-product-without-support-fix",
    check: Check::Text(check),
};

const GONE: &[&str] = &[
    "WindowsXP",
    "windowsxp",
    "Windows2000",
    "windows2000",
    "Windows2003",
    "windows2003",
    "Windows7",
    "windows7",
    "IE浏览器",
    "Flash",
    "软盘",
    "小灵通",
    "寻呼机",
    "BP机",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter_map(|sentence| {
            let at = first(&sentence.text, GONE)?;
            let word = sentence.text[at.clone()].to_owned();
            Some(Hit::at(
                sentence.span(at),
                "check-product-without-support",
                [("word", word)],
            ))
        })
        .collect()
}
