//! From a state and an event to the next state. It refuses nothing and adds no durations.

mod clock;
mod course;
mod notices;
mod people;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duty::{Discharge, Duty, DutyId, IncidentId, Reply};
use imbl::OrdSet;
use jiff::{SignedDuration, Timestamp};
use plan::Ready;
use plan::condition::Facts;

use crate::clock::Leap;
use crate::command::{Answer, CallOutcome, Delivery};
use crate::content;
use crate::event::{Event, Happened};
use crate::roster::Roster;
use crate::state::{
    Due, Grading, Incident, Organisation, Outcome, Phase, Remembered, State, WorkingHours,
};
use clock::{hold_timers, settle, watch, without_calendar};
use notices::{drop_notice, forget_notices_of, mark_repeats, owe, to_call_list};

/// How long a command is remembered.
pub const REMEMBERED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Applies an event.
pub fn evolve(state: &mut State, event: &Event) {
    content::take(state, event);
    let outcome = apply(state, event);
    state.last = Some(event.at);
    remember(state, event, outcome);
}

fn apply(state: &mut State, event: &Event) -> Outcome {
    let at = event.at;
    match &event.what {
        Happened::Founded {
            organisation,
            name,
            kind,
            sample,
        } => {
            state.organisation = Some(Organisation {
                id: organisation.clone(),
                name: name.clone(),
                kind: *kind,
                sample: *sample,
            });
        }
        Happened::Started => mark_repeats(state),
        Happened::WorkingHoursSet {
            periods,
            through,
            low_at,
        } => {
            without_calendar(state);
            let waits = state.clock.is_some();
            let dues = if waits {
                &mut state.held
            } else {
                &mut state.dues
            };
            dues.insert((*low_at, Due::WorkingHoursLow));
            state.working = Arc::new(WorkingHours {
                periods: periods.clone(),
                through: Some(*through),
                low: false,
            });
        }
        Happened::WorkingHoursLow => {
            without_calendar(state);
            Arc::make_mut(&mut state.working).low = true;
        }
        Happened::WatchSet { next } => watch(state, *next),
        Happened::ClockLeapt {
            stood,
            wall,
            until,
            starting,
        } => {
            hold_timers(state);
            state.dues.insert((*until, Due::Clock));
            state.clock = Some(Leap {
                stood: *stood,
                wall: *wall,
                at,
                until: *until,
                starting: *starting,
                before: state.duties.clone(),
            });
        }
        Happened::ClockSettled {
            answer,
            duties,
            incidents,
        } => settle(state, *answer, duties, incidents),
        Happened::AlreadySo { incident } => {
            if let Some(incident) = incident {
                return Outcome::Incident(incident.clone());
            }
        }
        Happened::PersonSet {
            person,
            name,
            phone,
            number,
        } => people::set(state, person, name, [phone.as_ref(), number.as_ref()]),
        Happened::TemplateSet { kind, template } => {
            match template {
                Some(template) => state.templates.insert(*kind, template.clone()),
                None => state.templates.remove(kind),
            };
        }
        Happened::AddressesSet { person, addresses } => {
            if let Some(known) = state.people.get_mut(person) {
                Arc::make_mut(known).addresses = addresses.clone();
            }
        }
        Happened::PersonLeft { person } => people::leave(state, person, at),
        Happened::HoldersSet { post, people } => {
            state.holders.insert(post.clone(), people.clone());
        }
        Happened::AbsenceSet {
            person,
            from,
            to,
            reason,
        } => people::away(state, person, (*from, *to), reason.as_ref()),
        Happened::RosterSet {
            post,
            weekly,
            dated,
            shifts,
        } => {
            let roster = Roster {
                weekly: weekly.clone(),
                dated: dated.clone(),
                shifts: shifts.clone(),
            };
            if roster.is_empty() {
                state.rosters.remove(post);
            } else {
                state.rosters.insert(post.clone(), Arc::new(roster));
            }
        }
        Happened::SubstitutesSet { post, order } => match order {
            Some(order) => {
                state.substitutes.insert(post.clone(), order.clone());
            }
            None => {
                state.substitutes.remove(post);
            }
        },
        Happened::CalendarSet { calendar } => state.calendar = Arc::new(calendar.clone()),
        Happened::RightSet { account, right } => match right {
            Some(right) => {
                state.rights.insert(account.clone(), right.clone());
            }
            None => {
                state.rights.remove(account);
            }
        },
        Happened::Published {
            plan,
            version,
            body,
        } => {
            let mut versions = state.plans.get(plan).cloned().unwrap_or_default();
            versions.insert(*version, Arc::new(Ready::new((**body).clone())));
            state.plans.insert(plan.clone(), versions);
            drop_unused_versions(state, plan);
            return Outcome::Version(plan.clone(), *version);
        }
        Happened::SignalTaken {
            fingerprint,
            incident,
            ..
        } => {
            state.signals.insert(fingerprint.clone(), incident.clone());
            with_incident(state, incident, |incident| {
                incident.signalled = true;
                incident.signals.insert(fingerprint.clone());
            });
            return Outcome::Incident(incident.clone());
        }
        Happened::SignalResolved {
            fingerprint,
            incident,
        } => {
            state.signals.remove(fingerprint);
            with_incident(state, incident, |incident| {
                incident.signals.remove(fingerprint);
            });
        }
        Happened::Reported {
            incident,
            event: kind,
            plan,
            version,
            happened,
            text,
            place,
        } => {
            let new = Incident {
                id: incident.clone(),
                event: kind.clone(),
                plan: plan.clone(),
                version: *version,
                reported: at,
                happened: *happened,
                text: text.clone(),
                place: place.clone(),
                facts: Facts::new(),
                grading: Grading::default(),
                graded: None,
                grade_set: None,
                leader: None,
                phase: Phase::Reported,
                head_told: None,
                made: BTreeMap::new(),
                passed: BTreeSet::new(),
                duties: Vec::new(),
                told: BTreeSet::new(),
                signalled: false,
                signals: OrdSet::new(),
                ended: None,
            };
            state.incidents.insert(incident.clone(), Arc::new(new));
            return Outcome::Incident(incident.clone());
        }
        Happened::FactsStated { incident, facts } => {
            with_incident(state, incident, |incident| {
                for (fact, known) in facts {
                    incident.facts.set(fact.clone(), known.clone());
                }
            });
            return Outcome::Incident(incident.clone());
        }
        Happened::Graded { incident, grading } => with_incident(state, incident, |incident| {
            if incident.grading.certain != grading.certain {
                incident.graded = Some(at);
                incident.grade_set = None;
            }
            if grading.certain.is_some() && incident.phase == Phase::Reported {
                incident.phase = Phase::Response;
            }
            incident.grading = grading.clone();
        }),
        Happened::LeaderNamed { incident, leader } => with_incident(state, incident, |incident| {
            incident.leader = Some(leader.clone());
        }),
        Happened::HeadTold { incident, when } => with_incident(state, incident, |incident| {
            incident.head_told = Some(*when);
        }),
        Happened::Opened { duty } => {
            open(state, duty);
            return Outcome::Duty(duty.id.clone());
        }
        Happened::Passed { incident, step } => with_incident(state, incident, |incident| {
            incident.passed.insert(step.clone());
        }),
        Happened::Climbed {
            duty,
            rung,
            notices,
            retimed,
            ..
        } => {
            with_duty(state, duty, |duty| {
                duty.ladder.climb(*rung, at);
                duty.ladder.retime(retimed);
                duty.told
                    .extend(notices.iter().map(|notice| notice.to.clone()));
            });
            owe(state, notices);
        }
        Happened::RedLine { duty, rung, .. } => with_duty(state, duty, |duty| {
            duty.ladder.climb(*rung, at);
            duty.red_line = Some(at);
        }),
        Happened::Answered {
            duty,
            answer,
            person,
            text,
            photos,
            paper,
            oral,
            late,
            retimed,
        } => {
            with_duty(state, duty, |duty| match answer {
                Answer::GotIt | Answer::Cannot => {
                    duty.replies.push(Reply {
                        person: person.clone(),
                        at,
                        takes: *answer == Answer::GotIt,
                        text: text.clone(),
                    });
                    duty.ladder.retime(retimed);
                }
                Answer::Done => {
                    duty.discharge = Some(Discharge {
                        person: person.clone(),
                        at,
                        late: *late,
                        text: text.clone(),
                        photos: photos.clone(),
                        paper: paper.clone(),
                        oral: oral.clone(),
                        waived: false,
                        clause: None,
                    });
                }
            });
            if *answer == Answer::Done {
                forget_notices_of(state, duty);
            }
            return Outcome::Duty(duty.clone());
        }
        Happened::Reassigned {
            duty,
            post,
            person,
            notices,
            answer_due,
            retimed,
            red_line,
            ..
        } => {
            let to = course::Reassigned {
                post,
                person: person.as_ref(),
                notices,
                answer_due: *answer_due,
                retimed,
                red_line: *red_line,
            };
            course::reassign(state, duty, &to, at);
            return Outcome::Duty(duty.clone());
        }
        Happened::Waived { duty, .. } => {
            course::waive(state, duty, event);
            return Outcome::Duty(duty.clone());
        }
        Happened::Commented { duty, .. } => return Outcome::Duty(duty.clone()),
        Happened::GradeSet {
            incident,
            rank,
            computed,
            person,
            reason,
        } => {
            with_incident(state, incident, |incident| {
                let by = (person.as_ref(), reason);
                course::set_grade(incident, *rank, *computed, by, at);
            });
            return Outcome::Incident(incident.clone());
        }
        Happened::Moved {
            incident,
            version,
            kept,
            ..
        } => {
            course::move_to(state, incident, *version, kept);
            return Outcome::Incident(incident.clone());
        }
        Happened::Lapsed { duty, .. } => with_duty(state, duty, |duty| duty.lapsed = Some(at)),
        Happened::Receipt {
            notice, outcome, ..
        } => match outcome {
            Delivery::Delivered => drop_notice(state, notice),
            Delivery::Failed(_) => {}
            Delivery::GaveUp => to_call_list(state, notice),
        },
        Happened::Called { notice, outcome } => match outcome {
            CallOutcome::Reached => drop_notice(state, notice),
            CallOutcome::NoAnswer => {
                if let Some(known) = state.notices.get_mut(notice) {
                    Arc::make_mut(known).calls += 1;
                }
            }
        },
        Happened::Noted { incident, .. } => return Outcome::Incident(incident.clone()),
        Happened::Ended { incident, notices } => {
            with_incident(state, incident, |incident| {
                incident.ended = Some(at);
                incident.phase = Phase::Review;
            });
            owe(state, notices);
            return Outcome::Incident(incident.clone());
        }
        Happened::EndProposed { incident } => {
            with_incident(state, incident, |incident| incident.phase = Phase::Ending);
            return Outcome::Incident(incident.clone());
        }
        Happened::Archived { incident } => archive(state, incident),
        Happened::HoldSet {
            hold,
            scope,
            reason,
            until,
        } => return people::hold(state, hold, (scope, reason), (at, *until)),
        Happened::HoldReleased { hold } => {
            state.holds.remove(hold);
            return Outcome::Hold(hold.clone());
        }
        Happened::Erased { person, .. } => people::erase(state, person),
    }
    Outcome::Done
}

fn remember(state: &mut State, event: &Event, outcome: Outcome) {
    match state.remembered.get_mut(&event.command) {
        // The first event of a command says what the command came to.
        Some(known) => {
            if known.outcome == Outcome::Done {
                known.outcome = outcome;
            }
        }
        None => {
            let made = event.made;
            state
                .remembered
                .insert(event.command.clone(), Remembered { made, outcome });
            state.forget.insert((made, event.command.clone()));
        }
    }
    if state.clock.is_some() {
        // Should the clock be set back, what was made just now may still be sent again.
        return;
    }
    while let Some((made, command)) = state.forget.get_min().cloned() {
        if event.at.duration_since(made) <= REMEMBERED {
            break;
        }
        state.forget.remove(&(made, command.clone()));
        state.remembered.remove(&command);
    }
}

fn with_incident(state: &mut State, id: &IncidentId, change: impl FnOnce(&mut Incident)) {
    if let Some(incident) = state.incidents.get_mut(id) {
        change(Arc::make_mut(incident));
    }
}

fn with_duty(state: &mut State, id: &DutyId, change: impl FnOnce(&mut Duty)) {
    let Some(duty) = state.duties.get_mut(id) else {
        return;
    };
    let before = duty.next_due();
    change(Arc::make_mut(duty));
    let after = duty.next_due();
    if before != after {
        set_due(state, id, before, after);
    }
}

fn set_due(state: &mut State, id: &DutyId, before: Option<Timestamp>, after: Option<Timestamp>) {
    let dues = if state.is_held(id) {
        &mut state.held
    } else {
        &mut state.dues
    };
    if let Some(at) = before {
        dues.remove(&(at, Due::Duty(id.clone())));
    }
    if let Some(at) = after {
        dues.insert((at, Due::Duty(id.clone())));
    }
}

fn open(state: &mut State, duty: &Duty) {
    set_due(state, &duty.id, None, duty.next_due());
    with_incident(state, &duty.incident, |incident| {
        incident
            .made
            .insert(duty.task.made.clone(), duty.id.clone());
        incident.duties.push(duty.id.clone());
    });
    state.duties.insert(duty.id.clone(), Arc::new(duty.clone()));
}

/// Only the newest version and those that incidents run by stay.
fn drop_unused_versions(state: &mut State, plan: &plan::PlanId) {
    let used: BTreeSet<u32> = state
        .incidents
        .values()
        .filter(|incident| &incident.plan == plan)
        .map(|incident| incident.version)
        .collect();
    if let Some(versions) = state.plans.get_mut(plan) {
        let newest = versions.get_max().map(|(version, _)| *version);
        *versions = versions
            .iter()
            .filter(|(version, _)| Some(**version) == newest || used.contains(version))
            .map(|(version, plan)| (*version, plan.clone()))
            .collect();
    }
}

fn archive(state: &mut State, id: &IncidentId) {
    let Some(incident) = state.incidents.remove(id) else {
        return;
    };
    for duty in &incident.duties {
        forget_notices_of(state, duty);
        if let Some(gone) = state.duties.remove(duty) {
            set_due(state, duty, gone.next_due(), None);
        }
    }
    for fingerprint in &incident.signals {
        state.signals.remove(fingerprint);
    }
    drop_unused_versions(state, &incident.plan);
}
