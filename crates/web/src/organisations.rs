//! The organisations of one data folder, each with the handle of its runner.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use engine::OrganisationId;
use jiff::Timestamp;
use runner::Handle;

/// All organisations that this server runs; copies share them.
#[derive(Clone)]
pub struct Organisations {
    first: OrganisationId,
    first_handle: Handle,
    all: Arc<RwLock<BTreeMap<OrganisationId, Handle>>>,
}

/// One of them: an extension of every request that was let in.
#[derive(Clone)]
pub struct House {
    /// Its id.
    pub id: OrganisationId,
    /// The handle of its runner.
    pub handle: Handle,
}

impl Organisations {
    /// One organisation: the one that is meant where none is named.
    pub fn first(id: OrganisationId, handle: Handle) -> Self {
        let all = BTreeMap::from([(id.clone(), handle.clone())]);
        Self {
            first: id,
            first_handle: handle,
            all: Arc::new(RwLock::new(all)),
        }
    }

    /// One more, also while the server runs.
    pub fn add(&self, id: OrganisationId, handle: Handle) {
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(id, handle);
    }

    /// The organisation of an id.
    pub fn get(&self, id: &OrganisationId) -> Option<House> {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        all.get(id).map(|handle| House {
            id: id.clone(),
            handle: handle.clone(),
        })
    }

    /// The one that is meant where none is named.
    pub fn main(&self) -> House {
        House {
            id: self.first.clone(),
            handle: self.first_handle.clone(),
        }
    }

    /// All of them, in the order of their ids.
    pub fn all(&self) -> Vec<House> {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .map(|(id, handle)| House {
                id: id.clone(),
                handle: handle.clone(),
            })
            .collect()
    }

    /// Whether there are several, so that pages have to say which is meant.
    pub fn are_several(&self) -> bool {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        all.len() > 1
    }

    /// The time by which sessions, one-time links and rate limits count.
    pub fn now(&self) -> Timestamp {
        self.first_handle.now()
    }
}
