//! What happened in each incident, and incidents that are over.

use std::collections::BTreeSet;
use std::sync::Arc;

use duty::{Duty, IncidentId, NoticeId};
use engine::{Event, Happened, Incident, State};
use imbl::{OrdMap, Vector};

/// Timelines by incident. A view: made from records alone, may be dropped and rebuilt.
#[derive(Debug, Clone, Default)]
pub struct History {
    incidents: OrdMap<IncidentId, Past>,
    notices: OrdMap<NoticeId, IncidentId>,
}

/// The history of one incident.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// Its events, oldest first.
    pub timeline: Vector<Arc<Event>>,
    /// The incident as it was when it left the state.
    pub archived: Option<Arc<Incident>>,
    /// Its duties at that time, in the order of opening.
    pub duties: Vector<Arc<Duty>>,
}

impl History {
    /// The history of an incident.
    pub fn of(&self, incident: &IncidentId) -> Option<&Past> {
        self.incidents.get(incident)
    }

    /// Incidents that have left the state.
    pub fn archived(&self) -> impl Iterator<Item = (&Arc<Incident>, &Past)> {
        self.incidents
            .values()
            .filter_map(|past| past.archived.as_ref().map(|incident| (incident, past)))
    }

    /// Takes in an event; `before` is the state that it is about to change.
    pub(crate) fn take(&mut self, event: &Event, before: &State) {
        self.note_notices(&event.what);
        let incidents = self.incidents_of(&event.what, before);
        if incidents.is_empty() {
            return;
        }
        let shared = Arc::new(event.clone());
        for id in incidents {
            let mut past = self.incidents.get(&id).cloned().unwrap_or_default();
            past.timeline.push_back(shared.clone());
            if matches!(event.what, Happened::Archived { .. })
                && let Some(incident) = before.incidents.get(&id)
            {
                past.duties = before.duties_of(incident).cloned().collect();
                past.archived = Some(incident.clone());
            }
            self.incidents.insert(id, past);
        }
    }

    fn note_notices(&mut self, what: &Happened) {
        if let Happened::Climbed { notices, .. } | Happened::Ended { notices, .. } = what {
            for notice in notices {
                self.notices
                    .insert(notice.id.clone(), notice.incident.clone());
            }
        }
    }

    fn incidents_of(&self, what: &Happened, before: &State) -> BTreeSet<IncidentId> {
        let of_duty =
            |duty: &duty::DutyId| before.duties.get(duty).map(|duty| duty.incident.clone());
        let incident = match what {
            Happened::Founded { .. }
            | Happened::Started
            | Happened::WorkingHoursSet { .. }
            | Happened::WorkingHoursLow
            | Happened::WatchSet { .. }
            | Happened::ClockLeapt { .. }
            | Happened::ClockSettled { .. }
            | Happened::AlreadySo { .. }
            | Happened::PersonSet { .. }
            | Happened::AddressesSet { .. }
            | Happened::TemplateSet { .. }
            | Happened::HoldersSet { .. }
            | Happened::RightSet { .. }
            | Happened::AbsenceSet { .. }
            | Happened::Published { .. } => None,
            Happened::SignalTaken { incident, .. }
            | Happened::SignalResolved { incident, .. }
            | Happened::Reported { incident, .. }
            | Happened::FactsStated { incident, .. }
            | Happened::Graded { incident, .. }
            | Happened::LeaderNamed { incident, .. }
            | Happened::HeadTold { incident, .. }
            | Happened::Passed { incident, .. }
            | Happened::Noted { incident, .. }
            | Happened::EndProposed { incident }
            | Happened::Ended { incident, .. }
            | Happened::Archived { incident } => Some(incident.clone()),
            Happened::Opened { duty } => Some(duty.incident.clone()),
            Happened::Climbed { duty, .. }
            | Happened::RedLine { duty, .. }
            | Happened::Answered { duty, .. }
            | Happened::Lapsed { duty, .. } => of_duty(duty),
            Happened::Receipt { notice, .. } | Happened::Called { notice, .. } => {
                self.notices.get(notice).cloned()
            }
        };
        incident.into_iter().collect()
    }
}
