//! Who stands for a post at a given time, and why they.

use duty::{PersonId, PostId};
use jiff::Timestamp;
use plan::{Hours, Plan};

use crate::state::{Stand, State, Why};

/// Finds who stands for a post: its present holders if the hour is theirs, else the first in
/// its order of substitution. When nobody is on duty, those who hold it are told all the same:
/// waking somebody is better than telling nobody.
pub fn stand_for(state: &State, plan: &Plan, post: &PostId, now: Timestamp) -> Stand {
    next_in_order(state, plan, post, now, &[])
}

/// The same among those who have not been told yet; the reason says that those before are silent.
pub fn next_in_order(
    state: &State,
    plan: &Plan,
    post: &PostId,
    now: Timestamp,
    told: &[PersonId],
) -> Stand {
    let order = order_of(plan, post);
    let untold = |candidate: &PostId| -> Vec<PersonId> {
        present(state, candidate, now)
            .filter(|person| !told.contains(person))
            .cloned()
            .collect()
    };
    let own_reason = why_not_own(state, plan, post, now, told);
    for candidate in &order {
        if !is_on_duty(state, plan, candidate, now) {
            continue;
        }
        let people = untold(candidate);
        if !people.is_empty() {
            let why = if *candidate == post && told.is_empty() {
                Why::Holds
            } else {
                own_reason
            };
            return stand(post, candidate, people, why);
        }
    }
    for candidate in &order {
        let people = untold(candidate);
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

/// The post itself, then its substitutes.
fn order_of<'a>(plan: &'a Plan, post: &'a PostId) -> Vec<&'a PostId> {
    let substitutes = plan.post(post).map(|post| post.substitutes.as_slice());
    std::iter::once(post)
        .chain(substitutes.unwrap_or_default())
        .collect()
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
    state.people.get(person).is_some_and(|person| {
        person
            .absent
            .is_none_or(|(from, to)| now < from || to <= now)
    })
}

fn why_not_own(
    state: &State,
    plan: &Plan,
    post: &PostId,
    now: Timestamp,
    told: &[PersonId],
) -> Why {
    if state.holders.get(post).is_none_or(Vec::is_empty) {
        Why::Vacant
    } else if !is_on_duty(state, plan, post, now) {
        Why::OffHours
    } else if present(state, post, now).next().is_none() {
        Why::Absent
    } else if told.is_empty() {
        Why::Holds
    } else {
        Why::Silent
    }
}
