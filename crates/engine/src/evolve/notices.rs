//! What is owed to people by message, and what becomes of it.

use std::sync::Arc;

use duty::{DutyId, NoticeId};

use super::with_incident;
use crate::state::{About, Notice, State};

pub(super) fn owe(state: &mut State, notices: &[Notice]) {
    for notice in notices {
        state.notice_count += 1;
        let mut owed = notice.clone();
        owed.number = state.notice_count;
        if !owed.call_list {
            state
                .outbox
                .insert((!owed.urgent, owed.number, owed.id.clone()));
        }
        with_incident(state, &owed.incident, |incident| {
            incident.told.insert(owed.to.clone());
        });
        if let About::Duty { duty, .. } = &owed.about {
            let mut about = state.notices_about.get(duty).cloned().unwrap_or_default();
            about.insert(owed.id.clone());
            state.notices_about.insert(duty.clone(), about);
        }
        state.notices.insert(owed.id.clone(), Arc::new(owed));
    }
}

pub(super) fn drop_notice(state: &mut State, id: &NoticeId) {
    if let Some(notice) = state.notices.remove(id) {
        state
            .outbox
            .remove(&(!notice.urgent, notice.number, id.clone()));
        let About::Duty { duty, .. } = &notice.about else {
            return;
        };
        if let Some(about) = state.notices_about.get_mut(duty) {
            about.remove(id);
            if about.is_empty() {
                state.notices_about.remove(duty);
            }
        }
    }
}

pub(super) fn to_call_list(state: &mut State, id: &NoticeId) {
    if let Some(notice) = state.notices.get_mut(id) {
        let notice = Arc::make_mut(notice);
        notice.call_list = true;
        let owed = (!notice.urgent, notice.number, id.clone());
        state.outbox.remove(&owed);
    }
}

/// What is still owed about a duty that is done is owed no more.
pub(super) fn forget_notices_of(state: &mut State, duty: &DutyId) {
    let stale = state.notices_about.get(duty).cloned().unwrap_or_default();
    for id in stale {
        drop_notice(state, &id);
    }
}

pub(super) fn mark_repeats(state: &mut State) {
    let owed: Vec<NoticeId> = state.outbox.iter().map(|(_, _, id)| id.clone()).collect();
    for id in owed {
        if let Some(notice) = state.notices.get_mut(&id) {
            Arc::make_mut(notice).repeat = true;
        }
    }
}
