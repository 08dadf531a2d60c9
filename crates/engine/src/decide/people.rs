//! People who come and go, are away and on watch.

use std::collections::{BTreeMap, BTreeSet};

use duty::{Duty, DutyId, PersonId, PostId, Sealed};
use jiff::Timestamp;

use super::Decision;
use crate::command::{AccountId, Answer, Entered};
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::right::Role;
use crate::roster::{Calendar, LONGEST_SHIFT, MOST_SHIFTS, Shift, Weekly};

/// The most people that one command enters: all are on disk in one commit, and everything else
/// waits for it.
pub const MOST_ENTERED: usize = 10_000;

/// The most absences of one person that are not over.
pub const MOST_ABSENCES: usize = 100;

impl Decision<'_> {
    pub(super) fn enter_people(&mut self, people: &[Entered]) -> Result<(), Refusal> {
        if people.is_empty() {
            return Err(Refusal::Empty);
        }
        if people.len() > MOST_ENTERED {
            return Err(Refusal::TooMany { most: MOST_ENTERED });
        }
        let mut posts: BTreeMap<&PostId, Vec<PersonId>> = BTreeMap::new();
        for entered in people {
            self.happen(Happened::PersonSet {
                person: entered.person.clone(),
                name: entered.name.clone(),
                phone: entered.phone.clone(),
                number: entered.number.clone(),
            });
            if let Some(address) = &entered.address {
                let known = self.state.people.get(&entered.person);
                let others = known.map_or(&[][..], |known| known.addresses.as_slice());
                let mut addresses = vec![address.clone()];
                addresses.extend_from_slice(others);
                self.set_addresses(&entered.person, &addresses)?;
            }
            for post in &entered.posts {
                posts.entry(post).or_default().push(entered.person.clone());
            }
        }
        for (post, people) in posts {
            let holders = self.state.holders.get(post).cloned().unwrap_or_default();
            let holders: Vec<PersonId> = holders.into_iter().chain(people).collect();
            self.set_holders(post, &holders)?;
        }
        Ok(())
    }

    /// Whoever leaves holds nothing more and is on no roster; what was in these hands goes on.
    pub(super) fn leave(&mut self, person: &PersonId) -> Result<(), Refusal> {
        self.known(person)?;
        let rights = self.state.rights.iter();
        let own = rights.filter(|(_, right)| right.person.as_ref() == Some(person));
        let accounts: Vec<AccountId> = own.map(|(account, _)| account.clone()).collect();
        let mut others = self.state.rights.iter();
        let led_by_others = others.any(|(account, right)| {
            right.role == Role::Administrator && !accounts.contains(account)
        });
        let leads = accounts.iter().any(|account| {
            let right = self.state.rights.get(account);
            right.is_some_and(|right| right.role == Role::Administrator)
        });
        if leads && !led_by_others {
            return Err(Refusal::LastAdministrator);
        }
        let duties = self.duties_told(person);
        for duty in &duties {
            self.climb_due(duty);
        }
        self.happen(Happened::PersonLeft {
            person: person.clone(),
        });
        for account in accounts {
            self.happen(Happened::RightSet {
                account,
                right: None,
            });
        }
        let holders = self.state.holders.iter();
        let held: Vec<(PostId, Vec<PersonId>)> = holders
            .filter(|(_, people)| people.contains(person))
            .map(|(post, people)| {
                let others = people.iter().filter(|it| *it != person);
                (post.clone(), others.cloned().collect())
            })
            .collect();
        for (post, people) in held {
            self.happen(Happened::HoldersSet { post, people });
        }
        let rosters = self.state.rosters.clone();
        for (post, roster) in rosters.iter().filter(|(_, roster)| roster.names(person)) {
            let roster = roster.without(person);
            self.happen(Happened::RosterSet {
                post: post.clone(),
                weekly: roster.weekly,
                dated: roster.dated,
                shifts: roster.shifts,
            });
        }
        self.renew_leaders();
        self.look_again();
        for duty in duties {
            self.pass_on_from(&duty, person);
        }
        Ok(())
    }

    fn duties_told(&self, person: &PersonId) -> Vec<DutyId> {
        let duties = self.state.duties.values();
        let told = duties.filter(|duty| !duty.is_done() && duty.told.contains(person));
        told.map(|duty| duty.id.clone()).collect()
    }

    /// A duty that nobody but a person who has left could still answer goes to the next on its
    /// ladder, as if that person had handed it back.
    fn pass_on_from(&mut self, id: &DutyId, person: &PersonId) {
        let Some(duty) = self.state.duties.get(id).cloned() else {
            return;
        };
        if duty.is_done() || !self.is_in_hands_of(&duty, person) {
            return;
        }
        self.happen(Happened::Answered {
            duty: id.clone(),
            answer: Answer::Cannot,
            person: Some(person.clone()),
            text: None,
            photos: Vec::new(),
            paper: None,
            oral: None,
            late: duty.due.is_some_and(|due| due < self.now),
            retimed: self.hand_on(&duty),
        });
        if self.state.is_held(id) {
            self.pass_on(id);
        }
        self.go_on(&duty.incident);
    }

    fn is_in_hands_of(&self, duty: &Duty, person: &PersonId) -> bool {
        if let Some(last) = duty.reply().filter(|reply| reply.takes) {
            return last.person.as_ref() == Some(person);
        }
        let has_refused = |person: &PersonId| {
            let mut replies = duty.replies.iter().rev();
            let last = replies.find(|reply| reply.person.as_ref() == Some(person));
            last.is_some_and(|reply| !reply.takes)
        };
        let has_left = |person: &PersonId| {
            let known = self.state.people.get(person);
            known.is_none_or(|person| person.left.is_some())
        };
        let others = duty.told.iter().filter(|it| *it != person);
        !has_refused(person) && others.into_iter().all(|it| has_refused(it) || has_left(it))
    }

    pub(super) fn set_absence(
        &mut self,
        person: &PersonId,
        from: Timestamp,
        to: Option<Timestamp>,
        reason: Option<&Sealed>,
    ) -> Result<(), Refusal> {
        self.known(person)?;
        let known = self.state.people.get(person);
        let absences = known.map_or(&[][..], |known| known.absences.as_slice());
        match to {
            Some(to) => {
                if to <= from || to <= self.now {
                    return Err(Refusal::BadPeriod);
                }
                let open = absences.iter().filter(|it| it.to > self.now);
                if open.clone().count() >= MOST_ABSENCES {
                    return Err(Refusal::TooMany {
                        most: MOST_ABSENCES,
                    });
                }
                let mut overlapping = open.filter(|it| it.from < to && from < it.to);
                if let Some(other) = overlapping.next() {
                    return Err(Refusal::AwayAlready {
                        person: person.clone(),
                        from: other.from,
                        to: other.to,
                    });
                }
            }
            None => {
                if !absences.iter().any(|it| it.from == from) {
                    return Err(Refusal::UnknownAbsence);
                }
            }
        }
        self.happen(Happened::AbsenceSet {
            person: person.clone(),
            from,
            to,
            reason: reason.cloned(),
        });
        self.renew_leaders();
        self.look_again();
        Ok(())
    }

    pub(super) fn set_roster(
        &mut self,
        post: &PostId,
        weekly: &[Weekly],
        dated: &[Shift],
        shifts: &[Shift],
    ) -> Result<(), Refusal> {
        if weekly.len() + dated.len() + shifts.len() > MOST_SHIFTS {
            return Err(Refusal::TooMany { most: MOST_SHIFTS });
        }
        let dated_people = dated.iter().chain(shifts).map(|shift| &shift.person);
        let people = weekly.iter().map(|it| &it.person).chain(dated_people);
        for person in people.collect::<BTreeSet<_>>() {
            self.known(person)?;
        }
        let fits = |shift: &Shift| {
            shift.from < shift.to && shift.to.duration_since(shift.from) <= LONGEST_SHIFT
        };
        let days = weekly.iter().all(|it| (1..=7).contains(&it.day));
        if !days || !dated.iter().chain(shifts).all(fits) {
            return Err(Refusal::BadPeriod);
        }
        let sorted = |shifts: &[Shift]| {
            let shifts: BTreeSet<Shift> = shifts.iter().cloned().collect();
            shifts.into_iter().collect()
        };
        self.happen(Happened::RosterSet {
            post: post.clone(),
            weekly: weekly.to_vec(),
            dated: sorted(dated),
            shifts: sorted(shifts),
        });
        self.renew_leaders();
        self.look_again();
        Ok(())
    }

    pub(super) fn set_substitutes(
        &mut self,
        post: &PostId,
        order: Option<&[PostId]>,
    ) -> Result<(), Refusal> {
        let named = order.into_iter().flatten().chain([post]);
        let mut seen = BTreeSet::new();
        for it in named {
            let mut plans = self.state.current_plans().map(|(_, _, ready)| ready.plan());
            if !plans.any(|plan| plan.post(it).is_some()) {
                return Err(Refusal::UnknownPost(it.clone()));
            }
            if !seen.insert(it) {
                return Err(Refusal::BadOrder);
            }
        }
        if self.state.substitutes.get(post).map(Vec::as_slice) == order {
            return Ok(());
        }
        self.happen(Happened::SubstitutesSet {
            post: post.clone(),
            order: order.map(<[PostId]>::to_vec),
        });
        self.renew_leaders();
        Ok(())
    }

    pub(super) fn set_calendar(
        &mut self,
        calendar: &Calendar,
        periods: &[(Timestamp, Timestamp)],
        through: Timestamp,
    ) -> Result<(), Refusal> {
        if calendar.closes <= calendar.opens {
            return Err(Refusal::BadWorkingHours);
        }
        if *self.state.calendar != *calendar {
            self.happen(Happened::CalendarSet {
                calendar: calendar.clone(),
            });
        }
        self.set_working_hours(periods, through)
    }

    pub(super) fn known(&self, person: &PersonId) -> Result<(), Refusal> {
        match self.state.people.get(person) {
            None => Err(Refusal::UnknownPerson(person.clone())),
            Some(known) if known.left.is_some() => Err(Refusal::HasLeft(person.clone())),
            Some(_) => Ok(()),
        }
    }
}
