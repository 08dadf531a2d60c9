//! From a state and a command to what happens, or to a refusal. It changes nothing.

mod add_duty;
mod answer;
mod climb;
mod clock;
mod course;
mod end;
mod erase;
mod grade;
mod incident;
mod move_version;
mod organisation;
mod people;
mod reassign;
mod signal;
mod waive;

use duty::{BadId, IncidentId};
use jiff::{SignedDuration, Timestamp};

use crate::command::{Act, Command};
use crate::event::{Event, Happened};
use crate::evolve::{REMEMBERED, evolve};
use crate::refusal::Refusal;
use crate::state::State;
use add_duty::Added;
use answer::HandedIn;
pub use people::{MOST_ABSENCES, MOST_ENTERED};

/// How far a caller's clock may run ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(1);

/// What a command makes is named after it, so its id must leave room.
const LONGEST_COMMAND_ID: usize = 100;

/// Decides a command at a time. The same command id again decides to nothing: its answer is
/// remembered in the state.
///
/// # Errors
/// A [`Refusal`], and nothing has changed.
pub fn decide(state: &State, command: &Command, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    if state.remembered(&command.id).is_some() {
        return Ok(Vec::new());
    }
    if command.id.as_str().len() > LONGEST_COMMAND_ID {
        return Err(Refusal::LongId);
    }
    if now.duration_since(command.made) > REMEMBERED {
        return Err(Refusal::Stale { made: command.made });
    }
    if command.made.duration_since(now) > AHEAD {
        return Err(Refusal::FromTheFuture { made: command.made });
    }
    let founding = matches!(command.act, Act::Found { .. });
    match (&state.organisation, founding) {
        (None, false) => return Err(Refusal::NotFounded),
        (Some(_), true) => return Err(Refusal::AlreadyFounded),
        (None, true) | (Some(_), false) => {}
    }
    state.allow(&command.by, &command.act)?;
    let mut decision = Decision {
        state: state.clone(),
        command,
        now,
        events: Vec::new(),
        made: 0,
    };
    decision.act(&command.act)?;
    if decision.events.is_empty()
        && let Some(incident) = asks_for_something(&command.act)
    {
        decision.happen(Happened::AlreadySo { incident });
    }
    Ok(decision.events)
}

/// Of a command that somebody may send again and that can come to nothing: the incident that it
/// is about, if any. Signals sent again, receipts and ticks are no news and no record.
fn asks_for_something(act: &Act) -> Option<Option<IncidentId>> {
    match act {
        Act::StateFacts { incident, .. }
        | Act::ProposeEnd { incident }
        | Act::SetGrade { incident, .. } => Some(Some(incident.clone())),
        Act::Reassign { .. } => Some(None),
        Act::SetHolders { .. } | Act::SetSubstitutes { .. } | Act::Erase { .. } => Some(None),
        Act::Found { .. }
        | Act::Start
        | Act::SetWorkingHours { .. }
        | Act::SetPerson { .. }
        | Act::SetAddresses { .. }
        | Act::EnterPeople(_)
        | Act::Leave { .. }
        | Act::SetRoster { .. }
        | Act::SetCalendar { .. }
        | Act::SetTemplate { .. }
        | Act::SetAbsence { .. }
        | Act::SetRight { .. }
        | Act::Publish { .. }
        | Act::TakeSignals(_)
        | Act::Report { .. }
        | Act::Note { .. }
        | Act::Answer { .. }
        | Act::AnswerOrally { .. }
        | Act::AddDuty { .. }
        | Act::Waive { .. }
        | Act::Comment { .. }
        | Act::MoveToVersion { .. }
        | Act::Call { .. }
        | Act::Receipt { .. }
        | Act::ClockLeapt { .. }
        | Act::SettleClock { .. }
        | Act::SetHold { .. }
        | Act::ReleaseHold { .. }
        | Act::Tick => None,
    }
}

/// A decision under way: a copy of the state that already has what was decided so far, so that
/// each further step sees it.
struct Decision<'a> {
    state: State,
    command: &'a Command,
    now: Timestamp,
    events: Vec<Event>,
    made: u32,
}

impl Decision<'_> {
    fn act(&mut self, act: &Act) -> Result<(), Refusal> {
        match act {
            Act::Found {
                organisation,
                name,
                kind,
                sample,
            } => {
                self.happen(Happened::Founded {
                    organisation: organisation.clone(),
                    name: name.clone(),
                    kind: *kind,
                    sample: *sample,
                });
                Ok(())
            }
            Act::Start => {
                self.happen(Happened::Started);
                Ok(())
            }
            Act::SetWorkingHours { periods, through } => self.set_working_hours(periods, *through),
            Act::SetPerson {
                person,
                name,
                phone,
                number,
            } => {
                self.happen(Happened::PersonSet {
                    person: person.clone(),
                    name: name.clone(),
                    phone: phone.clone(),
                    number: number.clone(),
                });
                Ok(())
            }
            Act::SetAddresses { person, addresses } => self.set_addresses(person, addresses),
            Act::EnterPeople(people) => self.enter_people(people),
            Act::Leave { person } => self.leave(person),
            Act::SetTemplate { kind, template } => self.set_template(*kind, template),
            Act::SetHolders { post, people } => self.set_holders(post, people),
            Act::SetAbsence {
                person,
                from,
                to,
                reason,
            } => self.set_absence(person, *from, *to, reason.as_ref()),
            Act::SetRoster {
                post,
                weekly,
                dated,
                shifts,
            } => self.set_roster(post, weekly, dated, shifts),
            Act::SetSubstitutes { post, order } => self.set_substitutes(post, order.as_deref()),
            Act::SetCalendar {
                calendar,
                periods,
                through,
            } => self.set_calendar(calendar, periods, *through),
            Act::SetRight { account, right } => self.set_right(account, right.as_ref()),
            Act::Publish { plan, body } => self.publish(plan, body),
            Act::TakeSignals(signals) => self.take_signals(signals),
            Act::Report {
                event,
                happened,
                text,
                place,
                facts,
            } => self
                .report(event, *happened, text.clone(), place.clone(), facts)
                .map(|_| ()),
            Act::StateFacts { incident, facts } => self.state_facts(incident, facts),
            Act::Note {
                incident,
                happened,
                text,
            } => self.note(incident, *happened, text),
            Act::Answer {
                duty,
                answer,
                text,
                photos,
                paper,
                on_behalf_of,
            } => {
                let handed_in = HandedIn {
                    text,
                    photos,
                    paper,
                    oral: None,
                };
                self.answer(duty, *answer, &handed_in, on_behalf_of.as_ref())
            }
            Act::AnswerOrally {
                duty,
                oral,
                on_behalf_of,
            } => self.answer_orally(duty, oral, on_behalf_of.as_ref()),
            Act::AddDuty {
                incident,
                post,
                person,
                text,
                limit,
                life_safety,
                evidence,
            } => {
                let new = Added {
                    post: post.as_ref(),
                    person: person.as_ref(),
                    text,
                    limit: *limit,
                    life_safety: *life_safety,
                    evidence,
                };
                self.add_duty(incident, &new)
            }
            Act::Reassign {
                duty,
                post,
                person,
                reason,
            } => self.reassign(duty, post.as_ref(), person.as_ref(), reason),
            Act::Waive {
                duty,
                clause,
                reason,
                on_behalf_of,
            } => self.waive(duty, clause.as_ref(), reason, on_behalf_of.as_ref()),
            Act::Comment { duty, text } => self.comment(duty, text),
            Act::SetGrade {
                incident,
                rank,
                reason,
                on_behalf_of,
            } => self.set_grade(incident, *rank, reason, on_behalf_of.as_ref()),
            Act::MoveToVersion {
                incident,
                version,
                reason,
            } => self.move_to_version(incident, *version, reason),
            Act::Call { notice, outcome } => self.call(notice, *outcome),
            Act::Receipt {
                notice,
                channel,
                outcome,
            } => {
                self.receipt(notice, channel, outcome);
                Ok(())
            }
            Act::ProposeEnd { incident } => self.propose_end(incident),
            Act::ClockLeapt {
                stood,
                wall,
                starting,
            } => {
                self.clock_leapt(*stood, *wall, *starting);
                Ok(())
            }
            Act::SettleClock { right } => self.settle_clock(*right),
            Act::SetHold {
                scope,
                reason,
                until,
            } => self.set_hold(scope, reason, *until),
            Act::ReleaseHold { hold } => self.release_hold(hold),
            Act::Erase { person, ground } => self.erase(person, *ground),
            Act::Tick => {
                self.tick();
                Ok(())
            }
        }
    }

    /// Notes that something happened, and goes on from there.
    fn happen(&mut self, what: Happened) {
        let event = Event {
            at: self.now,
            by: self.command.by.clone(),
            command: self.command.id.clone(),
            made: self.command.made,
            wall: None,
            what,
        };
        evolve(&mut self.state, &event);
        self.events.push(event);
    }

    /// An id derived from the command's: the same command makes the same ids everywhere.
    fn derive<Id>(&mut self, new: impl FnOnce(String) -> Result<Id, BadId>) -> Id {
        self.made += 1;
        let text = format!("{}.{}", self.command.id, self.made);
        new(text).unwrap_or_else(|bad| {
            unreachable!("commands have at most 100 characters, so {bad} fits")
        })
    }

    /// The running incident, or why not.
    fn running(&self, id: &IncidentId) -> Result<std::sync::Arc<crate::state::Incident>, Refusal> {
        let incident = self
            .state
            .incidents
            .get(id)
            .ok_or_else(|| Refusal::UnknownIncident(id.clone()))?;
        match incident.ended {
            Some(ended) => Err(Refusal::IncidentEnded {
                incident: id.clone(),
                ended,
            }),
            None => Ok(incident.clone()),
        }
    }
}
