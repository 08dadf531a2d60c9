//! Reads a written emergency plan: its outline, the facts in it with their places, and what was seen and
//! not understood. Pure, and it never fails.
//!
//! Must not know: files and formats (the text comes in decoded), clocks, the running system. Matching
//! works on a plain form of the text ([`normal`]); every span leads back to the text as handed in.

mod facts;
mod grade;
mod normal;
mod numbering;
mod numeral;
mod outline;
mod quantity;
mod sentence;
mod span;
mod split;
mod time;
pub mod yaml;

pub use facts::{
    Activity, Basis, Cadence, Deadline, Fact, Hotline, Kind, Level, PostDuty, ProcedureFact,
    Retention, RoleFact, Threshold, Window,
};
pub use numbering::Style;
pub use quantity::Op;
pub use span::Span;
pub use time::TimeUnit;

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The facts in the order of their places.
    pub facts: Vec<Fact>,
}

/// Reads a text.
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
    let facts = facts::read(&page, &procedures, &roles);
    Reading { facts }
}
