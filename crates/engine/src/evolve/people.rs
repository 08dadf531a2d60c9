//! People who come, go and are away; what is kept of them, and what is not.

use std::sync::Arc;

use duty::{NoticeId, PersonId, Sealed};
use jiff::Timestamp;

use super::drop_notice;
use crate::command::HoldId;
use crate::hold::{Hold, Scope};
use crate::state::{Absence, Outcome, Person, State};

/// How many absences of one person are kept: many more than can be open.
const KEPT_ABSENCES: usize = 200;

/// Who was known keeps what was entered apart from it; who had left is back.
pub(super) fn set(
    state: &mut State,
    person: &PersonId,
    name: &Sealed,
    [phone, number]: [Option<&Sealed>; 2],
) {
    let before = state.people.get(person);
    let known = Person {
        name: name.clone(),
        phone: phone.cloned(),
        number: number.cloned(),
        addresses: before.map_or_else(Vec::new, |known| known.addresses.clone()),
        absences: before.map_or_else(Vec::new, |known| known.absences.clone()),
        left: None,
    };
    state.people.insert(person.clone(), Arc::new(known));
}

/// Without an end, the absence that begins then is over.
pub(super) fn away(
    state: &mut State,
    person: &PersonId,
    (from, to): (Timestamp, Option<Timestamp>),
    reason: Option<&Sealed>,
) {
    let Some(known) = state.people.get_mut(person) else {
        return;
    };
    let absences = &mut Arc::make_mut(known).absences;
    absences.retain(|it| it.from != from);
    absences.extend(to.map(|to| Absence {
        from,
        to,
        reason: reason.cloned(),
    }));
    absences.sort_by_key(|it| it.from);
    // What is over may hold again after the clock was set back, so time forgets none.
    let old = absences.len().saturating_sub(KEPT_ABSENCES);
    absences.drain(..old);
}

/// Whoever has left is told nothing more; the name stays with what was done.
pub(super) fn leave(state: &mut State, person: &PersonId, at: Timestamp) {
    if let Some(known) = state.people.get_mut(person) {
        let known = Arc::make_mut(known);
        known.left = Some(at);
        known.absences.clear();
    }
    let notices = state.notices.iter();
    let owed: Vec<NoticeId> = notices
        .filter(|(_, notice)| notice.to == *person)
        .map(|(id, _)| id.clone())
        .collect();
    for id in owed {
        drop_notice(state, &id);
    }
}

/// What a hold keeps must not be destroyed.
pub(super) fn hold(
    state: &mut State,
    hold: &HoldId,
    (scope, reason): (&Scope, &Sealed),
    (since, until): (Timestamp, Option<Timestamp>),
) -> Outcome {
    let kept = Hold {
        scope: scope.clone(),
        reason: reason.clone(),
        since,
        until,
    };
    state.holds.insert(hold.clone(), Arc::new(kept));
    Outcome::Hold(hold.clone())
}

/// Only that there was somebody stays, under a name that says so.
pub(super) fn erase(state: &mut State, person: &PersonId) {
    if let Some(known) = state.people.get_mut(person) {
        let known = Arc::make_mut(known);
        known.phone = None;
        known.number = None;
        known.addresses.clear();
        known.absences.clear();
    }
}
