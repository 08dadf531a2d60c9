//! The promises about one duty: who is told when, what lapses, what ends it.

use std::collections::BTreeSet;

use duty::{Duty, DutyId, Evidence, IncidentId, Made, PersonId, PostId, Tell, Unless};
use engine::{About, Answer, Event, Kept, Notice};
use jiff::{SignedDuration, Timestamp};

use super::{Broken, Check, Oracle, Promise, broken};

/// Later than this after its time, a rung must be marked late.
const LATE: SignedDuration = SignedDuration::from_secs(30);

/// The oracle's account of one duty.
#[derive(Debug)]
pub(super) struct Watched {
    id: DutyId,
    pub incident: IncidentId,
    pub life_safety: bool,
    pub before_end: bool,
    pub made: Made,
    pub opened: Timestamp,
    pub post: PostId,
    pub person: Option<PersonId>,
    evidence: Vec<Evidence>,
    pub due: Option<Timestamp>,
    rungs: Vec<Watch>,
    pub told: BTreeSet<PersonId>,
    pub answered: bool,
    pub lapsed: bool,
    pub discharged: Option<Timestamp>,
    /// It was discharged by a person's word that it need not be done.
    pub waived: bool,
}

#[derive(Debug)]
struct Watch {
    at: Timestamp,
    tell: Tell,
    unless: Unless,
    climbed: bool,
}

/// A climbed rung, as recorded.
pub(super) struct Climb<'a> {
    pub duty: &'a DutyId,
    pub rung: usize,
    pub planned: Timestamp,
    pub late: bool,
    pub notices: &'a [Notice],
    pub retimed: &'a [(usize, Timestamp)],
}

/// An answer, as recorded.
pub(super) struct Said<'a> {
    pub answer: Answer,
    pub person: Option<&'a PersonId>,
    pub text: bool,
    pub photo: bool,
    pub late: bool,
    /// When it was said, where that was by word of mouth.
    pub oral: Option<Timestamp>,
    pub retimed: &'a [(usize, Timestamp)],
}

impl Said<'_> {
    fn handed_in(&self, evidence: Evidence) -> bool {
        match evidence {
            Evidence::Text => self.text,
            Evidence::Photo => self.photo,
        }
    }
}

impl Watched {
    /// Starts to watch a duty that was opened.
    pub fn new(duty: &Duty) -> Self {
        let rungs = duty.ladder.rungs().iter().map(|rung| Watch {
            at: rung.at,
            tell: rung.tell.clone(),
            unless: rung.unless,
            climbed: false,
        });
        Self {
            id: duty.id.clone(),
            incident: duty.incident.clone(),
            life_safety: duty.task.life_safety,
            before_end: duty.task.before_end,
            made: duty.task.made.clone(),
            opened: duty.opened,
            post: duty.post.clone(),
            person: duty.person.clone(),
            evidence: duty.task.evidence.clone(),
            due: duty.due,
            rungs: rungs.collect(),
            told: BTreeSet::new(),
            answered: false,
            lapsed: false,
            discharged: None,
            waived: false,
        }
    }

    pub fn id(&self) -> &DutyId {
        &self.id
    }

    /// A corrected version words and times it: what counts from the deadline moves with it.
    pub fn reword(&mut self, kept: &Kept) -> Check {
        let earlier = match (self.due, kept.due) {
            (Some(old), Some(new)) => new.duration_since(old),
            (None | Some(_), None) | (None, Some(_)) => SignedDuration::ZERO,
        };
        let moves = |rung: &Watch| !rung.climbed && rung.unless == Unless::Done;
        let mut expected = Vec::new();
        for (index, rung) in self.rungs.iter().enumerate() {
            if !earlier.is_zero() && moves(rung) {
                expected.push((index, rung.at + earlier));
            }
        }
        if expected != kept.retimed {
            let says = format!(
                "{}: {:?} were moved, not {expected:?}",
                self.id, kept.retimed
            );
            return broken(Promise::ToldOncePerRung, says);
        }
        for (index, at) in &kept.retimed {
            self.rungs[*index].at = *at;
        }
        self.due = kept.due;
        self.life_safety = kept.task.life_safety;
        self.evidence.clone_from(&kept.task.evidence);
        Ok(())
    }

    /// Adds a rung at the end, and says where.
    pub fn add(&mut self, at: Timestamp, tell: Tell, unless: Unless, climbed: bool) -> usize {
        self.rungs.push(Watch {
            at,
            tell,
            unless,
            climbed,
        });
        self.rungs.len() - 1
    }

    /// Whether somebody would notice if nobody answered.
    pub fn ends_in_a_red_line(&self) -> bool {
        let mut rungs = self.rungs.iter();
        rungs.any(|it| !it.climbed && it.tell == Tell::RedLine && it.unless == Unless::Answered)
    }

    /// A clock set back moves it; by how much, for every time of it.
    pub fn move_to(&mut self, duty: &Duty) -> BTreeSet<SignedDuration> {
        let mut by: BTreeSet<SignedDuration> = BTreeSet::new();
        if let (Some(old), Some(new)) = (self.due, duty.due) {
            by.insert(old.duration_since(new));
        }
        for (old, new) in self.rungs.iter_mut().zip(duty.ladder.rungs()) {
            by.insert(old.at.duration_since(new.at));
            old.at = new.at;
        }
        self.due = duty.due;
        by
    }

    /// Promises 1, 3, 7 and 10: everything whose time has come has happened.
    pub fn nothing_is_overdue(&self, at: Timestamp) -> Check {
        if self.discharged.is_some() {
            return Ok(());
        }
        let id = &self.id;
        if let Some(due) = self.due.filter(|due| *due <= at && !self.lapsed) {
            let promise = if self.answered {
                Promise::AcknowledgedIsNotDone
            } else {
                Promise::TimersFireOnce
            };
            return broken(promise, format!("{id} was due at {due} and has not lapsed"));
        }
        for (index, rung) in self.rungs.iter().enumerate() {
            let stands = match rung.unless {
                Unless::Done => true,
                Unless::Answered => !self.answered,
            };
            if rung.climbed || rung.at > at || !stands {
                continue;
            }
            let promise = if self.answered {
                Promise::AcknowledgedIsNotDone
            } else if rung.tell == Tell::RedLine {
                Promise::AbsenceIsRecorded
            } else {
                Promise::ToldOncePerRung
            };
            let says = format!(
                "rung {index} ({:?}) of {id} was due at {} and at {at} is not climbed",
                rung.tell, rung.at
            );
            return broken(promise, says);
        }
        Ok(())
    }

    /// A rung that waits for an answer is past its time.
    pub fn waits_overdue(&self, at: Timestamp) -> bool {
        let mut waiting = self.rungs.iter();
        waiting.any(|rung| !rung.climbed && rung.unless == Unless::Answered && rung.at <= at)
    }

    /// A rung is climbed: once, at its time or after, never when it is needed no more.
    fn climb(&mut self, index: usize, planned: Timestamp, at: Timestamp) -> Check {
        let (id, discharged, answered) = (&self.id, self.discharged, self.answered);
        let Some(rung) = self.rungs.get_mut(index) else {
            return broken(
                Promise::ToldOncePerRung,
                format!("{id} has no rung {index}"),
            );
        };
        let says = if discharged.is_some() {
            format!("rung {index} of {id} was climbed after the duty was done")
        } else if rung.climbed {
            format!("rung {index} of {id} was climbed twice")
        } else if answered && rung.unless == Unless::Answered {
            format!("rung {index} of {id} was climbed though somebody had answered")
        } else if rung.at != planned || planned > at {
            format!(
                "rung {index} of {id} stood at {}, was planned for {planned}, climbed at {at}",
                rung.at
            )
        } else {
            rung.climbed = true;
            return Ok(());
        };
        broken(Promise::ToldOncePerRung, says)
    }

    /// The rungs that wait for an answer move together, so that the first of them stands at
    /// `from`; and while nobody has answered none of them ever moves back.
    pub fn retime(
        &mut self,
        promise: Promise,
        but: Option<usize>,
        from: Timestamp,
        retimed: &[(usize, Timestamp)],
    ) -> Check {
        let id = &self.id;
        let waiting: Vec<usize> = (0..self.rungs.len())
            .filter(|index| Some(*index) != but)
            .filter(|index| {
                let rung = &self.rungs[*index];
                !rung.climbed && rung.unless == Unless::Answered
            })
            .collect();
        if !waiting.iter().eq(retimed.iter().map(|(index, _)| index)) {
            let says = format!("{id}: rungs {waiting:?} wait, but {retimed:?} were moved");
            return broken(promise, says);
        }
        let Some(first) = retimed.iter().map(|(_, at)| *at).min() else {
            return Ok(());
        };
        if first != from {
            let says = format!("{id}: the next rung was moved to {first}, not to {from}");
            return broken(promise, says);
        }
        let moves: BTreeSet<SignedDuration> = retimed
            .iter()
            .map(|(index, at)| at.duration_since(self.rungs[*index].at))
            .collect();
        let back = moves.iter().any(SignedDuration::is_positive);
        if moves.len() > 1 || back && !self.answered {
            return broken(promise, format!("{id}: rungs were moved by {moves:?}"));
        }
        for (index, at) in retimed {
            self.rungs[*index].at = *at;
        }
        Ok(())
    }
}

impl Oracle {
    /// A rung was climbed.
    pub(super) fn climbed(&mut self, at: Timestamp, climb: &Climb<'_>) -> Check {
        let (duty, rung, planned) = (climb.duty, climb.rung, climb.planned);
        let expected = self.whom(duty, rung, at)?;
        let watched = self.watched(duty)?;
        watched.climb(rung, planned, at)?;
        if watched.rungs[rung].tell == Tell::RedLine {
            let says = format!("rung {rung} of {duty} should have drawn a red line");
            return broken(Promise::AbsenceIsRecorded, says);
        }
        if climb.notices.is_empty() {
            let promise = Promise::AbsenceIsRecorded;
            watched.retime(promise, Some(rung), planned, climb.retimed)?;
        } else if !climb.retimed.is_empty() {
            let says = format!("{duty}: rungs were moved though somebody was told");
            return broken(Promise::ToldOncePerRung, says);
        }
        if climb.late != (at.duration_since(planned) > LATE) {
            let says = format!(
                "{duty}: rung {rung} of {planned}, marked late: {}",
                climb.late
            );
            return broken(Promise::TimersFireOnce, says);
        }
        self.told(duty, rung, climb.notices, &expected)
    }

    /// The ladder ended in a red line.
    pub(super) fn red_line(
        &mut self,
        at: Timestamp,
        duty: &DutyId,
        rung: usize,
        planned: Timestamp,
    ) -> Check {
        let watched = self.watched(duty)?;
        if watched.rungs.get(rung).map(|rung| &rung.tell) != Some(&Tell::RedLine) {
            let says = format!("rung {rung} of {duty} is no red line");
            return broken(Promise::AbsenceIsRecorded, says);
        }
        watched.climb(rung, planned, at)
    }

    /// A deadline passed undone.
    pub(super) fn lapsed(&mut self, at: Timestamp, duty: &DutyId, due: Timestamp) -> Check {
        let watched = self.watched(duty)?;
        let in_time = watched.due == Some(due) && due <= at;
        if watched.lapsed || watched.discharged.is_some() || !in_time {
            let says = format!("{duty} lapsed at {at} for {due}");
            return broken(Promise::TimersFireOnce, says);
        }
        watched.lapsed = true;
        Ok(())
    }

    /// Somebody answered, handing in this much.
    pub(super) fn answered(&mut self, event: &Event, id: &DutyId, reply: &Said<'_>) -> Check {
        let (answer, late) = (reply.answer, reply.late);
        let held = self.time.holds(id);
        if answer == Answer::Cannot {
            self.time.hand_back(event, id);
        }
        let watched = self.watched(id)?;
        if watched.discharged.is_some() {
            return broken(
                Promise::PlanIsKept,
                format!("{id} was answered after it was done"),
            );
        }
        // Whoever should have been told before this answer was told before it.
        if !held {
            watched.nothing_is_overdue(event.at)?;
        }
        let when = reply.oral.unwrap_or(event.at);
        if when > event.at || late != watched.due.is_some_and(|due| due < when) {
            return broken(
                Promise::TimersFireOnce,
                format!("{id}: answered at {}, marked late: {late}", event.at),
            );
        }
        match answer {
            Answer::GotIt => watched.answered = true,
            Answer::Cannot => {
                let promise = Promise::ToldOncePerRung;
                // A rung that the clock holds back is climbed as it stands.
                if !(held && watched.waits_overdue(event.at)) {
                    watched.retime(promise, None, event.at, reply.retimed)?;
                }
                watched.answered = false;
            }
            Answer::Done => {
                let lacks = watched.evidence.iter().any(|it| !reply.handed_in(*it));
                if lacks && !watched.life_safety {
                    let says = format!("{id} was done without the evidence it asks for");
                    return broken(Promise::PlanIsKept, says);
                }
                watched.discharged = Some(event.at);
                self.open.remove(id);
                self.ledger.done(id);
            }
        }
        if let Some(person) = reply.person {
            let incident = self.watched(id)?.incident.clone();
            self.person_knows(event, &incident, person);
        }
        Ok(())
    }

    /// Promise 1: exactly those on the rung, each once, about this duty.
    pub(super) fn told(
        &mut self,
        id: &DutyId,
        rung: usize,
        notices: &[Notice],
        expected: &BTreeSet<PersonId>,
    ) -> Check {
        let told: BTreeSet<PersonId> = notices.iter().map(|it| it.to.clone()).collect();
        if told.len() != notices.len() || told != *expected {
            let promise = if expected.is_empty() || !told.is_empty() {
                Promise::ToldOncePerRung
            } else {
                Promise::AbsenceIsRecorded
            };
            let says = format!(
                "rung {rung} of {id} is for {expected:?}, but tells {:?}",
                notices.iter().map(|it| &it.to).collect::<Vec<_>>()
            );
            return broken(promise, says);
        }
        let watched = self.watched(id)?;
        let (incident, life_safety) = (watched.incident.clone(), watched.life_safety);
        let calls = watched.rungs[rung].tell == Tell::CallList;
        watched.told.extend(told.iter().cloned());
        let about = About::Duty {
            duty: id.clone(),
            rung,
        };
        for notice in notices {
            if notice.about != about || notice.incident != incident || notice.call_list != calls {
                let says = format!("{} is not about rung {rung} of {id}", notice.id);
                return broken(Promise::ToldOncePerRung, says);
            }
            if notice.urgent != life_safety {
                let says = format!("{}: urgent is {}", notice.id, notice.urgent);
                return broken(Promise::LifeFirst, says);
            }
            self.ledger.owe(notice)?;
        }
        if let Some(incident) = self.incidents.get_mut(&incident) {
            incident.told.extend(told);
        }
        Ok(())
    }

    /// Whom a rung is for, by the plan and by who stands where now.
    fn whom(
        &mut self,
        id: &DutyId,
        rung: usize,
        at: Timestamp,
    ) -> Result<BTreeSet<PersonId>, Broken> {
        let watched = self.watched(id)?;
        let (incident, post) = (watched.incident.clone(), watched.post.clone());
        let person = watched.person.clone();
        let tell = watched.rungs.get(rung).map(|rung| rung.tell.clone());
        let told = watched.told.clone();
        let Some(incident) = self.incidents.get(&incident) else {
            return Ok(BTreeSet::new());
        };
        let plan = incident.ready.plan();
        let roster = &self.roster;
        Ok(match tell {
            Some(Tell::Holder) => match person.filter(|it| roster.is_there(it, at)) {
                Some(person) => [person].into(),
                None => roster.standing_for(plan, &post, at),
            },
            Some(Tell::Substitute) => roster.next_for(plan, &post, at, &told),
            Some(Tell::Commander) => {
                let leading = incident.leading_post().unwrap_or(&post);
                roster.standing_for(plan, leading, at)
            }
            Some(Tell::Post(post)) => roster.standing_for(plan, &post, at),
            Some(Tell::Group(group)) => roster.group(plan, &group, at),
            Some(Tell::CallList) => roster.still_here(&told),
            Some(Tell::RedLine) | None => BTreeSet::new(),
        })
    }

    pub(super) fn watched(&mut self, id: &DutyId) -> Result<&mut Watched, Broken> {
        match self.duties.get_mut(id) {
            Some(watched) => Ok(watched),
            None => Err(Broken {
                promise: Promise::ReplayIsTheSame,
                says: format!("the duty {id} was never opened"),
            }),
        }
    }
}
