//! A plan with its conditions looked up: what the engine runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::condition::{Checked, Condition, Facts, Fields, Grading, TypeError, grade};
use crate::{EventId, Plan, Rank, ReportId, StepId};

/// A condition of a plan that its event's fields do not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCondition {
    /// Section and id of the element: `step cut-power`.
    pub element: String,
    /// The event whose fields were meant.
    pub event: EventId,
    /// The text as written.
    pub source: String,
    /// What is wrong, in the order of the text.
    pub errors: Vec<TypeError>,
}

/// A plan whose conditions were checked against the fields of their events. Stored as the plan
/// alone and made anew from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Plan", into = "Plan")]
pub struct Ready {
    plan: Plan,
    grades: BTreeMap<EventId, Vec<(Rank, Checked)>>,
    branches: BTreeMap<(EventId, StepId), Checked>,
    reports: BTreeMap<(EventId, ReportId), Checked>,
    closing: BTreeMap<EventId, Checked>,
    bad: Vec<BadCondition>,
}

impl Ready {
    /// Looks up every condition; those that do not fit are listed by [`Ready::bad_conditions`]
    /// and count as absent.
    pub fn new(plan: Plan) -> Self {
        let mut ready = Self {
            plan: Plan::default(),
            grades: BTreeMap::new(),
            branches: BTreeMap::new(),
            reports: BTreeMap::new(),
            closing: BTreeMap::new(),
            bad: Vec::new(),
        };
        for event in &plan.events {
            let fields: Fields = event.facts.iter().collect();
            let mut look_up = |element: String, condition: &Condition| {
                let checked = condition.check(&fields);
                checked
                    .map_err(|errors| {
                        ready.bad.push(BadCondition {
                            element,
                            event: event.id.clone(),
                            source: condition.source().to_owned(),
                            errors,
                        });
                    })
                    .ok()
            };
            let mut ranked = Vec::new();
            for grade in &plan.grades {
                if let Some(condition) = grade.when.get(&event.id)
                    && let Some(checked) = look_up(format!("grade {}", grade.id), condition)
                {
                    ranked.push((grade.rank, checked));
                }
            }
            ranked.sort_by_key(|(rank, _)| *rank);
            ready.grades.insert(event.id.clone(), ranked);
            for step in plan.procedures_for(&event.id).flat_map(|it| &it.steps) {
                if let Some(condition) = &step.when
                    && let Some(checked) = look_up(format!("step {}", step.id), condition)
                {
                    ready
                        .branches
                        .insert((event.id.clone(), step.id.clone()), checked);
                }
            }
            for report in plan.reports_for(&event.id) {
                if let Some(condition) = &report.when
                    && let Some(checked) = look_up(format!("report {}", report.id), condition)
                {
                    ready
                        .reports
                        .insert((event.id.clone(), report.id.clone()), checked);
                }
            }
            if let Some(condition) = plan.closing.as_ref().and_then(|it| it.when.as_ref())
                && let Some(checked) = look_up("closing".to_owned(), condition)
            {
                ready.closing.insert(event.id.clone(), checked);
            }
        }
        ready.plan = plan;
        ready
    }

    /// The plan as written.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Conditions that do not fit their event's fields.
    pub fn bad_conditions(&self) -> &[BadCondition] {
        &self.bad
    }

    /// Computes the grade of an event from what is known.
    pub fn grade(&self, event: &EventId, facts: &Facts) -> Grading {
        let ranked = self.grades.get(event).map_or(&[][..], Vec::as_slice);
        grade(ranked, facts)
    }

    /// The grades of an event with their looked-up conditions, most severe first.
    pub fn grades(&self, event: &EventId) -> &[(Rank, Checked)] {
        self.grades.get(event).map_or(&[], Vec::as_slice)
    }

    /// The condition of a step, if it has one.
    pub fn branch(&self, event: &EventId, step: &StepId) -> Option<&Checked> {
        self.branches.get(&(event.clone(), step.clone()))
    }

    /// The condition of a report, if it has one.
    pub fn report_condition(&self, event: &EventId, report: &ReportId) -> Option<&Checked> {
        self.reports.get(&(event.clone(), report.clone()))
    }

    /// What must hold for the end, if the plan says so.
    pub fn closing_condition(&self, event: &EventId) -> Option<&Checked> {
        self.closing.get(event)
    }
}

impl PartialEq for Ready {
    fn eq(&self, other: &Self) -> bool {
        // The rest is made from the plan.
        self.plan == other.plan
    }
}

impl From<Plan> for Ready {
    fn from(plan: Plan) -> Self {
        Self::new(plan)
    }
}

impl From<Ready> for Plan {
    fn from(ready: Ready) -> Self {
        ready.plan
    }
}
