//! Time passing: rungs are climbed, deadlines lapse.

use std::collections::BTreeSet;
use std::sync::Arc;

use duty::{Duty, DutyId, IncidentId, NoticeId, PersonId, Tell, Unless};
use jiff::{SignedDuration, Timestamp};
use plan::Plan;

use super::Decision;
use crate::clock::ClockAnswer;
use crate::event::Happened;
use crate::stand::{holder_of, next_in_order, stand_for};
use crate::state::{About, Due, Notice, Stand, Why};

/// One Tick fires at most so many dues; the next follows at once.
const DUES_PER_TICK: usize = 1_000;

/// A rung climbed later than this after its time is marked late.
const LATE: SignedDuration = SignedDuration::from_secs(30);

impl Decision<'_> {
    pub(super) fn tick(&mut self) {
        let due: Vec<Due> = self
            .state
            .dues
            .iter()
            .take_while(|(at, _)| *at <= self.now)
            .take(DUES_PER_TICK)
            .map(|(_, due)| due.clone())
            .collect();
        for due in due {
            match due {
                Due::Duty(duty) => self.climb_due(&duty),
                Due::WorkingHoursLow => self.happen(Happened::WorkingHoursLow),
                Due::Watch => {
                    self.renew_leaders();
                    self.look_again();
                }
                Due::Clock => self.clock_settled(ClockAnswer::Unanswered),
            }
        }
    }

    /// Climbs every rung of an incident whose time has come: those of duties just opened.
    pub(super) fn climb_due_rungs(&mut self, incident: &IncidentId) {
        let duties = match self.state.incidents.get(incident) {
            Some(incident) => incident.duties.clone(),
            None => return,
        };
        for duty in duties {
            self.climb_due(&duty);
        }
    }

    /// Brings one duty up to now, in the order of times; not while its timers wait because the
    /// clock leapt.
    pub(super) fn climb_due(&mut self, id: &DutyId) {
        if self.state.is_held(id) {
            return;
        }
        while let Some(duty) = self.state.duties.get(id).cloned() {
            let Some(at) = duty.next_due().filter(|at| *at <= self.now) else {
                return;
            };
            match (duty.lapsed, duty.due) {
                (None, Some(due)) if due <= at => self.happen(Happened::Lapsed {
                    duty: id.clone(),
                    due,
                }),
                _ => match duty.next_rung() {
                    Some((rung, planned)) => self.climb(&duty, rung, planned),
                    None => return,
                },
            }
        }
    }

    fn climb(&mut self, duty: &Arc<Duty>, rung: usize, planned: Timestamp) {
        let tell = &duty.ladder.rungs()[rung].tell;
        if *tell == Tell::RedLine {
            return self.happen(Happened::RedLine {
                duty: duty.id.clone(),
                rung,
                planned,
            });
        }
        let (stand, people, call_list) = self.whom(duty, tell);
        let notices: Vec<Notice> = people
            .into_iter()
            .map(|to| Notice {
                id: self.derive(NoticeId::new),
                number: 0,
                to,
                incident: duty.incident.clone(),
                about: About::Duty {
                    duty: duty.id.clone(),
                    rung,
                },
                since: self.now,
                urgent: duty.task.life_safety,
                repeat: false,
                call_list,
                calls: 0,
            })
            .collect();
        let retimed = if notices.is_empty() {
            self.hurry(duty, Some(rung), planned)
        } else {
            Vec::new()
        };
        self.happen(Happened::Climbed {
            duty: duty.id.clone(),
            rung,
            planned,
            late: self.now.duration_since(planned) > LATE,
            notices,
            stand,
            retimed,
        });
    }

    /// New times when somebody cannot. A rung that the clock's leap holds back stays where it is
    /// and is climbed as it stands.
    pub(super) fn hand_on(&self, duty: &Duty) -> Vec<(usize, Timestamp)> {
        let overdue = next_unanswered(duty).is_some_and(|(_, at)| at <= self.now);
        if self.state.is_held(&duty.id) && overdue {
            Vec::new()
        } else {
            self.hurry(duty, None, self.now)
        }
    }

    /// An answer reaches the next on the ladder even while its timers wait.
    pub(super) fn pass_on(&mut self, id: &DutyId) {
        while let Some(duty) = self.state.duties.get(id).cloned() {
            let Some((rung, at)) = next_unanswered(&duty).filter(|(_, at)| *at <= self.now) else {
                return;
            };
            self.climb(&duty, rung, at);
            let nobody = self.events.last().is_some_and(|event| {
                matches!(&event.what, Happened::Climbed { notices, .. } if notices.is_empty())
            });
            if !nobody {
                return;
            }
        }
    }

    /// New times for the rungs that wait for an answer, so that the next stands at `from` and the
    /// others keep their distance: somebody cannot, or nobody could be told. A rung that told
    /// nobody counts from its own time, so that a late clock makes nobody wait longer.
    pub(super) fn hurry(
        &self,
        duty: &Duty,
        but: Option<usize>,
        from: Timestamp,
    ) -> Vec<(usize, Timestamp)> {
        // As if unanswered: whoever answered before has just handed it back.
        let waiting: Vec<(usize, Timestamp)> = duty
            .ladder
            .waiting(false, false)
            .filter(|(index, rung)| rung.unless == Unless::Answered && Some(*index) != but)
            .map(|(index, rung)| (index, rung.at))
            .collect();
        let Some(next) = waiting.iter().map(|(_, at)| *at).min() else {
            return Vec::new();
        };
        let shift = from.duration_since(next);
        waiting
            .into_iter()
            .filter_map(|(index, at)| Some((index, at.checked_add(shift).ok()?)))
            .collect()
    }

    fn whom(&self, duty: &Duty, tell: &Tell) -> (Option<Stand>, Vec<PersonId>, bool) {
        let Some(incident) = self.state.incidents.get(&duty.incident) else {
            return (None, Vec::new(), false);
        };
        let Some(ready) = self.state.plan_of(incident) else {
            return (None, Vec::new(), false);
        };
        let plan = ready.plan();
        let stand = match tell {
            Tell::Holder => {
                let person = duty.person.as_ref();
                holder_of(&self.state, plan, &duty.post, person, self.now)
            }
            Tell::Substitute => next_in_order(&self.state, plan, &duty.post, self.now, &duty.told),
            Tell::Commander => {
                let post = incident.leader.as_ref().map_or(&duty.post, |it| &it.post);
                stand_for(&self.state, plan, post, self.now)
            }
            Tell::Post(post) => stand_for(&self.state, plan, post, self.now),
            Tell::Group(group) => self.group(plan, group, &duty.post),
            Tell::CallList => {
                let told = duty.told.iter().filter(|it| self.known(it).is_ok());
                return (None, unique(told.cloned()), true);
            }
            Tell::RedLine => return (None, Vec::new(), false),
        };
        let people = stand.people.clone();
        (Some(stand), people, false)
    }

    fn group(&self, plan: &Plan, group: &duty::GroupId, fallback: &duty::PostId) -> Stand {
        let members = plan.group(group);
        let posts = members
            .into_iter()
            .flat_map(|group| group.leader.iter().chain(&group.posts));
        let people =
            unique(posts.flat_map(|post| stand_for(&self.state, plan, post, self.now).people));
        let acting = members
            .and_then(|group| group.leader.clone())
            .unwrap_or_else(|| fallback.clone());
        Stand {
            post: acting.clone(),
            acting,
            why: if people.is_empty() {
                Why::Nobody
            } else {
                Why::Group
            },
            people,
        }
    }
}

/// The next rung that waits for an answer, as if nobody had given one.
fn next_unanswered(duty: &Duty) -> Option<(usize, Timestamp)> {
    let waiting = duty.ladder.waiting(false, false);
    let waiting = waiting.filter(|(_, rung)| rung.unless == Unless::Answered);
    let next = waiting.min_by_key(|(index, rung)| (rung.at, *index));
    next.map(|(index, rung)| (index, rung.at))
}

fn unique(people: impl Iterator<Item = PersonId>) -> Vec<PersonId> {
    let mut seen = BTreeSet::new();
    people
        .filter(|person| seen.insert(person.clone()))
        .collect()
}
