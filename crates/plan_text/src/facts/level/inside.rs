//! Grades that a sentence names behind their criteria, or explains in brackets.

use std::ops::Range;

use super::super::context::{closes, has, opens, tail};
use super::label::{CRITERIA, Label, NOUNS, below, label_end};
use super::{Definition, made};
use crate::grade::{Grade, grade};
use crate::outline::Outline;

/// `死亡10人以上的,为特别重大事故`, `有下列情形之一的,为重大事件:`, `发生…时,启动Ⅰ级响应`.
pub(super) fn concluded(
    text: &str,
    outline: &Outline,
    block: usize,
    segment: Range<usize>,
) -> Option<Definition> {
    const VERBS: &[&str] = &[
        "定为", "列为", "划为", "判定为", "称为", "确定为", "界定为", "认定为", "构成", "属于",
        "启动", "发布", "发出", "属", "为", "是",
    ];
    let words = &text[segment.clone()];
    let from = tail(words, 60);
    let offset = words.len() - from.len();
    let (verb_at, at, found) = VERBS.iter().find_map(|verb| {
        from.match_indices(verb).find_map(|(at, _)| {
            let name = from[at + verb.len()..].trim_start_matches(['"', '(']);
            let name_at = from.len() - name.len();
            grade(name).map(|grade| (offset + at, offset + name_at, grade))
        })
    })?;
    let label = label_end(words, at, &found).or_else(|| closing_label(words, at, &found))?;
    let rest = words[label.end..].trim_end_matches(['。', ';', ':', '"', ' ', ')']);
    let before = words[..verb_at].trim_end_matches(['应', ',', '"', ' ']);
    let conditional = closes(
        before,
        &[
            "的", "时", "后", "之一", "情形", "者", "情况", "标准", "条件",
        ],
    );
    let graded = found.coded || label.noun;
    let criteria = has(before, CRITERIA) && before.chars().count() >= 4;
    let ends = rest.chars().take(12).count() < 12;
    (conditional && graded && criteria && ends && !opens(rest, &["以上", "及以上"])).then(|| {
        let start = segment.start + at;
        let (_, below) = if words.trim_end().ends_with(':') {
            below(text, outline, block)
        } else {
            (String::new(), segment.end)
        };
        let mut definition = made(
            text,
            outline,
            block,
            start..segment.start + label.end,
            below,
            found,
            label.other,
        );
        definition.criteria.start = segment.start;
        definition
    })
}

fn closing_label(words: &str, at: usize, first: &Grade) -> Option<Label> {
    let end = at + first.len;
    let rest = words[end..].trim_end_matches(['。', ';', ':']);
    let noun = NOUNS.iter().any(|noun| rest.contains(noun));
    (rest.chars().take(14).count() < 14 && !rest.contains(['、', ','])).then_some(Label {
        end: end + rest.len(),
        other: None,
        noun,
    })
}

/// `一般故障(指只影响一个班组…)` inside a sentence.
pub(super) fn explained(
    text: &str,
    outline: &Outline,
    block: usize,
    segment: Range<usize>,
) -> Option<Definition> {
    let words = &text[segment.clone()];
    let open = words.find("(指").or_else(|| words.find("(是指"))?;
    let lead = tail(&words[..open], 10);
    let lead_at = open - lead.len();
    let (at, found) = lead
        .char_indices()
        .find_map(|(at, _)| grade(&lead[at..]).map(|grade| (lead_at + at, grade)))?;
    let noun = NOUNS.iter().any(|noun| words[at..open].ends_with(noun));
    let close = words[open..].find(')').map(|close| open + close + 1)?;
    noun.then(|| {
        let mut definition = made(
            text,
            outline,
            block,
            segment.start + at..segment.start + close,
            segment.start + close,
            found,
            None,
        );
        definition.criteria.start = segment.start + open;
        definition
    })
}
