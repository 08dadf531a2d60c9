//! Whether the words behind a number make it a measure, or the number of a heading.

use super::head;
use crate::normal::is_han;

/// `1 总则`: a number and a gap before a short line without punctuation.
pub(super) fn looks_like_heading(text: &str) -> bool {
    let line = head(text, 25).trim_end();
    let short = line.len() == text.trim_end().len();
    short && !line.contains([',', '。', ';', ':', '\t']) && !begins_with_a_measure(line)
}

/// Whether a number before these words is a measure. A sign such as 日 or 人 also begins other words
/// (日常, 人员); it measures where a bound follows or the word ends.
pub(super) fn begins_with_a_measure(words: &str) -> bool {
    MEASURES
        .iter()
        .filter_map(|unit| words.strip_prefix(unit).map(|rest| (*unit, rest)))
        .any(|(unit, rest)| {
            let one_sign = unit.chars().count() == 1 && unit.starts_with(is_han);
            let next = rest.chars().next();
            let goes_on = next.is_some_and(|c| {
                is_han(c)
                    && !matches!(
                        c,
                        '以' | '内'
                            | '之'
                            | '上'
                            | '下'
                            | '左'
                            | '前'
                            | '后'
                            | '的'
                            | '及'
                            | '至'
                            | '到'
                    )
            });
            !one_sign || !goes_on
        })
}

/// Words behind a number that make it a measure and not the number of a heading.
const MEASURES: &[&str] = &[
    "小时", "分钟", "万", "亿", "千", "百", "米", "公里", "元", "倍", "度", "℃", "%", "吨", "人",
    "个", "年", "月", "日", "天", "公斤", "克", "升", "秒", "级", "平方", "立方", "厘米", "毫米",
    "版", "以上", "以下",
];
