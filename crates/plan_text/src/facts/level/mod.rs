//! Grades where the text says what makes them.

mod inside;
mod label;

use std::ops::Range;

use inside::{concluded, explained};
use label::labelled;
use serde::Serialize;

use super::context::Page;
use super::{Found, Kind};
use crate::grade::{Dress, Grade};
use crate::numbering::head;
use crate::outline::Outline;

/// A grade with its criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Level {
    /// 1 is the most severe.
    pub rank: u8,
    /// As printed.
    pub label: String,
    /// What is graded: 预警级别, 响应分级, 舆情分级, 事故分级, 事件分级.
    pub scheme: &'static str,
}

/// A grade's definition: where its label and its criteria stand.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    label: Range<usize>,
    criteria: Range<usize>,
    block: usize,
    level: Level,
    code: bool,
}

/// All definitions of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    all: Vec<Definition>,
}

impl Definitions {
    /// Each definition's block and rank.
    pub(crate) fn ranks(&self) -> impl Iterator<Item = (usize, u8)> + '_ {
        self.all
            .iter()
            .map(|definition| (definition.block, definition.level.rank))
    }

    /// The rank of the grade whose label stands in a range.
    pub(crate) fn rank_in(&self, range: Range<usize>) -> Option<u8> {
        let next = self
            .all
            .partition_point(|definition| definition.label.start < range.start);
        self.all
            .get(next)
            .filter(|definition| definition.label.start < range.end)
            .map(|definition| definition.level.rank)
    }

    /// Whether the byte `at` lies in the criteria of a grade.
    pub(crate) fn hold(&self, at: usize) -> bool {
        let next = self
            .all
            .partition_point(|definition| definition.label.start <= at);
        self.all[..next]
            .iter()
            .rev()
            .take(3)
            .any(|definition| definition.criteria.contains(&at) || definition.label.contains(&at))
    }
}

pub(crate) fn read(page: &Page) -> Vec<Found> {
    page.definitions
        .all
        .iter()
        .map(|definition| {
            let block = &page.outline.blocks[definition.block];
            let label = page
                .printed(definition.label.clone())
                .chars()
                .take(40)
                .collect();
            let level = Level {
                label,
                ..definition.level.clone()
            };
            let sameness = format!("level {} {} {:?}", level.rank, level.scheme, block.parent);
            Found {
                range: definition.label.clone(),
                part: block.part,
                kind: Kind::Level(level),
                sameness,
            }
        })
        .collect()
}

/// Finds the definitions.
pub(crate) fn definitions(text: &str, outline: &Outline) -> Definitions {
    let mut all: Vec<Definition> = Vec::new();
    for (index, block) in outline.blocks.iter().enumerate() {
        let mut start = block.text.start;
        for end in segment_ends(text, block.text.clone()) {
            let lead = text[start..end].len() - text[start..end].trim_start().len();
            let segment = start + lead..end;
            let found = labelled(text, outline, index, segment.clone())
                .or_else(|| concluded(text, outline, index, segment.clone()))
                .or_else(|| explained(text, outline, index, segment));
            let repeats = |definition: &Definition| {
                all.last().is_some_and(|last| {
                    last.level.rank == definition.level.rank
                        && last.criteria.start <= definition.label.start
                        && definition.label.start < last.criteria.end
                })
            };
            if let Some(definition) = found.filter(|definition| !repeats(definition)) {
                if let Some(last) = all.last_mut().filter(|last| last.block == index) {
                    last.criteria.end = last.criteria.end.min(definition.label.start);
                }
                all.push(definition);
            }
            start = end;
        }
    }
    with_codes_from_one(Definitions { all })
}

/// Where the codes begin with P1 and not with P0, P1 is the most severe.
fn with_codes_from_one(mut definitions: Definitions) -> Definitions {
    let has_zero = definitions
        .all
        .iter()
        .any(|definition| definition.code && definition.level.rank == 1);
    for definition in definitions
        .all
        .iter_mut()
        .filter(|definition| definition.code && !has_zero)
    {
        definition.level.rank = definition.level.rank.saturating_sub(1).max(1);
    }
    definitions
}

/// Ends of the pieces in which a definition may begin: sentences and their parts between semicolons.
fn segment_ends(text: &str, range: Range<usize>) -> Vec<usize> {
    let mut ends: Vec<usize> = text[range.clone()]
        .char_indices()
        .filter(|(_, c)| matches!(c, '。' | ';' | '!'))
        .map(|(at, c)| range.start + at + c.len_utf8())
        .collect();
    if ends.last() != Some(&range.end) {
        ends.push(range.end);
    }
    ends
}

fn made(
    text: &str,
    outline: &Outline,
    block: usize,
    label: Range<usize>,
    end: usize,
    first: Grade,
    other: Option<Grade>,
) -> Definition {
    let numbered = [Some(&first), other.as_ref()]
        .into_iter()
        .flatten()
        .find(|grade| matches!(grade.dress, Dress::Number | Dress::Code));
    let rank = numbered.map_or(first.rank, |grade| grade.rank);
    let code = numbered.is_some_and(|grade| grade.dress == Dress::Code);
    let printed = text[label.clone()].trim();
    let scheme = scheme(text, outline, block, printed);
    Definition {
        criteria: label.end..end.max(label.end),
        block,
        level: Level {
            rank,
            label: printed.chars().take(40).collect(),
            scheme,
        },
        label,
        code,
    }
}

/// What is graded, by the label's noun, else by the headings above.
fn scheme(text: &str, outline: &Outline, block: usize, label: &str) -> &'static str {
    let of = |words: &str| {
        [
            ("舆情", "舆情分级"),
            ("预警", "预警级别"),
            ("响应", "响应分级"),
            ("处置分级", "响应分级"),
            ("事故", "事故分级"),
            ("事件", "事件分级"),
        ]
        .into_iter()
        .find(|(word, _)| words.contains(word))
        .map(|(_, scheme)| scheme)
    };
    of(label)
        .or_else(|| {
            outline
                .above(block)
                .take(3)
                .find_map(|above| of(head(&text[outline.blocks[above].text.clone()], 30)))
        })
        .unwrap_or("事件分级")
}
