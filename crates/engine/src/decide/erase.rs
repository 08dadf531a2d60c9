//! What must be kept, and what is destroyed.

use std::sync::Arc;

use duty::{PersonId, PostId, Sealed};
use jiff::Timestamp;

use super::Decision;
use crate::command::HoldId;
use crate::content::Ground;
use crate::event::Happened;
use crate::hold::Scope;
use crate::refusal::Refusal;

impl Decision<'_> {
    pub(super) fn set_hold(
        &mut self,
        scope: &Scope,
        reason: &Sealed,
        until: Option<Timestamp>,
    ) -> Result<(), Refusal> {
        match scope {
            Scope::Organisation => {}
            // Those who have left have content too.
            Scope::Person(person) if self.state.people.contains_key(person) => {}
            Scope::Person(person) => return Err(Refusal::UnknownPerson(person.clone())),
            Scope::Incident(incident) if self.state.content.knows_incident(incident) => {}
            Scope::Incident(incident) => return Err(Refusal::UnknownIncident(incident.clone())),
        }
        if until.is_some_and(|until| until <= self.now) {
            return Err(Refusal::BadPeriod);
        }
        let hold = self.derive(HoldId::new);
        self.happen(Happened::HoldSet {
            hold,
            scope: scope.clone(),
            reason: reason.clone(),
            until,
        });
        Ok(())
    }

    pub(super) fn release_hold(&mut self, hold: &HoldId) -> Result<(), Refusal> {
        if !self.state.holds.contains_key(hold) {
            return Err(Refusal::UnknownHold(hold.clone()));
        }
        self.happen(Happened::HoldReleased { hold: hold.clone() });
        Ok(())
    }

    /// Whoever is erased and had not left leaves first.
    pub(super) fn erase(&mut self, person: &PersonId, ground: Ground) -> Result<(), Refusal> {
        let known = self.state.people.get(person);
        let known = known.ok_or_else(|| Refusal::UnknownPerson(person.clone()))?;
        let has_left = known.left.is_some();
        self.may_be_erased(person)?;
        if self.state.content.of(person).is_empty() {
            return Ok(());
        }
        if !has_left {
            self.leave(person)?;
        }
        self.happen(Happened::Erased {
            person: person.clone(),
            ground,
            destroyed: self.state.content.of(person),
            accounts: self.state.content.accounts_of(person),
        });
        Ok(())
    }

    fn may_be_erased(&self, person: &PersonId) -> Result<(), Refusal> {
        if let Some((hold, kept)) = self.state.hold_on(person, self.now) {
            return Err(Refusal::UnderHold {
                hold: hold.clone(),
                kept: Arc::new(kept.clone()),
            });
        }
        let holders = self.state.holders.iter();
        let held = holders.filter(|(_, people)| people.contains(person));
        let posts: Vec<PostId> = held.map(|(post, _)| post.clone()).collect();
        if !posts.is_empty() {
            return Err(Refusal::HoldsPosts {
                person: person.clone(),
                posts,
            });
        }
        let mut running = self.state.incidents.values();
        let wanted = running.find(|incident| {
            incident.ended.is_none() && self.state.content.took_part(person, &incident.id)
        });
        match wanted {
            Some(incident) => Err(Refusal::WantedIn {
                person: person.clone(),
                incident: incident.id.clone(),
            }),
            None => Ok(()),
        }
    }
}
