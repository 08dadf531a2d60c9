//! Acts that come back: `每月一次`, `每年至少组织两次`, `三年一修订`, `周报制度`.

mod period;

use std::ops::Range;

use period::{next_period, period};
use serde::Serialize;

use super::context::{Place, closes, has, opens, tail};
use super::{Found, Kind, core};
use crate::quantity::Op;
use crate::time::small_number;

/// An act with its period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cadence {
    /// ISO 8601.
    pub period: String,
    /// How often within the period.
    pub times: u32,
    /// More often is allowed.
    pub at_least: bool,
    /// The act, in the words of the text.
    pub action: String,
    /// The month of the year, where the text says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// `month_end` where the text says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<&'static str>,
}

/// Finds the periods of a sentence. What belongs to them is put into `claimed`, so that no other kind
/// takes the same number.
pub(crate) fn read(place: &Place, claimed: &mut Vec<Range<usize>>, found: &mut Vec<Found>) {
    let range = place.sentence.range.clone();
    let text = &place.page.norm[range.clone()];
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let step = rest.chars().next().map_or(1, char::len_utf8);
        let Some(period) = period(&text[..at], rest) else {
            at += step;
            continue;
        };
        let start = range.start + at;
        let clause = place.clause(start);
        let after = place
            .page
            .norm
            .get(start + period.len..clause.end)
            .unwrap_or("");
        if is_no_duty(place, start + period.len, after) {
            claimed.push(start..start + period.len);
            at += period.len.max(step);
            continue;
        }
        let end = next_period(after).map_or(clause.end, |next| start + period.len + next);
        let (times, at_least, claimed_to) = times(place, start + period.len, end);
        let value = Cadence {
            times,
            at_least: at_least || closes(&text[..at], &["至少", "不少于"]),
            action: action(place, start, after),
            month: period.yearly.then(|| month(after)).flatten(),
            when: (period.monthly && opens(after, &["底", "末"])).then_some("month_end"),
            period: period.iso,
        };
        let sameness = format!(
            "cadence {} {times} {}",
            value.period,
            core(&place.page.norm[start + period.len..end.max(start + period.len)])
        );
        claimed.push(start..claimed_to.max(start + period.len));
        found.push(Found {
            range: start..end.max(start + period.len),
            part: place.part,
            kind: Kind::Cadence(value),
            sameness,
        });
        at += period.len.max(step);
    }
}

/// `每小时500立方米`, `每天24小时`, `每年约…`: a rate or a round the clock, no duty.
fn is_no_duty(place: &Place, at: usize, after: &str) -> bool {
    let words = after.trim_start();
    if words.is_empty() {
        let further = place
            .page
            .norm
            .get(at..place.sentence.range.end)
            .unwrap_or("")
            .trim_start_matches([',', '、', ' ']);
        return !further.starts_with("每") && further.chars().take(2).count() < 2;
    }
    let measure = place
        .quantities
        .iter()
        .find(|quantity| quantity.range.start >= at && quantity.range.start <= at + 3);
    let rate = measure.is_some_and(|quantity| {
        let clock = quantity.unit.is_empty();
        !clock
            && !matches!(
                quantity.unit.as_str(),
                "次" | "遍" | "回" | "轮" | "场" | "期" | "节"
            )
            && (quantity.length.is_none() || quantity.unit == "小时")
    });
    let names_a_time = small_number(words, 12).is_some_and(|(len, _)| {
        let rest = words[len..].trim_start_matches(['月', '份', '日']);
        rest.len() < words[len..].len() && opens(rest, &["为", "是", "定为"])
    });
    if names_a_time {
        return true;
    }
    let figures = opens(
        words,
        &[
            "约", "平均", "产生", "产量", "用量", "营业", "有近", "客流", "可达", "发生",
            "处理能力", "接待", "生产", "都有", "的产", "的用",
        ],
    );
    (rate && !has(words, &["开展", "进行", "检查"]))
        || figures
        || opens(words, &["24小时", "二十四小时"])
}

/// How often within the period, and up to where that was said.
fn times(place: &Place, from: usize, to: usize) -> (u32, bool, usize) {
    let is_count = |unit: &str| matches!(unit, "次" | "遍" | "回" | "轮" | "场" | "期");
    let in_clause = place.quantities.iter().find(|quantity| {
        quantity.range.start >= from && quantity.range.start < to && is_count(&quantity.unit)
    });
    let next_clause = || {
        place.quantities.iter().find(|quantity| {
            let close = quantity.range.start >= to && quantity.range.start <= to + 40;
            let lead = place.page.norm.get(to..quantity.range.start).unwrap_or("");
            close
                && is_count(&quantity.unit)
                && has(lead, &["不少于", "至少", "不得少于", "不低于"])
                && !lead.contains('每')
                && lead.chars().filter(|c| matches!(c, ',' | ';')).count() <= 1
        })
    };
    match in_clause.or_else(next_clause) {
        Some(quantity) => {
            let lead = place
                .page
                .norm
                .get(from..quantity.range.start)
                .unwrap_or("");
            let at_least = matches!(quantity.op, Some(Op::AtLeast | Op::More))
                || has(tail(lead, 8), &["至少", "不少于"]);
            (
                (quantity.value.round().max(1.0)) as u32,
                at_least,
                quantity.whole.end,
            )
        }
        None => (
            1,
            has(
                crate::numbering::head(place.page.norm.get(from..to).unwrap_or(""), 6),
                &["至少"],
            ),
            from,
        ),
    }
}

fn action(place: &Place, start: usize, after: &str) -> String {
    let words = after.trim_start_matches(['的', '底', '末', '前']).trim();
    let is_only_a_count =
        words.chars().count() <= 8 && words.ends_with('次') && has(words, &["至少", "不少于"]);
    if words.chars().count() >= 4 && !is_only_a_count {
        return words.chars().take(60).collect();
    }
    let clause = place.clause(start);
    let before = place
        .page
        .norm
        .get(clause.start..start)
        .unwrap_or("")
        .trim();
    let before = if before.is_empty() {
        place.clause_before(start)
    } else {
        before
    };
    format!("{}{words}", tail(before, 40))
}

/// `每年9月份`: the month.
fn month(after: &str) -> Option<u8> {
    let words = after.trim_start_matches(['的', '在', '于', ' ']);
    small_number(words, 12)
        .filter(|(len, _)| words[*len..].starts_with('月'))
        .map(|(_, month)| month)
}
