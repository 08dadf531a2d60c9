//! What falls due while the machine's clock is in question, and the watch and calendar dues.

use duty::Duty;
use jiff::Timestamp;

use super::{with_duty, with_incident};
use crate::clock::{ClockAnswer, IncidentTimes};
use crate::state::{Due, State};

/// Everything that would fall due waits.
pub(super) fn hold_timers(state: &mut State) {
    let dues = std::mem::take(&mut state.dues);
    let asked = state.clock.take().map(|leap| (leap.until, Due::Clock));
    for due in dues {
        if Some(&due) != asked.as_ref() {
            state.held.insert(due);
        }
    }
}

pub(super) fn settle(
    state: &mut State,
    answer: ClockAnswer,
    duties: &[Duty],
    incidents: &[IncidentTimes],
) {
    if let Some(leap) = state.clock.take() {
        state.dues.remove(&(leap.until, Due::Clock));
        state.clock_rejected = answer == ClockAnswer::Wrong && leap.is_forward();
    }
    for due in std::mem::take(&mut state.held) {
        state.dues.insert(due);
    }
    for moved in duties {
        with_duty(state, &moved.id, |duty| *duty = moved.clone());
    }
    for times in incidents {
        with_incident(state, &times.incident, |incident| {
            incident.reported = times.reported;
            incident.graded = times.graded;
            incident.head_told = times.head_told;
        });
    }
}

pub(super) fn watch(state: &mut State, next: Option<Timestamp>) {
    if let Some(at) = state.watch {
        state.dues.remove(&(at, Due::Watch));
        state.held.remove(&(at, Due::Watch));
    }
    state.watch = next;
    if let Some(at) = next {
        let waits = state.clock.is_some();
        let dues = if waits {
            &mut state.held
        } else {
            &mut state.dues
        };
        dues.insert((at, Due::Watch));
    }
}

pub(super) fn without_calendar(state: &mut State) {
    for dues in [&mut state.dues, &mut state.held] {
        let calendar: Vec<_> = dues
            .iter()
            .filter(|(_, due)| *due == Due::WorkingHoursLow)
            .cloned()
            .collect();
        for due in calendar {
            dues.remove(&due);
        }
    }
}
