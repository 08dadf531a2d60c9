//! Leaps of the machine's clock: recorded, put to a person, settled.

use std::sync::Arc;

use duty::{Duty, Ladder, Rung, Unless};
use jiff::{SignedDuration, Timestamp};

use super::Decision;
use crate::clock::{ClockAnswer, IncidentTimes, Leap};
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::state::Incident;

/// How long a person may take to say which time is right.
const ASKED_FOR: SignedDuration = SignedDuration::from_mins(10);

impl Decision<'_> {
    pub(super) fn clock_leapt(&mut self, stood: Timestamp, wall: Timestamp, starting: bool) {
        let until = self.now.checked_add(ASKED_FOR).unwrap_or(self.now);
        self.happen(Happened::ClockLeapt {
            stood,
            wall,
            until,
            starting,
        });
    }

    /// Only a person, by a record, sets engine time back.
    pub(super) fn settle_clock(&mut self, right: bool) -> Result<(), Refusal> {
        let answer = if right {
            ClockAnswer::Right
        } else {
            ClockAnswer::Wrong
        };
        if self.state.clock.is_none() {
            return Err(Refusal::NothingAskedOfClock);
        }
        self.clock_settled(answer);
        Ok(())
    }

    /// The question is over: timers fire again, and time is set back if that is the answer.
    pub(super) fn clock_settled(&mut self, answer: ClockAnswer) {
        let Some(leap) = self.state.clock.clone() else {
            return;
        };
        let forward = leap.is_forward();
        let back_to = match answer {
            ClockAnswer::Right if !forward => Some(leap.wall),
            ClockAnswer::Wrong if forward => Some(leap.stood),
            ClockAnswer::Right | ClockAnswer::Wrong | ClockAnswer::Unanswered => None,
        };
        // What has passed since the leap has passed on either clock.
        let since = self.now.duration_since(leap.at);
        let back_to = back_to.and_then(|base| base.checked_add(since).ok());
        let (mut duties, mut incidents) = (Vec::new(), Vec::new());
        if let Some(to) = back_to {
            let back = Back {
                by: to.duration_since(self.now),
                leap: &leap,
            };
            let open = self.state.duties.values().filter(|duty| !duty.is_done());
            duties = open.filter_map(|duty| back.duty(duty)).collect();
            let running = self.state.incidents.values();
            incidents = running.filter_map(|it| back.incident(it)).collect();
            self.now = to;
        }
        self.happen(Happened::ClockSettled {
            answer,
            duties,
            incidents,
        });
        self.renew_leaders();
        self.look_again();
    }
}

/// Setting back. What was timed by the clock that is taken back moves with it, so that nobody
/// waits longer than was said.
struct Back<'a> {
    by: SignedDuration,
    leap: &'a Leap,
}

impl Back<'_> {
    fn duty(&self, duty: &Duty) -> Option<Duty> {
        let mut moved = duty.clone();
        let before = self.leap.before.get(&duty.id);
        match before.filter(|_| self.leap.is_forward()) {
            // Older than the leap: only the rungs that an answer has moved since.
            Some(before) => {
                let before = before.ladder.rungs();
                let rungs = duty.ladder.rungs().iter().enumerate();
                let rungs = rungs.map(|(index, rung)| match before.get(index) {
                    // What counts from the deadline stays with it.
                    Some(old) => Rung {
                        at: self.by_if(
                            rung.at,
                            rung.at != old.at
                                && rung.climbed.is_none()
                                && rung.unless == Unless::Answered,
                        ),
                        ..rung.clone()
                    },
                    // It was handed to somebody else since.
                    None => self.rung(rung),
                });
                moved.ladder = Ladder::from(rungs.collect::<Vec<_>>());
            }
            None => {
                let rungs = duty.ladder.rungs().iter().map(|rung| self.rung(rung));
                moved.ladder = Ladder::from(rungs.collect::<Vec<_>>());
                moved.opened = self.moved(duty.opened);
                moved.answer_due = duty.answer_due.map(|at| self.moved(at));
                moved.due = duty.due.map(|at| self.moved(at));
                moved.lapsed = duty.lapsed.map(|at| self.moved(at));
                moved.red_line = duty.red_line.map(|at| self.moved(at));
                for reply in &mut moved.replies {
                    reply.at = self.moved(reply.at);
                }
            }
        }
        (moved != *duty).then_some(moved)
    }

    fn incident(&self, incident: &Arc<Incident>) -> Option<IncidentTimes> {
        let moved = |at: Timestamp| self.by_if(at, !self.leap.is_forward() || at >= self.leap.at);
        let times = IncidentTimes {
            incident: incident.id.clone(),
            reported: moved(incident.reported),
            graded: incident.graded.map(moved),
            head_told: incident.head_told.map(moved),
        };
        let same = times.reported == incident.reported
            && times.graded == incident.graded
            && times.head_told == incident.head_told;
        (!same).then_some(times)
    }

    fn rung(&self, rung: &Rung) -> Rung {
        Rung {
            at: self.moved(rung.at),
            climbed: rung.climbed.map(|at| self.moved(at)),
            ..rung.clone()
        }
    }

    fn by_if(&self, at: Timestamp, moves: bool) -> Timestamp {
        if moves { self.moved(at) } else { at }
    }

    fn moved(&self, at: Timestamp) -> Timestamp {
        at.checked_add(self.by).unwrap_or(at)
    }
}
