//! What a document rests on: laws, rules, notices and plans that it names.

use std::ops::Range;

use serde::Serialize;

use super::context::{Page, closes, has, opens};
use super::{Found, Kind, core};
use crate::numbering::head;
use crate::outline::Outline;
use crate::sentence::Sentence;

/// A document that this one rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// Its name without brackets.
    pub name: String,
}

/// Words that say: what is named next is obeyed.
const RESTS: &[&str] = &[
    "根据", "依据", "按照", "依照", "遵照", "贯彻实施", "贯彻落实", "贯彻执行", "落实", "贯彻",
    "参照", "结合", "遵循", "执行", "按",
];

/// Headings under which everything named is a basis.
const HEADINGS: &[&str] = &[
    "编制依据", "制定依据", "法律依据", "制订依据", "编写依据", "政策依据", "依据",
];

pub(crate) fn read(page: &Page, found: &mut Vec<Found>) {
    for sentence in &page.sentences {
        let under_heading = is_under_basis_heading(page, sentence);
        let named = bracketed(page.norm, sentence.range.clone());
        let carries = carried_range(page, sentence, under_heading);
        let Some(carries) = carries else { continue };
        let mut any = false;
        for name in named {
            if carries.start <= name.start && name.end <= carries.end {
                any = true;
                push(page, sentence, name, found);
            }
        }
        if any {
            bare_names_between(page, sentence, carries, found);
        } else if under_heading {
            unbracketed(page, sentence, found);
        }
    }
}

fn push(page: &Page, sentence: &Sentence, range: Range<usize>, found: &mut Vec<Found>) {
    let printed = page.printed(range.clone());
    let name = printed
        .trim_matches(['《', '》', '〈', '〉', '«', '»', ' ', '"', '“', '”'])
        .to_owned();
    if name.chars().count() < 2 {
        return;
    }
    let sameness = format!("basis {}", core(&name));
    found.push(Found {
        range,
        part: page.outline.blocks[sentence.block].part,
        kind: Kind::Basis(Basis { name }),
        sameness,
    });
}

/// The block stands under a heading such as 编制依据, or the sentence follows it in its line.
fn is_under_basis_heading(page: &Page, sentence: &Sentence) -> bool {
    let outline: &Outline = page.outline;
    let block = &outline.blocks[sentence.block];
    let is_heading = |words: &str| {
        words.chars().take(13).count() <= 12
            && HEADINGS
                .iter()
                .any(|heading| words.trim_end_matches(':').ends_with(heading))
    };
    if block
        .parent
        .is_some_and(|parent| is_heading(page.words(parent)))
    {
        return true;
    }
    if block
        .list
        .and_then(|list| outline.lists[list].lead)
        .is_some_and(|lead| is_heading(page.words(lead)))
    {
        return true;
    }
    let own = page.words(sentence.block);
    if own
        .split_once(':')
        .is_some_and(|(label, _)| is_heading(label))
    {
        return true;
    }
    block.mark.is_none() && sentence.block > 0 && {
        let before = sentence.block - 1;
        outline.blocks[before].part == block.part && is_heading(page.words(before))
    }
}

/// The part of a sentence in which names are bases.
fn carried_range(page: &Page, sentence: &Sentence, under_heading: bool) -> Option<Range<usize>> {
    let text = &page.norm[sentence.range.clone()];
    if under_heading {
        return Some(sentence.range.clone());
    }
    if !text.contains('《') {
        return None;
    }
    let writes = has(
        text,
        &[
            "制定本", "制订本", "特制定", "特制订", "编制本", "制定出", "现制定", "结合我",
            "结合本", "决定在", "现将", "制定如下", "的指导思想", "为指导",
        ],
    );
    let purpose = writes || opens(text, &["为", "根据", "依据", "按照", "全面贯彻", "以"]);
    let first = RESTS
        .iter()
        .filter_map(|word| basis_verb_at(text, word, purpose))
        .min()?;
    let start = sentence.range.start + first;
    let end = if purpose {
        sentence.range.end
    } else {
        end_of_named(page.norm, start, sentence.range.end)
    };
    Some(start..end)
}

/// Where a word of resting stands with a name soon behind it. Outside a purpose sentence only the
/// strong words count, and only for names of rules that others made.
fn basis_verb_at(text: &str, word: &str, purpose: bool) -> Option<usize> {
    const REACH: usize = 40;
    let strong = ["根据", "依据", "按照", "依照", "遵照", "参照"];
    if !purpose && !strong.contains(&word) {
        return None;
    }
    text.match_indices(word).map(|(at, _)| at).find(|&at| {
        let behind = head(&text[at + word.len()..], REACH);
        let Some(open) = behind.find('《') else {
            return false;
        };
        let gap = &behind[..open];
        let name = behind[open + '《'.len_utf8()..]
            .split('》')
            .next()
            .unwrap_or("");
        let full_name = text[at..]
            .split_once('《')
            .and_then(|(_, rest)| rest.split_once('》'))
            .map_or(name, |(name, _)| name);
        let made_elsewhere = has(
            full_name,
            &[
                "法", "条例", "规定", "通知", "意见", "标准", "规范", "GB", "决定", "国家", "省",
                "市", "县", "区", "集团", "办法",
            ],
        );
        let own_plan =
            full_name.ends_with("预案") && !has(full_name, &["国家", "省", "市", "县", "区"]);
        let is_publicity =
            has(gap, &["宣传", "学习"]) || closes(&text[..at], &["宣传", "宣传贯彻", "学习"]);
        !is_publicity
            && !gap.contains(['。', ';'])
            && (purpose || (made_elsewhere && !own_plan && gap.chars().count() <= 16))
    })
}

/// The end of a run of names: `《甲》、《乙》和《丙》`.
fn end_of_named(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    let mut last = start;
    while let Some(open) = text[at..end].find('《') {
        let gap = &text[at..at + open];
        let joins = last == start
            || gap
                .chars()
                .all(|c| matches!(c, '、' | '和' | '及' | '与' | '以' | ',' | ' '))
            || gap.starts_with('(');
        if !joins {
            break;
        }
        let Some(close) = text[at + open..end].find('》') else {
            break;
        };
        at += open + close + '》'.len_utf8();
        last = at;
    }
    last
}

/// The names in 《》 of a range, outermost brackets only.
fn bracketed(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    const LONGEST: usize = 300;
    let mut names = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in text[range.clone()].char_indices() {
        let here = range.start + at;
        match c {
            '《' => {
                if depth == 0 {
                    start = here;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    names.push(start..here + c.len_utf8());
                }
            }
            _ if depth > 0 && here - start > LONGEST => depth = 0,
            _ => {}
        }
    }
    names
}

/// Names without brackets in a run of bracketed ones: `《甲》、某某条例、《乙》`.
fn bare_names_between(
    page: &Page,
    sentence: &Sentence,
    carries: Range<usize>,
    found: &mut Vec<Found>,
) {
    let names = bracketed(page.norm, carries);
    for pair in names.windows(2) {
        let gap = pair[0].end..pair[1].start;
        let words = &page.norm[gap.clone()];
        for (at, item) in split_items(words) {
            let length = item.chars().count();
            let is_name = (4..=20).contains(&length)
                && NAME_ENDS.iter().any(|end| item.ends_with(end))
                && !has(item, &["有关", "相关", "等", "省委", "政府"]);
            if is_name {
                push(
                    page,
                    sentence,
                    gap.start + at..gap.start + at + item.len(),
                    found,
                );
            }
        }
    }
}

const NAME_ENDS: &[&str] = &[
    "法", "条例", "规定", "办法", "通知", "意见", "标准", "规范", "细则", "预案", "措施", "决定",
    "规程", "导则", "纲要", "指南",
];

/// The items of a run of names, each with its place; 和 parts two names only where a name ends before it
/// (it also stands inside names).
fn split_items(words: &str) -> Vec<(usize, &str)> {
    let mut items = Vec::new();
    let mut start = 0;
    for (at, c) in words
        .char_indices()
        .chain(std::iter::once((words.len(), '、')))
    {
        let parts = match c {
            '、' | ',' | ';' | ':' => true,
            '和' | '及' | '与' => NAME_ENDS.iter().any(|end| words[start..at].ends_with(end)),
            _ => false,
        };
        if parts && at >= start {
            let item = &words[start..at];
            let lead = item.len() - item.trim_start().len();
            items.push((start + lead, item.trim()));
            start = (at + c.len_utf8()).min(words.len());
        }
    }
    items
}

/// Items of a list of bases that are printed without brackets.
fn unbracketed(page: &Page, sentence: &Sentence, found: &mut Vec<Found>) {
    let text = &page.norm[sentence.range.clone()];
    for (at, item) in split_items(text) {
        let name = item.trim_end_matches(['。', '等', '.']).trim();
        let bare = name.split('(').next().unwrap_or(name).trim();
        let length = bare.chars().count();
        let is_name = (3..=40).contains(&length)
            && NAME_ENDS.iter().any(|end| bare.ends_with(end))
            && !has(bare, &["有关", "相关", "等法", "规章制度", "结合"]);
        if is_name {
            let start = sentence.range.start + at;
            push(page, sentence, start..start + name.len(), found);
        }
    }
}
