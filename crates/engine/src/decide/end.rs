//! The end: proposed when its conditions hold, signed by the named post, then reported and
//! reviewed.

use duty::{Duty, IncidentId, Made, NoticeId};
use plan::condition::Verdict;
use plan::{AfterDuty, Ready};

use super::Decision;
use super::course::{ToOpen, made};
use crate::event::Happened;
use crate::refusal::{Missing, Refusal};
use crate::state::{About, Incident, Notice};

/// What makes the signature that an incident is over.
const SIGN_OFF: &str = "sign-off";

/// Whether a duty is that signature, which nobody can do without.
pub(super) fn is_signature(duty: &Duty) -> bool {
    duty.task.made.by == SIGN_OFF
}

impl Decision<'_> {
    pub(super) fn propose_end(&mut self, id: &IncidentId) -> Result<(), Refusal> {
        let incident = self.running(id)?;
        let Some(ready) = self.state.plan_of(&incident).cloned() else {
            return Err(Refusal::UnknownIncident(id.clone()));
        };
        let closing = ready.plan().closing.as_ref();
        let sign_off = closing.and_then(|closing| closing.sign_off.as_ref());
        let signing = made(SIGN_OFF, SIGN_OFF);
        if incident.made.contains_key(&signing) {
            return Ok(());
        }
        let mut missing = self.undone(&incident);
        if let Some(when) = ready.closing_condition(&incident.event)
            && when.evaluate(&incident.facts) != Verdict::True
        {
            let asks = when.asks(&incident.facts);
            missing.push(Missing::Condition(
                asks.into_iter().map(|ask| ask.fact).collect(),
            ));
        }
        let Some(sign_off) = sign_off else {
            missing.push(Missing::SignOff);
            return Err(Refusal::NotOver(missing));
        };
        if !missing.is_empty() {
            return Err(Refusal::NotOver(missing));
        }
        self.happen(Happened::EndProposed {
            incident: id.clone(),
        });
        self.open_after(&incident, &ready, sign_off, SIGN_OFF);
        self.go_on(id);
        Ok(())
    }

    /// What was opened, is not done and must be done before. A report may follow the end.
    fn undone(&self, incident: &Incident) -> Vec<Missing> {
        self.state
            .duties_of(incident)
            .filter(|duty| !duty.is_done() && duty.task.before_end)
            .map(|duty| Missing::Duty(duty.id.clone()))
            .collect()
    }

    /// What follows once the end is signed, and once nothing is open any more.
    pub(super) fn finish(&mut self, id: &IncidentId, ready: &Ready) {
        let Some(incident) = self.state.incidents.get(id).cloned() else {
            return;
        };
        if incident.ended.is_none() {
            // What came up between the proposal and the signature must be done first.
            let signed = self.is_done(&incident, &made(SIGN_OFF, SIGN_OFF));
            if signed && self.undone(&incident).is_empty() {
                self.end(&incident, ready);
            }
        } else if self.state.duties_of(&incident).all(|duty| duty.is_done()) {
            self.happen(Happened::Archived {
                incident: id.clone(),
            });
        }
    }

    fn is_done(&self, incident: &Incident, made: &Made) -> bool {
        incident
            .made
            .get(made)
            .and_then(|duty| self.state.duties.get(duty))
            .is_some_and(|duty| duty.is_done())
    }

    fn end(&mut self, incident: &Incident, ready: &Ready) {
        let told = incident
            .told
            .iter()
            .filter(|to| self.known(to).is_ok())
            .cloned()
            .collect::<Vec<_>>();
        let notices = told
            .into_iter()
            .map(|to| Notice {
                id: self.derive(NoticeId::new),
                number: 0,
                to,
                incident: incident.id.clone(),
                about: About::Release,
                since: self.now,
                urgent: false,
                repeat: false,
                call_list: false,
                calls: 0,
            })
            .collect();
        self.happen(Happened::Ended {
            incident: incident.id.clone(),
            notices,
        });
        if let Some(closing) = &ready.plan().closing {
            if let Some(report) = &closing.report {
                self.open_after(incident, ready, report, "written-report");
            }
            if let Some(review) = &closing.review {
                self.open_after(incident, ready, review, "review");
            }
        }
    }

    fn open_after(
        &mut self,
        incident: &Incident,
        ready: &Ready,
        after: &AfterDuty,
        by: &'static str,
    ) {
        let leading = incident.leader.as_ref().map(|leader| &leader.post);
        let Some(post) = after.post.as_ref().or(leading) else {
            return;
        };
        let due = after.limit.and_then(|limit| self.after(limit.duration()));
        self.open(
            &incident.id,
            ready,
            ToOpen {
                by,
                element: by,
                text: &after.text,
                text_en: after.text_en.as_ref(),
                written: None,
                post,
                person: None,
                due,
                evidence: &[],
                life_safety: false,
                before_end: false,
                notice: after.notice.as_ref(),
            },
        );
    }
}
