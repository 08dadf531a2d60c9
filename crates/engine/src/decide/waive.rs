//! A duty need not be done; a report is not to be made, and may become due again.

use std::sync::Arc;

use duty::{Duty, DutyId, IncidentId, NoticeId, PersonId, PostId, Sealed};
use plan::condition::{Facts, Verdict};
use plan::{Rank, ReportRule};

use super::Decision;
use super::course::made;
use super::end::is_signature;
use super::grade::is_graver;
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::state::{About, Notice};

/// Whether nobody may do without a duty unless a clause says so: what authorities are told.
fn needs_clause(duty: &Duty) -> bool {
    duty.task.made.by == "report"
}

impl Decision<'_> {
    /// Decided by whoever leads; that a report is not to be made, by the head of the organisation
    /// too. What saves people is waived by nobody but the leader's own sign-in.
    pub(super) fn waive(
        &mut self,
        id: &DutyId,
        clause: Option<&Sealed>,
        reason: &Sealed,
        on_behalf_of: Option<&PersonId>,
    ) -> Result<(), Refusal> {
        let duty = self.open_duty(id)?;
        if is_signature(&duty) {
            return Err(Refusal::NotWaivable(id.clone()));
        }
        let incident = self.state.incidents.get(&duty.incident).cloned();
        let incident = incident.ok_or_else(|| Refusal::UnknownIncident(duty.incident.clone()))?;
        let reports = needs_clause(&duty);
        if reports && clause.is_none() {
            return Err(Refusal::ClauseMissing(id.clone()));
        }
        let head = || {
            let ready = self.state.plan_of(&incident)?;
            ready.plan().meta.head.clone()
        };
        let posts: Vec<PostId> = head().filter(|_| reports).into_iter().collect();
        let person = if duty.task.life_safety {
            let own = self.person_of_account();
            let leader = incident.leader.as_ref();
            let leads = |own: &PersonId| leader.is_some_and(|it| it.people.contains(own));
            own.filter(leads)
                .ok_or_else(|| self.only_leader(&incident, true))?
        } else {
            self.deciding(&incident, &posts, on_behalf_of)?
        };
        // Whoever should have been told before is told before.
        self.climb_due(id);
        self.waived(&duty, Some(person), clause, reason);
        self.go_on(&duty.incident);
        Ok(())
    }

    /// Closes a duty undone, and tells those who may be at work on it.
    pub(super) fn waived(
        &mut self,
        duty: &Duty,
        person: Option<PersonId>,
        clause: Option<&Sealed>,
        reason: &Sealed,
    ) {
        let told = self.state.duties.get(&duty.id);
        let told = told.map(|duty| duty.told.clone()).unwrap_or_default();
        let mut people: Vec<PersonId> = Vec::new();
        for to in told {
            if !people.contains(&to) && self.known(&to).is_ok() {
                people.push(to);
            }
        }
        let notices = people
            .into_iter()
            .map(|to| Notice {
                id: self.derive(NoticeId::new),
                number: 0,
                to,
                incident: duty.incident.clone(),
                about: About::Waived {
                    duty: duty.id.clone(),
                },
                since: self.now,
                urgent: duty.task.life_safety,
                repeat: false,
                call_list: false,
                calls: 0,
            })
            .collect();
        self.happen(Happened::Waived {
            duty: duty.id.clone(),
            person,
            clause: clause.cloned(),
            reason: reason.clone(),
            notices,
        });
    }

    /// The duty while it is open, or why not.
    pub(super) fn open_duty(&self, id: &DutyId) -> Result<Arc<Duty>, Refusal> {
        let duty = self.state.duties.get(id).cloned();
        let duty = duty.ok_or_else(|| Refusal::UnknownDuty(id.clone()))?;
        match &duty.discharge {
            Some(done) if done.waived => Err(Refusal::DutyWaived {
                duty: id.clone(),
                at: done.at,
            }),
            Some(done) => Err(Refusal::DutyDone {
                duty: id.clone(),
                person: done.person.clone(),
                at: done.at,
            }),
            None => Ok(duty),
        }
    }

    /// Reports that were not to be made are due again when facts make them so that were not known
    /// when it was decided. Their clocks start where they always did.
    pub(super) fn due_again(&mut self, id: &IncidentId, before: &Facts) {
        let Some((incident, ready)) = self.incident_and_plan(id) else {
            return;
        };
        for report in self.not_to_be_made(id) {
            let Some(when) = ready.report_condition(&incident.event, &report.id) else {
                continue;
            };
            let was = when.evaluate(before) == Verdict::True;
            let is = when.evaluate(&incident.facts) == Verdict::True;
            if is && (!was || when.reason(before) != when.reason(&incident.facts)) {
                self.open_report(&incident, &ready, &report);
            }
        }
    }

    /// The same for all that hold, when the incident has become graver.
    pub(super) fn due_again_if_graver(&mut self, id: &IncidentId, before: Option<Rank>) {
        let Some((incident, ready)) = self.incident_and_plan(id) else {
            return;
        };
        if !is_graver(incident.grading.certain, before) {
            return;
        }
        for report in self.not_to_be_made(id) {
            let when = ready.report_condition(&incident.event, &report.id);
            if when.is_none_or(|when| when.evaluate(&incident.facts) == Verdict::True) {
                self.open_report(&incident, &ready, &report);
            }
        }
    }

    fn not_to_be_made(&self, id: &IncidentId) -> Vec<ReportRule> {
        let Some((incident, ready)) = self.incident_and_plan(id) else {
            return Vec::new();
        };
        let is_waived = |report: &&ReportRule| {
            let duty = incident.made.get(&made("report", report.id.as_str()));
            let duty = duty.and_then(|duty| self.state.duties.get(duty));
            let done = duty.and_then(|duty| duty.discharge.as_ref());
            done.is_some_and(|done| done.waived)
        };
        let reports = ready.plan().reports_for(&incident.event);
        reports.filter(is_waived).cloned().collect()
    }
}
