//! Lists of what is running and what is over, newest first, as far as whoever asks sees them.

use std::collections::BTreeMap;
use std::sync::Arc;

use duty::{Duty, IncidentId};
use engine::{Incident, duty_concerns, incident_concerns};
use runner::{JournalError, Place};

use crate::sight::{Eyes, Sight};

/// How many archived ones are looked through at a time for somebody who sees only some of them.
const LOOKED_THROUGH: usize = 200;

/// A piece of a list. It may be short although more follows, for somebody who sees only some.
pub(crate) struct Listed<T> {
    /// Newest first.
    pub items: Vec<Arc<T>>,
    /// Where the next piece begins; none at the end.
    pub next: Option<Place>,
}

impl Sight {
    /// Incidents that have not left the state, newest first.
    pub fn running(&self) -> Vec<Arc<Incident>> {
        let all = self.published.state.incidents.values();
        let mut seen: Vec<_> = all.filter(|it| self.sees_incident(it)).cloned().collect();
        seen.sort_by_key(|it| std::cmp::Reverse(place_of(it)));
        seen
    }

    /// Incidents, running and archived, that come after a place in the list.
    pub async fn incidents(
        &mut self,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Listed<Incident>, JournalError> {
        let wanted = self.wanted(limit);
        let over = self.handle.archived_incidents(after, wanted).await?;
        let reached = over.last().filter(|_| over.len() == wanted);
        let reached = reached.map(|it| place_of(it));
        let mut items = self.running();
        items.retain(|it| after.is_none_or(|after| place_of(it) < *after));
        for incident in over {
            // What has left the state only since this picture was taken is still in it.
            let is_running = self.published.state.incidents.contains_key(&incident.id);
            if !is_running && self.sees_archived(&incident).await? {
                items.push(incident);
            }
        }
        let listed = Listed::of(items, reached, limit, place_of);
        let state = &self.published.state;
        let over = listed.items.iter();
        let over = over.filter(|it| !state.incidents.contains_key(&it.id));
        let named: Vec<_> = over
            .flat_map(|it| it.text.iter().chain(&it.place))
            .collect();
        let values = self.handle.values(&named).await?;
        self.values.extend(values);
        Ok(listed)
    }

    /// Duties, running and archived, that come after a place in the list.
    pub async fn every_duty(
        &mut self,
        after: Option<&Place>,
        limit: usize,
    ) -> Result<Listed<Duty>, JournalError> {
        let wanted = self.wanted(limit);
        let over = self.handle.archived_duties(after, wanted).await?;
        let reached = over.last().filter(|_| over.len() == wanted);
        let reached = reached.map(|it| opening_of(it));
        let mut items = self.duties();
        items.retain(|it| after.is_none_or(|after| opening_of(it) < *after));
        let mut incidents = BTreeMap::new();
        for duty in over {
            let is_running = self.published.state.duties.contains_key(&duty.id);
            if !is_running && self.sees_archived_duty(&duty, &mut incidents).await? {
                items.push(duty);
            }
        }
        let listed = Listed::of(items, reached, limit, opening_of);
        let state = &self.published.state;
        let over = listed.items.iter();
        let over = over.filter(|it| !state.duties.contains_key(&it.id));
        let named: Vec<_> = over.flat_map(|it| it.sealed()).collect();
        let values = self.handle.values(&named).await?;
        self.values.extend(values);
        Ok(listed)
    }

    fn wanted(&self, limit: usize) -> usize {
        match self.eyes {
            Eyes::Open => limit + 1,
            Eyes::Incidents(_) | Eyes::Duties(_) | Eyes::Shut => LOOKED_THROUGH,
        }
    }

    async fn sees_archived(&self, incident: &Incident) -> Result<bool, JournalError> {
        match &self.eyes {
            Eyes::Open => Ok(true),
            Eyes::Shut => Ok(false),
            Eyes::Incidents(person) | Eyes::Duties(person) => {
                let duties = self.handle.archived_duties_of(&incident.id).await?;
                let duties = duties.iter().map(AsRef::as_ref);
                Ok(incident_concerns(
                    &self.published.state,
                    incident,
                    duties,
                    person,
                ))
            }
        }
    }

    async fn sees_archived_duty(
        &self,
        duty: &Duty,
        incidents: &mut BTreeMap<IncidentId, bool>,
    ) -> Result<bool, JournalError> {
        match &self.eyes {
            Eyes::Open => Ok(true),
            Eyes::Shut => Ok(false),
            Eyes::Duties(person) => Ok(duty_concerns(&self.published.state, duty, person)),
            Eyes::Incidents(_) => {
                if let Some(seen) = incidents.get(&duty.incident) {
                    return Ok(*seen);
                }
                let seen = match self.handle.archived_incident(&duty.incident).await? {
                    Some(incident) => self.sees_archived(&incident).await?,
                    None => false,
                };
                incidents.insert(duty.incident.clone(), seen);
                Ok(seen)
            }
        }
    }
}

impl<T> Listed<T> {
    /// Sorts what was found; `reached` is how far the archive was looked through, when it goes
    /// on behind.
    fn of(
        mut items: Vec<Arc<T>>,
        reached: Option<Place>,
        limit: usize,
        place: impl Fn(&T) -> Place,
    ) -> Self {
        items.retain(|it| reached.as_ref().is_none_or(|reached| place(it) >= *reached));
        items.sort_by_key(|it| std::cmp::Reverse(place(it)));
        if items.len() <= limit {
            return Self {
                items,
                next: reached,
            };
        }
        items.truncate(limit);
        let next = items.last().map(|it| place(it));
        Self { items, next }
    }
}

fn place_of(incident: &Incident) -> Place {
    (incident.reported, incident.id.to_string())
}

fn opening_of(duty: &Duty) -> Place {
    (duty.opened, duty.id.to_string())
}
