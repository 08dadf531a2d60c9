//! Two limits in one phrase.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, clause_at, first};

/// Two limits in one phrase.
pub const RULE: Rule = Rule {
    code: "P024",
    name: "limit-said-twice",
    kind: Kind::DeadlineConflict,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["standard-reporting"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/limit-said-twice.md"),
    fix: "check-limit-said-twice-fix",
    check: Check::Text(check),
};

const UNITS: &[&str] = &["分钟内", "小时内", "日内", "天内", "分钟之内", "小时之内"];
const AT_ONCE: &[&str] = &["即时", "立即", "立刻", "及时", "马上", "第一时间", "尽快"];

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(PLANS)
        .filter_map(|sentence| {
            let unit = first(&sentence.text, UNITS)?;
            let behind = after(&sentence.text, unit.end, 4);
            let word = first(behind, AT_ONCE).filter(|word| word.start == 0)?;
            let start = clause_at(&sentence.text, unit.start).start;
            let end = unit.end + word.end;
            Some(Hit::at(
                sentence.span(start..end),
                "check-limit-said-twice",
                [("word", behind[word].to_owned())],
            ))
        })
        .collect()
}
