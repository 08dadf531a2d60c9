//! What readers see: committed state only.

use std::sync::Arc;

use duty::IncidentId;
use engine::{Destroyed, State};
use imbl::{OrdMap, Vector};

/// Everything that was committed, as one consistent picture. Cheap to copy.
#[derive(Debug, Clone, Default)]
pub struct Published {
    /// The state.
    pub state: State,
    /// Personal values that the state or a running incident names, by their sealed id.
    pub directory: Directory,
    /// Position of the last record.
    pub position: u64,
    /// Which of those values leave together with an incident.
    named: OrdMap<IncidentId, Vector<String>>,
}

impl Published {
    pub(crate) fn new(state: State, position: u64) -> Self {
        Self {
            state,
            position,
            ..Self::default()
        }
    }

    /// Takes in a value, for as long as the incident is running that names it.
    pub(crate) fn keep(&mut self, incident: Option<&IncidentId>, id: String, value: &[u8]) {
        if let Some(incident) = incident {
            let named = self.named.entry(incident.clone()).or_default();
            named.push_back(id.clone());
        }
        self.directory.insert(id, value);
    }

    /// What only an archived incident names is read from the journal when somebody asks.
    pub(crate) fn forget_values_of(&mut self, incident: &IncidentId) {
        for id in self.named.remove(incident).into_iter().flatten() {
            self.directory.0.remove(&id);
        }
    }

    /// What is destroyed is not read any more, whoever named it.
    pub(crate) fn destroy(&mut self, destroyed: &Destroyed) {
        for id in &destroyed.values {
            self.directory.0.remove(id);
        }
    }
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

    /// Takes in the values of another.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn insert(&mut self, id: String, value: &[u8]) {
        let text = String::from_utf8_lossy(value);
        self.0.insert(id, text.as_ref().into());
    }
}
