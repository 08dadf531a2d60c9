//! Who stands for a post at a given time, and why they.

use duty::{PersonId, PostId};
use jiff::Timestamp;
use plan::{Hours, Plan};

use crate::state::{Stand, State, Why};

/// Finds who stands for a post: whoever is on watch by its roster, else its present holders, if
/// the hour is theirs; else the first in its order of substitution. When nobody is on duty, those who hold it are told all the same:
/// waking somebody is better than telling nobody.
pub fn stand_for(state: &State, plan: &Plan, post: &PostId, now: Timestamp) -> Stand {
    next_in_order(state, plan, post, now, &[])
}

/// Who has a duty: the person chosen for it, if there, else whoever stands for its post.
pub fn holder_of(
    state: &State,
    plan: &Plan,
    post: &PostId,
    person: Option<&PersonId>,
    now: Timestamp,
) -> Stand {
    match person.filter(|person| is_present(state, person, now)) {
        Some(person) => stand(post, post, vec![person.clone()], Why::Named),
        None => stand_for(state, plan, post, now),
    }
}

/// The same as [`stand_for`] among those who have not been told yet; the reason says that those before are silent.
pub fn next_in_order(
    state: &State,
    plan: &Plan,
    post: &PostId,
    now: Timestamp,
    told: &[PersonId],
) -> Stand {
    let order = order_of(state, plan, post);
    let untold = |candidate: &PostId| -> (Vec<PersonId>, bool) {
        let waiting = |people: &mut dyn Iterator<Item = &PersonId>| -> Vec<PersonId> {
            let untold = people.filter(|person| !told.contains(person));
            untold.cloned().collect()
        };
        let watch = waiting(&mut on_watch(state, candidate, now));
        if watch.is_empty() {
            (waiting(&mut present(state, candidate, now)), false)
        } else {
            (watch, true)
        }
    };
    let own_reason = why_not_own(state, plan, post, now, told);
    for candidate in &order {
        if !is_on_duty(state, plan, candidate, now) {
            continue;
        }
        let (people, by_roster) = untold(candidate);
        if !people.is_empty() {
            let own = *candidate == post && told.is_empty();
            let why = match (own, by_roster) {
                (true, true) => Why::OnWatch,
                (true, false) => Why::Holds,
                (false, true | false) => own_reason,
            };
            return stand(post, candidate, people, why);
        }
    }
    for candidate in &order {
        let (people, _) = untold(candidate);
        if !people.is_empty() {
            return stand(post, candidate, people, Why::OnlyOnes);
        }
    }
    stand(post, post, Vec::new(), Why::Nobody)
}

fn stand(post: &PostId, acting: &PostId, people: Vec<PersonId>, why: Why) -> Stand {
    Stand {
        post: post.clone(),
        acting: acting.clone(),
        people,
        why,
    }
}

/// The post itself, then its substitutes: in the organisation's order, else in the plan's.
pub fn order_of<'a>(state: &'a State, plan: &'a Plan, post: &'a PostId) -> Vec<&'a PostId> {
    let own = state.substitutes.get(post).map(Vec::as_slice);
    let written = || plan.post(post).map(|post| post.substitutes.as_slice());
    let substitutes = own.or_else(written).unwrap_or_default();
    std::iter::once(post).chain(substitutes).collect()
}

/// Who is on watch for a post by its roster, and there.
pub fn on_watch<'a>(
    state: &'a State,
    post: &PostId,
    now: Timestamp,
) -> impl Iterator<Item = &'a PersonId> {
    let roster = state.rosters.get(post);
    let people = roster.map(|roster| roster.on_watch(now));
    let people = people.into_iter().flatten();
    people.filter(move |person| is_present(state, person, now))
}

fn is_on_duty(state: &State, plan: &Plan, post: &PostId, now: Timestamp) -> bool {
    match plan.post(post).map_or(Hours::Always, |post| post.hours) {
        Hours::Always => true,
        Hours::Working => state.working.contains(now),
        Hours::OffHours => !state.working.contains(now),
    }
}

fn present<'a>(
    state: &'a State,
    post: &PostId,
    now: Timestamp,
) -> impl Iterator<Item = &'a PersonId> {
    state
        .holders
        .get(post)
        .into_iter()
        .flatten()
        .filter(move |person| is_present(state, person, now))
}

fn is_present(state: &State, person: &PersonId, now: Timestamp) -> bool {
    let known = state.people.get(person);
    known.is_some_and(|person| person.left.is_none() && person.absence(now).is_none())
}

fn why_not_own(
    state: &State,
    plan: &Plan,
    post: &PostId,
    now: Timestamp,
    told: &[PersonId],
) -> Why {
    let on_roster = state.rosters.get(post).map(|roster| roster.on_watch(now));
    let nobody_on_roster = on_roster.is_none_or(|people| people.is_empty());
    if state.holders.get(post).is_none_or(Vec::is_empty) && nobody_on_roster {
        Why::Vacant
    } else if !is_on_duty(state, plan, post, now) {
        Why::OffHours
    } else if present(state, post, now)
        .chain(on_watch(state, post, now))
        .next()
        .is_none()
    {
        Why::Absent
    } else if told.is_empty() {
        Why::Holds
    } else {
        Why::Silent
    }
}
