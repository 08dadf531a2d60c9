//! Words of comparison around a number: `不超过…`, `…以上`.

use super::{One, Op};
use crate::normal::is_han;
use crate::numeral::is_han_numeral;

/// `(含30人)`, `(不含)`: what may stand between a unit and its comparison.
pub(super) fn parenthesis(rest: &str) -> usize {
    let Some(inner) = rest.strip_prefix('(') else {
        return 0;
    };
    let short: String = inner.chars().take(12).collect();
    let is_note = short.starts_with('含')
        || short.starts_with("不含")
        || short.starts_with("包括")
        || short.starts_with('包');
    match short.find(')') {
        Some(close) if is_note => 1 + close + 1,
        Some(_) | None => 0,
    }
}

/// Words that compare, standing before the number.
const BEFORE: &[(&str, Op)] = &[
    ("大于或等于", Op::AtLeast),
    ("大于等于", Op::AtLeast),
    ("达到或超过", Op::AtLeast),
    ("等于或大于", Op::AtLeast),
    ("不少于", Op::AtLeast),
    ("不得少于", Op::AtLeast),
    ("不应少于", Op::AtLeast),
    ("不低于", Op::AtLeast),
    ("不得低于", Op::AtLeast),
    ("不应低于", Op::AtLeast),
    ("不小于", Op::AtLeast),
    ("不应小于", Op::AtLeast),
    ("不得小于", Op::AtLeast),
    ("不短于", Op::AtLeast),
    ("至少", Op::AtLeast),
    ("最少", Op::AtLeast),
    ("达到", Op::AtLeast),
    ("已达", Op::AtLeast),
    ("高达", Op::AtLeast),
    ("未达到", Op::Less),
    ("未达", Op::Less),
    ("达", Op::AtLeast),
    ("≥", Op::AtLeast),
    (">=", Op::AtLeast),
    ("小于或等于", Op::AtMost),
    ("小于等于", Op::AtMost),
    ("不得超过", Op::AtMost),
    ("不应超过", Op::AtMost),
    ("不能超过", Op::AtMost),
    ("不宜超过", Op::AtMost),
    ("不超过", Op::AtMost),
    ("未超过", Op::AtMost),
    ("不超出", Op::AtMost),
    ("不大于", Op::AtMost),
    ("不得大于", Op::AtMost),
    ("不高于", Op::AtMost),
    ("不得高于", Op::AtMost),
    ("不多于", Op::AtMost),
    ("不晚于", Op::AtMost),
    ("不得晚于", Op::AtMost),
    ("不迟于", Op::AtMost),
    ("不得迟于", Op::AtMost),
    ("最多", Op::AtMost),
    ("至多", Op::AtMost),
    ("最长", Op::AtMost),
    ("最迟", Op::AtMost),
    ("≤", Op::AtMost),
    ("<=", Op::AtMost),
    ("超过", Op::More),
    ("超出", Op::More),
    ("大于", Op::More),
    ("高于", Op::More),
    ("多于", Op::More),
    ("长于", Op::More),
    ("突破", Op::More),
    ("超", Op::More),
    ("逾", Op::More),
    (">", Op::More),
    ("不足", Op::Less),
    ("不满", Op::Less),
    ("未满", Op::Less),
    ("不到", Op::Less),
    ("小于", Op::Less),
    ("少于", Op::Less),
    ("低于", Op::Less),
    ("短于", Op::Less),
    ("<", Op::Less),
];

/// The comparison that ends right before the number, and where it begins.
pub(super) fn comparison_before(head: &str, offset: usize) -> (Option<Op>, usize) {
    let mut words = head.trim_end_matches([' ', '(', '"']);
    for filler in ["大约", "约", "为", "在", "到", "了", "的", "时限", "期限"] {
        words = words.strip_suffix(filler).unwrap_or(words);
    }
    let longest = BEFORE
        .iter()
        .filter(|(word, _)| words.ends_with(word))
        .max_by_key(|(word, _)| word.len());
    match longest {
        Some((word, op)) => (Some(*op), offset + words.len() - word.len()),
        None => (None, offset + head.len()),
    }
}

/// The comparison that follows the unit, with the bytes up to its end.
pub(super) fn comparison_after(rest: &str, first: &One) -> Option<(Op, usize)> {
    const REACH: usize = 8;
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let paren = gap + parenthesis(&rest[gap..]);
    let direct = after_word(&rest[paren..]).map(|(op, len)| (op, paren + len));
    if direct.is_some() {
        return direct;
    }
    if first.length.is_some() || first.percent {
        return None;
    }
    let mut at = 0;
    for c in rest.chars().take(REACH) {
        if !is_han(c) || is_han_numeral(c) {
            return None;
        }
        at += c.len_utf8();
        if let Some((op, len)) = after_word(&rest[at..]).filter(|(op, _)| *op == Op::AtLeast) {
            return Some((op, at + len));
        }
    }
    None
}

fn after_word(rest: &str) -> Option<(Op, usize)> {
    const WORDS: &[(&str, Op)] = &[
        ("及其以上", Op::AtLeast),
        ("(含)以上", Op::AtLeast),
        ("及以上", Op::AtLeast),
        ("或以上", Op::AtLeast),
        ("以上", Op::AtLeast),
        ("及以下", Op::AtMost),
        ("(含)以下", Op::AtMost),
        ("以下", Op::AtMost),
        ("以内", Op::AtMost),
        ("之内", Op::AtMost),
    ];
    WORDS
        .iter()
        .find(|(word, _)| rest.starts_with(word))
        .map(|(word, op)| (*op, word.len()))
}
