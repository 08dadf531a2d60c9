//! Grades in every dress: Ⅰ级, 一级, 级别一, 特别重大, 红色, P0.

use crate::numeral::numeral;

/// A grade printed in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grade {
    /// Bytes it takes.
    pub(crate) len: usize,
    /// 1 is the most severe.
    pub(crate) rank: u8,
    /// It is said by a number, a colour or a code, and not only by an everyday word such as 重大.
    pub(crate) coded: bool,
    /// The dress: word, number, colour or code.
    pub(crate) dress: Dress,
}

/// How a grade is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dress {
    /// 特别重大 … 一般
    Word,
    /// 特别严重 … 一般
    SeverityWord,
    /// Ⅰ级, 一级
    Number,
    /// 红色 …
    Colour,
    /// P0 …
    Code,
}

const WORDS: &[(&str, u8, Dress)] = &[
    ("特别重大", 1, Dress::Word),
    ("特大型", 1, Dress::Word),
    ("大型", 2, Dress::Word),
    ("中型", 3, Dress::Word),
    ("小型", 4, Dress::Word),
    ("特别严重", 1, Dress::SeverityWord),
    ("特大", 1, Dress::Word),
    ("重大", 2, Dress::Word),
    ("严重", 2, Dress::SeverityWord),
    ("较大", 3, Dress::Word),
    ("较重", 3, Dress::SeverityWord),
    ("较严重", 3, Dress::SeverityWord),
    ("一般", 4, Dress::Word),
    ("红色", 1, Dress::Colour),
    ("橙色", 2, Dress::Colour),
    ("黄色", 3, Dress::Colour),
    ("蓝色", 4, Dress::Colour),
];

/// Reads the grade at the beginning of `text`.
pub(crate) fn grade(text: &str) -> Option<Grade> {
    if let Some(&(word, rank, dress)) = WORDS.iter().find(|(word, ..)| text.starts_with(word)) {
        return Some(Grade {
            len: word.len(),
            rank,
            coded: dress == Dress::Colour,
            dress,
        });
    }
    numbered(text).or_else(|| code(text))
}

/// `Ⅰ级`, `1级`, `一级`, `第一级`, `级别一`, `I类`.
fn numbered(text: &str) -> Option<Grade> {
    let made = |len: usize, rank: u8| Grade {
        len,
        rank,
        coded: true,
        dress: Dress::Number,
    };
    if let Some(rest) = text.strip_prefix("级别") {
        let (len, rank) = rank_number(rest)?;
        return Some(made("级别".len() + len, rank));
    }
    let lead = if text.starts_with('第') {
        '第'.len_utf8()
    } else {
        0
    };
    let (len, rank) = rank_number(&text[lead..])?;
    let after = &text[lead + len..];
    let gap = after.len() - after.trim_start_matches(' ').len();
    let rest = &after[gap..];
    let is_class = ["类事件", "类事故", "类故障", "类灾害"]
        .iter()
        .any(|noun| rest.starts_with(noun));
    let unit = ["级别", "级"]
        .into_iter()
        .find(|unit| rest.starts_with(unit))
        .or(is_class.then_some("类"))?;
    Some(made(lead + len + gap + unit.len(), rank))
}

fn rank_number(text: &str) -> Option<(usize, u8)> {
    let roman = text
        .chars()
        .take(5)
        .take_while(|c| matches!(c, 'I' | 'V' | 'i' | 'v' | 'l'))
        .count();
    if roman > 0 {
        let letters = text[..roman].to_ascii_uppercase().replace('L', "I");
        let rank = ["I", "II", "III", "IV", "V"]
            .iter()
            .position(|name| *name == letters)?;
        return Some((roman, rank as u8 + 1));
    }
    let number = numeral(text)?;
    let small = number.value.fract() == 0.0 && (1.0..=6.0).contains(&number.value);
    small.then_some((number.len, number.value as u8))
}

/// `P0`, `S1`, `P1级`: P0 is the most severe, and P1 where there is no P0.
fn code(text: &str) -> Option<Grade> {
    let bytes = text.as_bytes();
    let letter = matches!(bytes.first()?, b'P' | b'p' | b'S' | b's');
    let digit = bytes.get(1).filter(|b| b.is_ascii_digit())?;
    if !letter || bytes.get(2).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let unit = if text[2..].starts_with('级') {
        '级'.len_utf8()
    } else {
        0
    };
    Some(Grade {
        len: 2 + unit,
        rank: digit - b'0' + 1,
        coded: true,
        dress: Dress::Code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read_in_every_dress() {
        let rank = |text| grade(text).map(|grade| (grade.rank, &text[grade.len..]));
        assert_eq!(rank("III级响应"), Some((3, "响应")));
        assert_eq!(rank("iv级(一般)"), Some((4, "(一般)")));
        assert_eq!(rank("一级响应"), Some((1, "响应")));
        assert_eq!(rank("级别二:"), Some((2, ":")));
        assert_eq!(rank("第三级"), Some((3, "")));
        assert_eq!(rank("特别重大事件"), Some((1, "事件")));
        assert_eq!(rank("橙色预警"), Some((2, "预警")));
        assert_eq!(rank("P0级故障"), Some((1, "故障")));
        assert_eq!(rank("P2"), Some((3, "")));
        assert_eq!(rank("八级"), None);
    }
}
