//! Quantities with what they are compared with: `30人以上`, `不超过2小时`, `3人以上10人以下`, `≥37℃`.

mod compare;
mod unit;

use std::ops::Range;

use compare::{comparison_after, comparison_before, parenthesis};
use serde::Serialize;
use unit::unit;

use crate::numeral::{is_han_numeral, numeral};
use crate::sentence::Sentence;
use crate::time::{self, Length};

/// How a number decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Op {
    /// 以上, 不少于, 达到
    #[serde(rename = ">=")]
    AtLeast,
    /// 以下, 以内, 不超过
    #[serde(rename = "<=")]
    AtMost,
    /// 超过, 大于
    #[serde(rename = ">")]
    More,
    /// 不足, 小于
    #[serde(rename = "<")]
    Less,
    /// 在…
    #[serde(rename = "=")]
    Equal,
    /// 3人以上10人以下, 1-2
    #[serde(rename = "between")]
    Between,
}

/// A number with its unit and the words of comparison around it.
#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    /// From the first digit to the end of the unit; of a range, from the lower to the upper end.
    pub(crate) range: Range<usize>,
    /// With the words of comparison.
    pub(crate) whole: Range<usize>,
    pub(crate) value: f64,
    pub(crate) upper: Option<f64>,
    pub(crate) unit: String,
    /// Set when it is a length of time: the lower one and, of a range, the upper one.
    pub(crate) length: Option<Length>,
    pub(crate) upper_length: Option<Length>,
    pub(crate) op: Option<Op>,
    /// The comparison stands before the number.
    pub(crate) compared_before: bool,
    pub(crate) percent: bool,
}

/// All quantities of a sentence in order.
pub(crate) fn quantities(text: &str, sentence: &Sentence) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = sentence.range.start;
    let mut before = ' ';
    while at < sentence.range.end {
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let starts =
            (c.is_ascii_digit() && !before.is_ascii_digit() && before != '.' && before != '_')
                || (is_han_numeral(c) && !is_han_numeral(before) && !before.is_ascii_digit());
        let read = if starts && !matches!(before, '第' | '篇' | '其' | '统' | '唯' | '专') {
            quantity(text, at, sentence)
        } else {
            None
        };
        match read {
            Some(quantity) => {
                at = quantity
                    .whole
                    .end
                    .max(quantity.range.end)
                    .max(at + c.len_utf8());
                before = text[..at].chars().next_back().unwrap_or(' ');
                found.push(quantity);
            }
            None => {
                at += c.len_utf8();
                before = c;
            }
        }
    }
    joined(text, found)
}

struct One {
    end: usize,
    value: f64,
    unit: String,
    length: Option<Length>,
    percent: bool,
}

/// A number with its unit at `at`.
fn one(text: &str, at: usize, end: usize) -> Option<One> {
    let rest = &text[at..end];
    if let Some(length) = time::length(rest) {
        let unit_at = numeral(rest).map_or(0, |n| n.len);
        let unit = rest[unit_at..length.len]
            .trim()
            .trim_start_matches('个')
            .to_owned();
        return Some(One {
            end: at + length.len,
            value: length.amount,
            unit,
            length: Some(length),
            percent: false,
        });
    }
    let number = numeral(rest)?;
    let after = &rest[number.len..];
    let gap = after.len() - after.trim_start_matches(' ').len();
    let unit = unit(&after[gap..]);
    if number.percent {
        return Some(One {
            end: at + number.len,
            value: number.value,
            unit: "%".to_owned(),
            length: None,
            percent: true,
        });
    }
    if !number.digits && unit.is_empty() {
        return None;
    }
    let len = if unit.is_empty() {
        number.len
    } else {
        number.len + gap + unit.len()
    };
    let printed_scale: String = rest[..number.len]
        .chars()
        .filter(|c| matches!(c, '万' | '亿'))
        .collect();
    let percent = unit.starts_with('%');
    Some(One {
        end: at + len,
        value: number.value,
        unit: format!("{printed_scale}{unit}"),
        length: None,
        percent,
    })
}

fn quantity(text: &str, at: usize, sentence: &Sentence) -> Option<Quantity> {
    let end = sentence.range.end;
    if text[..at].ends_with('月')
        && text[at..end]
            .chars()
            .take(4)
            .any(|c| matches!(c, '日' | '号'))
    {
        return None;
    }
    let first = one(text, at, end).or_else(|| bare_lower_end(text, at, end))?;
    if is_part_of_a_date(&text[first.end..end]) && first.length.is_none() {
        return None;
    }
    let (before_op, before_at) =
        comparison_before(&text[sentence.range.start..at], sentence.range.start);
    if let Some(range) = upper_end(text, &first, at, end, before_at) {
        return Some(range);
    }
    let (after_op, after_end) = comparison_after(&text[first.end..end], &first)
        .map_or((None, first.end), |(op, len)| (Some(op), first.end + len));
    let op = before_op.or(after_op);
    Some(Quantity {
        range: at..first.end,
        whole: if before_op.is_some() { before_at } else { at }..after_end,
        value: first.value,
        upper: None,
        unit: first.unit,
        length: first.length,
        upper_length: None,
        op,
        compared_before: before_op.is_some(),
        percent: first.percent,
    })
}

/// The `3` of `3至9人`, `三` of `三到五人`: a number whose unit follows the upper end.
fn bare_lower_end(text: &str, at: usize, end: usize) -> Option<One> {
    let number = numeral(&text[at..end])?;
    let rest = &text[at + number.len..end];
    let joins = rest.starts_with(['至', '到', '-'])
        && numeral(rest.trim_start_matches(['至', '到', '-'])).is_some();
    joins.then_some(One {
        end: at + number.len,
        value: number.value,
        unit: String::new(),
        length: None,
        percent: false,
    })
}

/// The other end of a range, when one follows.
fn upper_end(text: &str, first: &One, at: usize, end: usize, before_at: usize) -> Option<Quantity> {
    let rest = &text[first.end..end];
    let mut len = parenthesis(rest);
    let lower_word = ["及以上", "以上"]
        .iter()
        .find(|word| rest[len..].starts_with(**word));
    let join_at = len + lower_word.map_or(0, |word| word.len());
    let after_lower = join_at + parenthesis(&rest[join_at..]);
    let join = &rest[after_lower..];
    let signs: &[char] = if lower_word.is_some() {
        &['、', ',', ' ', '-', '至', '到', '且', '并']
    } else {
        &['-', '至', '到', ' ']
    };
    let joined = join.trim_start_matches(signs);
    let join_len = join.len() - joined.len();
    if (lower_word.is_none() && !join.trim_start().starts_with(['-', '至', '到'])) || join_len > 12
    {
        return None;
    }
    len = after_lower + join_len;
    let second_at = first.end + len;
    let joined = &text[second_at..end];
    let limit_word = ["不足", "不满", "不超过", "低于", "小于"]
        .iter()
        .find(|word| lower_word.is_some() && joined.starts_with(**word));
    let second_at = second_at + limit_word.map_or(0, |word| word.len());
    let second = one(text, second_at, end)?;
    if is_part_of_a_date(&text[second.end..end]) && second.length.is_none() {
        return None;
    }
    let tail = &text[second.end..end];
    let paren = parenthesis(tail);
    let closing = ["以下", "以内", "之内", "之间", "及以下"]
        .iter()
        .find(|word| tail[paren..].starts_with(**word));
    let unrelated = lower_word.is_some() && closing.is_none() && limit_word.is_none();
    if unrelated
        || (!first.unit.is_empty() && !same_measure(&first.unit, &second.unit))
        || second.value < first.value && first.length.is_none()
    {
        return None;
    }
    let whole_end = second.end + closing.map_or(0, |word| paren + word.len());
    let first_length = first.length.or(second.length.map(|length| Length {
        amount: first.value,
        len: 0,
        ..length
    }));
    Some(Quantity {
        range: at..second.end,
        whole: before_at.min(at)..whole_end,
        value: first.value,
        upper: Some(second.value),
        unit: if second.unit.is_empty() {
            first.unit.clone()
        } else {
            second.unit
        },
        length: first_length.filter(|_| second.length.is_some()),
        upper_length: second.length,
        op: (lower_word.is_some() || closing.is_some_and(|word| *word == "之间"))
            .then_some(Op::Between),
        compared_before: false,
        percent: second.percent,
    })
}

fn same_measure(a: &str, b: &str) -> bool {
    let bare = |unit: &str| unit.trim_start_matches(['万', '亿', '个']).to_owned();
    bare(a) == bare(b)
}

/// What follows makes the number a day, a clock time or a year.
fn is_part_of_a_date(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    rest.starts_with(['月', '日', '号', '点', '时', '年', '#'])
        || rest
            .strip_prefix(':')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `大于3小于10`, `≥3人且<10人`: two comparisons of one measure side by side are one range.
fn joined(text: &str, quantities: Vec<Quantity>) -> Vec<Quantity> {
    let mut all: Vec<Quantity> = Vec::with_capacity(quantities.len());
    for next in quantities {
        if let Some(last) = all.last_mut() {
            let between = text.get(last.whole.end..next.whole.start).unwrap_or("?");
            let adjacent = between
                .chars()
                .all(|c| matches!(c, ',' | '、' | ' ' | '且' | '并' | '但' | '而'))
                && between.len() <= 9;
            let lower = matches!(last.op, Some(Op::AtLeast | Op::More)) && last.upper.is_none();
            let upper = matches!(next.op, Some(Op::AtMost | Op::Less)) && next.compared_before;
            if adjacent
                && lower
                && upper
                && last.compared_before
                && same_measure(&last.unit, &next.unit)
                && next.value >= last.value
            {
                last.upper = Some(next.value);
                last.upper_length = next.length;
                last.op = Some(Op::Between);
                last.range.end = next.range.end;
                last.whole.end = next.whole.end;
                continue;
            }
        }
        all.push(next);
    }
    all
}
