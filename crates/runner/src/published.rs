//! What readers see: committed state only.

use std::sync::Arc;

use engine::State;
use imbl::OrdMap;

use crate::history::History;

/// Everything that was committed, as one consistent picture. Cheap to copy.
#[derive(Debug, Clone, Default)]
pub struct Published {
    /// The state.
    pub state: State,
    /// Personal values by their sealed id.
    pub directory: Directory,
    /// Timelines, and incidents that have left the state.
    pub history: History,
    /// Position of the last record.
    pub position: u64,
}

/// Personal values by their sealed id; what was erased is not in it.
#[derive(Debug, Clone, Default)]
pub struct Directory(OrdMap<String, Arc<str>>);

impl Directory {
    /// The value, unless it was erased.
    pub fn text(&self, sealed: &duty::Sealed) -> Option<&str> {
        self.0.get(&sealed.id).map(AsRef::as_ref)
    }

    /// What a person is called.
    pub fn person(&self, state: &State, person: &duty::PersonId) -> Option<&str> {
        self.text(&state.people.get(person)?.name)
    }

    pub(crate) fn insert(&mut self, id: String, value: &[u8]) {
        let text = String::from_utf8_lossy(value);
        self.0.insert(id, text.as_ref().into());
    }
}
