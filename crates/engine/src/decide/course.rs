//! The course of an incident: what follows from what is known and done.

use std::sync::Arc;

use duty::{
    Duty, DutyId, Evidence, IncidentId, Ladder, Made, PersonId, PostId, Rung, Sealed, Task, Tell,
    Unless,
};
use jiff::{SignedDuration, Timestamp};
use plan::condition::Verdict;
use plan::{Clock, NoticeRule, NoticeRuleId, Ready, ReportRule, Step, StepId};

use super::Decision;
use crate::event::Happened;
use crate::stand::stand_for;
use crate::state::Incident;

/// How long one told may take to answer when the plan has no notice rule.
pub(super) const ANSWER_WITHOUT_RULE: SignedDuration = SignedDuration::from_mins(5);

/// A duty about to be opened, before its times are computed.
pub(super) struct ToOpen<'a> {
    pub by: &'static str,
    pub element: &'a str,
    pub text: &'a str,
    pub text_en: Option<&'a String>,
    pub written: Option<&'a Sealed>,
    pub post: &'a PostId,
    pub person: Option<&'a PersonId>,
    pub due: Option<Timestamp>,
    pub evidence: &'a [Evidence],
    pub life_safety: bool,
    pub before_end: bool,
    pub notice: Option<&'a NoticeRuleId>,
}

/// The name under which an element of the plan is remembered as having made a duty.
pub(super) fn made(by: &str, element: &str) -> Made {
    Made {
        by: by.to_owned(),
        element: element.to_owned(),
    }
}

impl Decision<'_> {
    /// Everything that follows now, until nothing more does.
    pub(super) fn go_on(&mut self, id: &IncidentId) {
        let before = self.events.len();
        let Some((incident, ready)) = self.incident_and_plan(id) else {
            return;
        };
        if incident.ended.is_none() {
            self.grade(&incident, &ready);
            self.due_again_if_graver(id, incident.grading.certain);
            self.name_leader(id);
            self.open_steps(id, &ready);
            self.open_reports(id, &ready);
        }
        self.finish(id, &ready);
        self.climb_due_rungs(id);
        // A step that was passed over may free the next; the plan is finite, so this ends.
        if self.events.len() > before {
            self.go_on(id);
        }
    }

    pub(super) fn incident_and_plan(&self, id: &IncidentId) -> Option<(Arc<Incident>, Arc<Ready>)> {
        let incident = self.state.incidents.get(id)?.clone();
        let ready = self.state.plan_of(&incident)?.clone();
        Some((incident, ready))
    }

    pub(super) fn name_leader(&mut self, id: &IncidentId) {
        let Some((incident, ready)) = self.incident_and_plan(id) else {
            return;
        };
        let plan = ready.plan();
        let graded = incident
            .grading
            .certain
            .and_then(|rank| plan.grade(rank))
            .and_then(|grade| grade.leader.as_ref());
        let usual = plan
            .event(&incident.event)
            .and_then(|event| event.leader.as_ref());
        let Some(post) = graded
            .or(usual)
            .or_else(|| plan.posts.first().map(|post| &post.id))
        else {
            return;
        };
        let leader = stand_for(&self.state, plan, post, self.now);
        if incident.leader.as_ref() != Some(&leader) {
            self.happen(Happened::LeaderNamed {
                incident: id.clone(),
                leader,
            });
        }
    }

    fn open_steps(&mut self, id: &IncidentId, ready: &Ready) {
        let Some(incident) = self.state.incidents.get(id).cloned() else {
            return;
        };
        for procedure in ready.plan().procedures_for(&incident.event) {
            let runs = procedure.from.is_none_or(|from| {
                incident
                    .grading
                    .certain
                    .is_some_and(|rank| rank.reaches(from))
            });
            for step in &procedure.steps {
                let made = made("step", step.id.as_str());
                if incident.made.contains_key(&made) {
                    continue;
                }
                match self.step_now(&incident, ready, step, runs) {
                    StepNow::Waits => {}
                    // Passed over already; should its branch come true, it opens after all.
                    StepNow::Passes if incident.passed.contains(&step.id) => {}
                    StepNow::Passes => self.happen(Happened::Passed {
                        incident: id.clone(),
                        step: step.id.clone(),
                    }),
                    StepNow::Opens => self.open_step(&incident, ready, step),
                }
            }
        }
    }

    fn step_now(&self, incident: &Incident, ready: &Ready, step: &Step, runs: bool) -> StepNow {
        let branch = ready
            .branch(&incident.event, &step.id)
            .map_or(Verdict::True, |when| when.evaluate(&incident.facts));
        if step.life_safety {
            // Life first: it waits for no step, no grade and no missing fact.
            return match branch {
                Verdict::True | Verdict::Unknown => StepNow::Opens,
                Verdict::False => StepNow::Waits,
            };
        }
        let ready_before = step
            .after
            .iter()
            .all(|before| self.is_behind(incident, ready, before));
        if !runs || !ready_before {
            return StepNow::Waits;
        }
        match branch {
            Verdict::True => StepNow::Opens,
            Verdict::False => StepNow::Passes,
            Verdict::Unknown => StepNow::Waits,
        }
    }

    /// Whether a step holds up no other any more: it is done, or its branch does not apply.
    fn is_behind(&self, incident: &Incident, ready: &Ready, step: &StepId) -> bool {
        if let Some(duty) = incident.made.get(&made("step", step.as_str())) {
            return self
                .state
                .duties
                .get(duty)
                .is_some_and(|duty| duty.is_done());
        }
        let procedures = ready.plan().procedures_for(&incident.event);
        let mut steps = procedures.flat_map(|procedure| &procedure.steps);
        let life_safety = steps.any(|it| it.id == *step && it.life_safety);
        let branch = ready
            .branch(&incident.event, step)
            .map(|when| when.evaluate(&incident.facts));
        match branch {
            // A life-safety step is never passed over for good, but while it does not apply
            // nothing waits for it.
            Some(Verdict::False) => life_safety || incident.passed.contains(step),
            Some(Verdict::Unknown) => incident.passed.contains(step),
            // It was passed over and applies after all: it comes first.
            Some(Verdict::True) | None => false,
        }
    }

    fn open_step(&mut self, incident: &Incident, ready: &Ready, step: &Step) {
        let leading = incident.leader.as_ref().map(|leader| &leader.post);
        let Some(post) = step.post.as_ref().or(leading) else {
            return;
        };
        let limit = ready.plan().limit_of(step);
        let due = limit.and_then(|limit| self.after(limit.duration()));
        self.open(
            &incident.id,
            ready,
            ToOpen {
                by: "step",
                element: step.id.as_str(),
                text: &step.text,
                text_en: step.text_en.as_ref(),
                written: None,
                post,
                person: None,
                due,
                evidence: &step.evidence,
                life_safety: step.life_safety,
                before_end: true,
                notice: step.notice.as_ref(),
            },
        );
    }

    fn open_reports(&mut self, id: &IncidentId, ready: &Ready) {
        let Some(incident) = self.state.incidents.get(id).cloned() else {
            return;
        };
        for report in ready.plan().reports_for(&incident.event) {
            let known = incident
                .made
                .contains_key(&made("report", report.id.as_str()));
            let due = ready
                .report_condition(&incident.event, &report.id)
                .map_or(Verdict::True, |when| when.evaluate(&incident.facts));
            if !known && due == Verdict::True {
                self.open_report(&incident, ready, report);
            }
        }
    }

    pub(super) fn open_report(&mut self, incident: &Incident, ready: &Ready, report: &ReportRule) {
        let leading = incident.leader.as_ref().map(|leader| &leader.post);
        let Some(post) = report.post.as_ref().or(leading) else {
            return;
        };
        let start = match report.clock {
            // Not told yet: counting from now is the stricter reading.
            Clock::HeadTold => incident.head_told.unwrap_or(self.now),
            Clock::Reported => incident.reported,
            Clock::Known => self.now,
        };
        let due = report
            .strictest(self.state.kind())
            .and_then(|limit| start.checked_add(limit.within.duration()).ok());
        self.open(
            &incident.id,
            ready,
            ToOpen {
                by: "report",
                element: report.id.as_str(),
                text: &report.name,
                text_en: report.name_en.as_ref(),
                written: None,
                post,
                person: None,
                due,
                evidence: &[Evidence::Text],
                life_safety: false,
                before_end: false,
                notice: report.notice.as_ref(),
            },
        );
    }

    pub(super) fn after(&self, length: SignedDuration) -> Option<Timestamp> {
        self.now.checked_add(length).ok()
    }

    /// Opens a duty with every time computed.
    pub(super) fn open(&mut self, incident: &IncidentId, ready: &Ready, new: ToOpen<'_>) {
        let rule = ready.plan().notice(new.notice);
        let answer = rule.map_or(ANSWER_WITHOUT_RULE, |rule| rule.answer.duration());
        let duty = Duty {
            id: self.derive(DutyId::new),
            incident: incident.clone(),
            post: new.post.clone(),
            person: new.person.cloned(),
            task: Task {
                text: new.text.to_owned(),
                text_en: new.text_en.cloned(),
                written: new.written.cloned(),
                life_safety: new.life_safety,
                before_end: new.before_end,
                evidence: new.evidence.to_vec(),
                made: made(new.by, new.element),
            },
            opened: self.now,
            // Nobody has longer to answer than to act.
            answer_due: [self.after(answer), new.due].into_iter().flatten().min(),
            due: new.due,
            ladder: self.ladder(rule, answer, new.due),
            told: Vec::new(),
            replies: Vec::new(),
            replies_before: 0,
            lapsed: None,
            red_line: None,
            discharge: None,
        };
        self.happen(Happened::Opened {
            duty: Box::new(duty),
        });
    }

    /// The holder at once; the plan's rungs while nobody answers, then the red line; the plan's
    /// other rungs once the deadline has passed.
    fn ladder(
        &self,
        rule: Option<&NoticeRule>,
        answer: SignedDuration,
        due: Option<Timestamp>,
    ) -> Ladder {
        let mut rungs = vec![Rung::new(self.now, Tell::Holder, Unless::Done)];
        let mut last = SignedDuration::ZERO;
        for rung in rule.map_or(&[][..], |rule| &rule.ladder) {
            last = last.max(rung.after.duration());
            if let Some(at) = self.after(rung.after.duration()) {
                rungs.push(Rung::new(at, rung.tell.clone(), Unless::Answered));
            }
        }
        if let Some(at) = last
            .checked_add(answer)
            .and_then(|length| self.after(length))
        {
            rungs.push(Rung::new(at, Tell::RedLine, Unless::Answered));
        }
        for rung in rule.map_or(&[][..], |rule| &rule.overdue) {
            if let Some(at) = due.and_then(|due| due.checked_add(rung.after.duration()).ok()) {
                rungs.push(Rung::new(at, rung.tell.clone(), Unless::Done));
            }
        }
        Ladder::new(rungs)
    }
}

/// What becomes of a step now.
enum StepNow {
    Waits,
    Passes,
    Opens,
}
