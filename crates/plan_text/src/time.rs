//! Lengths of time and days of the calendar as printed.

use crate::numeral::{Numeral, numeral};

/// What a length of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// 秒
    Second,
    /// 分钟
    Minute,
    /// 小时
    Hour,
    /// 天, 日
    Day,
    /// 周, 星期
    Week,
    /// 个月
    Month,
    /// 年
    Year,
}

/// A length of time at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Length {
    /// Bytes that it takes.
    pub(crate) len: usize,
    pub(crate) amount: f64,
    pub(crate) unit: TimeUnit,
    /// Working days or hours.
    pub(crate) working: bool,
}

impl Length {
    /// The length in minutes; a month counts 30 days, a year 365.
    pub(crate) fn minutes(&self) -> f64 {
        let one = match self.unit {
            TimeUnit::Second => 1.0 / 60.0,
            TimeUnit::Minute => 1.0,
            TimeUnit::Hour => 60.0,
            TimeUnit::Day => 1440.0,
            TimeUnit::Week => 7.0 * 1440.0,
            TimeUnit::Month => 30.0 * 1440.0,
            TimeUnit::Year => 365.0 * 1440.0,
        };
        self.amount * one
    }

    /// The length as an ISO 8601 period.
    pub(crate) fn period(&self) -> String {
        let whole = self.amount.fract() == 0.0;
        let n = self.amount.trunc();
        match self.unit {
            TimeUnit::Second => format!("PT{n}S"),
            TimeUnit::Minute => format!("PT{}M", self.amount.round()),
            TimeUnit::Hour if whole => format!("PT{n}H"),
            TimeUnit::Hour => format!("PT{}M", (self.amount * 60.0).round()),
            TimeUnit::Day if whole => format!("P{n}D"),
            TimeUnit::Day => format!("PT{}H", (self.amount * 24.0).round()),
            TimeUnit::Week if whole => format!("P{n}W"),
            TimeUnit::Week => format!("P{}D", (self.amount * 7.0).round()),
            TimeUnit::Month if whole => format!("P{n}M"),
            TimeUnit::Month => format!("P{}D", (self.amount * 30.0).round()),
            TimeUnit::Year if whole => format!("P{n}Y"),
            TimeUnit::Year => format!("P{}M", (self.amount * 12.0).round()),
        }
    }
}

/// The units, longest first. The last field says how many of the unit one such is, and whether it is
/// working time.
const UNITS: &[(&str, TimeUnit, f64, bool)] = &[
    ("个工作小时", TimeUnit::Hour, 1.0, true),
    ("工作小时", TimeUnit::Hour, 1.0, true),
    ("个工作日", TimeUnit::Day, 1.0, true),
    ("工作日", TimeUnit::Day, 1.0, true),
    ("个自然日", TimeUnit::Day, 1.0, false),
    ("自然日", TimeUnit::Day, 1.0, false),
    ("个日历日", TimeUnit::Day, 1.0, false),
    ("日历日", TimeUnit::Day, 1.0, false),
    ("个小时", TimeUnit::Hour, 1.0, false),
    ("小时", TimeUnit::Hour, 1.0, false),
    ("个钟头", TimeUnit::Hour, 1.0, false),
    ("刻钟", TimeUnit::Minute, 15.0, false),
    ("分钟", TimeUnit::Minute, 1.0, false),
    ("秒钟", TimeUnit::Second, 1.0, false),
    ("秒", TimeUnit::Second, 1.0, false),
    ("昼夜", TimeUnit::Day, 1.0, false),
    ("个星期", TimeUnit::Week, 1.0, false),
    ("星期", TimeUnit::Week, 1.0, false),
    ("周年", TimeUnit::Year, 1.0, false),
    ("周岁", TimeUnit::Year, 0.0, false),
    ("周", TimeUnit::Week, 1.0, false),
    ("个季度", TimeUnit::Month, 3.0, false),
    ("季度", TimeUnit::Month, 3.0, false),
    ("个学期", TimeUnit::Month, 6.0, false),
    ("学期", TimeUnit::Month, 6.0, false),
    ("个月", TimeUnit::Month, 1.0, false),
    ("天", TimeUnit::Day, 1.0, false),
    ("年", TimeUnit::Year, 1.0, false),
];

/// Reads the length of time at the beginning of `text`: `24小时`, `一个半小时`, `1小时30分钟`, `半天`,
/// `3个工作日`. `日`, `月` and `分` alone are lengths only where what follows leaves no other reading.
pub(crate) fn length(text: &str) -> Option<Length> {
    let number = numeral(text)?;
    let first = after_number(text, number)?;
    if matches!(
        first.unit,
        TimeUnit::Hour | TimeUnit::Day | TimeUnit::Minute
    ) && let Some(second) =
        numeral(&text[first.len..]).and_then(|n| after_number(&text[first.len..], n))
        && second.unit < first.unit
        && !second.working
    {
        let both = first.minutes() + second.minutes();
        return Some(Length {
            len: first.len + second.len,
            amount: both,
            unit: TimeUnit::Minute,
            working: false,
        });
    }
    Some(first)
}

fn after_number(text: &str, number: Numeral) -> Option<Length> {
    if number.percent {
        return None;
    }
    let mut len = number.len;
    let mut amount = number.value;
    let spaces = text[len..].len() - text[len..].trim_start_matches(' ').len();
    len += spaces;
    for &(half, plus) in &[("个半", 0.5), ("又二分之一", 0.5)] {
        if text[len..].starts_with(half) && amount.fract() == 0.0 {
            len += half.len();
            amount += plus;
        }
    }
    let rest = &text[len..];
    for &(name, unit, factor, working) in UNITS {
        if let Some(behind) = rest.strip_prefix(name) {
            if factor == 0.0 || is_other_word(name, behind, number) {
                return None;
            }
            return Some(Length {
                len: len + name.len(),
                amount: amount * factor,
                unit,
                working,
            });
        }
    }
    short_unit(rest, number).map(|(bytes, unit)| Length {
        len: len + bytes,
        amount,
        unit,
        working: false,
    })
}

/// `2024年`, `一天天`, `一年级`: the unit belongs to another word.
fn is_other_word(name: &str, rest: &str, number: Numeral) -> bool {
    match name {
        "年" => number.value >= 1900.0 || rest.starts_with("级") || rest.starts_with("代"),
        "周" => rest.starts_with(['围', '密', '边', '全', '到', '期']),
        "天" => rest.starts_with(['气', '然', '津', '桥', '花']),
        "星期" => {
            !number.digits && rest.starts_with(['一', '二', '三', '四', '五', '六', '日', '天'])
        }
        _ => false,
    }
}

/// Units of one sign, which need what follows (`日内`, `月内`) or digits before them (`24h`, `30min`).
fn short_unit(rest: &str, number: Numeral) -> Option<(usize, TimeUnit)> {
    let bounded = |bytes: usize| {
        let after = &rest[bytes..];
        [
            "内", "之内", "以内", "以上", "以下", "及以上", "之后", "后", "一次", "1次", "至",
        ]
        .iter()
        .any(|word| after.starts_with(word))
            || after.is_empty()
            || after.starts_with(['(', ',', '。', ';', '、', ')'])
            || (after.starts_with('的') && !number.digits)
    };
    let latin = |word: &str| {
        number.digits
            && rest
                .get(..word.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    if rest.starts_with('日') && bounded(3) {
        return Some((3, TimeUnit::Day));
    }
    if rest.starts_with('月')
        && ["内", "之内", "以内", "以上"]
            .iter()
            .any(|word| rest[3..].starts_with(word))
    {
        return Some((3, TimeUnit::Month));
    }
    if rest.starts_with('分')
        && number.digits
        && !rest[3..].starts_with(['之', '以', '及', '的', '为', '别', '部', '管', '级', '制'])
    {
        return Some((3, TimeUnit::Minute));
    }
    if rest.starts_with('时')
        && number.digits
        && ["内", "之内", "以内"]
            .iter()
            .any(|word| rest[3..].starts_with(word))
    {
        return Some((3, TimeUnit::Hour));
    }
    for (word, unit) in [
        ("hours", TimeUnit::Hour),
        ("hour", TimeUnit::Hour),
        ("h", TimeUnit::Hour),
        ("mins", TimeUnit::Minute),
        ("min", TimeUnit::Minute),
        ("s", TimeUnit::Second),
    ] {
        if latin(word) {
            return Some((word.len(), unit));
        }
    }
    None
}

/// A day of the calendar at the beginning of a text: `2025年9月30日`, `6月8日`, `20__年3月12日`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    /// Bytes that it takes.
    pub(crate) len: usize,
    /// The year, where it is printed and not masked.
    pub(crate) year: Option<u16>,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Day {
    /// `2025-09-30`, or `--09-30` without a year.
    pub(crate) fn iso(&self) -> String {
        match self.year {
            Some(year) => format!("{year:04}-{:02}-{:02}", self.month, self.day),
            None => format!("--{:02}-{:02}", self.month, self.day),
        }
    }
}

/// Reads the day at the beginning of `text`.
pub(crate) fn day(text: &str) -> Option<Day> {
    let (mut len, year) = year(text);
    let month = small_number(&text[len..], 12)?;
    len += month.0;
    len += text[len..].strip_prefix('月').map(|_| 3)?;
    let day = small_number(&text[len..], 31)?;
    len += day.0;
    len += text[len..]
        .strip_prefix(['日', '号'])
        .map(|_| 3)
        .unwrap_or(0);
    let complete = text[..len].ends_with(['日', '号'])
        || text[len..].trim_start().starts_with(['-', '至', '到']);
    complete.then_some(Day {
        len,
        year,
        month: month.1,
        day: day.1,
    })
}

/// The bytes of a printed year with its 年, and the year unless masked.
fn year(text: &str) -> (usize, Option<u16>) {
    let Some(end) = text
        .char_indices()
        .take(8)
        .find(|&(_, c)| c == '年')
        .map(|(at, _)| at)
    else {
        return (0, None);
    };
    let printed = &text[..end];
    let masked = printed.chars().all(|c| {
        c.is_ascii_digit() || matches!(c, '_' | 'x' | 'X' | '*' | '×' | ' ') || is_year_digit(c)
    });
    if printed.is_empty() || !masked {
        return (0, None);
    }
    let value = numeral(printed)
        .filter(|n| n.len == printed.len())
        .map(|n| n.value);
    let year = value
        .filter(|value| (1900.0..2200.0).contains(value))
        .map(|value| value as u16);
    (end + '年'.len_utf8(), year)
}

fn is_year_digit(c: char) -> bool {
    matches!(
        c,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九'
    )
}

/// A whole number from 1 to `most` with the bytes it takes.
pub(crate) fn small_number(text: &str, most: u8) -> Option<(usize, u8)> {
    let lead = text.len() - text.trim_start_matches(' ').len();
    let number = numeral(&text[lead..])?;
    let trail =
        text[lead + number.len..].len() - text[lead + number.len..].trim_start_matches(' ').len();
    let fits = number.value.fract() == 0.0
        && number.value >= 1.0
        && number.value <= f64::from(most)
        && !number.percent;
    fits.then_some((lead + number.len + trail, number.value as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_print_them() {
        let minutes = |text| length(text).map(|l| (l.minutes(), l.working));
        assert_eq!(minutes("24小时内"), Some((1440.0, false)));
        assert_eq!(minutes("半小时内"), Some((30.0, false)));
        assert_eq!(minutes("半个小时内"), Some((30.0, false)));
        assert_eq!(minutes("一个半小时"), Some((90.0, false)));
        assert_eq!(minutes("一刻钟内"), Some((15.0, false)));
        assert_eq!(minutes("1小时30分钟内"), Some((90.0, false)));
        assert_eq!(minutes("3个工作日内"), Some((4320.0, true)));
        assert_eq!(minutes("三日内"), Some((4320.0, false)));
        assert_eq!(minutes("30min内"), Some((30.0, false)));
        assert_eq!(minutes("6月8日"), None);
        assert_eq!(minutes("2024年"), None);
        assert_eq!(length("6个月").map(|l| l.period()), Some("P6M".to_owned()));
        assert_eq!(
            length("1.5小时").map(|l| l.period()),
            Some("PT90M".to_owned())
        );
    }

    #[test]
    fn days_are_read_with_and_without_their_year() {
        let iso = |text| day(text).map(|d| d.iso());
        assert_eq!(iso("6月8日之前").as_deref(), Some("--06-08"));
        assert_eq!(iso("2025年9月30日前").as_deref(), Some("2025-09-30"));
        assert_eq!(iso("20__年3月12日至18日").as_deref(), Some("--03-12"));
        assert_eq!(iso("九月一日").as_deref(), Some("--09-01"));
        assert_eq!(iso("13月1日"), None);
    }
}
