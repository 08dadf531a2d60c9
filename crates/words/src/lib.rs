//! Every sentence a person reads, in Chinese and English, from one catalogue.
//!
//! This crate knows no page, no file format of people and no clock: times and zones come in as
//! values.
//!
//! # How to add a sentence
//! 1. Put the key into the file of its subject in *both* folders, `catalogue/zh/…ftl` and
//!    `catalogue/en/…ftl` (Fluent syntax): `page-desk-late = 已逾期{$count}`. A key starts with
//!    the name of its file (`page-desk-…`); a page's own words stand in its `page-….ftl`.
//! 2. Say it: `w.say("page-desk-title")`, `w.with("page-desk-late", &[("count", 2)])`. Values of
//!    several kinds: `&[("name", Value::from(name)), ("count", Value::from(2))]`.
//! 3. `cargo test -p words` finds keys that one language lacks, arguments that differ, keys that
//!    are said and not there, and keys that nobody says. So write keys as literals; where a key
//!    follows from an enum, `match` to literals.
//!
//! Chinese sentences have Chinese punctuation and English ones none of it. Plural forms in
//! English: `{ $count -> [one] one duty *[other] { $count } duties }`.
//! A new file is one more line in `catalogue.rs`.
//!
//! # Speakers
//! What the kernel decides is said by methods of [`Words`], one file a subject: `refusal`, `gap`,
//! `grade`, `reason`, `stand`, `standing`, `phase`, `event_line`, `notice`, `binding`, `clock`,
//! `remaining`, `span` … They take a [`Names`] where names are needed.

mod catalogue;
mod condition;
mod duty_words;
mod erasure;
mod event_line;
mod gap;
mod grade;
mod incident;
mod language;
mod names;
mod notice;
mod reason;
mod refusal;
mod report;
mod speak;
mod template;
mod times;
mod verify;

pub use catalogue::{files, mistakes};
pub use gap::SECTIONS;
pub use language::Language;
pub use names::{AccountNames, Names, Seen};
pub use notice::CHANNELS;
pub use speak::{Value, Words};
pub use times::machine_time;
pub use verify::{JOURNAL_ERRORS, JOURNAL_FINDINGS};
