//! How an event is stored: JSON under a kind and a version. Only this module knows.
//!
//! A changed event gets a new version here and a file of its own that turns the old JSON into
//! the new; sample records of every version lie in `tests/records` and must read for ever.

use engine::Event;
use serde_json::Value;

use crate::chain::{NewRecord, StoredRecord};

/// The version under which events are written now.
const VERSION: u16 = 1;

/// A record that this build cannot read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("record {position} ({kind}, version {version}) cannot be read: {reason}")]
pub struct Unreadable {
    /// Its position.
    pub position: u64,
    /// Its kind.
    pub kind: String,
    /// Its version.
    pub version: u16,
    /// What is wrong with it.
    pub reason: String,
}

/// The record of an event.
pub fn to_record(event: &Event) -> NewRecord {
    let value = serde_json::to_value(event).expect("events have text keys only");
    NewRecord {
        kind: kind_of(&value).to_owned(),
        version: VERSION,
        body: value.to_string().into_bytes(),
    }
}

/// The event of a record.
///
/// # Errors
/// [`Unreadable`] for a version that this build does not know, or JSON of another shape.
pub fn to_event(record: &StoredRecord) -> Result<Event, Unreadable> {
    let unreadable = |reason: String| Unreadable {
        position: record.position,
        kind: record.kind.clone(),
        version: record.version,
        reason,
    };
    if record.version != VERSION {
        return Err(unreadable(format!("this build reads version {VERSION}")));
    }
    let value: Value =
        serde_json::from_slice(&record.body).map_err(|error| unreadable(error.to_string()))?;
    let kind = kind_of(&value);
    if kind != record.kind {
        return Err(unreadable(format!("its body is of kind {kind}")));
    }
    serde_json::from_value(value).map_err(|error| unreadable(error.to_string()))
}

/// An event's `what` is either a bare name or an object with the name as its only key.
fn kind_of(event: &Value) -> &str {
    match event.get("what") {
        Some(Value::String(name)) => name,
        Some(Value::Object(fields)) => fields.keys().next().map_or("", String::as_str),
        _ => "",
    }
}
