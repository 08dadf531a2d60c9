//! When the core next wants to be told the time, and what it still owes.

use std::sync::Arc;

use jiff::Timestamp;

use crate::state::{Due, Notice, State};

/// The next instant at which time itself makes something happen, and what.
pub fn next_due(state: &State) -> Option<(Timestamp, &Due)> {
    state.dues.get_min().map(|(at, due)| (*at, due))
}

/// What the state still owes to people by message: urgent first, then by age.
pub fn outbox(state: &State) -> impl Iterator<Item = &Arc<Notice>> {
    let owed = state.outbox.iter();
    owed.filter_map(|(_, _, id)| state.notices.get(id))
}

/// The rows of the call list: urgent first, then by age.
pub fn call_list(state: &State) -> Vec<&Arc<Notice>> {
    let mut rows: Vec<&Arc<Notice>> = state
        .notices
        .values()
        .filter(|notice| notice.call_list)
        .collect();
    rows.sort_by_key(|notice| (!notice.urgent, notice.number));
    rows
}
