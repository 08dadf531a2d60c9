//! What stands in a text, fact by fact, each with the place that says it.
//!
//! Kinds and values are a contract of the command line: `changbei read --facts` prints them as they
//! serialise here. A fact stands once in each of the merged documents, at its first place.

mod activity;
mod basis;
mod cadence;
mod context;
mod deadline;
mod duty;
mod hotline;
mod level;
mod procedure;
mod retention;
mod role;
mod table;
mod threshold;
mod window;

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use crate::span::Span;

pub use activity::Activity;
pub(crate) use activity::is_campaign;
pub use basis::Basis;
pub use cadence::Cadence;
pub(crate) use context::{Page, Place};
pub use deadline::Deadline;
pub use duty::PostDuty;
pub use hotline::Hotline;
pub use level::Level;
pub(crate) use level::definitions;
pub use procedure::ProcedureFact;
pub(crate) use procedure::{FoundProcedure, procedures};
pub use retention::Retention;
pub use role::RoleFact;
pub(crate) use role::{FoundRole, names_stand_in, roles};
pub use threshold::Threshold;
pub use window::Window;

/// One thing that the text says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// The phrase or sentence that says it, at most 240 characters.
    pub span: Span,
    /// What it is.
    #[serde(flatten)]
    pub kind: Kind,
}

/// The kinds of facts with their values.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub enum Kind {
    /// A bounded time or a calendar point for an act.
    Deadline(Deadline),
    /// An act that comes back with a period.
    Cadence(Cadence),
    /// How long something is kept.
    Retention(Retention),
    /// A span of time that is neither limit, recurrence nor keeping time.
    Window(Window),
    /// A grade with what makes it.
    Level(Level),
    /// A number that decides something.
    Threshold(Threshold),
    /// A post or group with who fills it.
    Role(RoleFact),
    /// A public number.
    Hotline(Hotline),
    /// What to do in an event, as numbered steps.
    Procedure(ProcedureFact),
    /// Something a campaign holds.
    Activity(Activity),
    /// A duty of a post.
    Duty(PostDuty),
    /// What a post asks of who holds it.
    Qualification(PostDuty),
    /// What the document rests on.
    Basis(Basis),
}

/// A fact as found: bytes of the plain form, and what makes it the same as another.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) part: usize,
    pub(crate) kind: Kind,
    /// Two facts of one document with equal sameness are one; empty means never the same.
    pub(crate) sameness: String,
}

/// Reads all facts of a page, in the order of their places, and the lengths of time that no kind claims.
pub(crate) fn read(
    page: &Page,
    procedures: &[FoundProcedure],
    roles: &[FoundRole],
) -> (Vec<Fact>, Vec<Range<usize>>) {
    let mut found = Vec::new();
    found.extend(level::read(page));
    let unread = read_times(page, &mut found);
    hotline::read(page, &mut found);
    basis::read(page, &mut found);
    activity::read(page, &mut found);
    duty::read(page, &mut found);
    found.extend(procedures.iter().map(procedure::fact));
    found.extend(roles.iter().map(role::fact));
    found.sort_by_key(|fact| (fact.range.start, fact.range.end));
    (first_places(page, found), unread)
}

/// Time and number facts: each quantity of a sentence belongs to the first kind that claims it. Gives
/// the lengths of time that none has claimed.
fn read_times(page: &Page, found: &mut Vec<Found>) -> Vec<Range<usize>> {
    let mut unread = Vec::new();
    let mut cells = Vec::new();
    table::read(page, &mut cells, found);
    for sentence in &page.sentences {
        let place = Place::new(page, sentence);
        let first_cell = cells.partition_point(|cell| cell.end <= sentence.range.start);
        let mut claimed: Vec<Range<usize>> = cells[first_cell..]
            .iter()
            .take_while(|cell| cell.start < sentence.range.end)
            .cloned()
            .collect();
        cadence::read(&place, &mut claimed, found);
        deadline::read_days(&place, &claimed, found);
        for at in 0..place.quantities.len() {
            let quantity = &place.quantities[at];
            if claimed.iter().any(|range: &Range<usize>| {
                range.start < quantity.range.end && quantity.range.start < range.end
            }) {
                continue;
            }
            let fact = retention::read(&place, at)
                .or_else(|| window::read(&place, at))
                .or_else(|| deadline::read(&place, at))
                .or_else(|| threshold::read(&place, at));
            if fact.is_none() && quantity.length.is_some() {
                unread.push(quantity.range.clone());
            }
            found.extend(fact);
        }
    }
    unread
}

/// Keeps each fact at its first place in its document and leads the ranges back to the original.
fn first_places(page: &Page, found: Vec<Found>) -> Vec<Fact> {
    const LONGEST: usize = 240;
    let mut seen = BTreeSet::new();
    let mut facts = Vec::new();
    for fact in found {
        let is_new = fact.sameness.is_empty() || seen.insert((fact.part, fact.sameness.clone()));
        if is_new {
            let mut span = page.text.span(fact.range);
            span.end = span.end.min(span.start + LONGEST);
            facts.push(Fact {
                span,
                kind: fact.kind,
            });
        }
    }
    facts
}

/// The words of a text that tell it from another: ideographs, letters and digits only.
pub(crate) fn core(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .take(80)
        .collect()
}
