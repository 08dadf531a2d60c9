//! Sentences and their clauses.

use std::ops::Range;

use crate::outline::Outline;

/// A sentence with its clauses; ranges are bytes of the plain form.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) range: Range<usize>,
    /// Parts between commas, semicolons and colons, without the sign.
    pub(crate) clauses: Vec<Range<usize>>,
    /// The block it stands in.
    pub(crate) block: usize,
}

impl Sentence {
    /// The clause that holds the byte `at`.
    pub(crate) fn clause_at(&self, at: usize) -> usize {
        self.clauses
            .partition_point(|clause| clause.end <= at)
            .min(self.clauses.len().saturating_sub(1))
    }
}

/// Longest sentence and clause in bytes; a longer run without a stop is cut, so that work stays
/// linear whatever the text.
const LONGEST_SENTENCE: usize = 3000;
const LONGEST_CLAUSE: usize = 600;

/// All sentences in order.
pub(crate) fn sentences(text: &str, outline: &Outline) -> Vec<Sentence> {
    let mut all = Vec::new();
    for (index, block) in outline.blocks.iter().enumerate() {
        let mut start = block.text.start;
        let mut before = ' ';
        for (at, c) in text[block.text.clone()].char_indices() {
            let here = block.text.start + at;
            let end = here + c.len_utf8();
            let stops = matches!(c, '。' | '!' | '?')
                || (c == '.'
                    && !before.is_ascii()
                    && !text[end..].starts_with('.')
                    && before != '.');
            if stops || end - start >= LONGEST_SENTENCE {
                push(&mut all, text, start..end, index);
                start = end;
            }
            before = c;
        }
        push(&mut all, text, start..block.text.end, index);
    }
    all
}

fn push(all: &mut Vec<Sentence>, text: &str, range: Range<usize>, block: usize) {
    if text[range.clone()].trim().is_empty() {
        return;
    }
    let clauses = clauses(text, range.clone());
    if !clauses.is_empty() {
        all.push(Sentence {
            range,
            clauses,
            block,
        });
    }
}

/// Splits a range at commas, semicolons, colons and stops; not inside a number (`12,000`, `8:30`).
pub(crate) fn clauses(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut clauses = Vec::new();
    let mut start = range.start;
    for (at, c) in text[range.clone()].char_indices() {
        let here = range.start + at;
        let end = here + c.len_utf8();
        let in_number = matches!(c, ',' | ':')
            && here > range.start
            && bytes[here - 1].is_ascii_digit()
            && bytes.get(end).is_some_and(u8::is_ascii_digit);
        let stops = matches!(c, ',' | ';' | ':' | '。' | '!' | '?' | '\t') && !in_number;
        if stops || end - start >= LONGEST_CLAUSE {
            let clause_end = if stops { here } else { end };
            trimmed(text, start..clause_end, &mut clauses);
            start = end;
        }
    }
    trimmed(text, start..range.end, &mut clauses);
    clauses
}

fn trimmed(text: &str, range: Range<usize>, into: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let lead = words.len() - words.trim_start().len();
    let words = words.trim();
    if !words.is_empty() {
        into.push(range.start + lead..range.start + lead + words.len());
    }
}
