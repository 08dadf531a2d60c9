//! The title runs into the text.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first, has};

/// No line break parts the title from the first sentence.
pub const RULE: Rule = Rule {
    code: "P080",
    name: "title-inside-a-line",
    kind: Kind::Garbled,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/title-inside-a-line.md"),
    fix: "check-title-inside-a-line-fix",
    check: Check::Text(check),
};

const ENDS: &[&str] = &[
    "预案为",
    "方案为",
    "办法为",
    "制度为",
    "规定为",
    "通知为",
    "计划为",
];
const GOES_ON: &[&str] = &[
    "了",
    "进一步",
    "切实",
    "做好",
    "加强",
    "有效",
    "认真",
    "全面",
    "贯彻",
    "落实",
    "确保",
    "规范",
    "提高",
    "保障",
    "预防",
    "应对",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter_map(|sentence| {
            let ends = first(&sentence.text, ENDS)?;
            let title = &sentence.text[..ends.start];
            let goes_on = GOES_ON
                .iter()
                .any(|word| sentence.text[ends.end..].starts_with(word));
            let alone = title.chars().count() >= 3
                && !title.contains([',', '。', ':', ';'])
                && !has(title, &["本", "该", "此", "制定", "编制", "以"]);
            (goes_on && alone)
                .then(|| Hit::at(sentence.span(0..ends.end), "check-title-inside-a-line", []))
        })
        .collect()
}
