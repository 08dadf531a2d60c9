//! What opens when: everything that follows by the plan, at once, and nothing else.

use duty::{Duty, DutyId, IncidentId, PostId, Tell, Unless};
use engine::{Act, Event, Happened};
use jiff::{SignedDuration, Timestamp};
use plan::condition::Verdict;
use plan::{Clock, NoticeRule, NoticeRuleId, Rank, Step, StepId};

use super::course::Incident;
use super::ladder::Watched;
use super::{Check, Oracle, Promise, broken};

impl Oracle {
    pub(super) fn opened(&mut self, event: &Event, duty: &Duty) -> Check {
        let kind = self.kind;
        let id = &duty.incident;
        let incident = self.running(id)?;
        let wrong = |says: String| broken(Promise::PlanIsKept, format!("{}: {says}", duty.id));
        let plan = incident.ready.clone();
        let plan = plan.plan();
        let made = &duty.task.made;
        let closing = plan.closing.as_ref();
        // Who, in which time, told how: as the plan says.
        let (post, due, notice) = match made.by.as_str() {
            "step" => {
                let step = incident
                    .steps()
                    .find(|(it, _)| it.id.as_str() == made.element);
                let Some((step, from)) = step else {
                    return wrong(format!("no step {} for this event", made.element));
                };
                if step.life_safety != duty.task.life_safety || incident.ended {
                    return wrong("not as the step says".to_owned());
                }
                if !step.life_safety && !self.may_open(id, step, from) {
                    return wrong(format!("{} was opened too early", step.id));
                }
                let limit = plan.limit_of(step);
                let due = limit.map(|limit| event.at + limit.duration());
                (step.post.as_ref(), due, step.notice.as_ref())
            }
            "report" => {
                let report = plan
                    .reports
                    .iter()
                    .find(|it| it.id.as_str() == made.element);
                let Some(report) = report.filter(|_| !incident.ended) else {
                    return wrong(format!("no report {}", made.element));
                };
                let start = match report.clock {
                    Clock::HeadTold => incident.head_told.unwrap_or(event.at),
                    Clock::Reported => incident.reported,
                    Clock::Known => event.at,
                };
                let binding = report.limits.iter().filter(|limit| {
                    limit.binds.is_empty() || kind.is_none_or(|kind| limit.binds.contains(&kind))
                });
                let strictest = binding.map(|limit| limit.within.duration()).min();
                let due = strictest.map(|limit| start + limit);
                (report.post.as_ref(), due, report.notice.as_ref())
            }
            by @ ("sign-off" | "written-report" | "review") => {
                let (after, ready) = match by {
                    "sign-off" => (
                        closing.and_then(|it| it.sign_off.as_ref()),
                        incident.proposed,
                    ),
                    "written-report" => (closing.and_then(|it| it.report.as_ref()), incident.ended),
                    _ => (closing.and_then(|it| it.review.as_ref()), incident.ended),
                };
                let Some(after) = after.filter(|_| ready) else {
                    return wrong(format!("{by} is not asked for now"));
                };
                let due = after.limit.map(|limit| event.at + limit.duration());
                (after.post.as_ref(), due, after.notice.as_ref())
            }
            "hand" => {
                let Some((
                    command,
                    Act::AddDuty {
                        post,
                        limit,
                        life_safety,
                        ..
                    },
                )) = &self.asked
                else {
                    return wrong("nobody added it".to_owned());
                };
                if *command != event.command || *life_safety != duty.task.life_safety {
                    return wrong("not as it was asked for".to_owned());
                }
                let usual = if *life_safety {
                    plan.meta.life_safety_limit
                } else {
                    plan.meta.usual_limit
                };
                let due = limit.or(usual).map(|limit| event.at + limit.duration());
                let post = post.clone().unwrap_or_else(|| duty.post.clone());
                return self.opens(event, duty, (Some(&post), due, None));
            }
            other => return wrong(format!("made by {other}")),
        };
        let (post, notice) = (post.cloned(), notice.cloned());
        self.opens(event, duty, (post.as_ref(), due, notice.as_ref()))
    }

    /// For whom, by when and told how a duty is opened, against what was to be.
    fn opens(
        &mut self,
        event: &Event,
        duty: &Duty,
        (post, due, notice): (Option<&PostId>, Option<Timestamp>, Option<&NoticeRuleId>),
    ) -> Check {
        let id = &duty.incident;
        let wrong = |says: String| broken(Promise::PlanIsKept, format!("{}: {says}", duty.id));
        let made = &duty.task.made;
        let plan = self.running(id)?.ready.clone();
        let plan = plan.plan();
        if post != Some(&duty.post) || due != duty.due || duty.opened != event.at {
            return wrong(format!(
                "for {} by {:?}, not {post:?} by {due:?}",
                duty.post, duty.due
            ));
        }
        let rule = rule_of(&plan.notices, notice);
        if !is_ladder_of(duty, rule, event.at) {
            let promise = Promise::ToldOncePerRung;
            let says = format!("{}: the ladder is not the one of the plan", duty.id);
            return broken(promise, says);
        }
        let incident = self.incident(id)?;
        let before = incident.made.insert(made.clone(), duty.id.clone());
        // A report that was not to be made may become due again.
        let again = |before: &DutyId| {
            let before = self.duties.get(before);
            made.by == "report" && before.is_some_and(|before| before.waived)
        };
        if before.is_some_and(|before| !again(&before)) {
            return wrong(format!("{} was opened twice", made.element));
        }
        self.open.insert(duty.id.clone());
        self.duties.insert(duty.id.clone(), Watched::new(duty));
        Ok(())
    }

    pub(super) fn passed(&mut self, id: &IncidentId, step: &StepId) -> Check {
        let incident = self.incident(id)?;
        let known = incident.steps().find(|(it, _)| it.id == *step);
        let Some((found, _)) = known else {
            return broken(Promise::PlanIsKept, format!("{id} has no step {step}"));
        };
        if found.life_safety || incident.branch(found) != Verdict::False {
            let promise = Promise::LifeFirst;
            return broken(
                promise,
                format!("{id}: {step} was passed over without a reason"),
            );
        }
        incident.passed.insert(step.clone());
        Ok(())
    }

    /// After a command: everything that now follows by the plan has followed.
    pub(super) fn course_is_complete(&mut self, events: &[Event]) -> Check {
        let news = events.iter().any(|event| {
            matches!(
                event.what,
                Happened::Reported { .. }
                    | Happened::FactsStated { .. }
                    | Happened::Answered { .. }
                    | Happened::Receipt { .. }
                    | Happened::Called { .. }
                    | Happened::Waived { .. }
                    | Happened::GradeSet { .. }
                    | Happened::Moved { .. }
            )
        });
        if !news {
            return Ok(());
        }
        for incident in self.incidents.values_mut() {
            incident.regrades = false;
        }
        self.duties_are_of_their_version()?;
        for (id, incident) in &self.incidents {
            if incident.head_must_be_told && incident.head_told.is_none() {
                let says = format!("{id}: the head was told, but no clock started");
                return broken(Promise::PlanIsKept, says);
            }
            if !incident.ended {
                self.nothing_waits(id, incident)?;
            }
        }
        Ok(())
    }

    fn nothing_waits(&self, id: &IncidentId, incident: &Incident) -> Check {
        let computed = incident.computed_now();
        // A person may have lowered it below what was certain then, not below what came since.
        let raised = if incident.by_person {
            computed == incident.computed
        } else {
            computed.is_none_or(|rank| incident.grade.is_some_and(|held| held.reaches(rank)))
        };
        if !raised {
            let says = format!("{id}: the grade {computed:?} is certain, but not held");
            return broken(Promise::PlanIsKept, says);
        }
        for (step, from) in incident.steps() {
            if incident.has_opened("step", step.id.as_str()).is_some() {
                continue;
            }
            if step.life_safety && incident.branch(step) != Verdict::False {
                let says = format!("{id}: the life-safety step {} is not open", step.id);
                return broken(Promise::LifeFirst, says);
            }
            if !step.life_safety && self.may_open(id, step, from) {
                let says = format!(
                    "{id}: the step {} waits for nothing, yet is not open",
                    step.id
                );
                return broken(Promise::PlanIsKept, says);
            }
        }
        for report in incident.ready.plan().reports_for(&incident.event) {
            let when = incident.ready.report_condition(&incident.event, &report.id);
            let due = when.map_or(Verdict::True, |when| when.evaluate(&incident.facts));
            let opened = incident.has_opened("report", report.id.as_str());
            if due == Verdict::True && opened.is_none() {
                let says = format!("{id}: the report {} is due, yet not open", report.id);
                return broken(Promise::PlanIsKept, says);
            }
        }
        Ok(())
    }

    /// Whether a step that is not for life safety may be taken now: the grade is reached, the
    /// branch applies, and of the steps before it each is done or does not apply.
    fn may_open(&self, id: &IncidentId, step: &Step, from: Option<Rank>) -> bool {
        let Some(incident) = self.incidents.get(id) else {
            return false;
        };
        let reached = from.is_none_or(|from| incident.grade.is_some_and(|it| it.reaches(from)));
        let free =
            step.after.iter().all(
                |before| match incident.has_opened("step", before.as_str()) {
                    Some(duty) => self
                        .duties
                        .get(duty)
                        .is_some_and(|duty| duty.discharged.is_some()),
                    None => incident.steps().any(|(it, _)| {
                        let passed = incident.passed.contains(before);
                        it.id == *before
                            && match incident.branch(it) {
                                Verdict::False => passed || it.life_safety,
                                Verdict::Unknown => passed,
                                Verdict::True => false,
                            }
                    }),
                },
            );
        reached && free && incident.branch(step) == Verdict::True
    }
}

/// The rule of that id, else the plan's first.
fn rule_of<'a>(rules: &'a [NoticeRule], id: Option<&NoticeRuleId>) -> Option<&'a NoticeRule> {
    let named = id.and_then(|id| rules.iter().find(|rule| rule.id == *id));
    named.or(rules.first())
}

/// The holder at once; the plan's rungs while nobody answers, then the red line, one answer
/// limit after the last; the plan's other rungs after the deadline. Earliest first.
fn is_ladder_of(duty: &Duty, rule: Option<&NoticeRule>, opened: Timestamp) -> bool {
    let Some(rule) = rule else {
        return false;
    };
    let mut expected = vec![(opened, Tell::Holder, Unless::Done)];
    let mut last = SignedDuration::ZERO;
    for rung in &rule.ladder {
        last = last.max(rung.after.duration());
        let at = opened + rung.after.duration();
        expected.push((at, rung.tell.clone(), Unless::Answered));
    }
    let red_line = opened + last + rule.answer.duration();
    expected.push((red_line, Tell::RedLine, Unless::Answered));
    for rung in duty
        .due
        .iter()
        .flat_map(|due| rule.overdue.iter().map(move |it| (due, it)))
    {
        let (due, rung) = rung;
        expected.push((
            *due + rung.after.duration(),
            rung.tell.clone(),
            Unless::Done,
        ));
    }
    expected.sort_by_key(|(at, _, _)| *at);
    let rungs = duty.ladder.rungs().iter();
    rungs
        .map(|rung| (rung.at, rung.tell.clone(), rung.unless))
        .eq(expected)
}
