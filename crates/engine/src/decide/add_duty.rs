//! Duties that no plan foresaw, and what is said about duties.

use duty::{DutyId, Evidence, IncidentId, PersonId, PostId, Sealed};
use plan::{Limit, Plan};

use super::Decision;
use super::course::ToOpen;
use crate::event::Happened;
use crate::refusal::Refusal;

/// A duty as a person asks for it.
pub(super) struct Added<'a> {
    pub post: Option<&'a PostId>,
    pub person: Option<&'a PersonId>,
    pub text: &'a Sealed,
    pub limit: Option<Limit>,
    pub life_safety: bool,
    pub evidence: &'a [Evidence],
}

impl Decision<'_> {
    pub(super) fn add_duty(&mut self, id: &IncidentId, new: &Added<'_>) -> Result<(), Refusal> {
        let incident = self.running(id)?;
        let Some(ready) = self.state.plan_of(&incident).cloned() else {
            return Err(Refusal::UnknownIncident(id.clone()));
        };
        let plan = ready.plan();
        if let Some(person) = new.person {
            self.known(person)?;
        }
        if let Some(post) = new.post
            && plan.post(post).is_none()
        {
            return Err(Refusal::UnknownPost(post.clone()));
        }
        let of_person = new.person.and_then(|person| self.post_of(plan, person));
        let leading = incident.leader.as_ref().map(|leader| leader.post.clone());
        let Some(post) = new.post.cloned().or(of_person).or(leading) else {
            return Err(Refusal::Empty);
        };
        let usual = if new.life_safety {
            plan.meta.life_safety_limit
        } else {
            plan.meta.usual_limit
        };
        let limit = new.limit.or(usual);
        let due = limit.and_then(|limit| self.after(limit.duration()));
        self.open(
            id,
            &ready,
            ToOpen {
                by: "hand",
                element: self.command.id.as_str(),
                text: "",
                text_en: None,
                written: Some(new.text),
                post: &post,
                person: new.person,
                due,
                evidence: new.evidence,
                life_safety: new.life_safety,
                before_end: true,
                notice: None,
            },
        );
        self.go_on(id);
        Ok(())
    }

    /// The first post of a plan that a person holds today.
    fn post_of(&self, plan: &Plan, person: &PersonId) -> Option<PostId> {
        let holds = |post: &PostId| {
            let holders = self.state.holders.get(post);
            holders.is_some_and(|holders| holders.contains(person))
        };
        let mut posts = plan.posts.iter().map(|post| &post.id);
        posts.find(|post| holds(post)).cloned()
    }

    pub(super) fn comment(&mut self, id: &DutyId, text: &Sealed) -> Result<(), Refusal> {
        if !self.state.duties.contains_key(id) {
            return Err(Refusal::UnknownDuty(id.clone()));
        }
        self.happen(Happened::Commented {
            duty: id.clone(),
            text: text.clone(),
        });
        Ok(())
    }
}
