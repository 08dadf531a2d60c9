//! The outline: lines and the items inside them, who stands under whom, and which items make a list.

mod build;

use std::collections::BTreeMap;
use std::ops::Range;

use build::Builder;

use crate::numbering::{self, Mark, Style, mark};
use crate::split;

/// A heading, an item or a paragraph. Ranges are bytes of the plain form.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// All of it, with its number, without what stands under it.
    pub(crate) range: Range<usize>,
    /// The words after the number.
    pub(crate) text: Range<usize>,
    pub(crate) mark: Option<Mark>,
    /// The block it stands under.
    pub(crate) parent: Option<usize>,
    /// The list it is an item of.
    pub(crate) list: Option<usize>,
    /// Which of the merged documents it belongs to.
    pub(crate) part: usize,
}

/// Items that count on from each other.
#[derive(Debug, Clone)]
pub(crate) struct List {
    /// The block under which the items stand.
    pub(crate) parent: Option<usize>,
    /// The unnumbered block right before the first item, if there is one.
    pub(crate) lead: Option<usize>,
    pub(crate) items: Vec<usize>,
}

/// The outline of the whole text.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) blocks: Vec<Block>,
    pub(crate) lists: Vec<List>,
    /// The first block of each merged document.
    pub(crate) parts: Vec<usize>,
    /// The lists under each block, in order.
    under: BTreeMap<usize, Vec<usize>>,
}

impl Outline {
    /// The headings above a block, nearest first; at most eight.
    pub(crate) fn above(&self, block: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.blocks[block].parent, |&at| self.blocks[at].parent).take(8)
    }

    /// The lists of one document.
    pub(crate) fn lists_of(&self, part: usize) -> &[List] {
        let part_of = |list: &List| {
            list.items
                .first()
                .map_or(0, |&first| self.blocks[first].part)
        };
        let first = self.lists.partition_point(|list| part_of(list) < part);
        let end = self.lists.partition_point(|list| part_of(list) <= part);
        &self.lists[first..end]
    }

    /// The lists whose items stand directly under `block`.
    pub(crate) fn lists_under(&self, block: usize) -> impl Iterator<Item = &List> + '_ {
        self.lists_at(block).map(|list| &self.lists[list])
    }

    /// Where the lists under `block` stand among all lists.
    pub(crate) fn lists_at(&self, block: usize) -> impl Iterator<Item = usize> + '_ {
        self.under.get(&block).into_iter().flatten().copied()
    }
}

/// One printed line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) range: Range<usize>,
    pub(crate) mark: Option<Mark>,
}

/// Reads the outline of a text in its plain form.
pub(crate) fn outline(text: &str) -> Outline {
    let lines = lines(text);
    let starts = split::part_starts(text, &lines);
    let mut builder = Builder {
        text,
        above: order_of_styles(&lines),
        out: Outline::default(),
        open: Vec::new(),
        part: 0,
    };
    for (at, line) in lines.iter().enumerate() {
        if starts.binary_search(&at).is_ok() || at == 0 {
            builder.begin_part();
        }
        builder.line(line);
    }
    let mut out = builder.out;
    for (at, list) in out.lists.iter().enumerate() {
        if let Some(parent) = list.parent {
            out.under.entry(parent).or_default().push(at);
        }
    }
    out
}

fn lines(text: &str) -> Vec<Line> {
    let mut at = 0;
    let mut lines = Vec::new();
    for printed in text.split('\n') {
        let lead = printed.len() - printed.trim_start().len();
        let trimmed = printed.trim();
        if !trimmed.is_empty() {
            let start = at + lead;
            lines.push(Line {
                range: start..start + trimmed.len(),
                mark: mark(trimmed),
            });
        }
        at += printed.len() + 1;
    }
    give_back_numbers(text, &mut lines);
    lines
}

/// `3.24小时内…` after an item 2 is item 3 with 24 hours, not 3.24 hours.
fn give_back_numbers(text: &str, lines: &mut [Line]) {
    let value_of = |line: &Line| {
        line.mark
            .filter(|mark| mark.style == Style::Digit && mark.sign == '.')
            .map(|mark| mark.value)
    };
    let mut last = None;
    for at in 0..lines.len() {
        if lines[at].mark.is_none()
            && let Some(run_on) = numbering::run_on_mark(&text[lines[at].range.clone()])
        {
            let counts_on = last.is_some_and(|last| run_on.value == last + 1);
            let begins = run_on.value == 1 && lines.get(at + 1).and_then(value_of) == Some(2);
            if counts_on || begins {
                lines[at].mark = Some(run_on);
            }
        }
        if lines[at].mark.is_some() {
            last = value_of(&lines[at]);
        }
    }
}

/// Which styles this text nests in which: counted where an item of one style is followed by the
/// first item of another before it counts on.
fn order_of_styles(lines: &[Line]) -> BTreeMap<(Style, Style), i32> {
    let mut last: BTreeMap<Style, (u32, usize)> = BTreeMap::new();
    let mut firsts: BTreeMap<Style, usize> = BTreeMap::new();
    let mut order = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(mark) = line.mark else { continue };
        if let Some(&(value, since)) = last.get(&mark.style)
            && mark.value == value + 1
        {
            for (&other, &first) in &firsts {
                if other != mark.style && first > since {
                    *order.entry((mark.style, other)).or_insert(0) += 1;
                }
            }
        }
        last.insert(mark.style, (mark.value, at));
        if mark.value == 1 {
            firsts.insert(mark.style, at);
        }
    }
    order
}
