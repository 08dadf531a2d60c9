//! Procedures as courses of steps: which comes first, and what stands before.

use plan_text::{Procedure, Span, Step};

use crate::text::{Text, has};

/// The procedures of plans whose title or event has one of the words.
pub(crate) fn about<'a>(
    text: &'a Text,
    words: &'static [&'static str],
) -> impl Iterator<Item = &'a Procedure> {
    let parts = &text.reading.document.parts;
    text.reading
        .procedures
        .iter()
        .filter(move |it| crate::rule::PLANS.contains(&parts[it.part].genre) && is_about(it, words))
}

/// Whether the title or the event has one of the words.
pub(crate) fn is_about(procedure: &Procedure, words: &[&str]) -> bool {
    let title = procedure.title.as_ref();
    has(&procedure.event, words) || title.is_some_and(|title| has(&title.text, words))
}

/// Whether the step says one of the words, in itself or below.
pub(crate) fn says(step: &Step, words: &[&str]) -> bool {
    has(&step.words.text, words)
        || step.more.iter().any(|more| has(&more.text, words))
        || step.nested.iter().any(|nested| says(nested, words))
}

/// The place of one of the words in a step, or of its first sentence.
pub(crate) fn place(text: &Text, step: &Step, words: &[&str]) -> Option<Span> {
    let in_step = || text.within(step.span);
    in_step()
        .find_map(|it| Some(it.span(crate::text::first(&it.text, words)?)))
        .or_else(|| in_step().next().map(|it| it.whole()))
}
