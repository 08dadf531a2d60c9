//! The views of one organisation in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duty::{Duty, DutyId, IncidentId};
use engine::Incident;
use jiff::Timestamp;

use super::{Place, ViewRows, elsewhere};
use crate::chain::Head;
use crate::error::Result;

/// What the tables of a database hold, as maps.
#[derive(Debug)]
pub struct MemoryViews {
    head: Head,
    timelines: BTreeMap<IncidentId, BTreeSet<u64>>,
    signals: BTreeSet<u64>,
    changes: BTreeSet<u64>,
    incidents: BTreeMap<IncidentId, Arc<Incident>>,
    newest_incidents: BTreeSet<(Timestamp, String)>,
    duties: BTreeMap<DutyId, (usize, Arc<Duty>)>,
    newest_duties: BTreeSet<(Timestamp, String)>,
}

impl MemoryViews {
    pub fn empty(organisation: &str) -> Self {
        Self {
            head: Head::empty(organisation),
            timelines: BTreeMap::new(),
            signals: BTreeSet::new(),
            changes: BTreeSet::new(),
            incidents: BTreeMap::new(),
            newest_incidents: BTreeSet::new(),
            duties: BTreeMap::new(),
            newest_duties: BTreeSet::new(),
        }
    }

    /// Where they stand.
    pub fn head(&self) -> &Head {
        &self.head
    }

    pub fn write(&mut self, from: u64, head: &Head, rows: &ViewRows) -> Result<()> {
        if self.head.position != from {
            return Err(elsewhere(&head.organisation, from));
        }
        self.head = head.clone();
        for row in &rows.timelines {
            match &row.incident {
                Some(incident) => {
                    let timeline = self.timelines.entry(incident.clone()).or_default();
                    timeline.insert(row.position);
                }
                None => {
                    self.changes.insert(row.position);
                }
            }
            if row.is_signal {
                self.signals.insert(row.position);
            }
        }
        for incident in &rows.incidents {
            let place = (incident.reported, incident.id.to_string());
            self.newest_incidents.insert(place);
            self.incidents.insert(incident.id.clone(), incident.clone());
        }
        for row in &rows.duties {
            let place = (row.duty.opened, row.duty.id.to_string());
            self.newest_duties.insert(place);
            let id = row.duty.id.clone();
            self.duties.insert(id, (row.place, row.duty.clone()));
        }
        Ok(())
    }

    pub fn incident(&self, id: &IncidentId) -> Option<Incident> {
        self.incidents.get(id).map(|it| (**it).clone())
    }

    pub fn duty(&self, id: &DutyId) -> Option<Duty> {
        self.duties.get(id).map(|(_, it)| (**it).clone())
    }

    pub fn duties_of(&self, incident: &IncidentId) -> Vec<Duty> {
        let all = self.duties.values();
        let mut own: Vec<_> = all.filter(|(_, duty)| duty.incident == *incident).collect();
        own.sort_by_key(|(place, _)| *place);
        own.into_iter().map(|(_, duty)| (**duty).clone()).collect()
    }

    pub fn incidents(&self, after: Option<&Place>, limit: usize) -> Vec<Incident> {
        newest(&self.newest_incidents, after, limit)
            .filter_map(|id| self.incidents.get(id))
            .map(|it| (**it).clone())
            .collect()
    }

    pub fn duties(&self, after: Option<&Place>, limit: usize) -> Vec<Duty> {
        newest(&self.newest_duties, after, limit)
            .filter_map(|id| self.duties.get(id))
            .map(|(_, it)| (**it).clone())
            .collect()
    }

    /// Positions of an incident's records.
    pub fn timeline(&self, incident: &IncidentId, after: u64, limit: usize) -> Vec<u64> {
        let timeline = self.timelines.get(incident);
        let all = timeline.into_iter().flatten().copied();
        all.filter(|at| *at > after).take(limit).collect()
    }

    /// Positions of the organisation's last changes.
    pub fn newest_changes(&self, limit: usize) -> Vec<u64> {
        self.changes.iter().rev().take(limit).copied().collect()
    }

    /// Positions of the signals taken last.
    pub fn newest_signals(&self, limit: usize) -> Vec<u64> {
        self.signals.iter().rev().take(limit).copied().collect()
    }
}

fn newest<'a>(
    places: &'a BTreeSet<Place>,
    after: Option<&Place>,
    limit: usize,
) -> impl Iterator<Item = &'a str> {
    let before = match after {
        Some(after) => places.range(..after.clone()),
        None => places.range(..),
    };
    before.rev().take(limit).map(|(_, id)| id.as_str())
}
