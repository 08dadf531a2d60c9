//! The grade: computed from facts, raised at once by either; lowered only by whoever leads.

use duty::{IncidentId, PersonId, PostId, Sealed};
use plan::{Rank, Ready};

use super::Decision;
use crate::command::By;
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::state::{Grading, Incident};

/// Whether one outcome is more severe than another; none is the least.
pub(super) fn is_graver(new: Option<Rank>, old: Option<Rank>) -> bool {
    match (new, old) {
        (Some(new), Some(old)) => !old.reaches(new),
        (Some(_), None) => true,
        (None, Some(_) | None) => false,
    }
}

impl Decision<'_> {
    /// Computes the grade anew. A milder outcome keeps the grade that holds; one that a person has
    /// lowered is raised again only by what comes to more than it did then.
    pub(super) fn grade(&mut self, incident: &Incident, ready: &Ready) {
        let computed = ready.grade(&incident.event, &incident.facts);
        let held = &incident.grading;
        let by_person = incident.grade_set.is_some();
        let raises = is_graver(computed.certain, held.certain)
            && (!by_person || is_graver(computed.certain, held.computed));
        let agrees = computed.certain == held.certain && !by_person;
        self.graded(incident, computed, raises || agrees);
    }

    /// Computes the grade by the conditions of another version. What a person said still holds,
    /// and where nothing is certain by the new conditions, what was.
    pub(super) fn grade_by_version(&mut self, incident: &Incident, ready: &Ready) {
        let computed = ready.grade(&incident.event, &incident.facts);
        if incident.grade_set.is_some() {
            self.grade(incident, ready);
        } else {
            let takes = computed.certain.is_some() || incident.grading.certain.is_none();
            self.graded(incident, computed, takes);
        }
    }

    fn graded(&mut self, incident: &Incident, computed: plan::condition::Grading, takes: bool) {
        let held = &incident.grading;
        let (certain, reason) = if takes {
            (computed.certain, computed.reason)
        } else {
            (held.certain, held.reason.clone())
        };
        let mut possible = computed.possible;
        possible.retain(|rank| is_graver(Some(*rank), certain));
        let grading = Grading {
            certain,
            computed: computed.certain,
            ask: computed.ask.filter(|_| !possible.is_empty()),
            possible,
            reason,
        };
        if grading != *held {
            self.happen(Happened::Graded {
                incident: incident.id.clone(),
                grading,
            });
        }
    }

    /// Raised at once by whoever may change the course; lowered by whoever leads. Lowering closes
    /// no duty and stops no clock.
    pub(super) fn set_grade(
        &mut self,
        id: &IncidentId,
        rank: Rank,
        reason: &Sealed,
        on_behalf_of: Option<&PersonId>,
    ) -> Result<(), Refusal> {
        let incident = self.running(id)?;
        let Some(ready) = self.state.plan_of(&incident).cloned() else {
            return Err(Refusal::UnknownIncident(id.clone()));
        };
        let held = incident.grading.certain;
        if held == Some(rank) {
            return Ok(());
        }
        let person = if is_graver(Some(rank), held) {
            if let Some(person) = on_behalf_of {
                self.known(person)?;
            }
            self.self_or(on_behalf_of)
        } else {
            Some(self.deciding(&incident, &[], on_behalf_of)?)
        };
        let computed = ready.grade(&incident.event, &incident.facts).certain;
        self.happen(Happened::GradeSet {
            incident: id.clone(),
            rank,
            computed,
            person,
            reason: reason.clone(),
        });
        self.due_again_if_graver(id, held);
        self.go_on(id);
        Ok(())
    }

    /// Who decides what only whoever leads decides, or whoever stands for one of these posts too:
    /// the person who asks, or the one on whose word an account of the watch enters it.
    pub(super) fn deciding(
        &self,
        incident: &Incident,
        posts: &[PostId],
        on_behalf_of: Option<&PersonId>,
    ) -> Result<PersonId, Refusal> {
        let leader = incident.leader.as_ref();
        let person = self.self_or(on_behalf_of);
        let may = |person: &PersonId| {
            let leads = leader.is_some_and(|leader| leader.people.contains(person));
            leads
                || posts
                    .iter()
                    .any(|post| self.stands_for(incident, post, person))
        };
        match person {
            Some(person) if may(&person) => Ok(person),
            Some(_) | None => Err(self.only_leader(incident, false)),
        }
    }

    /// The refusal that names the post which leads.
    pub(super) fn only_leader(&self, incident: &Incident, signed_in: bool) -> Refusal {
        match &incident.leader {
            Some(leader) => Refusal::OnlyBy {
                post: leader.post.clone(),
                signed_in,
            },
            None => Refusal::NeedsSignIn,
        }
    }

    fn stands_for(&self, incident: &Incident, post: &PostId, person: &PersonId) -> bool {
        let Some(ready) = self.state.plan_of(incident) else {
            return false;
        };
        let stand = crate::stand::stand_for(&self.state, ready.plan(), post, self.now);
        stand.people.contains(person)
    }

    /// The person who asks; of an account of the watch, the one whom it names, else its own.
    fn self_or(&self, on_behalf_of: Option<&PersonId>) -> Option<PersonId> {
        match &self.command.by {
            By::Link(person) => Some(person.clone()),
            By::Account(_) | By::Token(_) => self
                .own_person()
                .or_else(|| on_behalf_of.cloned())
                .or_else(|| self.person_of_account()),
            By::Claimed(_) | By::Anyone | By::Sender(_) | By::Courier | By::Clock | By::Node => {
                None
            }
        }
    }

    /// Whoever uses the account that asks, whatever its role.
    pub(super) fn person_of_account(&self) -> Option<PersonId> {
        match &self.command.by {
            By::Account(account) | By::Token(account) => {
                self.state.rights.get(account)?.person.clone()
            }
            By::Link(_)
            | By::Claimed(_)
            | By::Anyone
            | By::Sender(_)
            | By::Courier
            | By::Clock
            | By::Node => None,
        }
    }
}
