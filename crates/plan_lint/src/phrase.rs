//! Two words near each other: the grammar that most rules about single sentences need.

use std::ops::Range;

use plan_text::{Genre, Span};

use crate::text::{FORBIDS, Sentence, Text, first, has};

/// A word, and soon behind it another.
pub(crate) struct Phrase {
    /// One of these opens it.
    pub(crate) opens: &'static [&'static str],
    /// At most so many characters later, in the same clause sequence, …
    pub(crate) within: usize,
    /// … one of these closes it. Empty: the opening word alone is the phrase.
    pub(crate) closes: &'static [&'static str],
    /// A sentence with one of these means something else.
    pub(crate) unless: &'static [&'static str],
}

impl Phrase {
    /// Where it stands in the texts of these genres, where it is not forbidden.
    pub(crate) fn spans(&self, text: &Text, genres: &'static [Genre]) -> Vec<Span> {
        text.of_genres(genres)
            .filter_map(|sentence| Some(sentence.span(self.find(sentence)?)))
            .collect()
    }

    /// Where it stands in a sentence.
    pub(crate) fn find(&self, sentence: &Sentence) -> Option<Range<usize>> {
        if sentence.in_form || sentence.has(self.unless) {
            return None;
        }
        let text = &sentence.text;
        self.opens
            .iter()
            .flat_map(|word| text.match_indices(word))
            .filter_map(|(at, word)| {
                let behind = at + word.len();
                let range = if self.closes.is_empty() {
                    at..behind
                } else {
                    let near = upto(&text[behind..], self.within);
                    at..behind + first(near, self.closes)?.end
                };
                (!is_forbidden(text, &range)).then_some(range)
            })
            .min_by_key(|range| range.start)
    }
}

/// The first so many characters of a text, and no further than its first semicolon or full stop.
pub(crate) fn upto(text: &str, chars: usize) -> &str {
    let end = text
        .char_indices()
        .nth(chars)
        .map_or(text.len(), |(at, _)| at);
    let near = &text[..end];
    near.split(['。', ';', '!', '?']).next().unwrap_or(near)
}

/// Whether the clause that leads to the range, or the range itself, forbids it.
pub(crate) fn is_forbidden(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start]
        .rsplit([',', ';', '。', ':'])
        .next()
        .unwrap_or_default();
    has(before, FORBIDS) || has(&text[range.clone()], FORBIDS)
}
