//! Units: which spellings mean the same, 万 and 亿, and lengths of time. Units are compared, never
//! converted, except that 万 and 亿 may stand with the number or with the unit.

use jiff::SignedDuration;

use super::lex::{Measure, half_width};
use super::{Number, number::NumberError};

/// Spellings of one unit, a line each. Case counts: mW is not MW.
const SAME: [&[&str]; 24] = [
    &["人", "名", "个人", "位", "people", "persons", "person"],
    &["%", "百分比", "percent"],
    &["%LEL", "%lel"],
    &["ppm", "PPM"],
    &["℃", "°C", "度", "摄氏度", "C"],
    &["元", "人民币", "yuan", "RMB", "CNY"],
    &["米", "m", "metres", "meters"],
    &["厘米", "cm", "公分"],
    &["毫米", "mm"],
    &["千米", "公里", "km"],
    &["平方米", "㎡", "m²", "m2"],
    &["平方千米", "平方公里", "km²", "km2"],
    &["公顷", "ha"],
    &["立方米", "m³", "m3"],
    &["升", "L", "l"],
    &["千克", "公斤", "kg"],
    &["吨", "t"],
    &["毫克/立方米", "mg/m³", "mg/m3"],
    &["米/秒", "m/s"],
    &["毫米/小时", "mm/h"],
    &["兆帕", "MPa"],
    &["千帕", "kPa"],
    &["分贝", "dB"],
    &["次", "times"],
];

/// 万 and 亿 and what is said with them; longer ones first.
const MULTIPLIERS: [(&str, i64); 5] = [
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
];

/// Seconds in a unit of time. A month or a workday has no fixed length, so it is none.
fn seconds(unit: &str) -> Option<i64> {
    match unit {
        "秒" | "秒钟" | "s" | "sec" | "second" | "seconds" => Some(1),
        "分" | "分钟" | "m" | "min" | "minute" | "minutes" => Some(60),
        "时" | "小时" | "个小时" | "h" | "hr" | "hour" | "hours" => Some(3_600),
        "天" | "日" | "d" | "day" | "days" => Some(86_400),
        "周" | "星期" | "w" | "week" | "weeks" => Some(604_800),
        _ => None,
    }
}

/// Why a measure does not fit a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    Unit,
    /// `5000万` for a field counted in 万元: is it 5000万元, or 5000万 of them?
    Multiplier,
    NotATime,
    Number(NumberError),
}

/// The multiplier that a text starts with, and how many characters it takes; 1 and none otherwise.
pub(super) fn multiplier(text: &[char]) -> (i64, usize) {
    MULTIPLIERS
        .iter()
        .find(|(word, _)| super::spelling::starts_with(text, word))
        .map_or((1, 0), |(word, times)| (*times, word.chars().count()))
}

/// Whether the character there can be part of a unit: letters, `%`, `°`, `/`, and the 2 or 3 of
/// square and cubic metres.
pub(super) fn is_unit_part(chars: &[char], place: usize) -> bool {
    let Some(it) = chars.get(place).copied() else {
        return false;
    };
    match it {
        '%' | '‰' | '°' | '℃' | '℉' | '㎡' | '/' | 'µ' | '²' | '³' | '·' => true,
        '2' | '3' => {
            let next = chars.get(place + 1);
            place
                .checked_sub(1)
                .and_then(|before| chars.get(before))
                .is_some_and(char::is_ascii_alphabetic)
                && !next.is_some_and(|it| it.is_alphanumeric() || *it == '.')
        }
        _ => it.is_alphabetic(),
    }
}

/// The number that a measure is in a field's unit.
pub(super) fn in_unit(measure: &Measure, declared: Option<&str>) -> Result<Number, Misfit> {
    let declared: Vec<char> = declared
        .unwrap_or_default()
        .trim()
        .chars()
        .map(half_width)
        .collect();
    let (parts, letters) = multiplier(&declared);
    let base: String = declared.iter().skip(letters).collect();
    match measure.unit.as_deref() {
        Some(unit) if is_same(unit, &base) => measure.number.scaled(measure.multiplier, parts),
        Some(_) => return Err(Misfit::Unit),
        None if measure.multiplier == 1 => Ok(measure.number),
        None if parts == 1 || base.is_empty() => measure.number.scaled(measure.multiplier, parts),
        None => return Err(Misfit::Multiplier),
    }
    .map_err(Misfit::Number)
}

/// The length of time that measures add up to: `1小时30分`.
pub(super) fn as_duration(measures: &[Measure]) -> Result<SignedDuration, Misfit> {
    let mut total = SignedDuration::ZERO;
    for measure in measures {
        let unit = measure.unit.as_deref().ok_or(Misfit::NotATime)?;
        let seconds = seconds(unit).ok_or(Misfit::NotATime)?;
        if measure.number < Number::ZERO {
            return Err(Misfit::NotATime);
        }
        let length = measure
            .number
            .scaled(measure.multiplier, 1)
            .and_then(|it| it.scaled(seconds, 1))
            .map_err(Misfit::Number)?;
        let length = SignedDuration::from_micros(length.millionths());
        total = total
            .checked_add(length)
            .ok_or(Misfit::Number(NumberError::TooLarge))?;
    }
    Ok(total)
}

fn is_same(unit: &str, declared: &str) -> bool {
    unit == declared
        || SAME
            .iter()
            .any(|spellings| spellings.contains(&unit) && spellings.contains(&declared))
}
