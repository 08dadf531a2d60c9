//! Who can be told, by the organisation's own data: holders, absences, hours.

use std::collections::{BTreeMap, BTreeSet};

use duty::{GroupId, PersonId, PostId};
use jiff::Timestamp;
use plan::{Hours, Plan};

/// From, to.
type Period = (Timestamp, Timestamp);

/// Holders, absences, hours.
#[derive(Debug, Default)]
pub(super) struct Roster {
    holders: BTreeMap<PostId, Vec<PersonId>>,
    away: BTreeMap<PersonId, Period>,
    working: Vec<Period>,
}

impl Roster {
    pub fn set_hours(&mut self, periods: &[Period]) {
        self.working = periods.to_vec();
    }

    pub fn set_holders(&mut self, post: &PostId, people: &[PersonId]) {
        self.holders.insert(post.clone(), people.to_vec());
    }

    pub fn set_absence(&mut self, person: &PersonId, away: Option<Period>) {
        match away {
            Some(period) => self.away.insert(person.clone(), period),
            None => self.away.remove(person),
        };
    }

    /// Who is to be told when a post is: its people if they are there and the hour is theirs,
    /// else the first substitute of whom that is true, else whoever of them is there at all.
    pub fn standing_for(&self, plan: &Plan, post: &PostId, at: Timestamp) -> BTreeSet<PersonId> {
        self.first(plan, post, at, &BTreeSet::new())
    }

    /// The same, leaving out those who were told before.
    pub fn next_for(
        &self,
        plan: &Plan,
        post: &PostId,
        at: Timestamp,
        told: &BTreeSet<PersonId>,
    ) -> BTreeSet<PersonId> {
        self.first(plan, post, at, told)
    }

    /// Everyone who stands for a post of the group.
    pub fn group(&self, plan: &Plan, group: &GroupId, at: Timestamp) -> BTreeSet<PersonId> {
        let mut people = BTreeSet::new();
        if let Some(group) = plan.group(group) {
            for post in group.leader.iter().chain(&group.posts) {
                people.extend(self.standing_for(plan, post, at));
            }
        }
        people
    }

    fn first(
        &self,
        plan: &Plan,
        post: &PostId,
        at: Timestamp,
        without: &BTreeSet<PersonId>,
    ) -> BTreeSet<PersonId> {
        let mut order = vec![post];
        if let Some(post) = plan.post(post) {
            order.extend(&post.substitutes);
        }
        let there = |post: &PostId| -> BTreeSet<PersonId> {
            let holders = self.holders.get(post).into_iter().flatten();
            holders
                .filter(|person| !without.contains(*person) && self.is_there(person, at))
                .cloned()
                .collect()
        };
        let on_duty = order.iter().filter(|post| self.is_on_duty(plan, post, at));
        on_duty
            .chain(&order)
            .map(|post| there(post))
            .find(|people| !people.is_empty())
            .unwrap_or_default()
    }

    fn is_there(&self, person: &PersonId, at: Timestamp) -> bool {
        self.away
            .get(person)
            .is_none_or(|(from, to)| !(*from <= at && at < *to))
    }

    fn is_on_duty(&self, plan: &Plan, post: &PostId, at: Timestamp) -> bool {
        let working = || {
            self.working
                .iter()
                .any(|(from, to)| *from <= at && at < *to)
        };
        match plan.post(post).map(|post| post.hours) {
            None | Some(Hours::Always) => true,
            Some(Hours::Working) => working(),
            Some(Hours::OffHours) => !working(),
        }
    }
}
