//! The promises about the clock: a leap stops timers set before until a person has said which
//! time is right, for ten minutes at most; nothing but a person's word sets time back.

use std::collections::BTreeSet;

use duty::{Duty, DutyId};
use engine::{By, ClockAnswer, CommandId, Event, Happened, IncidentTimes};
use jiff::{SignedDuration, Timestamp};

use super::{Check, Oracle, Promise, broken};

/// How long somebody may take to answer.
const ASKED_FOR: SignedDuration = SignedDuration::from_mins(10);

/// The oracle's account of the clock.
#[derive(Debug, Default)]
pub(super) struct Time {
    last: Option<Timestamp>,
    /// Since when somebody is asked, and whether the clock leapt forward.
    asked: Option<(Timestamp, bool)>,
    /// Duties older than the leap.
    held: BTreeSet<DutyId>,
    /// The duty handed back by this command: the next on its ladder hears so at once.
    handed_back: Option<(CommandId, DutyId)>,
}

impl Time {
    pub fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    pub fn holds(&self, duty: &DutyId) -> bool {
        self.held.contains(duty)
    }

    pub fn hand_back(&mut self, event: &Event, duty: &DutyId) {
        self.handed_back = Some((event.command.clone(), duty.clone()));
    }

    /// Somebody is asked no longer than that.
    pub fn settled(&self, at: Timestamp) -> Check {
        match self.asked {
            Some((since, _)) if at.duration_since(since) >= ASKED_FOR => broken(
                Promise::TimersFireOnce,
                format!("since {since} the timers wait for a person, still at {at}"),
            ),
            Some(_) | None => Ok(()),
        }
    }
}

impl Oracle {
    /// What an event may do to timers and to time, before it is looked at for itself.
    pub(super) fn in_its_time(&mut self, event: &Event) -> Check {
        if let Some(last) = self.time.last.filter(|last| event.at < *last) {
            let by_person = matches!(event.by, By::Account(_) | By::Token(_));
            if !by_person || !matches!(event.what, Happened::ClockSettled { .. }) {
                let says = format!(
                    "{} set time back from {last} to {}",
                    event.command, event.at
                );
                return broken(Promise::TimersFireOnce, says);
            }
        }
        let back = Some(&event.command);
        let handed_back = self.time.handed_back.as_ref();
        let fired =
            if let Happened::Climbed { duty, .. } | Happened::RedLine { duty, .. } = &event.what {
                let passed_on = handed_back.is_some_and(|(by, it)| Some(by) == back && it == duty);
                (!passed_on).then_some(duty)
            } else if let Happened::Lapsed { duty, .. } = &event.what {
                Some(duty)
            } else {
                None
            };
        match fired.filter(|duty| self.time.holds(duty)) {
            Some(duty) => broken(
                Promise::TimersFireOnce,
                format!("a timer of {duty} fired while a person is asked about the clock"),
            ),
            None => Ok(()),
        }
    }

    pub(super) fn passed_time(&mut self, at: Timestamp) {
        self.time.last = Some(at);
    }

    pub(super) fn clock_leapt(
        &mut self,
        event: &Event,
        stood: Timestamp,
        wall: Timestamp,
    ) -> Check {
        if event.at != stood.max(wall) {
            let says = format!(
                "the clock leapt from {stood} to {wall}, time to {}",
                event.at
            );
            return broken(Promise::TimersFireOnce, says);
        }
        self.time.asked = Some((event.at, wall > stood));
        self.time.held = self.open.clone();
        Ok(())
    }

    pub(super) fn clock_settled(
        &mut self,
        event: &Event,
        answer: ClockAnswer,
        duties: &[Duty],
        incidents: &[IncidentTimes],
    ) -> Check {
        let wrong = |says: String| broken(Promise::TimersFireOnce, says);
        let Some((since, forward)) = self.time.asked.take() else {
            return wrong("a clock was settled that nobody was asked about".to_owned());
        };
        let before = self.time.last.unwrap_or(event.at);
        let sets_back = match answer {
            ClockAnswer::Right => !forward,
            ClockAnswer::Wrong => forward,
            ClockAnswer::Unanswered => false,
        };
        if sets_back == (event.at >= before) {
            return wrong(format!(
                "{answer:?} took time from {before} to {}",
                event.at
            ));
        }
        if answer == ClockAnswer::Unanswered && event.at.duration_since(since) < ASKED_FOR {
            return wrong(format!(
                "nobody was waited for from {since} to {}",
                event.at
            ));
        }
        self.time.held.clear();
        let back = self.duties_move(duties)?;
        for times in incidents {
            let incident = self.incident(&times.incident)?;
            let moved = incident.reported.duration_since(times.reported);
            if moved.is_negative() || back.is_some_and(|back| !moved.is_zero() && moved != back) {
                return broken(
                    Promise::TimersFireOnce,
                    format!("{} was moved by {moved}", times.incident),
                );
            }
            incident.reported = times.reported;
            incident.head_told = times.head_told;
        }
        Ok(())
    }

    /// All that moves moves back by the same, so that no rung keeps its place by half.
    fn duties_move(&mut self, duties: &[Duty]) -> Result<Option<SignedDuration>, super::Broken> {
        let mut by = BTreeSet::new();
        for duty in duties {
            by.extend(self.watched(&duty.id)?.move_to(duty));
        }
        by.remove(&SignedDuration::ZERO);
        if by.len() > 1 || by.iter().any(SignedDuration::is_negative) {
            broken(
                Promise::TimersFireOnce,
                format!("a clock set back moved duties by {by:?}"),
            )?;
        }
        Ok(by.pop_first())
    }

    /// Promise 8: holders are always today's. Whoever leads is who stands for the post now.
    pub(super) fn leaders_are_todays(&self, at: Timestamp) -> Check {
        if self.time.is_asked() {
            return Ok(());
        }
        for (id, incident) in self.incidents.iter().filter(|(_, it)| !it.ended) {
            let Some(post) = incident.leading_post() else {
                continue;
            };
            let today = self.roster.standing_for(incident.ready.plan(), post, at);
            if incident.leads != today {
                let says = format!(
                    "{id} is led by {:?}, at {at} it is {today:?}",
                    incident.leads
                );
                return broken(Promise::PlanIsKept, says);
            }
        }
        Ok(())
    }
}
