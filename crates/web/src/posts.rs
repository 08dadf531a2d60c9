//! Posts and groups of the organisation as they stand now: who holds what, who stands in, and why.

use std::collections::{BTreeMap, BTreeSet};

use duty::{PersonId, PostId, Sealed};
use engine::{Event, Happened, Person, Roster, Stand, State, order_of, stand_for};
use plan::{Group, Plan, Post};

use crate::sight::Sight;

/// A post now.
pub(crate) struct PostNow<'a> {
    pub post: &'a Post,
    /// The plan that describes it.
    pub plan: &'a Plan,
    /// Who stands for it now, and why they.
    pub stand: Stand,
    /// Who holds it, there or not.
    pub holders: &'a [PersonId],
    /// Posts that stand in, in order.
    pub order: Vec<&'a PostId>,
    /// The order is the organisation's own, not the plan's.
    pub own_order: bool,
    pub roster: Option<&'a Roster>,
}

/// All posts of all plans in use, each once, in the plans' order.
pub(crate) fn posts(sight: &Sight) -> Vec<PostNow<'_>> {
    let state = &sight.published.state;
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (_, _, ready) in state.current_plans() {
        let plan = ready.plan();
        for post in &plan.posts {
            if seen.insert(&post.id) {
                all.push(of(state, plan, post, sight.now));
            }
        }
    }
    all
}

/// One of them.
pub(crate) fn post<'a>(sight: &'a Sight, id: &PostId) -> Option<PostNow<'a>> {
    let state = &sight.published.state;
    let mut plans = state.current_plans().map(|(_, _, ready)| ready.plan());
    plans.find_map(|plan| Some(of(state, plan, plan.post(id)?, sight.now)))
}

fn of<'a>(state: &'a State, plan: &'a Plan, post: &'a Post, now: jiff::Timestamp) -> PostNow<'a> {
    PostNow {
        post,
        plan,
        stand: stand_for(state, plan, &post.id, now),
        holders: state.holders.get(&post.id).map_or(&[], Vec::as_slice),
        order: order_of(state, plan, &post.id).split_off(1),
        own_order: state.substitutes.contains_key(&post.id),
        roster: state.rosters.get(&post.id).map(AsRef::as_ref),
    }
}

/// All groups of all plans in use, each once, with the plan that describes it.
pub(crate) fn groups(sight: &Sight) -> Vec<(&Plan, &Group)> {
    let mut seen = BTreeSet::new();
    let plans = sight.published.state.current_plans();
    plans
        .flat_map(|(_, _, ready)| {
            let plan = ready.plan();
            plan.groups.iter().map(move |group| (plan, group))
        })
        .filter(|(_, group)| seen.insert(&group.id))
        .collect()
}

/// The posts of a group, its leader's first, each once.
pub(crate) fn posts_of(group: &Group) -> Vec<&PostId> {
    let mut seen = BTreeSet::new();
    let posts = group.leader.iter().chain(&group.posts);
    posts.filter(|post| seen.insert(*post)).collect()
}

/// Everybody who belongs to the organisation now.
pub(crate) fn people(sight: &Sight) -> impl Iterator<Item = (&PersonId, &Person)> {
    let people = sight.published.state.people.iter();
    let people = people.filter(|(_, person)| person.left.is_none());
    people.map(|(id, person)| (id, person.as_ref()))
}

/// The person of an id, of a staff number, or of a name that nobody else has.
pub(crate) fn find(sight: &Sight, text: &str) -> Option<PersonId> {
    let text = text.trim();
    let says = |sealed: &Sealed| sight.text(sealed) == Some(text);
    let by_id = people(sight).find(|(id, _)| id.as_str() == text);
    let numbered = |person: &Person| person.number.as_ref().is_some_and(says);
    let by_number = || people(sight).find(|(_, person)| numbered(person));
    let by_name = || {
        let mut named = people(sight).filter(|(_, person)| says(&person.name));
        let first = named.next();
        first.filter(|_| named.next().is_none())
    };
    let found = by_id.or_else(by_number).or_else(by_name);
    found.map(|(id, _)| id.clone())
}

/// Which posts each person holds.
pub(crate) fn held(state: &State) -> BTreeMap<&PersonId, Vec<&PostId>> {
    let mut held: BTreeMap<&PersonId, Vec<&PostId>> = BTreeMap::new();
    for (post, people) in &state.holders {
        for person in people {
            held.entry(person).or_default().push(post);
        }
    }
    held
}

/// Whether a change of the organisation names a person.
pub(crate) fn is_about(event: &Event, person: &PersonId) -> bool {
    if let Happened::PersonSet { person: it, .. }
    | Happened::PersonLeft { person: it }
    | Happened::AddressesSet { person: it, .. }
    | Happened::AbsenceSet { person: it, .. }
    | Happened::Erased { person: it, .. } = &event.what
    {
        it == person
    } else if let Happened::HoldersSet { people, .. } = &event.what {
        people.contains(person)
    } else if let Happened::RosterSet { weekly, dated, .. } = &event.what {
        let weekly = weekly.iter().map(|it| &it.person);
        let mut all = weekly.chain(dated.iter().map(|it| &it.person));
        all.any(|it| it == person)
    } else {
        false
    }
}
