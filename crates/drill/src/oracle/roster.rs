//! Who can be told, by the organisation's own data: holders, absences, hours.

use std::collections::{BTreeMap, BTreeSet};

use duty::{GroupId, PersonId, PostId};
use engine::Shift;
use jiff::Timestamp;
use plan::{Hours, Plan};

/// From, to.
type Period = (Timestamp, Timestamp);

/// Holders, absences, hours.
#[derive(Debug, Default)]
pub(super) struct Roster {
    holders: BTreeMap<PostId, Vec<PersonId>>,
    away: BTreeMap<PersonId, BTreeMap<Timestamp, Timestamp>>,
    gone: BTreeSet<PersonId>,
    shifts: BTreeMap<PostId, Vec<Shift>>,
    orders: BTreeMap<PostId, Vec<PostId>>,
    working: Vec<Period>,
}

impl Roster {
    pub fn set_hours(&mut self, periods: &[Period]) {
        self.working = periods.to_vec();
    }

    pub fn set_holders(&mut self, post: &PostId, people: &[PersonId]) {
        self.holders.insert(post.clone(), people.to_vec());
    }

    pub fn set_absence(&mut self, person: &PersonId, from: Timestamp, to: Option<Timestamp>) {
        let away = self.away.entry(person.clone()).or_default();
        match to {
            Some(to) => away.insert(from, to),
            None => away.remove(&from),
        };
    }

    pub fn set_shifts(&mut self, post: &PostId, shifts: &[Shift]) {
        self.shifts.insert(post.clone(), shifts.to_vec());
    }

    pub fn set_order(&mut self, post: &PostId, order: Option<&[PostId]>) {
        match order {
            Some(order) => self.orders.insert(post.clone(), order.to_vec()),
            None => self.orders.remove(post),
        };
    }

    /// Somebody came, or came back.
    pub fn enter(&mut self, person: &PersonId) {
        self.gone.remove(person);
    }

    pub fn leave(&mut self, person: &PersonId) {
        self.gone.insert(person.clone());
        self.away.remove(person);
    }

    /// Whether somebody holds a post.
    pub fn holds_anything(&self, person: &PersonId) -> bool {
        self.holders.values().any(|people| people.contains(person))
    }

    /// Those of them who can still be told anything at all.
    pub fn still_here(&self, people: &BTreeSet<PersonId>) -> BTreeSet<PersonId> {
        people.difference(&self.gone).cloned().collect()
    }

    /// Who is to be told when a post is: whoever of it is on watch, else its people, if they are there and the hour is theirs,
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
        match (self.orders.get(post), plan.post(post)) {
            (Some(own), _) => order.extend(own),
            (None, Some(post)) => order.extend(&post.substitutes),
            (None, None) => {}
        }
        let of_them = |people: &mut dyn Iterator<Item = &PersonId>| -> BTreeSet<PersonId> {
            people
                .filter(|person| !without.contains(*person) && self.is_there(person, at))
                .cloned()
                .collect()
        };
        let there = |post: &PostId| -> BTreeSet<PersonId> {
            let shifts = self.shifts.get(post).into_iter().flatten();
            let now = shifts.filter(|shift| shift.from <= at && at < shift.to);
            let watch = of_them(&mut now.map(|shift| &shift.person));
            if watch.is_empty() {
                of_them(&mut self.holders.get(post).into_iter().flatten())
            } else {
                watch
            }
        };
        let on_duty = order.iter().filter(|post| self.is_on_duty(plan, post, at));
        on_duty
            .chain(&order)
            .map(|post| there(post))
            .find(|people| !people.is_empty())
            .unwrap_or_default()
    }

    pub fn is_there(&self, person: &PersonId, at: Timestamp) -> bool {
        let mut away = self.away.get(person).into_iter().flatten();
        !self.gone.contains(person) && !away.any(|(from, to)| *from <= at && at < *to)
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
