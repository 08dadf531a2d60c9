//! The promises about what people change in a running incident: its plan version, its grade, its
//! duties. Nothing of it happens by itself, and none of it loosens a limit.

use std::collections::BTreeSet;

use duty::{DutyId, IncidentId, PersonId, PostId, Tell, Unless};
use engine::{About, Act, By, Event, Kept, Notice};
use jiff::Timestamp;
use plan::Rank;

use super::course::Incident;
use super::{Broken, Check, Oracle, Promise, broken};

/// A duty that was handed to somebody, as recorded.
pub(super) struct Handed<'a> {
    pub duty: &'a DutyId,
    pub post: &'a PostId,
    pub person: Option<&'a PersonId>,
    pub notices: &'a [Notice],
    pub retimed: &'a [(usize, Timestamp)],
    pub red_line: Option<Timestamp>,
}

impl Oracle {
    /// Promise 8: to a newer version that knows the event, asked for with a reason.
    pub(super) fn moved(
        &mut self,
        event: &Event,
        id: &IncidentId,
        (from, version): (u32, u32),
        kept: &[Kept],
    ) -> Check {
        let wrong = |says: String| broken(Promise::PlanIsKept, format!("{id}: {says}"));
        let asked = matches!(&self.asked, Some((command, Act::MoveToVersion { version: it, .. }))
            if *command == event.command && *it == version);
        let by_people = matches!(event.by, By::Account(_) | By::Token(_) | By::Link(_));
        if !asked || !by_people {
            return wrong(format!("nobody moved it to version {version}"));
        }
        let plan = self.incident(id)?.plan.clone();
        let Some(ready) = self.plans.get(&(plan.clone(), version)).cloned() else {
            return wrong(format!("{plan} has no version {version}"));
        };
        let incident = self.incident(id)?;
        let knows = ready.plan().event(&incident.event).is_some();
        if incident.ended || incident.version != from || version <= from || !knows {
            return wrong(format!("it cannot move from {from} to {version}"));
        }
        incident.version = version;
        incident.ready = ready;
        incident.regrades = true;
        kept.iter().try_for_each(|kept| self.kept(id, kept))
    }

    fn kept(&mut self, id: &IncidentId, kept: &Kept) -> Check {
        let watched = self.watched(&kept.duty)?;
        let later = match (watched.due, kept.due) {
            (Some(old), Some(new)) => new > old,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if watched.incident != *id || watched.discharged.is_some() || later {
            let says = format!("{}: a version gave it until {:?}", kept.duty, kept.due);
            return broken(Promise::PlanIsKept, says);
        }
        watched.reword(kept)
    }

    /// After a command: every open duty of a step or report is one of its version, and none has
    /// longer than that version gives it.
    pub(super) fn duties_are_of_their_version(&self) -> Check {
        for duty in self.open.iter().filter_map(|id| self.duties.get(id)) {
            let Some(incident) = self.incidents.get(&duty.incident) else {
                continue;
            };
            let element = duty.made.element.as_str();
            let limit = match duty.made.by.as_str() {
                "step" => {
                    let step = incident.steps().find(|(it, _)| it.id.as_str() == element);
                    step.map(|(step, _)| incident.ready.plan().limit_of(step))
                }
                "report" => {
                    let mut reports = incident.ready.plan().reports_for(&incident.event);
                    let there = reports.any(|it| it.id.as_str() == element);
                    there.then_some(None)
                }
                _ => Some(None),
            };
            let Some(limit) = limit else {
                let says = format!("{} is open, but its version has no {element}", duty.id());
                return broken(Promise::PlanIsKept, says);
            };
            let latest = limit.map(|limit| duty.opened + limit.duration());
            let longer = latest.is_some_and(|latest| duty.due.is_none_or(|due| due > latest));
            if longer && !duty.lapsed {
                let says = format!("{} has longer than its version gives it", duty.id());
                return broken(Promise::PlanIsKept, says);
            }
        }
        Ok(())
    }

    /// A person said how severe it is.
    pub(super) fn grade_set(
        &mut self,
        event: &Event,
        id: &IncidentId,
        rank: Rank,
        computed: Option<Rank>,
        person: Option<&PersonId>,
    ) -> Check {
        let incident = self.incident(id)?;
        let own = incident.computed_now();
        let lowered = incident.grade.is_some_and(|held| !rank.reaches(held));
        let leads = person.is_some_and(|person| incident.leads.contains(person));
        let by_people = matches!(event.by, By::Account(_) | By::Token(_) | By::Link(_));
        if incident.ended || own != computed || !by_people || lowered && !leads {
            let says = format!("{id}: {rank:?} was set over {computed:?} by {person:?}");
            return broken(Promise::PlanIsKept, says);
        }
        incident.grade = Some(rank);
        incident.computed = own;
        incident.by_person = true;
        Ok(())
    }

    /// A duty went to somebody, who is told at once; and its ladder still ends in a red line.
    pub(super) fn reassigned(&mut self, event: &Event, to: &Handed<'_>) -> Check {
        let id = to.duty;
        let expected = self.who_has(id, to.post, to.person, event.at)?;
        let held = self.time.holds(id);
        let watched = self.watched(id)?;
        if watched.discharged.is_some() {
            let says = format!("{id} was handed on after it was done");
            return broken(Promise::PlanIsKept, says);
        }
        if !held {
            watched.nothing_is_overdue(event.at)?;
        }
        let rung = watched.hand_over(event.at, to, held)?;
        self.told(id, rung, to.notices, &expected)
    }

    fn who_has(
        &mut self,
        id: &DutyId,
        post: &PostId,
        person: Option<&PersonId>,
        at: Timestamp,
    ) -> Result<BTreeSet<PersonId>, Broken> {
        let incident = self.watched(id)?.incident.clone();
        let chosen = person.filter(|person| self.roster.is_there(person, at));
        if let Some(person) = chosen {
            return Ok([person.clone()].into());
        }
        let plan = self.running(&incident)?.ready.clone();
        Ok(self.roster.standing_for(plan.plan(), post, at))
    }

    /// A duty need not be done: whoever was told of it is told so, once each.
    pub(super) fn waived(
        &mut self,
        event: &Event,
        id: &DutyId,
        (person, clause): (Option<&PersonId>, bool),
        notices: &[Notice],
    ) -> Check {
        let held = self.time.holds(id);
        let gone = matches!(&self.asked, Some((_, Act::MoveToVersion { .. })));
        let watched = self.watched(id)?;
        let (told, urgent) = (watched.told.clone(), watched.life_safety);
        let by = watched.made.by.clone();
        if watched.discharged.is_some() || by == "sign-off" || !gone && person.is_none() {
            let says = format!("{id} was waived by {person:?}");
            return broken(Promise::PlanIsKept, says);
        }
        if !gone && (by == "report") && !clause {
            let says = format!("the report {id} was waived without a clause");
            return broken(Promise::PlanIsKept, says);
        }
        if !gone && urgent && !matches!(event.by, By::Account(_) | By::Token(_)) {
            let says = format!("{id} saves people, and was waived by {:?}", event.by);
            return broken(Promise::LifeFirst, says);
        }
        if !held {
            watched.nothing_is_overdue(event.at)?;
        }
        watched.discharged = Some(event.at);
        watched.waived = true;
        self.open.remove(id);
        self.ledger.done(id);
        let here = self.roster.still_here(&told);
        let to: BTreeSet<PersonId> = notices.iter().map(|it| it.to.clone()).collect();
        let about = About::Waived { duty: id.clone() };
        let fits = |it: &Notice| it.about == about && it.urgent == urgent && !it.call_list;
        if to != here || to.len() != notices.len() || !notices.iter().all(fits) {
            let says = format!("{id} was waived, and not all who were told of it hear so");
            return broken(Promise::ToldOncePerRung, says);
        }
        notices
            .iter()
            .try_for_each(|notice| self.ledger.owe(notice))
    }
}

impl super::ladder::Watched {
    fn hand_over(&mut self, at: Timestamp, to: &Handed<'_>, held: bool) -> Result<usize, Broken> {
        let promise = Promise::ToldOncePerRung;
        let first = to.retimed.iter().map(|(_, at)| *at).min();
        if to.notices.is_empty() {
            if !(held && self.waits_overdue(at)) {
                self.retime(promise, None, at, to.retimed)?;
            }
        } else if self.answered {
            self.retime(promise, None, first.unwrap_or(at), to.retimed)?;
        } else if !to.retimed.is_empty() {
            let says = format!("{}: rungs were moved though nobody had answered", to.duty);
            broken(promise, says)?;
        }
        self.answered = false;
        self.post = to.post.clone();
        self.person = to.person.cloned();
        let rung = self.add(at, Tell::Holder, Unless::Done, true);
        if let Some(at) = to.red_line {
            self.add(at, Tell::RedLine, Unless::Answered, false);
        }
        if !self.ends_in_a_red_line() {
            let says = format!("{}: nobody would notice if nobody answered", to.duty);
            broken(Promise::AbsenceIsRecorded, says)?;
        }
        Ok(rung)
    }
}

impl Incident {
    /// The grade that the conditions make certain, by what is known now.
    pub fn computed_now(&self) -> Option<Rank> {
        self.ready.grade(&self.event, &self.facts).certain
    }
}
