//! What was seen and not understood.

use std::ops::Range;

use serde::Serialize;

use crate::facts::{FoundProcedure, FoundRole, Page, names_stand_in};
use crate::grade::grade;
use crate::numbering::Style;
use crate::span::Span;

/// Something seen and not understood, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// Where.
    pub span: Span,
    /// What.
    pub what: What,
}

/// The kinds of what is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A mask or a blank where a name, a year or a place was: `__`, `xx`.
    Masked,
    /// A post or a group whose holder is blank.
    BlankHolder,
    /// A number of a list that repeats or skips.
    NumberOutOfOrder,
    /// Steps whose heading is lost.
    HeadingLost,
    /// A grade in a list of grades without criteria anywhere.
    GradeWithoutCriteria,
    /// A length of time that is neither limit, recurrence, keeping time nor window.
    TimeNotUnderstood,
}

/// Collects what was not understood, in the order of places. `times` are lengths of time that no kind
/// of fact has claimed.
pub(crate) fn diagnostics(
    page: &Page,
    procedures: &[FoundProcedure],
    roles: &[FoundRole],
    times: &[Range<usize>],
) -> Vec<Diagnostic> {
    let at = |range: Range<usize>, what: What| Diagnostic {
        span: page.text.span(range),
        what,
    };
    let mut all: Vec<Diagnostic> = masks(page.norm)
        .into_iter()
        .map(|range| at(range, What::Masked))
        .collect();
    all.extend(
        roles
            .iter()
            .filter(|role| !role.is_group && role.fact.holder.is_none())
            // What the post does and who stands in is said there; who holds it stands elsewhere.
            .filter(|role| !names_stand_in(page.words(role.block)))
            .map(|role| at(role.range.clone(), What::BlankHolder)),
    );
    all.extend(
        procedures
            .iter()
            .filter(|procedure| procedure.fact.title.is_none())
            .map(|procedure| at(procedure.title_range.clone(), What::HeadingLost)),
    );
    all.extend(
        out_of_order(page)
            .into_iter()
            .map(|range| at(range, What::NumberOutOfOrder)),
    );
    all.extend(
        bare_grades(page)
            .into_iter()
            .map(|range| at(range, What::GradeWithoutCriteria)),
    );
    all.extend(
        times
            .iter()
            .map(|range| at(range.clone(), What::TimeNotUnderstood)),
    );
    all.sort();
    all.dedup();
    all
}

/// Runs of signs that stand for something left out.
fn masks(text: &str) -> Vec<Range<usize>> {
    let mut masks = Vec::new();
    let mut start = None;
    let mut last = ' ';
    for (at, c) in text
        .char_indices()
        .chain(std::iter::once((text.len(), '\n')))
    {
        let is_mask = matches!(c, '_' | '×' | '*')
            || (matches!(c, 'x' | 'X')
                && (matches!(last, 'x' | 'X') || text[at + 1..].starts_with(['x', 'X'])));
        match (is_mask, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                masks.push(from..at);
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
        last = c;
    }
    masks
}

/// Items whose number does not follow the one before.
fn out_of_order(page: &Page) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for list in &page.outline.lists {
        let mut expected = 1;
        for &item in &list.items {
            let block = &page.outline.blocks[item];
            let Some(mark) = block.mark.filter(|mark| mark.style != Style::Bullet) else {
                continue;
            };
            if mark.value != expected && expected > 0 {
                found.push(
                    block.range.start..block.range.start + mark.number_len.min(block.range.len()),
                );
            }
            expected = mark.value + 1;
        }
    }
    found
}

/// Grades in a bare list (`分为四级:Ⅰ级、Ⅱ级…`) of which no place says what makes them.
fn bare_grades(page: &Page) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let defined = page.defined_ranks();
    for sentence in &page.sentences {
        let text = &page.norm[sentence.range.clone()];
        let part = page.outline.blocks[sentence.block].part;
        let Some(at) = ["分为", "划分为", "分成"]
            .iter()
            .filter_map(|verb| text.find(verb))
            .min()
        else {
            continue;
        };
        let Some(colon) = text[at..].find([':', ',']).filter(|&colon| colon <= 60) else {
            continue;
        };
        let mut start = at + colon + 1;
        for item in text[start..].split(['、', '和', ',']).take(8) {
            let lead = item.len() - item.trim_start().len();
            if let Some(grade) = grade(item.trim_start())
                && !defined.contains(&(part, grade.rank))
            {
                let from = sentence.range.start + start + lead;
                found.push(from..from + grade.len);
            }
            start += item.len() + item_end(&text[start + item.len()..]);
        }
    }
    found
}

fn item_end(rest: &str) -> usize {
    rest.chars().next().map_or(0, char::len_utf8)
}
