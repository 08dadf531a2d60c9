//! Signals: what a rule takes opens, informs or resolves something; the rest is no record.

use std::collections::BTreeMap;
use std::sync::Arc;

use duty::IncidentId;
use plan::condition::Known;
use plan::{FactId, Ready, SignalRule};

use super::Decision;
use crate::command::Signal;
use crate::event::Happened;
use crate::refusal::Refusal;

impl Decision<'_> {
    pub(super) fn take_signals(&mut self, signals: &[Signal]) -> Result<(), Refusal> {
        for signal in signals {
            self.take_signal(signal)?;
        }
        Ok(())
    }

    fn take_signal(&mut self, signal: &Signal) -> Result<(), Refusal> {
        let over = signal.ends <= self.now;
        if let Some(incident) = self.state.signals.get(&signal.fingerprint).cloned() {
            // Sent again: not news, unless it says that it is over.
            if over {
                self.happen(Happened::SignalResolved {
                    fingerprint: signal.fingerprint.clone(),
                    incident,
                });
            }
            return Ok(());
        }
        if over {
            return Ok(());
        }
        let Some((ready, rule)) = self.rule_for(signal) else {
            return Ok(());
        };
        let facts = facts_of(&ready, &rule, signal);
        let incident = match self.running_of(&rule) {
            Some(incident) => {
                self.taken(signal, &rule, &incident);
                if !facts.is_empty() {
                    self.state_facts(&incident, &facts)?;
                }
                return Ok(());
            }
            None => self.report(
                &rule.event,
                Some(signal.starts.min(self.now)),
                signal.text.clone(),
                signal.place.clone(),
                &facts,
            )?,
        };
        self.taken(signal, &rule, &incident);
        Ok(())
    }

    fn taken(&mut self, signal: &Signal, rule: &SignalRule, incident: &IncidentId) {
        self.happen(Happened::SignalTaken {
            fingerprint: signal.fingerprint.clone(),
            rule: rule.id.clone(),
            incident: incident.clone(),
            text: signal.text.clone(),
            starts: signal.starts,
        });
    }

    fn rule_for(&self, signal: &Signal) -> Option<(Arc<Ready>, SignalRule)> {
        self.state.current_plans().find_map(|(_, _, ready)| {
            let rule = ready.plan().signals.iter().find(|rule| {
                rule.labels
                    .iter()
                    .all(|(name, value)| signal.labels.get(name) == Some(value))
            })?;
            Some((ready.clone(), rule.clone()))
        })
    }

    /// A running incident of the same event that a signal opened or joined takes this one in,
    /// whether or not that signal is over: a detector that falters is one leak, not many.
    fn running_of(&self, rule: &SignalRule) -> Option<IncidentId> {
        self.state
            .incidents
            .values()
            .find(|incident| {
                incident.signalled && incident.event == rule.event && incident.ended.is_none()
            })
            .map(|incident| incident.id.clone())
    }
}

fn facts_of(ready: &Ready, rule: &SignalRule, signal: &Signal) -> BTreeMap<FactId, Known> {
    let Some(event) = ready.plan().event(&rule.event) else {
        return BTreeMap::new();
    };
    rule.facts
        .iter()
        .filter_map(|(fact, label)| {
            let field = event.field(fact)?;
            let known = field.read(signal.labels.get(label)?)?;
            Some((fact.clone(), known))
        })
        .collect()
}
