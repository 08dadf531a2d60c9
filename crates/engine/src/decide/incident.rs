//! An incident: reported, graded, led, noted.

use std::collections::BTreeMap;

use duty::{IncidentId, Sealed};
use jiff::Timestamp;
use plan::condition::Known;
use plan::{EventId, EventType, FactId};

use super::Decision;
use crate::event::Happened;
use crate::refusal::Refusal;

impl Decision<'_> {
    pub(super) fn report(
        &mut self,
        event: &EventId,
        happened: Option<Timestamp>,
        text: Option<Sealed>,
        place: Option<Sealed>,
        facts: &BTreeMap<FactId, Known>,
    ) -> Result<IncidentId, Refusal> {
        let (plan, version, ready) = self
            .state
            .plan_for(event)
            .ok_or_else(|| Refusal::UnknownEvent(event.clone()))?;
        let (plan, ready) = (plan.clone(), ready.clone());
        if let Some(kind) = ready.plan().event(event) {
            fitting(kind, facts)?;
        }
        let incident = self.derive(IncidentId::new);
        self.happen(Happened::Reported {
            incident: incident.clone(),
            event: event.clone(),
            plan,
            version,
            happened: happened.unwrap_or(self.now),
            text,
            place,
        });
        if !facts.is_empty() {
            self.happen(Happened::FactsStated {
                incident: incident.clone(),
                facts: facts.clone(),
            });
        }
        self.go_on(&incident);
        self.begin_to_look();
        Ok(incident)
    }

    pub(super) fn state_facts(
        &mut self,
        id: &IncidentId,
        facts: &BTreeMap<FactId, Known>,
    ) -> Result<(), Refusal> {
        let incident = self.running(id)?;
        if facts.is_empty() {
            return Err(Refusal::Empty);
        }
        if let Some(kind) = self
            .state
            .plan_of(&incident)
            .and_then(|ready| ready.plan().event(&incident.event))
        {
            fitting(kind, facts)?;
        }
        let news: BTreeMap<FactId, Known> = facts
            .iter()
            .filter(|(fact, known)| incident.facts.known(fact) != *known)
            .map(|(fact, known)| (fact.clone(), known.clone()))
            .collect();
        if news.is_empty() {
            return Ok(());
        }
        self.happen(Happened::FactsStated {
            incident: id.clone(),
            facts: news,
        });
        self.due_again(id, &incident.facts);
        self.go_on(id);
        Ok(())
    }

    pub(super) fn note(
        &mut self,
        id: &IncidentId,
        happened: Timestamp,
        text: &Sealed,
    ) -> Result<(), Refusal> {
        if !self.state.incidents.contains_key(id) {
            return Err(Refusal::UnknownIncident(id.clone()));
        }
        self.happen(Happened::Noted {
            incident: id.clone(),
            happened,
            text: text.clone(),
        });
        Ok(())
    }
}

fn fitting(kind: &EventType, facts: &BTreeMap<FactId, Known>) -> Result<(), Refusal> {
    for (fact, known) in facts {
        let field = kind
            .field(fact)
            .ok_or_else(|| Refusal::UnknownFact(fact.clone()))?;
        if !field.takes(known) {
            return Err(Refusal::BadValue(fact.clone()));
        }
    }
    Ok(())
}
