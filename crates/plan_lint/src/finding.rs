//! A finding: a rule, the place, the reason.

use plan::Gap;
use plan_text::Span;
use words::Words;

use crate::law::{Entry, law};
use crate::rule::Rule;

/// The longest place that is shown, in characters.
const LONGEST: usize = 240;

/// Why something was noticed, to be said in either language.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A sentence of the catalogue with its values.
    Said {
        /// Its key.
        key: &'static str,
        /// What is put in.
        values: Vec<(&'static str, String)>,
    },
    /// What keeps a plan from being published.
    Gap(Gap),
}

/// Something that a rule noticed.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The shortest phrase at fault; none when the document as a whole is meant.
    pub span: Option<Span>,
    /// Further places of the same finding.
    pub places: Vec<Span>,
    /// The words at `span`.
    pub quote: String,
    /// Why.
    pub message: Message,
}

impl Finding {
    /// Why, in a sentence.
    pub fn message(&self, w: Words) -> String {
        match &self.message {
            Message::Said { key, values } => w.with(key, values),
            Message::Gap(gap) => w.gap(gap, None),
        }
    }

    /// What to write instead.
    pub fn fix(&self, w: Words) -> String {
        w.say(self.rule.fix)
    }

    /// What the rule rests on first; none where only experience speaks.
    pub fn basis(&self) -> Option<&'static Entry> {
        self.rule.basis.first().and_then(|id| law(id))
    }
}

/// What a rule's function gives.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) span: Option<Span>,
    pub(crate) places: Vec<Span>,
    pub(crate) message: Message,
}

impl Hit {
    /// At one place.
    pub(crate) fn at(
        span: Span,
        key: &'static str,
        values: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Self {
        Self {
            span: Some(span),
            places: Vec::new(),
            message: Message::Said {
                key,
                values: values.into_iter().collect(),
            },
        }
    }

    /// About a whole document that has no title to show.
    pub(crate) fn whole(key: &'static str) -> Self {
        Self {
            span: None,
            places: Vec::new(),
            message: Message::Said {
                key,
                values: Vec::new(),
            },
        }
    }

    /// One finding for all places with its values; none where there is no place.
    pub(crate) fn each(
        spans: Vec<Span>,
        key: &'static str,
        values: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Option<Self> {
        let mut spans = spans.into_iter();
        let first = spans.next()?;
        Some(Self {
            places: spans.collect(),
            ..Self::at(first, key, values)
        })
    }

    /// One finding for all places; none where there is no place.
    pub(crate) fn together(spans: Vec<Span>, key: &'static str) -> Option<Self> {
        Self::each(spans, key, [])
    }
}

/// Makes findings of what a rule's function gave.
pub(crate) fn of_rule(rule: &'static Rule, hits: Vec<Hit>, text: &[char]) -> Vec<Finding> {
    hits.into_iter()
        .map(|hit| {
            let span = hit.span.map(short);
            Finding {
                rule,
                span,
                places: hit.places.into_iter().map(short).collect(),
                quote: span.map_or_else(String::new, |span| quote(text, span)),
                message: hit.message,
            }
        })
        .collect()
}

fn short(span: Span) -> Span {
    Span {
        start: span.start,
        end: span.end.min(span.start + LONGEST),
    }
}

fn quote(text: &[char], span: Span) -> String {
    let end = span.end.min(text.len());
    text[span.start.min(end)..end].iter().collect()
}
