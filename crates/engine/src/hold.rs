//! Legal holds: what must not be destroyed yet, and why.

use duty::{IncidentId, PersonId, Sealed};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::command::HoldId;
use crate::state::State;

/// What a hold keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The content of everybody who took part in an incident.
    Incident(IncidentId),
    /// The content of one person.
    Person(PersonId),
    /// Everything of the organisation.
    Organisation,
}

/// A legal hold (保全): an investigation, or a statutory term that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// What it keeps.
    pub scope: Scope,
    /// Why.
    pub reason: Sealed,
    /// Since when.
    pub since: Timestamp,
    /// Until when; none until it is released.
    pub until: Option<Timestamp>,
}

impl Hold {
    /// Whether it holds at a time; one whose term is over holds nothing.
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.until.is_none_or(|until| at < until)
    }
}

impl State {
    /// The first hold that keeps a person's content at a time.
    pub fn hold_on(&self, person: &PersonId, at: Timestamp) -> Option<(&HoldId, &Hold)> {
        let mut holds = self.holds.iter().filter(|(_, hold)| hold.holds_at(at));
        let found = holds.find(|(_, hold)| match &hold.scope {
            Scope::Organisation => true,
            Scope::Person(held) => held == person,
            Scope::Incident(incident) => self.content.took_part(person, incident),
        });
        found.map(|(id, hold)| (id, hold.as_ref()))
    }
}
