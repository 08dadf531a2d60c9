//! Puts line after line under the headings and into the lists that are open.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Block, Line, List, Outline};
use crate::normal::is_han;
use crate::numbering::{Mark, Style, mark};

pub(super) struct Open {
    style: Style,
    sign: char,
    value: u32,
    block: usize,
    list: usize,
}

pub(super) struct Builder<'a> {
    pub(super) text: &'a str,
    pub(super) above: BTreeMap<(Style, Style), i32>,
    pub(super) out: Outline,
    pub(super) open: Vec<Open>,
    pub(super) part: usize,
}

impl Builder<'_> {
    pub(super) fn begin_part(&mut self) {
        self.part = self.out.parts.len();
        self.out.parts.push(self.out.blocks.len());
        self.open.clear();
    }

    pub(super) fn line(&mut self, line: &Line) {
        let mut start = line.range.start;
        let mut current = line.mark;
        let mut from = start + current.map_or(0, |mark| mark.len);
        loop {
            self.place(start..line.range.end, current);
            let Some((at, next)) = self.next_inline(from, line.range.end) else {
                return;
            };
            self.end_last_at(at);
            start = at;
            from = at + next.len;
            current = Some(next);
        }
    }

    fn end_last_at(&mut self, at: usize) {
        if let Some(block) = self.out.blocks.last_mut() {
            let trimmed = self.text[block.range.start..at].trim_end().len();
            block.range.end = block.range.start + trimmed;
            block.text.end = block.range.end.max(block.text.start);
        }
    }

    /// Finds the next item number inside a line: behind a sentence's end, or in the middle of run-on
    /// text where it counts on from a list that is open.
    fn next_inline(&self, from: usize, end: usize) -> Option<(usize, Mark)> {
        let text = &self.text[from..end];
        let mut before = ' ';
        let mut at = 0;
        let mut gap = false;
        for c in text.chars() {
            let here = from + at;
            let candidate =
                c.is_ascii_digit() || matches!(c, '(' | '①'..='⑳') || is_first_numeral(c);
            if candidate
                && at > 0
                && !before.is_ascii_digit()
                && let Some(found) = mark(&self.text[here..end])
                && self.counts_on(found, before, gap, &self.text[here + found.len..end])
            {
                return Some((here, found));
            }
            if c == ' ' {
                gap = true;
            } else {
                gap = false;
                before = c;
            }
            at += c.len_utf8();
        }
        None
    }

    fn counts_on(&self, mark: Mark, before: char, gap: bool, rest: &str) -> bool {
        let ends_sentence = matches!(before, '。' | ';' | ':' | '!' | '?' | '"');
        let open = self.open.iter().rev().find(|open| open.style == mark.style);
        let follows = open.is_some_and(|open| mark.value == open.value + 1);
        let text_follows = rest
            .chars()
            .take(3)
            .filter(|&c| is_han(c) || c.is_ascii_alphabetic() || c == '"' || c == '《')
            .count()
            >= 2;
        if !text_follows {
            return false;
        }
        match mark.style {
            Style::Digit if mark.sign == ' ' => false,
            Style::Digit
            | Style::Han
            | Style::HanInParens
            | Style::DigitInParens
            | Style::DigitHalfParens
            | Style::Circled => {
                let circled = mark.style == Style::Circled;
                if ends_sentence || (gap && follows) || circled {
                    return follows || (mark.value == 1 && second_follows(mark, rest));
                }
                let joined_safely = is_han(before)
                    && !matches!(
                        before,
                        '第' | '至' | '到' | '图' | '表' | '件' | '和' | '及' | '或' | '、'
                    );
                let run_on = matches!(mark.style, Style::Digit | Style::Han) && mark.sign == '、';
                follows
                    && run_on
                    && joined_safely
                    && mark.value > 1
                    && rest.chars().take(4).filter(|&c| is_han(c)).count() == 4
            }
            Style::Part
            | Style::Chapter
            | Style::Section
            | Style::Article
            | Style::Dotted(_)
            | Style::Letter
            | Style::Step
            | Style::Ordinal
            | Style::Bullet => false,
        }
    }

    fn place(&mut self, range: Range<usize>, mark: Option<Mark>) {
        let index = self.out.blocks.len();
        let Some(found) = mark else {
            let parent = self.open.last().map(|open| open.block);
            self.push(Block {
                text: range.clone(),
                range,
                mark,
                parent,
                list: None,
                part: self.part,
            });
            return;
        };
        let text = range.start + found.len.min(range.len())..range.end;
        if let Some(at) = self.sibling_of(found) {
            self.open.truncate(at + 1);
            let list = self.open[at].list;
            let parent = self.out.lists[list].parent;
            let sign = self.open[at].sign;
            self.open[at] = Open {
                style: found.style,
                sign,
                value: found.value,
                block: index,
                list,
            };
            self.out.lists[list].items.push(index);
            self.push(Block {
                range,
                text,
                mark,
                parent,
                list: Some(list),
                part: self.part,
            });
            return;
        }
        let keep = self.depth_for(found);
        self.open.truncate(keep);
        let parent = self.open.last().map(|open| open.block);
        let list = self.out.lists.len();
        let lead = index.checked_sub(1).filter(|&before| {
            let block = &self.out.blocks[before];
            block.mark.is_none() && block.part == self.part
        });
        self.out.lists.push(List {
            parent,
            lead,
            items: vec![index],
        });
        self.open.push(Open {
            style: found.style,
            sign: found.sign,
            value: found.value,
            block: index,
            list,
        });
        self.push(Block {
            range,
            text,
            mark,
            parent,
            list: Some(list),
            part: self.part,
        });
    }

    fn push(&mut self, block: Block) {
        self.out.blocks.push(block);
    }

    /// The open list that this number continues.
    fn sibling_of(&self, mark: Mark) -> Option<usize> {
        let fits = |open: &Open, exact: bool| {
            open.style == mark.style && (!exact || open.sign == mark.sign || mark.sign == ' ')
        };
        if let Style::Dotted(_) = mark.style {
            return self.open.iter().rposition(|open| {
                open.style == mark.style && self.same_prefix(open, mark) && mark.value > open.value
            });
        }
        if mark.style == Style::Bullet {
            return self
                .open
                .iter()
                .rposition(|open| open.style == Style::Bullet);
        }
        let next = |open: &Open| mark.value == open.value + 1;
        let near = |open: &Open| {
            mark.value > 1 && mark.value >= open.value && mark.value <= open.value + 4
        };
        self.open
            .iter()
            .rposition(|open| fits(open, true) && next(open))
            .or_else(|| {
                self.open
                    .iter()
                    .rposition(|open| fits(open, false) && next(open))
            })
            .or_else(|| {
                self.open
                    .iter()
                    .rposition(|open| fits(open, false) && near(open))
            })
            .or_else(|| {
                let articles = matches!(mark.style, Style::Article | Style::Chapter);
                self.open.iter().rposition(|open| {
                    articles && open.style == mark.style && mark.value > open.value
                })
            })
    }

    fn same_prefix(&self, open: &Open, mark: Mark) -> bool {
        self.out.blocks[open.block]
            .mark
            .is_some_and(|other| other.prefix == mark.prefix)
    }

    /// How many of the open lists stay open above a list that begins here.
    fn depth_for(&self, mark: Mark) -> usize {
        if let Some(same) = self.open.iter().position(|open| {
            open.style == mark.style && (open.sign == mark.sign || mark.value != 1)
        }) {
            return same;
        }
        let mut keep = self.open.len();
        while keep > 0 && !self.stands_above(self.open[keep - 1].style, mark.style) {
            keep -= 1;
        }
        keep
    }

    fn stands_above(&self, outer: Style, inner: Style) -> bool {
        if outer == inner {
            return true;
        }
        let seen = |a, b| self.above.get(&(a, b)).copied().unwrap_or(0);
        let (down, up) = (seen(outer, inner), seen(inner, outer));
        if down != up {
            down > up
        } else {
            outer.usual_rank() < inner.usual_rank()
        }
    }
}

fn is_first_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// Whether the number after this one, in the same dress, stands further on in the line.
fn second_follows(mark: Mark, rest: &str) -> bool {
    const FAR: usize = 1500;
    let next = mark.value + 1;
    let han = || {
        "一二三四五六七八九十"
            .chars()
            .nth(next as usize - 1)
            .map(String::from)
    };
    let wanted = match mark.style {
        Style::Digit => Some(format!("{next}{}", mark.sign)),
        Style::Han => han().map(|han| format!("{han}{}", mark.sign)),
        Style::HanInParens => han().map(|han| format!("({han})")),
        Style::DigitInParens => Some(format!("({next})")),
        Style::DigitHalfParens => Some(format!("{next})")),
        Style::Circled => char::from_u32('①' as u32 + mark.value).map(String::from),
        Style::Part
        | Style::Chapter
        | Style::Section
        | Style::Article
        | Style::Dotted(_)
        | Style::Letter
        | Style::Step
        | Style::Ordinal
        | Style::Bullet => None,
    };
    let mut end = rest.len().min(FAR);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    wanted.is_some_and(|wanted| rest[..end].contains(&wanted))
}
