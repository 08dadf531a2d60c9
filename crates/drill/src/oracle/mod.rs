//! Judges a story by the promises to people (DESIGN section 7).
//!
//! It reads what was asked, what was recorded, what is owed and what was sent; it keeps its own
//! account of who holds what and whose time has come, and never looks into the engine's state.

mod changes;
mod clock;
mod content;
mod course;
mod entry;
mod ladder;
mod ledger;
mod opening;
mod roster;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duty::{DutyId, IncidentId};
use engine::{Act, Answer, By, Command, CommandId, Event, Happened, Refusal};
use jiff::Timestamp;
use plan::{Kind, PlanId, Ready};

pub use entry::{Broken, Entry, Promise};

use changes::Handed;
use clock::Time;
use content::Content;
use course::Incident;
use ladder::{Climb, Said, Watched};
use ledger::Ledger;
use roster::Roster;

/// The oracle's account of one organisation.
#[derive(Debug, Default)]
pub struct Oracle {
    kind: Option<Kind>,
    roster: Roster,
    plans: BTreeMap<(PlanId, u32), Arc<Ready>>,
    incidents: BTreeMap<IncidentId, Incident>,
    duties: BTreeMap<DutyId, Watched>,
    /// Duties that are not done: those that a settled clock must look at.
    open: BTreeSet<DutyId>,
    ledger: Ledger,
    time: Time,
    /// What the command asks for whose events are being looked at.
    asked: Option<(CommandId, Act)>,
    content: Content,
}

/// What a check comes to.
type Check = Result<(), Broken>;

/// Judges a whole story.
///
/// # Errors
/// The first broken promise, and where.
pub fn judge(story: &[Entry]) -> Check {
    let mut oracle = Oracle::default();
    story.iter().try_for_each(|entry| oracle.take(entry))
}

impl Oracle {
    /// Takes in what came next.
    ///
    /// # Errors
    /// The promise that it breaks.
    pub fn take(&mut self, entry: &Entry) -> Check {
        match entry {
            Entry::Recorded { events, command } => {
                self.asked = Some((command.id.clone(), command.act.clone()));
                events.iter().try_for_each(|event| self.record(event))?;
                self.course_is_complete(events)
            }
            Entry::Refused {
                at,
                command,
                refusal,
            } => self.refused(*at, command, refusal),
            Entry::Settled {
                at,
                next_due,
                outbox,
                call_list,
            } => {
                if let Some(due) = next_due.filter(|due| due <= at) {
                    return broken(
                        Promise::TimersFireOnce,
                        format!("after all ticks at {at} something is still due at {due}"),
                    );
                }
                self.time.settled(*at)?;
                self.leaders_are_todays(*at)?;
                let timed = self.open.iter().filter(|id| !self.time.holds(id));
                for duty in timed.filter_map(|id| self.duties.get(id)) {
                    duty.nothing_is_overdue(*at)?;
                }
                self.ledger.agrees(outbox, call_list)
            }
            Entry::Sent { at, notice } => self.ledger.sent(*at, notice),
            Entry::Received { notice, .. } => self.ledger.received(notice),
            Entry::Drained { outbox, .. } => self.ledger.drained(outbox),
        }
    }

    fn record(&mut self, event: &Event) -> Check {
        self.in_its_time(event)?;
        self.content(event)?;
        self.happened(event)?;
        self.passed_time(event.at);
        Ok(())
    }

    fn happened(&mut self, event: &Event) -> Check {
        match &event.what {
            Happened::Founded { kind, .. } => self.kind = Some(*kind),
            Happened::Started => self.ledger.started(),
            Happened::WorkingHoursSet { periods, .. } => self.roster.set_hours(periods),
            Happened::HoldersSet { post, people } => self.roster.set_holders(post, people),
            Happened::AbsenceSet {
                person, from, to, ..
            } => self.roster.set_absence(person, *from, *to),
            Happened::PersonSet { person, .. } => self.roster.enter(person),
            Happened::PersonLeft { person } => {
                self.roster.leave(person);
                self.ledger.left(person);
            }
            Happened::RosterSet { post, shifts, .. } => self.roster.set_shifts(post, shifts),
            Happened::SubstitutesSet { post, order } => {
                self.roster.set_order(post, order.as_deref());
            }
            Happened::Published {
                plan,
                version,
                body,
            } => {
                let ready = Arc::new(Ready::new((**body).clone()));
                self.plans.insert((plan.clone(), *version), ready);
            }
            Happened::Reported {
                incident,
                event: kind,
                plan,
                version,
                ..
            } => self.reported(event, incident, kind, plan, *version)?,
            Happened::FactsStated { incident, facts } => self.facts_stated(incident, facts)?,
            Happened::Graded { incident, grading } => self.graded(incident, grading)?,
            Happened::LeaderNamed { incident, leader } => self.leader_named(incident, leader)?,
            Happened::HeadTold { incident, when } => self.head_told(incident, *when)?,
            Happened::Opened { duty } => self.opened(event, duty)?,
            Happened::Passed { incident, step } => self.passed(incident, step)?,
            Happened::Climbed {
                duty,
                rung,
                planned,
                late,
                notices,
                retimed,
                ..
            } => {
                let climb = Climb {
                    duty,
                    rung: *rung,
                    planned: *planned,
                    late: *late,
                    notices,
                    retimed,
                };
                self.climbed(event.at, &climb)?;
            }
            Happened::RedLine {
                duty,
                rung,
                planned,
            } => self.red_line(event.at, duty, *rung, *planned)?,
            Happened::Lapsed { duty, due } => self.lapsed(event.at, duty, *due)?,
            Happened::Answered {
                duty,
                answer,
                person,
                text,
                photos,
                oral,
                late,
                retimed,
                ..
            } => {
                let said = Said {
                    answer: *answer,
                    person: person.as_ref(),
                    text: text.is_some(),
                    photo: !photos.is_empty(),
                    late: *late,
                    oral: oral.as_ref().map(|oral| oral.at),
                    retimed,
                };
                self.answered(event, duty, &said)?;
            }
            Happened::Reassigned {
                duty,
                post,
                person,
                notices,
                retimed,
                red_line,
                ..
            } => {
                let to = Handed {
                    duty,
                    post,
                    person: person.as_ref(),
                    notices,
                    retimed,
                    red_line: *red_line,
                };
                self.reassigned(event, &to)?;
            }
            Happened::Waived {
                duty,
                person,
                clause,
                notices,
                ..
            } => {
                let why = (person.as_ref(), clause.is_some());
                self.waived(event, duty, why, notices)?;
            }
            Happened::GradeSet {
                incident,
                rank,
                computed,
                person,
                ..
            } => self.grade_set(event, incident, *rank, *computed, person.as_ref())?,
            Happened::Moved {
                incident,
                from,
                version,
                kept,
                ..
            } => self.moved(event, incident, (*from, *version), kept)?,
            Happened::Receipt {
                notice, outcome, ..
            } => self.receipt(event, notice, outcome)?,
            Happened::Called { notice, outcome } => self.called(event, notice, *outcome)?,
            Happened::EndProposed { incident } => self.end_proposed(incident)?,
            Happened::Ended { incident, notices } => self.ended(event, incident, notices)?,
            Happened::Archived { incident } => self.archived(incident)?,
            Happened::ClockLeapt { stood, wall, .. } => self.clock_leapt(event, *stood, *wall)?,
            Happened::ClockSettled {
                answer,
                duties,
                incidents,
            } => self.clock_settled(event, *answer, duties, incidents)?,
            Happened::RightSet { account, right } => {
                self.content.right_set(account, right.as_ref());
            }
            Happened::HoldSet {
                hold, scope, until, ..
            } => self.content.hold_set(hold, scope, *until),
            Happened::HoldReleased { hold } => self.content.released(hold)?,
            Happened::Erased {
                person, destroyed, ..
            } => self.erased(person, destroyed, event.at)?,
            Happened::WorkingHoursLow
            | Happened::WatchSet { .. }
            | Happened::AlreadySo { .. }
            | Happened::CalendarSet { .. }
            | Happened::AddressesSet { .. }
            | Happened::TemplateSet { .. }
            | Happened::SignalTaken { .. }
            | Happened::SignalResolved { .. }
            | Happened::Commented { .. }
            | Happened::Noted { .. } => {}
        }
        Ok(())
    }

    /// Promise 12: for a hold only where one is. Promise 11: a life-safety step is refused to nobody for want of evidence, of having been
    /// told, of a right or of a sign-in.
    fn refused(&self, at: Timestamp, command: &Command, refusal: &Refusal) -> Check {
        if let (Act::Erase { person, .. }, Refusal::UnderHold { .. }) = (&command.act, refusal) {
            return self.refused_for_hold(person, at);
        }
        let Act::Answer { duty, answer, .. } = &command.act else {
            return Ok(());
        };
        let by_people = match &command.by {
            By::Link(_) | By::Claimed(_) | By::Account(_) | By::Token(_) => true,
            // Without a sign-in, what was done can be said; to take it on or hand it back is for
            // somebody who can be named.
            By::Anyone => *answer == Answer::Done,
            By::Sender(_) | By::Courier | By::Clock | By::Node => false,
        };
        let for_form = matches!(
            refusal,
            Refusal::NotTold(_) | Refusal::EvidenceMissing(_) | Refusal::NotAllowed(_)
        );
        let life_safety = self
            .duties
            .get(duty)
            .is_some_and(|duty| duty.life_safety && duty.discharged.is_none());
        if life_safety && by_people && for_form {
            return broken(
                Promise::LifeFirst,
                format!("the life-safety duty {duty} was refused: {refusal:?}"),
            );
        }
        Ok(())
    }
}

/// A promise is broken.
fn broken(promise: Promise, says: impl Into<String>) -> Check {
    Err(Broken {
        promise,
        says: says.into(),
    })
}
