//! Limits by the calendar: `6月8日之前`, `当日内`, `9月底前`.

use super::super::context::{Place, has, opens, tail};
use super::super::{Found, Kind, core};
use super::Deadline;
use super::parties::described;
use crate::time::{day, small_number};

/// Points of the calendar: `6月8日之前`, `当日内`, `9月底前`.
pub(in crate::facts) fn read_days(
    place: &Place,
    claimed: &[std::ops::Range<usize>],
    found: &mut Vec<Found>,
) {
    let range = place.sentence.range.clone();
    let text = &place.page.norm[range.clone()];
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some((len, by)) = point(&text[..at], rest) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let start = range.start + at;
        let clause = place.clause(start);
        let before = place.page.norm.get(clause.start..start).unwrap_or("");
        let is_claimed = claimed
            .iter()
            .any(|range| range.start < start + len && start < range.end);
        if !is_claimed && !has(before, &["每年", "每月", "每季", "每学期"]) {
            let next_clause_end = place
                .sentence
                .clauses
                .iter()
                .map(|clause| clause.end)
                .find(|&end| end > start + len)
                .unwrap_or(clause.end);
            let end = next_clause_end.max(start + len);
            let after = place.page.norm.get(start + len..end).unwrap_or("");
            let value = Deadline {
                by: Some(by.clone()),
                ..described(place, start, before, after)
            };
            let sameness = format!(
                "deadline {:?} {by} {}",
                place.trigger_block(),
                core(&format!("{before}{}", &place.page.norm[start + len..end]))
            );
            let from = start - before.len() + before.len() - tail(before, 6).len();
            let end = next_point(place, start + len, end);
            found.push(Found {
                range: from..end,
                part: place.part,
                kind: Kind::Deadline(value),
                sameness,
            });
        }
        at += len;
    }
}

/// Cuts a span before the next point of the calendar, so that two limits of one clause stay apart.
fn next_point(place: &Place, from: usize, end: usize) -> usize {
    let text = &place.page.norm[from..end];
    let next = text
        .char_indices()
        .find(|&(at, _)| point(&text[..at], &text[at..]).is_some());
    next.map_or(end, |(at, _)| {
        from + text[..at].trim_end_matches(['在', '并', '于']).len()
    })
    .max(from)
}

/// A limit by the calendar at the beginning of `rest`.
fn point(head: &str, rest: &str) -> Option<(usize, String)> {
    let first = rest.chars().next()?;
    if matches!(first, '当' | '之' | '同' | '即') {
        return same_day(rest);
    }
    let may_start = (first.is_ascii_digit() || crate::numeral::is_han_numeral(first))
        && !head.ends_with(|c: char| {
            c.is_ascii_digit() || crate::numeral::is_han_numeral(c) || c == '_'
        });
    if !may_start {
        return None;
    }
    if let Some(day) = day(rest) {
        let tail = rest[day.len..].trim_start();
        let gap = rest[day.len..].len() - tail.len();
        let due = head.trim_end_matches([':', '为', '到', '至', '于', ' ']);
        let is_due = ["截止", "截止时间", "截止日期"]
            .iter()
            .any(|word| due.ends_with(word));
        let before = before_word(tail)
            .map(|len| gap + len)
            .or(is_due.then_some(0))?;
        return Some((day.len + before, day.iso()));
    }
    let (len, month) = small_number(rest, 12)?;
    let tail = rest[len..]
        .strip_prefix("月底")
        .or_else(|| rest[len..].strip_prefix("月末"))?;
    let before = before_word(tail)?;
    let last = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Some((len + "月底".len() + before, format!("--{month:02}-{last}")))
}

/// `之前`, `前`, `下班前`, `17时前`, and not `前后`, `前夕`.
fn before_word(tail: &str) -> Option<usize> {
    let plain = |text: &str| {
        ["之前", "以前", "前"]
            .iter()
            .find(|word| text.starts_with(**word))
            .map(|word| word.len())
    };
    if let Some(len) = plain(tail) {
        return (!opens(&tail[len..], &["后", "夕", "往", "来", "线"])).then_some(len);
    }
    let head: String = tail.chars().take(8).collect();
    let at = head.find('前')?;
    let is_hour = head[..at].ends_with(['时', '点', '分', '0'])
        || head[..at].ends_with("下班")
        || head[..at].ends_with("晚");
    (is_hour && !head[..at].contains([',', '。', '日'])).then_some(at + '前'.len_utf8())
}

/// `当日内`, `发现当天上报`, `收齐之日内`.
fn same_day(rest: &str) -> Option<(usize, String)> {
    let day = ["当日", "当天", "之日", "同日", "当晚", "即日"]
        .iter()
        .find(|word| rest.starts_with(**word))?;
    let tail = &rest[day.len()..];
    let bound = ["之内", "以内", "内"]
        .iter()
        .find(|word| tail.starts_with(**word))
        .map(|word| word.len())
        .or_else(|| before_word(tail));
    let acts = *day != "之日"
        && *day != "即日"
        && opens(
            tail,
            &[
                "上报", "报告", "报送", "完成", "办结", "处理完", "反馈", "向", "将", "回复",
                "答复",
            ],
        );
    let len = bound.or(acts.then_some(0))?;
    Some((day.len() + len, "same_day".to_owned()))
}
