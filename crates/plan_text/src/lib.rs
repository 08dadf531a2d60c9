//! Reads a written emergency plan: its outline, the facts in it with their places, and what was seen and
//! not understood. Pure, and it never fails.
//!
//! Must not know: files and formats (the text comes in decoded), clocks, the running system. Matching
//! works on a plain form of the text ([`normal`]); every span leads back to the text as handed in.

mod diagnostics;
mod document;
pub mod draft;
mod facts;
mod genre;
mod grade;
mod normal;
mod numbering;
mod numeral;
mod outline;
mod procedure;
mod quantity;
mod role;
mod script;
mod sentence;
mod span;
mod split;
mod time;
pub mod yaml;

pub use diagnostics::{Diagnostic, What};
pub use document::{Document, Node, NodeKind, Number, Part, Words};
pub use facts::{
    Activity, Basis, Cadence, Deadline, Fact, Hotline, Kind, Level, PostDuty, ProcedureFact,
    Retention, RoleFact, Threshold, Window,
};
pub use genre::Genre;
pub use numbering::Style;
pub use procedure::{Procedure, Step};
pub use quantity::Op;
pub use role::Role;
pub use span::Span;

/// What was read. Every span lies in the text as handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The documents that the text holds, with their outlines.
    pub document: Document,
    /// Procedures with their steps, in order.
    pub procedures: Vec<Procedure>,
    /// Posts and groups with their holders, in order.
    pub roles: Vec<Role>,
    /// The facts in the order of their places.
    pub facts: Vec<Fact>,
    /// What was seen and not understood, in the order of places.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// The facts whose places begin inside a span: the limits of a step, the numbers of a grade.
    pub fn facts_in(&self, span: Span) -> &[Fact] {
        let first = self
            .facts
            .partition_point(|fact| fact.span.start < span.start);
        let end = self
            .facts
            .partition_point(|fact| fact.span.start < span.end);
        &self.facts[first..end.max(first)]
    }
}

/// Reads a text as decoded, byte-order mark and carriage returns included. Never fails; time and memory
/// grow with the length of the text.
pub fn read(text: &str) -> Reading {
    let text = normal::Text::new(text);
    let norm = text.as_str();
    let outline = outline::outline(norm);
    let sentences = sentence::sentences(norm, &outline);
    let definitions = facts::definitions(norm, &outline);
    let page = facts::Page {
        text: &text,
        norm,
        outline: &outline,
        sentences,
        definitions,
    };
    let procedures = facts::procedures(&page);
    let roles = facts::roles(&page);
    let (facts, times) = facts::read(&page, &procedures, &roles);
    Reading {
        document: document::document(&page),
        diagnostics: diagnostics::diagnostics(&page, &procedures, &roles, &times),
        procedures: procedure::procedures(&page, &procedures),
        roles: role::roles(&page, &roles),
        facts,
    }
}
