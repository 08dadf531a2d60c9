//! The text as handed in, by the places of a reading: nothing enters a draft that does not stand there.

use plan::Source;

use crate::normal::is_invisible;
use crate::span::Span;

/// The original with the way from scalar values to bytes.
pub(super) struct Original<'a> {
    text: &'a str,
    digest: &'a str,
    /// The byte at which each scalar value starts, and the end of the text.
    starts: Vec<usize>,
}

impl<'a> Original<'a> {
    pub(super) fn new(text: &'a str, digest: &'a str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at);
        Self {
            text,
            digest,
            starts: starts.chain(std::iter::once(text.len())).collect(),
        }
    }

    /// What stands at a place; nothing outside the text.
    pub(super) fn at(&self, span: Span) -> &'a str {
        let last = self.starts.len() - 1;
        let start = self.starts[span.start.min(last)];
        let end = self.starts[span.end.min(last)];
        self.text.get(start..end).unwrap_or("")
    }

    /// What stands there, as an element's source.
    pub(super) fn source(&self, span: Span) -> Source {
        Source {
            document: self.digest.to_owned(),
            span: (span.start, span.end),
            quote: Some(self.at(span).to_owned()),
        }
    }

    /// Whether the words stand there; spaces, line breaks and invisible characters do not count.
    pub(super) fn holds(&self, span: Span, words: &str) -> bool {
        let words = bare(words);
        !words.is_empty() && bare(self.at(span)).contains(&words)
    }

    /// The sentence around a place, at most so many characters to either side.
    pub(super) fn sentence(&self, span: Span) -> Span {
        const FURTHEST: usize = 300;
        let char_at = |at: usize| {
            self.at(Span {
                start: at,
                end: at + 1,
            })
        };
        let ends = |at: usize| {
            matches!(
                char_at(at),
                "。" | "！" | "？" | "；" | "!" | "?" | ";" | "\n" | "\r"
            )
        };
        let mut start = span.start;
        while start > 0 && span.start - start < FURTHEST && !ends(start - 1) {
            start -= 1;
        }
        let last = self.starts.len() - 1;
        let mut end = span.end;
        let mut ended = end > span.start && ends(end - 1);
        while !ended && end < last && end - span.end < FURTHEST {
            if matches!(char_at(end), "\n" | "\r") {
                break;
            }
            ended = ends(end);
            end += 1;
        }
        self.trimmed(Span { start, end })
    }

    /// The sentences of a place, in order.
    pub(super) fn sentences(&self, within: Span) -> Vec<Span> {
        let mut all = Vec::new();
        let mut start = within.start;
        let text = self.at(within);
        let mut at = within.start;
        for c in text.chars() {
            at += 1;
            if matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n' | '\r') {
                let end = if matches!(c, '\n' | '\r') { at - 1 } else { at };
                all.push(Span { start, end });
                start = at;
            }
        }
        all.push(Span { start, end: at });
        let all = all.into_iter().map(|span| self.trimmed(span));
        all.filter(|span| !span.is_empty()).collect()
    }

    /// The place where words stand first inside another.
    pub(super) fn find(&self, within: Span, words: &str) -> Option<Span> {
        let byte = self.at(within).find(words)?;
        let start = within.start + self.at(within)[..byte].chars().count();
        Some(Span {
            start,
            end: start + words.chars().count(),
        })
    }

    /// A place without the spaces at its ends.
    fn trimmed(&self, span: Span) -> Span {
        let text = self.at(span);
        let lead = text.chars().take_while(|c| c.is_whitespace()).count();
        let tail = text.chars().rev().take_while(|c| c.is_whitespace()).count();
        let end = span.end.saturating_sub(tail).max(span.start);
        Span {
            start: (span.start + lead).min(end),
            end,
        }
    }
}

/// The smallest place that holds both.
pub(super) fn union(one: Span, other: Span) -> Span {
    Span {
        start: one.start.min(other.start),
        end: one.end.max(other.end),
    }
}

/// Words without spaces and what is not seen.
pub(super) fn bare(words: &str) -> String {
    words
        .chars()
        .filter(|&c| !c.is_whitespace() && !is_invisible(c))
        .collect()
}

/// A text without line breaks and invisible characters, spaces at its ends taken off.
pub(super) fn clean(words: &str) -> String {
    let seen: String = words
        .chars()
        .filter(|&c| !is_invisible(c) && !matches!(c, '\n' | '\r'))
        .collect();
    seen.trim().to_owned()
}

/// The words behind the number of an item.
pub(super) fn unnumbered(text: &str) -> &str {
    let inner = text.trim_start_matches(['(', '（', '第']);
    let digits = inner
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if digits.len() == inner.len() {
        return text;
    }
    let rest = digits.trim_start_matches([')', '）', '、', '.', '．', ' ', '条']);
    if rest.len() == digits.len() {
        text
    } else {
        rest
    }
}
