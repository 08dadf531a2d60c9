//! The course of an incident: reported, graded, led, noted, ended.

use std::collections::BTreeMap;

use duty::{IncidentId, Sealed};
use engine::{Grading, Stand};
use jiff::Timestamp;
use plan::condition::Known;
use plan::{EventId, FactId, SignalRuleId};

use super::Line;
use crate::Value;

impl Line<'_> {
    pub(super) fn signal_taken(&self, rule: &SignalRuleId, text: Option<&Sealed>) -> String {
        let named = self
            .names
            .plans()
            .flat_map(|plan| &plan.signals)
            .find(|known| known.id == *rule)
            .map_or(rule.as_str(), |known| {
                self.w.pick(&known.name, known.name_en.as_deref())
            });
        let said = self.w.with("event-signal-taken", &[("rule", named)]);
        self.with_text(said, text)
    }

    pub(super) fn reported(
        &self,
        event: &EventId,
        version: u32,
        place: Option<&Sealed>,
        happened: Timestamp,
    ) -> String {
        let w = self.w;
        let mut said = w.with(
            "event-reported",
            &[
                ("who", Value::from(self.who())),
                ("event", Value::from(self.names.event_type(w, event))),
                ("version", Value::from(version)),
            ],
        );
        if let Some(place) = place {
            let place = self.names.sealed(w, place);
            said = w.clauses([said, w.with("event-reported-place", &[("place", place)])]);
        }
        if happened < self.event.at {
            let at = self.clock(happened);
            said = w.clauses([said, w.with("event-happened", &[("at", at)])]);
        }
        said
    }

    pub(super) fn facts_stated(
        &self,
        incident: &IncidentId,
        facts: &BTreeMap<FactId, Known>,
    ) -> String {
        let event = self.names.event_of(incident);
        let said = facts
            .iter()
            .map(|(fact, known)| self.w.fact_and_value(fact, known, event));
        self.w.with(
            "event-facts-stated",
            &[("who", self.who()), ("facts", self.w.clauses(said))],
        )
    }

    pub(super) fn graded(&self, incident: &IncidentId, grading: &Grading) -> String {
        let w = self.w;
        let event = self.names.event_of(incident);
        let Some(rank) = grading.certain else {
            let open = w.still_possible(grading, event);
            return w.clauses([w.say("grade-none"), open]);
        };
        let plan = self.names.plan_of(incident);
        let graded = w.with("event-graded", &[("grade", w.grade(rank, plan))]);
        let because = grading
            .reason
            .as_ref()
            .map(|reason| w.with("event-because", &[("reason", w.reason(reason, event))]));
        let open = w.still_possible(grading, event);
        w.clauses([graded, because.unwrap_or_default(), open])
    }

    pub(super) fn leader_named(&self, leader: &Stand) -> String {
        let said = self.w.stand_in_full(leader, self.names);
        let key = if leader.people.is_empty() {
            "event-leader-none"
        } else {
            "event-leader-named"
        };
        self.w.with(key, &[("leader", said)])
    }

    pub(super) fn head_told(&self, when: Timestamp) -> String {
        self.w.with("event-head-told", &[("at", self.clock(when))])
    }

    pub(super) fn noted(&self, text: &Sealed, happened: Timestamp) -> String {
        let said = self.w.with(
            "event-noted",
            &[
                ("who", self.who()),
                ("text", self.names.sealed(self.w, text)),
            ],
        );
        if happened == self.event.at {
            return said;
        }
        let at = self.clock(happened);
        self.w
            .clauses([said, self.w.with("event-happened", &[("at", at)])])
    }

    pub(super) fn ended(&self, told: usize) -> String {
        self.w.with("event-ended", &[("count", told)])
    }
}
