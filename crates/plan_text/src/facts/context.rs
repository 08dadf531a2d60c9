//! What every kind of fact looks at: the page, and one sentence with its quantities.

use std::collections::BTreeSet;
use std::ops::Range;

use super::level::Definitions;
use crate::normal::Text;
use crate::numbering::head;
use crate::outline::Outline;
use crate::quantity::{Quantity, quantities};
use crate::sentence::Sentence;

/// The whole text with everything read before the facts.
pub(crate) struct Page<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) norm: &'a str,
    pub(crate) outline: &'a Outline,
    pub(crate) sentences: Vec<Sentence>,
    /// Where the text says what makes a grade.
    pub(crate) definitions: Definitions,
}

impl Page<'_> {
    /// The words of a block without its number.
    pub(crate) fn words(&self, block: usize) -> &str {
        self.norm[self.outline.blocks[block].text.clone()].trim()
    }

    /// The ranks of the grades that each document says the criteria of.
    pub(crate) fn defined_ranks(&self) -> BTreeSet<(usize, u8)> {
        self.definitions
            .ranks()
            .map(|(block, rank)| (self.outline.blocks[block].part, rank))
            .collect()
    }

    /// The sentences of a run of blocks.
    pub(crate) fn sentences_of(&self, blocks: Range<usize>) -> &[Sentence] {
        let first = self
            .sentences
            .partition_point(|sentence| sentence.block < blocks.start);
        let end = self
            .sentences
            .partition_point(|sentence| sentence.block < blocks.end);
        &self.sentences[first..end]
    }

    /// What was printed in a range, in the characters of the original.
    pub(crate) fn printed(&self, range: Range<usize>) -> String {
        self.text.printed(range).trim().to_owned()
    }
}

/// One sentence under the eye.
pub(crate) struct Place<'a> {
    pub(crate) page: &'a Page<'a>,
    pub(crate) sentence: &'a Sentence,
    pub(crate) quantities: Vec<Quantity>,
    /// The sentence says what makes a grade.
    pub(crate) deciding: bool,
    pub(crate) part: usize,
}

impl<'a> Place<'a> {
    pub(crate) fn new(page: &'a Page<'a>, sentence: &'a Sentence) -> Place<'a> {
        Place {
            page,
            sentence,
            quantities: quantities(page.norm, sentence),
            deciding: page.definitions.hold(sentence.range.start),
            part: page.outline.blocks[sentence.block].part,
        }
    }

    /// The clause around the byte `at`.
    pub(crate) fn clause(&self, at: usize) -> Range<usize> {
        self.sentence.clauses[self.sentence.clause_at(at)].clone()
    }

    /// The words of the clause before a quantity with its comparison.
    pub(crate) fn before(&self, quantity: &Quantity) -> &'a str {
        let start = quantity.whole.start.min(quantity.range.start);
        let clause = self.clause(start);
        self.page.norm.get(clause.start..start).unwrap_or("")
    }

    /// The words of the clause behind a quantity with its comparison.
    pub(crate) fn after(&self, quantity: &Quantity) -> &'a str {
        let end = quantity.whole.end.max(quantity.range.end);
        let clause = self.clause(end.saturating_sub(1));
        self.page.norm.get(end..clause.end.max(end)).unwrap_or("")
    }

    /// The words of the sentence behind a quantity, over the clause's end, at most 120 characters.
    pub(crate) fn further(&self, quantity: &Quantity) -> &'a str {
        let end = quantity.whole.end.max(quantity.range.end);
        head(
            self.page
                .norm
                .get(end..self.sentence.range.end)
                .unwrap_or(""),
            120,
        )
    }

    /// The clause before the one that holds `at`, if any.
    pub(crate) fn clause_before(&self, at: usize) -> &'a str {
        let index = self.sentence.clause_at(at);
        index.checked_sub(1).map_or("", |index| {
            &self.page.norm[self.sentence.clauses[index].clone()]
        })
    }

    /// The heading that the sentence stands under: the same limit under another heading has another
    /// trigger.
    pub(crate) fn trigger_block(&self) -> Option<usize> {
        let block = &self.page.outline.blocks[self.sentence.block];
        block.parent
    }

    /// The clause that begins behind the byte `at`, if any.
    pub(crate) fn clause_after(&self, at: usize) -> &'a str {
        let next = self
            .sentence
            .clauses
            .iter()
            .find(|clause| clause.start >= at);
        next.map_or("", |clause| &self.page.norm[clause.clone()])
    }

    /// From a quantity to the end of its clause or the next quantity: the shortest readable span.
    pub(crate) fn phrase(&self, at: usize) -> Range<usize> {
        let quantity = &self.quantities[at];
        let start = quantity.whole.start.min(quantity.range.start);
        let end = quantity.whole.end.max(quantity.range.end);
        let clause = self.clause(end.saturating_sub(1));
        let next = self
            .quantities
            .get(at + 1)
            .map_or(clause.end, |next| next.whole.start.min(next.range.start));
        start..clause.end.min(next).max(end)
    }
}

/// Whether one of the words stands in the text.
pub(crate) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether the text begins with one of the words.
pub(crate) fn opens(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Whether the text ends with one of the words.
pub(crate) fn closes(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// The last `most` characters of a text.
pub(crate) fn tail(text: &str, most: usize) -> &str {
    text.char_indices()
        .rev()
        .nth(most.saturating_sub(1))
        .map_or(text, |(at, _)| &text[at..])
}
