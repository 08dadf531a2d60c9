//! The promise about personal content: what a person's is can be destroyed, all of it and nothing
//! else, by a record; not while a hold keeps it.

use std::collections::{BTreeMap, BTreeSet};

use duty::{DutyId, IncidentId, PersonId, Photo, Sealed};
use engine::{AccountId, By, Destroyed, Event, Happened, HoldId, Right, Scope};
use jiff::Timestamp;

use super::{Check, Oracle, Promise, broken};

/// Whose every value and photo is, who took part in what, and what must be kept.
#[derive(Debug, Default)]
pub(super) struct Content {
    values: BTreeMap<String, BTreeSet<PersonId>>,
    /// With whose they are; none for somebody unknown.
    photos: BTreeMap<String, BTreeSet<Option<PersonId>>>,
    took_part: BTreeMap<IncidentId, BTreeSet<PersonId>>,
    accounts: BTreeMap<AccountId, PersonId>,
    holds: BTreeMap<HoldId, (Scope, Option<Timestamp>)>,
    gone: BTreeSet<String>,
}

impl Content {
    pub fn right_set(&mut self, account: &AccountId, right: Option<&Right>) {
        match right.and_then(|right| right.person.clone()) {
            Some(person) => self.accounts.insert(account.clone(), person),
            None => self.accounts.remove(account),
        };
    }

    pub fn hold_set(&mut self, hold: &HoldId, scope: &Scope, until: Option<Timestamp>) {
        self.holds.insert(hold.clone(), (scope.clone(), until));
    }

    pub fn released(&mut self, hold: &HoldId) -> Check {
        match self.holds.remove(hold) {
            Some(_) => Ok(()),
            None => erasing(format!("the hold {hold} was released and never set")),
        }
    }

    /// These people took part in an incident.
    pub fn join<'a>(&mut self, of: &IncidentId, people: impl IntoIterator<Item = &'a PersonId>) {
        let part = self.took_part.entry(of.clone()).or_default();
        part.extend(people.into_iter().cloned());
    }

    /// These values are about these people or by them.
    pub fn own<'a>(
        &mut self,
        whose: &BTreeSet<PersonId>,
        values: impl IntoIterator<Item = &'a Sealed>,
    ) {
        for value in values {
            let owners = self.values.entry(value.id.clone()).or_default();
            owners.extend(whose.iter().cloned());
        }
    }

    fn photographed(&mut self, whose: &BTreeSet<PersonId>, photos: &[Photo]) -> Check {
        for photo in photos {
            if self.gone.contains(&photo.blob) {
                return erasing(format!("the photo {} came back", photo.blob));
            }
            let owners = self.photos.entry(photo.blob.clone()).or_default();
            owners.extend(whose.iter().cloned().map(Some));
            if whose.is_empty() {
                owners.insert(None);
            }
        }
        Ok(())
    }

    /// Who writes, as far as a record says.
    pub fn writer(&self, by: &By) -> Option<PersonId> {
        match by {
            By::Link(person) | By::Claimed(person) => Some(person.clone()),
            By::Account(account) | By::Token(account) => self.accounts.get(account).cloned(),
            By::Anyone | By::Sender(_) | By::Courier | By::Clock | By::Node => None,
        }
    }

    /// A hold that keeps what is a person's.
    fn kept_by(&self, person: &PersonId, at: Timestamp) -> Option<&HoldId> {
        let mut holds = self.holds.iter();
        let found = holds.find(|(_, (scope, until))| {
            let is_about = match scope {
                Scope::Organisation => true,
                Scope::Person(it) => it == person,
                Scope::Incident(it) => self.took_part.get(it).is_some_and(|it| it.contains(person)),
            };
            is_about && until.is_none_or(|until| at < until)
        });
        found.map(|(hold, _)| hold)
    }

    fn erased(&mut self, person: &PersonId, destroyed: &Destroyed, at: Timestamp) -> Check {
        if let Some(hold) = self.kept_by(person, at) {
            return erasing(format!(
                "{person} was erased while {hold} keeps the content"
            ));
        }
        let mut all = BTreeSet::new();
        for (value, owners) in &self.values {
            if owners.contains(person) && !self.gone.contains(value) {
                all.insert(value.clone());
            }
        }
        let values: BTreeSet<String> = destroyed.values.iter().cloned().collect();
        if values != all {
            return erasing(format!(
                "of {person} {values:?} is destroyed and not {all:?}"
            ));
        }
        let own = BTreeSet::from([Some(person.clone())]);
        let photos = self.photos.iter().filter(|(_, whose)| **whose == own);
        let photos: BTreeSet<String> = photos.map(|(photo, _)| photo.clone()).collect();
        let files: BTreeSet<String> = destroyed.files.iter().cloned().collect();
        if files != photos {
            return erasing(format!(
                "of {person} {files:?} is destroyed and not {photos:?}"
            ));
        }
        for whose in self.photos.values_mut() {
            whose.remove(&Some(person.clone()));
        }
        self.photos.retain(|_, whose| !whose.is_empty());
        self.gone.extend(values.into_iter().chain(files));
        self.accounts.retain(|_, whose| whose != person);
        Ok(())
    }
}

impl Oracle {
    /// Notes whose the values of an event are.
    pub(super) fn content(&mut self, event: &Event) -> Check {
        let writer = self.content.writer(&event.by);
        let by: BTreeSet<PersonId> = writer.iter().cloned().collect();
        let about = |person: &PersonId| BTreeSet::from([person.clone()]);
        let content = &mut self.content;
        if let Happened::PersonSet { person, .. } | Happened::AddressesSet { person, .. } =
            &event.what
        {
            content.own(&about(person), event.what.sealed());
        } else if let Happened::AbsenceSet { person, .. } = &event.what {
            let whose: BTreeSet<PersonId> = by.into_iter().chain([person.clone()]).collect();
            content.own(&whose, event.what.sealed());
        } else if let Happened::Reported { incident, .. }
        | Happened::Noted { incident, .. }
        | Happened::GradeSet { incident, .. }
        | Happened::Moved { incident, .. } = &event.what
        {
            content.join(incident, &by);
            content.own(&by, event.what.sealed());
        } else if let Happened::Opened { duty } = &event.what {
            if !duty.sealed().is_empty() {
                content.join(&duty.incident, &by);
                content.own(&by, event.what.sealed());
            }
        } else if let Happened::Commented { duty, .. } = &event.what {
            content.own(&by, event.what.sealed());
            self.joins(duty, &by);
        } else if let Happened::Reassigned { duty, notices, .. }
        | Happened::Waived { duty, notices, .. } = &event.what
        {
            content.own(&by, event.what.sealed());
            let told = notices.iter().map(|notice| notice.to.clone());
            let people: BTreeSet<PersonId> = by.into_iter().chain(told).collect();
            self.joins(duty, &people);
        } else if let Happened::LeaderNamed { incident, leader } = &event.what {
            content.join(incident, &leader.people);
        } else if let Happened::Climbed { notices, .. } | Happened::Ended { notices, .. } =
            &event.what
        {
            for notice in notices {
                content.join(&notice.incident, [&notice.to]);
            }
        } else if let Happened::Answered {
            duty,
            person,
            photos,
            ..
        } = &event.what
        {
            let whose: BTreeSet<PersonId> = by.into_iter().chain(person.clone()).collect();
            content.own(&whose, event.what.sealed());
            content.photographed(&whose, photos)?;
            self.joins(duty, &whose);
        } else if let Happened::HoldSet {
            scope: Scope::Person(person),
            ..
        } = &event.what
        {
            content.own(&about(person), event.what.sealed());
        }
        Ok(())
    }

    pub(super) fn erased(
        &mut self,
        person: &PersonId,
        destroyed: &Destroyed,
        at: Timestamp,
    ) -> Check {
        let mut incidents = self.incidents.iter();
        let wanted = incidents.find(|(id, incident)| {
            let part = self.content.took_part.get(*id);
            !incident.ended && part.is_some_and(|part| part.contains(person))
        });
        if let Some((incident, _)) = wanted {
            return erasing(format!("{person} was erased while {incident} is running"));
        }
        if self.roster.holds_anything(person) {
            return erasing(format!("{person} was erased and still holds a post"));
        }
        self.content.erased(person, destroyed, at)
    }

    /// A refusal for the sake of a hold names one that keeps the content.
    pub(super) fn refused_for_hold(&self, person: &PersonId, at: Timestamp) -> Check {
        if self.content.kept_by(person, at).is_some() {
            return Ok(());
        }
        erasing(format!("{person} is not erased for a hold that is none"))
    }

    fn joins(&mut self, duty: &DutyId, people: &BTreeSet<PersonId>) {
        if let Some(incident) = self.duties.get(duty).map(|duty| duty.incident.clone()) {
            self.content.join(&incident, people);
        }
    }
}

fn erasing(says: String) -> Check {
    broken(Promise::ContentIsDestroyed, says)
}
