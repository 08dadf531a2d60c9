//! Documents out: the quick report and the closing report, filled from the record, as Word files.
//!
//! This crate knows no page, no store and no clock: the state, the timeline, the names and the
//! time "now" come from the caller. Nothing is invented here: what the record does not say is a
//! missing item.

mod closing;
mod document;
mod docx;
mod fill;
mod form;
mod quick;
mod record;

pub use closing::closing_report;
pub use document::{Document, Part, Section, Table};
pub use docx::docx;
pub use form::{Form, form, forms};
pub use quick::{Filled, Item, Unfilled, quick_report};
pub use record::{Archived, Record};
