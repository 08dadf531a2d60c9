//! A first public word that comes too late.

use std::ops::Range;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::Text;

/// A first public word that comes too late.
pub const RULE: Rule = Rule {
    code: "P065",
    name: "first-word-too-late",
    kind: Kind::DeadlineConflict,
    severity: Severity::Minor,
    certainty: Certainty::Standard,
    basis: &["public-word-5h"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/first-word-too-late.md"),
    fix: "check-first-word-too-late-fix",
    check: Check::Text(check),
};

/// Hours until the first public word about a grave event.
const LATEST: u32 = 5;

fn check(text: &Text) -> Vec<Hit> {
    text.phrases(PLANS, "check-first-word-too-late", |sentence| {
        golden(&sentence.text)
    })
}

/// 黄金8小时: a number of hours above the latest.
fn golden(text: &str) -> Option<Range<usize>> {
    text.match_indices("黄金").find_map(|(at, word)| {
        let behind = &text[at + word.len()..];
        let length = behind.find("小时").filter(|length| *length <= 12)?;
        let late = number(&behind[..length])? > LATEST;
        late.then_some(at..at + word.len() + length + "小时".len())
    })
}

/// Digits, or Chinese numerals below a hundred.
fn number(text: &str) -> Option<u32> {
    const NUMERALS: &str = "零一二三四五六七八九";
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let mut sum = 0;
    let mut open = None;
    for c in text.chars() {
        if c == '十' {
            sum += 10 * open.take().unwrap_or(1);
        } else {
            let digit = NUMERALS.chars().position(|it| it == c)?;
            open = u32::try_from(digit).ok();
        }
    }
    Some(sum + open.unwrap_or(0))
}
