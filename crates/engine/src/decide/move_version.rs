//! A running incident goes on by a corrected version of its plan.
//!
//! What is done stays done. An open duty whose step is still there stays open, with its clock as
//! it was opened: the stricter limit binds, and no deadline moves back. What the new version does
//! not ask for is closed with the reason; what it asks for besides opens in its order.

use std::sync::Arc;

use duty::{Duty, IncidentId, PostId, Sealed, Unless};
use jiff::Timestamp;
use plan::{Clock, Plan, Ready};

use super::Decision;
use crate::event::{Happened, Kept};
use crate::refusal::Refusal;
use crate::state::Incident;

/// What a version of a plan says of an open duty.
struct Asked<'a> {
    text: &'a str,
    text_en: Option<&'a String>,
    post: Option<&'a PostId>,
    due: Option<Timestamp>,
    evidence: Vec<duty::Evidence>,
    life_safety: bool,
}

impl Decision<'_> {
    pub(super) fn move_to_version(
        &mut self,
        id: &IncidentId,
        version: u32,
        reason: &Sealed,
    ) -> Result<(), Refusal> {
        let incident = self.running(id)?;
        let versions = self.state.plans.get(&incident.plan);
        let new = versions
            .and_then(|versions| versions.get(&version))
            .cloned();
        let (Some(new), true) = (new, version > incident.version) else {
            return Err(Refusal::NotNewer {
                plan: incident.plan.clone(),
                version,
                running: incident.version,
            });
        };
        if new.plan().event(&incident.event).is_none() {
            return Err(Refusal::EventNotInVersion {
                event: incident.event.clone(),
                version,
            });
        }
        let Some(old) = self.state.plan_of(&incident).cloned() else {
            return Err(Refusal::UnknownIncident(id.clone()));
        };
        // What fell due by the version that ran until now happens by it.
        self.climb_due_rungs(id);
        let open: Vec<Arc<Duty>> = self
            .state
            .duties_of(&incident)
            .filter(|duty| !duty.is_done() && is_of_plan(duty))
            .cloned()
            .collect();
        let (kept, gone): (Vec<_>, Vec<_>) = open
            .into_iter()
            .partition(|duty| self.asked(&incident, new.plan(), duty).is_some());
        let changed = kept
            .iter()
            .filter_map(|duty| self.kept(&incident, new.plan(), duty))
            .collect();
        self.happen(Happened::Moved {
            incident: id.clone(),
            from: incident.version,
            version,
            reason: reason.clone(),
            kept: changed,
        });
        for duty in &gone {
            self.waived(duty, None, None, reason);
        }
        // Who is told of what has lapsed by now is found as the new version has it.
        self.regrade(id, &new, &incident);
        self.name_leader(id);
        for duty in &kept {
            let before = self
                .asked(&incident, old.plan(), duty)
                .and_then(|it| it.post.cloned());
            let after = self
                .asked(&incident, new.plan(), duty)
                .and_then(|it| it.post.cloned());
            // Whoever has taken it on, or was chosen for it by a person, keeps it.
            let as_planned = before.as_ref() == Some(&duty.post) && duty.person.is_none();
            if let Some(post) = after.filter(|post| *post != duty.post)
                && as_planned
                && !duty.is_answered()
            {
                // Its deadline may lie behind it by now.
                self.climb_due(&duty.id);
                self.hand_to(&duty.id, &post, None, reason);
            }
        }
        self.go_on(id);
        Ok(())
    }

    fn regrade(&mut self, id: &IncidentId, ready: &Ready, before: &Incident) {
        if let Some(incident) = self.state.incidents.get(id).cloned() {
            self.grade_by_version(&incident, ready);
            self.due_again_if_graver(id, before.grading.certain);
        }
    }

    /// What a version says of a duty, with its deadline by that version; none, nothing.
    fn asked<'a>(&self, incident: &'a Incident, plan: &'a Plan, duty: &Duty) -> Option<Asked<'a>> {
        let element = duty.task.made.element.as_str();
        if duty.task.made.by == "report" {
            let mut reports = plan.reports_for(&incident.event);
            let report = reports.find(|report| report.id.as_str() == element)?;
            let start = match report.clock {
                Clock::HeadTold => incident.head_told.filter(|told| *told <= duty.opened),
                Clock::Reported => Some(incident.reported),
                Clock::Known => None,
            };
            let start = start.unwrap_or(duty.opened);
            let limit = report.strictest(self.state.kind());
            return Some(Asked {
                text: &report.name,
                text_en: report.name_en.as_ref(),
                post: report.post.as_ref(),
                due: limit.and_then(|limit| start.checked_add(limit.within.duration()).ok()),
                evidence: duty.task.evidence.clone(),
                life_safety: false,
            });
        }
        let procedures = plan.procedures_for(&incident.event);
        let mut steps = procedures.flat_map(|procedure| &procedure.steps);
        let step = steps.find(|step| step.id.as_str() == element)?;
        let limit = plan.limit_of(step);
        Some(Asked {
            text: &step.text,
            text_en: step.text_en.as_ref(),
            post: step.post.as_ref(),
            due: limit.and_then(|limit| duty.opened.checked_add(limit.duration()).ok()),
            evidence: step.evidence.clone(),
            life_safety: step.life_safety,
        })
    }

    /// The duty as the new version has it; none where that changes nothing.
    fn kept(&self, incident: &Incident, plan: &Plan, duty: &Duty) -> Option<Kept> {
        let asked = self.asked(incident, plan, duty)?;
        let mut task = duty.task.clone();
        asked.text.clone_into(&mut task.text);
        task.text_en = asked.text_en.cloned();
        task.evidence = asked.evidence;
        task.life_safety = asked.life_safety;
        // A deadline that has passed undone has passed.
        let stricter = asked.due.filter(|_| duty.lapsed.is_none());
        let due = [duty.due, stricter].into_iter().flatten().min();
        let kept = Kept {
            duty: duty.id.clone(),
            retimed: after_deadline(duty, due),
            due,
            task,
        };
        (kept.task != duty.task || kept.due != duty.due).then_some(kept)
    }
}

/// Whether a duty is one that a version of the plan asks for in its course: no signature, no
/// paper of the end, nothing that a person added.
fn is_of_plan(duty: &Duty) -> bool {
    matches!(duty.task.made.by.as_str(), "step" | "report")
}

/// New times of the rungs that count from the deadline, when that comes earlier.
fn after_deadline(duty: &Duty, due: Option<Timestamp>) -> Vec<(usize, Timestamp)> {
    let (Some(old), Some(new)) = (duty.due, due) else {
        return Vec::new();
    };
    let earlier = new.duration_since(old);
    if earlier.is_zero() {
        return Vec::new();
    }
    duty.ladder
        .waiting(true, false)
        .filter(|(_, rung)| rung.unless == Unless::Done)
        .filter_map(|(index, rung)| Some((index, rung.at.checked_add(earlier).ok()?)))
        .collect()
}
