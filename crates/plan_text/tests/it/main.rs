//! Reading written plans: sentences of our own, the facts expected in them.

// Tests read their texts, measure and say what they skip.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

mod again;
mod check;
mod draft;
mod draft_any;
mod draft_place;
mod gold;
mod hostile;
mod levels;
mod limits;
mod officer;
mod reading;
mod texts;
mod twins;
