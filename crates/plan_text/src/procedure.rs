//! Procedures with their steps, as the draft of a plan needs them.

use serde::Serialize;

use crate::document::{Number, Words, number, words};
use crate::facts::{FoundProcedure, Page};
use crate::span::Span;

/// What to do in an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Procedure {
    /// Which of the merged documents it belongs to.
    pub part: usize,
    /// From its title to the end of its last step.
    pub span: Span,
    /// Its title; none where the heading is lost.
    pub title: Option<Words>,
    /// The event it is for, in the words of the title; 通用 for any.
    pub event: String,
    /// Its steps in order.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Its number as printed.
    pub number: Option<Number>,
    /// Number and words.
    pub span: Span,
    /// The words behind the number.
    pub words: Words,
    /// Unnumbered paragraphs that follow it.
    pub more: Vec<Words>,
    /// Numbered items under it.
    pub nested: Vec<Step>,
}

/// Builds the procedures with their steps.
pub(crate) fn procedures(page: &Page, found: &[FoundProcedure]) -> Vec<Procedure> {
    let blocks = &page.outline.blocks;
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); blocks.len()];
    for (at, block) in blocks.iter().enumerate() {
        if let Some(parent) = block.parent {
            children[parent].push(at);
        }
    }
    found
        .iter()
        .map(|procedure| {
            let steps: Vec<Step> = page.outline.lists[procedure.list]
                .items
                .iter()
                .map(|&item| step(page, item, &children))
                .collect();
            let title = page.text.span(procedure.title_range.clone());
            let last = steps.last().map_or(title, end_of);
            let first = steps
                .first()
                .map_or(title.start, |step| step.span.start.min(title.start));
            Procedure {
                part: procedure.part,
                span: Span {
                    start: first,
                    end: last.end.max(title.end),
                },
                title: procedure
                    .fact
                    .title
                    .clone()
                    .map(|text| Words { span: title, text }),
                event: procedure.fact.event.clone(),
                steps,
            }
        })
        .collect()
}

fn step(page: &Page, at: usize, children: &[Vec<usize>]) -> Step {
    let block = &page.outline.blocks[at];
    let (numbered, plain): (Vec<usize>, Vec<usize>) = children[at]
        .iter()
        .partition(|&&child| page.outline.blocks[child].mark.is_some());
    Step {
        number: block.mark.map(|mark| number(page, block, mark)),
        span: page.text.span(block.range.clone()),
        words: words(page, block),
        more: plain
            .iter()
            .map(|&child| words(page, &page.outline.blocks[child]))
            .collect(),
        nested: numbered
            .iter()
            .map(|&child| step(page, child, children))
            .collect(),
    }
}

/// Where a step ends with all that belongs to it.
fn end_of(step: &Step) -> Span {
    let nested = step.nested.iter().map(|step| end_of(step).end);
    let more = step.more.iter().map(|words| words.span.end);
    let end = nested.chain(more).fold(step.span.end, usize::max);
    Span {
        start: step.span.start,
        end,
    }
}
