//! A named person is the only inbox.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::misprint::is_han;
use crate::phrase::upto;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// Something is sent to a named person, with no department’s number and no deputy.
pub const RULE: Rule = Rule {
    code: "P191",
    name: "named-person-as-inbox",
    kind: Kind::NoSubstitute,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/named-person-as-inbox.md"),
    fix: "check-named-person-as-inbox-fix",
    check: Check::Text(check),
};

const SENDS: &[&str] = &[
    "上报至",
    "报送至",
    "报送",
    "报到",
    "交到",
    "交至",
    "报教",
    "报至",
    "报后勤",
    "报办公室",
    "上交",
];
const TITLES: &[&str] = &["老师", "同志", "女士", "先生"];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter(|it| {
            !it.text
                .chars()
                .any(|c| c.is_ascii_digit() && it.has(&["电话", "@"]))
        })
        .filter_map(|it| {
            let at = first(&it.text, SENDS)?;
            let near = upto(&it.text[at.end..], 14).split([',', '、']).next()?;
            let title = first(near, TITLES)?;
            let name = &near[..title.start];
            let named = name.chars().count() >= 4
                && name.chars().all(is_han)
                && !name.ends_with(['任', '各', '全', '体']);
            named.then(|| {
                Hit::at(
                    it.span(at.start..at.end + title.end),
                    "check-named-person-as-inbox",
                    [],
                )
            })
        })
        .collect()
}
