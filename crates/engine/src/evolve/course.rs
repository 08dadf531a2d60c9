//! What people change about a running incident: its plan version, its grade, its duties.

use duty::{Discharge, Duty, DutyId, PersonId, PostId, Rung, Sealed, Tell, Unless};
use jiff::Timestamp;
use plan::Rank;

use super::notices::{forget_notices_of, owe};
use super::{drop_unused_versions, with_duty, with_incident};
use crate::event::{Event, Happened, Kept};
use crate::state::{GradeSet, Incident, Notice, Phase, State};

/// A duty went to somebody else.
pub(super) struct Reassigned<'a> {
    pub post: &'a PostId,
    pub person: Option<&'a PersonId>,
    pub notices: &'a [Notice],
    pub answer_due: Option<Timestamp>,
    pub retimed: &'a [(usize, Timestamp)],
    pub red_line: Option<Timestamp>,
}

pub(super) fn reassign(state: &mut State, id: &DutyId, to: &Reassigned<'_>, at: Timestamp) {
    with_duty(state, id, |duty| {
        duty.post = to.post.clone();
        duty.person = to.person.cloned();
        duty.replies_before = duty.replies.len();
        duty.answer_due = to.answer_due;
        duty.red_line = None;
        duty.ladder.retime(to.retimed);
        let mut told = Rung::new(at, Tell::Holder, Unless::Done);
        told.climbed = Some(at);
        duty.ladder.add(told);
        if let Some(at) = to.red_line {
            duty.ladder
                .add(Rung::new(at, Tell::RedLine, Unless::Answered));
        }
        let told = to.notices.iter().map(|notice| notice.to.clone());
        duty.told.extend(told);
    });
    owe(state, to.notices);
}

/// A duty need not be done: `event` says who decided it and why.
pub(super) fn waive(state: &mut State, id: &DutyId, event: &Event) {
    let Happened::Waived {
        person,
        clause,
        reason,
        notices,
        ..
    } = &event.what
    else {
        return;
    };
    with_duty(state, id, |duty: &mut Duty| {
        duty.discharge = Some(Discharge {
            person: person.clone(),
            at: event.at,
            late: false,
            text: Some(reason.clone()),
            photos: Vec::new(),
            paper: None,
            oral: None,
            waived: true,
            clause: clause.clone(),
        });
    });
    forget_notices_of(state, id);
    owe(state, notices);
}

pub(super) fn set_grade(
    incident: &mut Incident,
    rank: Rank,
    computed: Option<Rank>,
    by: (Option<&PersonId>, &Sealed),
    at: Timestamp,
) {
    let grading = &mut incident.grading;
    grading.certain = Some(rank);
    grading.computed = computed;
    grading.reason = None;
    grading.possible.retain(|possible| !rank.reaches(*possible));
    if grading.possible.is_empty() {
        grading.ask = None;
    }
    incident.graded = Some(at);
    incident.grade_set = Some(GradeSet {
        person: by.0.cloned(),
        reason: by.1.clone(),
    });
    if incident.phase == Phase::Reported {
        incident.phase = Phase::Response;
    }
}

pub(super) fn move_to(state: &mut State, id: &duty::IncidentId, version: u32, kept: &[Kept]) {
    with_incident(state, id, |incident| incident.version = version);
    for kept in kept {
        with_duty(state, &kept.duty, |duty| {
            duty.task = kept.task.clone();
            duty.due = kept.due;
            duty.ladder.retime(&kept.retimed);
        });
    }
    let plan = state.incidents.get(id).map(|it| it.plan.clone());
    if let Some(plan) = plan {
        drop_unused_versions(state, &plan);
    }
}
