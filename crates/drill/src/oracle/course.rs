//! The promises about an incident: it takes the course that its plan version says, life first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duty::{DutyId, IncidentId, Made, NoticeId, PersonId, PostId};
use engine::{About, CallOutcome, Delivery, Event, Grading, Leader, Notice};
use jiff::Timestamp;
use plan::condition::{Facts, Known, Verdict};
use plan::{EventId, FactId, PlanId, Rank, Ready, Step, StepId};

use super::{Broken, Check, Oracle, Promise, broken};

/// The oracle's account of one incident.
#[derive(Debug)]
pub(super) struct Incident {
    pub event: EventId,
    pub plan: PlanId,
    pub version: u32,
    pub ready: Arc<Ready>,
    pub reported: Timestamp,
    pub facts: Facts,
    pub grade: Option<Rank>,
    /// What the conditions made certain when that was last looked at.
    pub computed: Option<Rank>,
    /// A person set the grade.
    pub by_person: bool,
    /// It was just moved to another version: its grade follows the new conditions.
    pub regrades: bool,
    pub head_told: Option<Timestamp>,
    /// Somebody who stands for the head has just been told.
    pub head_must_be_told: bool,
    pub made: BTreeMap<Made, DutyId>,
    pub passed: BTreeSet<StepId>,
    pub told: BTreeSet<PersonId>,
    /// Who was named to lead.
    pub leads: BTreeSet<PersonId>,
    pub proposed: bool,
    pub ended: bool,
    pub archived: bool,
}

impl Incident {
    /// The post that leads: by the grade, else by the event, else the plan's first.
    pub fn leading_post(&self) -> Option<&PostId> {
        let plan = self.ready.plan();
        let by_grade = self
            .grade
            .and_then(|rank| plan.grade(rank)?.leader.as_ref());
        let by_event = || plan.event(&self.event)?.leader.as_ref();
        by_grade
            .or_else(by_event)
            .or_else(|| plan.posts.first().map(|post| &post.id))
    }

    /// The steps of its procedures, each with the grade from which it is taken.
    pub fn steps(&self) -> impl Iterator<Item = (&Step, Option<Rank>)> {
        let procedures = self.ready.plan().procedures_for(&self.event);
        procedures.flat_map(|it| it.steps.iter().map(|step| (step, it.from)))
    }

    /// Whether a step's branch applies.
    pub fn branch(&self, step: &Step) -> Verdict {
        let branch = self.ready.branch(&self.event, &step.id);
        branch.map_or(Verdict::True, |when| when.evaluate(&self.facts))
    }

    /// The duty that an element of the plan has made.
    pub fn has_opened(&self, by: &str, element: &str) -> Option<&DutyId> {
        self.made.get(&Made {
            by: by.to_owned(),
            element: element.to_owned(),
        })
    }
}

impl Oracle {
    pub(super) fn reported(
        &mut self,
        event: &Event,
        id: &IncidentId,
        kind: &EventId,
        plan: &PlanId,
        version: u32,
    ) -> Check {
        let newest = self.plans.keys().filter(|(it, _)| it == plan).max();
        if newest.is_none_or(|(_, newest)| *newest != version) {
            return broken(
                Promise::PlanIsKept,
                format!("{id} starts by version {version} of {plan}, which is not the newest"),
            );
        }
        let incident = Incident {
            event: kind.clone(),
            plan: plan.clone(),
            version,
            ready: self.plans[&(plan.clone(), version)].clone(),
            reported: event.at,
            facts: Facts::new(),
            grade: None,
            computed: None,
            by_person: false,
            regrades: false,
            head_told: None,
            head_must_be_told: false,
            made: BTreeMap::new(),
            passed: BTreeSet::new(),
            told: BTreeSet::new(),
            leads: BTreeSet::new(),
            proposed: false,
            ended: false,
            archived: false,
        };
        self.incidents.insert(id.clone(), incident);
        Ok(())
    }

    pub(super) fn facts_stated(
        &mut self,
        id: &IncidentId,
        facts: &BTreeMap<FactId, Known>,
    ) -> Check {
        let incident = self.incident(id)?;
        for (fact, known) in facts {
            incident.facts.set(fact.clone(), known.clone());
        }
        Ok(())
    }

    pub(super) fn graded(&mut self, id: &IncidentId, grading: &Grading) -> Check {
        let incident = self.incident(id)?;
        let computed = incident.computed_now();
        let graver = |new: Option<Rank>, old: Option<Rank>| match (new, old) {
            (Some(new), Some(old)) => !old.reaches(new),
            (Some(_), None) => true,
            (None, _) => false,
        };
        let raised = graver(computed, incident.grade)
            && (!incident.by_person || graver(computed, incident.computed));
        if grading.computed != computed || raised && grading.certain != computed {
            let says = format!("{id}: facts make it {computed:?}, not {grading:?}");
            return broken(Promise::PlanIsKept, says);
        }
        let lowered = match (grading.certain, incident.grade) {
            (Some(new), Some(old)) => !new.reaches(old),
            (None, Some(_)) => true,
            (Some(_) | None, None) => false,
        };
        let by_version = incident.regrades && !incident.by_person && grading.certain == computed;
        if lowered && !by_version {
            return broken(
                Promise::PlanIsKept,
                format!("{id}: nobody lowered the grade"),
            );
        }
        if incident.grade != grading.certain {
            incident.by_person = false;
        }
        incident.grade = grading.certain;
        incident.computed = computed;
        Ok(())
    }

    pub(super) fn leader_named(&mut self, id: &IncidentId, leader: &Leader) -> Check {
        let incident = self.incident(id)?;
        if incident.leading_post() != Some(&leader.post) {
            return broken(
                Promise::PlanIsKept,
                format!("{id} is led by {}, by the plan it is another", leader.post),
            );
        }
        incident.leads = leader.people.iter().cloned().collect();
        Ok(())
    }

    pub(super) fn head_told(&mut self, id: &IncidentId, when: Timestamp) -> Check {
        let incident = self.incident(id)?;
        if incident.head_told.is_some() || !incident.head_must_be_told {
            return broken(
                Promise::PlanIsKept,
                format!("{id}: the head counts as told at {when}, but was not told then"),
            );
        }
        incident.head_told = Some(when);
        Ok(())
    }

    pub(super) fn receipt(&mut self, event: &Event, id: &NoticeId, outcome: &Delivery) -> Check {
        self.ledger.receipt(id, outcome)?;
        if *outcome == Delivery::Delivered {
            self.was_told(event, id);
        }
        Ok(())
    }

    pub(super) fn called(&mut self, event: &Event, id: &NoticeId, outcome: CallOutcome) -> Check {
        self.ledger.called(id, outcome);
        if outcome == CallOutcome::Reached {
            self.was_told(event, id);
        }
        Ok(())
    }

    fn was_told(&mut self, event: &Event, notice: &NoticeId) {
        if let Some((incident, person)) = self.ledger.about(notice) {
            self.person_knows(event, &incident, &person);
        }
    }

    /// Statutory clocks start when whoever stands for the head has been told.
    pub(super) fn person_knows(&mut self, event: &Event, id: &IncidentId, person: &PersonId) {
        let Some(incident) = self.incidents.get_mut(id) else {
            return;
        };
        let plan = incident.ready.plan();
        if let Some(head) = &plan.meta.head
            && !incident.archived
        {
            let standing = self.roster.standing_for(plan, head, event.at);
            incident.head_must_be_told |= standing.contains(person);
        }
    }

    pub(super) fn end_proposed(&mut self, id: &IncidentId) -> Check {
        self.incident(id)?.proposed = true;
        Ok(())
    }

    pub(super) fn ended(&mut self, _: &Event, id: &IncidentId, notices: &[Notice]) -> Check {
        let undone = self.open.iter().filter_map(|duty| self.duties.get(duty));
        if undone
            .into_iter()
            .any(|it| it.incident == *id && it.before_end)
        {
            let says = format!("{id} ended before all was done that must be done before");
            return broken(Promise::PlanIsKept, says);
        }
        let told = self.incident(id)?.told.clone();
        let here = self.roster.still_here(&told);
        self.incident(id)?.ended = true;
        let told: BTreeSet<PersonId> = notices.iter().map(|it| it.to.clone()).collect();
        let release = notices.iter().all(|it| it.about == About::Release);
        if told != here || told.len() != notices.len() || !release {
            let says = format!("{id}: the release does not go to all who were told, once each");
            return broken(Promise::ToldOncePerRung, says);
        }
        notices
            .iter()
            .try_for_each(|notice| self.ledger.owe(notice))
    }

    pub(super) fn archived(&mut self, id: &IncidentId) -> Check {
        let open = self.open.iter().filter_map(|duty| self.duties.get(duty));
        let undone = open.into_iter().any(|it| it.incident == *id);
        let incident = self.incident(id)?;
        if undone || !incident.ended {
            let says = format!("{id} was put away with something left to do");
            return broken(Promise::NothingVanishes, says);
        }
        incident.archived = true;
        Ok(())
    }

    pub(super) fn running(&self, id: &IncidentId) -> Result<&Incident, Broken> {
        let known = self.incidents.get(id).filter(|it| !it.archived);
        known.ok_or_else(|| not_running(id))
    }

    pub(super) fn incident(&mut self, id: &IncidentId) -> Result<&mut Incident, Broken> {
        let known = self.incidents.get_mut(id).filter(|it| !it.archived);
        known.ok_or_else(|| not_running(id))
    }
}

fn not_running(id: &IncidentId) -> Broken {
    Broken {
        promise: Promise::ReplayIsTheSame,
        says: format!("the incident {id} is not running"),
    }
}
