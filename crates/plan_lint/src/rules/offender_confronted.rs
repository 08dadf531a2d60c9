//! Staff confront an offender.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::phrase::is_forbidden;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Text, first};

/// Staff are to seize or guard somebody who robs or attacks.
pub const RULE: Rule = Rule {
    code: "P164",
    name: "offender-confronted",
    kind: Kind::UnsafeStep,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &["guards-limits"],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/offender-confronted.md"),
    fix: "check-offender-confronted-fix",
    check: Check::Text(check),
};

const OFFENDERS: &[&str] = &[
    "歹徒",
    "罪犯",
    "行凶",
    "抢劫",
    "持刀",
    "匪徒",
    "凶手",
    "暴徒",
    "犯罪分子",
    "劫匪",
    "作案人",
];
const SEIZES: &[&str] = &[
    "制止抓获",
    "抓获",
    "擒获",
    "制服",
    "抓捕",
    "围捕",
    "捉拿",
    "扭送",
    "追捕",
    "看守",
    "搏斗",
];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(RULE.genres)
        .filter(|it| it.has(OFFENDERS) && !it.has(&["公安机关抓", "民警", "警方"]))
        .filter_map(|it| {
            let at = first(&it.text, SEIZES)?;
            (!is_forbidden(&it.text, &at))
                .then(|| Hit::at(it.span(at), "check-offender-confronted", []))
        })
        .collect()
}
