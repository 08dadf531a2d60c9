//! The numbers that stand before headings and items, as they are printed.

mod measure;

use measure::{begins_with_a_measure, looks_like_heading};

use crate::normal::is_han;
use crate::numeral::{is_han_numeral, numeral};

/// The look of a number before a heading or an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// 第一编, 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// (一)
    HanInParens,
    /// 1 …, 1. …, 1、…
    Digit,
    /// 1.1, 1.1.1; the field is the number of parts, at least two
    Dotted(u8),
    /// (1)
    DigitInParens,
    /// 1)
    DigitHalfParens,
    /// ①
    Circled,
    /// A.
    Letter,
    /// 第一步
    Step,
    /// 一是
    Ordinal,
    /// •
    Bullet,
}

impl Style {
    /// Where the style usually stands among the others, outermost first. Only used where the document
    /// itself does not show it.
    pub(crate) fn usual_rank(self) -> u8 {
        match self {
            Style::Part => 0,
            Style::Chapter => 1,
            Style::Section => 2,
            Style::Article | Style::Han => 3,
            Style::HanInParens => 4,
            Style::Digit => 5,
            Style::Dotted(parts) => 5u8.saturating_add(parts.min(6)).saturating_sub(1),
            Style::DigitInParens | Style::Step => 11,
            Style::DigitHalfParens => 12,
            Style::Circled => 13,
            Style::Letter => 14,
            Style::Ordinal => 15,
            Style::Bullet => 16,
        }
    }
}

/// A number before a heading or an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) style: Style,
    /// The sign that ends it, where the style has several (`.` and `、`).
    pub(crate) sign: char,
    /// Its value; of a dotted number the last part; of a bullet 0.
    pub(crate) value: u32,
    /// For a dotted number: the parts before the last, folded into one.
    pub(crate) prefix: u32,
    /// Bytes it takes, following spaces and stray signs included.
    pub(crate) len: usize,
    /// Bytes of the number itself.
    pub(crate) number_len: usize,
}

/// Reads the number at the beginning of a line (without leading spaces).
pub(crate) fn mark(line: &str) -> Option<Mark> {
    let first = line.chars().next()?;
    let mark = match first {
        '第' => ordinal_unit(line),
        '(' => in_parens(line),
        '0'..='9' => digits(line),
        '①'..='⑳' => Some(simple(
            Style::Circled,
            first as u32 - '①' as u32 + 1,
            first.len_utf8(),
        )),
        '❶'..='❿' => Some(simple(
            Style::Circled,
            first as u32 - '❶' as u32 + 1,
            first.len_utf8(),
        )),
        '•' | '●' | '◆' | '■' | '□' | '▲' | '►' | '★' | '※' | '·' | '◇' | '▪' | '\u{f06c}'
        | '\u{f0b7}' => Some(simple(Style::Bullet, 0, first.len_utf8())),
        '-' if line[1..].starts_with(|c: char| c == ' ' || is_han(c)) => {
            Some(simple(Style::Bullet, 0, 1))
        }
        'A'..='Z' | 'a'..='z' => letter(line),
        _ if is_han_numeral(first) => han(line),
        _ => None,
    }?;
    Some(with_trail(line, mark))
}

fn simple(style: Style, value: u32, len: usize) -> Mark {
    Mark {
        style,
        sign: ' ',
        value,
        prefix: 0,
        len,
        number_len: len,
    }
}

/// Takes in the spaces and stray signs behind a number: `(1)、`, `1 、`.
fn with_trail(line: &str, mut mark: Mark) -> Mark {
    let rest = &line[mark.len..];
    let mut trail = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let takes_sign = !matches!(
        mark.style,
        Style::Article | Style::Chapter | Style::Section | Style::Part | Style::Bullet
    );
    if takes_sign
        && mark.sign == ' '
        && let Some(after) = rest[trail..].strip_prefix(['、', '.', ','])
    {
        trail = rest.len() - after.trim_start_matches(' ').len();
    }
    mark.len += trail;
    mark
}

fn whole(value: f64) -> Option<u32> {
    (value.fract() == 0.0 && (0.0..1000.0).contains(&value)).then_some(value as u32)
}

fn ordinal_unit(line: &str) -> Option<Mark> {
    let rest = &line['第'.len_utf8()..];
    let lead = rest.len() - rest.trim_start_matches(' ').len();
    let number = numeral(&rest[lead..])?;
    let value = whole(number.value)?;
    let before_unit = '第'.len_utf8() + lead + number.len;
    let tail = line[before_unit..].trim_start_matches(' ');
    let unit_at = line.len() - tail.len();
    let styles: [(&str, Style); 7] = [
        ("部分", Style::Part),
        ("编", Style::Part),
        ("章", Style::Chapter),
        ("节", Style::Section),
        ("条", Style::Article),
        ("步", Style::Step),
        ("、", Style::Ordinal),
    ];
    let (unit, style) = styles
        .into_iter()
        .find(|(unit, _)| tail.starts_with(unit))?;
    let len = unit_at + unit.len();
    let follows = line[len..].chars().next();
    let stands_alone = match style {
        Style::Article | Style::Chapter | Style::Section | Style::Part => !matches!(
            follows,
            Some('的' | '款' | '规' | '第' | '和' | '至' | '、' | '中')
        ),
        Style::Han
        | Style::HanInParens
        | Style::Digit
        | Style::Dotted(_)
        | Style::DigitInParens
        | Style::DigitHalfParens
        | Style::Circled
        | Style::Letter
        | Style::Step
        | Style::Ordinal
        | Style::Bullet => true,
    };
    stands_alone.then(|| simple(style, value, len))
}

fn in_parens(line: &str) -> Option<Mark> {
    let inner = line.get(1..)?;
    let lead = inner.len() - inner.trim_start_matches(' ').len();
    let number = numeral(&inner[lead..])?;
    let value = whole(number.value)?;
    let after = inner[lead + number.len..].trim_start_matches(' ');
    after.strip_prefix(')')?;
    let len = line.len() - after.len() + 1;
    let style = if number.digits {
        Style::DigitInParens
    } else {
        Style::HanInParens
    };
    (value > 0 && value < 100).then(|| simple(style, value, len))
}

fn digits(line: &str) -> Option<Mark> {
    let (parts, len) = dotted_parts(line)?;
    let rest = &line[len..];
    let next = rest.chars().next()?;
    let spaced = rest.trim_start_matches(' ');
    let value = *parts.last()?;
    if parts.len() >= 2 {
        let starts_text = next == ' '
            || next == '\t'
            || is_han(next)
            || matches!(next, '、' | '.' | '"' | '《' | '(');
        let is_measure = begins_with_a_measure(spaced);
        if !starts_text || is_measure || parts[0] > 40 || parts[0] == 0 || parts.len() > 6 {
            return None;
        }
        let prefix = parts[..parts.len() - 1]
            .iter()
            .fold(0u32, |all, part| all.wrapping_mul(101).wrapping_add(*part));
        let sign = if matches!(next, '、' | '.') {
            next
        } else {
            ' '
        };
        let taken = len + if sign == ' ' { 0 } else { sign.len_utf8() };
        return Some(Mark {
            style: Style::Dotted(parts.len() as u8),
            sign,
            value,
            prefix,
            len: taken,
            number_len: len,
        });
    }
    if value == 0 || value > 200 {
        return None;
    }
    let sign_at = rest.len() - spaced.len();
    let sign = spaced.chars().next()?;
    match sign {
        '、' | '.' | ',' => {
            let after = &spaced[sign.len_utf8()..];
            let is_list = sign == '、' || !after.starts_with(|c: char| c.is_ascii_digit());
            let enumerates = sign == '、'
                && numeral(after.trim_start()).is_some_and(|n| n.digits)
                && after.trim_start().len() < 24;
            let len_all = len + sign_at + sign.len_utf8();
            (is_list && !enumerates).then_some(Mark {
                style: Style::Digit,
                sign,
                value,
                prefix: 0,
                len: len_all,
                number_len: len,
            })
        }
        ')' => Some(simple(Style::DigitHalfParens, value, len + sign_at + 1)),
        _ if sign_at > 0 && is_han(sign) && looks_like_heading(spaced) => Some(Mark {
            style: Style::Digit,
            sign: ' ',
            value,
            prefix: 0,
            len,
            number_len: len,
        }),
        _ => None,
    }
}

/// The number of an item whose text begins with digits: `3.24小时内`. Only the lines around it can tell
/// it from a decimal.
pub(crate) fn run_on_mark(line: &str) -> Option<Mark> {
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let value: u32 = line[..digits]
        .parse()
        .ok()
        .filter(|value| (1..100).contains(value))?;
    let rest = line[digits..].strip_prefix('.')?;
    let whole = rest.starts_with(|c: char| c.is_ascii_digit());
    whole.then_some(Mark {
        style: Style::Digit,
        sign: '.',
        value,
        prefix: 0,
        len: digits + 1,
        number_len: digits,
    })
}

/// The first `most` characters of a text.
pub(crate) fn head(text: &str, most: usize) -> &str {
    text.char_indices()
        .nth(most)
        .map_or(text, |(at, _)| &text[..at])
}

fn dotted_parts(line: &str) -> Option<(Vec<u32>, usize)> {
    let bytes = line.as_bytes();
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        let run = bytes[at..]
            .iter()
            .take(4)
            .take_while(|b| b.is_ascii_digit())
            .count();
        if run == 0 || run > 3 {
            return None;
        }
        parts.push(line[at..at + run].parse().ok()?);
        at += run;
        let goes_on =
            bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !goes_on {
            return Some((parts, at));
        }
        at += 1;
    }
}

fn letter(line: &str) -> Option<Mark> {
    let bytes = line.as_bytes();
    let sign_len = match line[1..].chars().next()? {
        sign @ ('.' | '、' | ')') => sign.len_utf8(),
        _ => return None,
    };
    let rest = &line[1 + sign_len..];
    let starts_text = rest.trim_start_matches(' ').starts_with(is_han);
    let value = u32::from(bytes[0].to_ascii_uppercase() - b'A') + 1;
    starts_text.then(|| simple(Style::Letter, value, 1 + sign_len))
}

fn han(line: &str) -> Option<Mark> {
    let number = numeral(line)?;
    let value = whole(number.value).filter(|value| (1..100).contains(value))?;
    let rest = line[number.len..].trim_start_matches(' ');
    let gap = line.len() - number.len - rest.len();
    let sign = rest.chars().next()?;
    let len = number.len + gap + sign.len_utf8();
    match sign {
        '、' | '.' => {
            let after = rest[sign.len_utf8()..].trim_start();
            let enumerates = numeral(after).is_some_and(|n| {
                !n.digits && after[n.len..].starts_with(['、', '级', '类', '层', '楼', '年', '班'])
            });
            (!enumerates).then_some(Mark {
                style: Style::Han,
                sign,
                value,
                prefix: 0,
                len,
                number_len: number.len,
            })
        }
        ')' => Some(simple(Style::HanInParens, value, len)),
        '是' if value > 1 || head(line, 400).contains("二是") => {
            Some(simple(Style::Ordinal, value, len))
        }
        _ if gap > 0 && is_han(sign) && looks_like_heading(rest) => {
            Some(simple(Style::Han, value, number.len))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Style, u32, &str)> {
        mark(line).map(|mark| (mark.style, mark.value, &line[mark.len..]))
    }

    #[test]
    fn numbers_of_headings_are_read_as_printed() {
        assert_eq!(read("一、总则"), Some((Style::Han, 1, "总则")));
        assert_eq!(read("十二、附则"), Some((Style::Han, 12, "附则")));
        assert_eq!(read("(三)保障"), Some((Style::HanInParens, 3, "保障")));
        assert_eq!(read("1 、值班"), Some((Style::Digit, 1, "值班")));
        assert_eq!(
            read("2.5 信息报告"),
            Some((Style::Dotted(2), 5, "信息报告"))
        );
        assert_eq!(read("2.5小时内报告"), None);
        assert_eq!(
            read("(1)、切断电源"),
            Some((Style::DigitInParens, 1, "切断电源"))
        );
        assert_eq!(read("3)撤离"), Some((Style::DigitHalfParens, 3, "撤离")));
        assert_eq!(read("①报警"), Some((Style::Circled, 1, "报警")));
        assert_eq!(read("第三章 职责"), Some((Style::Chapter, 3, "职责")));
        assert_eq!(read("第十条 本办法"), Some((Style::Article, 10, "本办法")));
        assert_eq!(read("1 总则"), Some((Style::Digit, 1, "总则")));
        assert_eq!(read("5 日常管理"), Some((Style::Digit, 5, "日常管理")));
        assert_eq!(read("3.2人员疏散"), Some((Style::Dotted(2), 2, "人员疏散")));
        assert_eq!(read("3.2人以上"), None);
        assert_eq!(read("5 日内"), None);
        assert_eq!(read("一般事故"), None);
        assert_eq!(read("119报警"), None);
        assert_eq!(read("2024年"), None);
        assert_eq!(read("一、二级响应"), None);
    }
}
