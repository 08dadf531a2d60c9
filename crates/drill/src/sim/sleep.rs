//! Promise 3: one long sleep ends in the same state as many small ticks, but for time stamps.

use std::collections::BTreeMap;

use duty::{DutyId, PersonId, PostId, Tell, Unless};
use engine::{About, Absence, Act, By, Command, CommandId, State, decide, evolve, next_due};
use jiff::{SignedDuration, Timestamp};

use super::world::{Check, differs, timers};
use crate::Dice;
use crate::names::id;

/// What must be equal: rungs with the times they stood at, who was told, what is owed.
#[derive(Debug, PartialEq)]
struct Picture {
    duties: BTreeMap<DutyId, DutyPicture>,
    owed: Vec<Owed>,
}

/// To whom, about which rung of which duty, urgent or not, on the call list or not.
type Owed = (PersonId, Option<(DutyId, usize)>, bool, bool);

#[derive(Debug, PartialEq)]
struct DutyPicture {
    rungs: Vec<(Timestamp, Tell, Unless, bool)>,
    told: Vec<PersonId>,
    lapsed: bool,
    red_line: bool,
}

/// Plays the time up to `to` twice on copies of the state: woken once, and woken each time that
/// something is due. Hours and absences stand still, since who is there differs from hour to
/// hour and may.
pub(super) fn sleeps_like_it_wakes(
    state: &State,
    from: Timestamp,
    to: Timestamp,
    dice: &mut Dice,
) -> Check {
    let mut twin = Twin {
        state: state.clone(),
        commands: 0,
    };
    twin.stand_still(from, dice)?;
    let mut awake = twin.clone();
    let mut asleep = twin;
    while let Some(at) = next_due(&awake.state)
        .map(|(at, _)| at)
        .filter(|at| *at <= to)
    {
        awake.ask(By::Clock, Act::Tick, at.max(from))?;
    }
    asleep.settle(to)?;
    awake.settle(to)?;
    let (asleep, awake) = (picture(&asleep.state), picture(&awake.state));
    if asleep == awake {
        Ok(())
    } else {
        let says = differs(&asleep, &awake);
        Err(timers(format!("after a sleep from {from} to {to} {says}")))
    }
}

#[derive(Clone)]
struct Twin {
    state: State,
    commands: u64,
}

impl Twin {
    fn ask(&mut self, by: By, act: Act, now: Timestamp) -> Check {
        self.commands += 1;
        if self.commands > 5_000 {
            return Err(timers(format!("time never comes to rest at {now}")));
        }
        let command = Command {
            id: id(CommandId::new, format!("twin-{}", self.commands)),
            made: now,
            by,
            act,
        };
        let events = decide(&self.state, &command, now)
            .map_err(|refusal| timers(format!("{:?} was refused: {refusal:?}", command.act)))?;
        for event in &events {
            evolve(&mut self.state, event);
        }
        Ok(())
    }

    fn settle(&mut self, now: Timestamp) -> Check {
        while next_due(&self.state).is_some_and(|(at, _)| at <= now) {
            self.ask(By::Clock, Act::Tick, now)?;
        }
        Ok(())
    }

    fn stand_still(&mut self, now: Timestamp, dice: &mut Dice) -> Check {
        let year = SignedDuration::from_hours(24 * 365);
        let periods = if dice.chance(50) {
            vec![(now - year, now + year)]
        } else {
            Vec::new()
        };
        let through = now + year;
        self.ask(By::Node, Act::SetWorkingHours { periods, through }, now)?;
        let people: Vec<(PersonId, Vec<Absence>)> = self
            .state
            .people
            .iter()
            .filter(|(_, person)| person.left.is_none())
            .map(|(id, person)| (id.clone(), person.absences.clone()))
            .collect();
        for (person, absences) in people {
            let away = absences.iter().any(|it| it.from <= now && now < it.to);
            let ended = absences.iter().map(|it| (it.from, None));
            let all_year = away.then_some((now - year, Some(now + year)));
            for (from, to) in ended.chain(all_year) {
                let act = Act::SetAbsence {
                    person: person.clone(),
                    from,
                    to,
                    reason: None,
                };
                self.ask(By::Node, act, now)?;
            }
        }
        let posts: Vec<PostId> = self.state.rosters.keys().cloned().collect();
        for post in posts {
            let act = Act::SetRoster {
                post,
                weekly: Vec::new(),
                dated: Vec::new(),
                shifts: Vec::new(),
            };
            self.ask(By::Node, act, now)?;
        }
        Ok(())
    }
}

fn picture(state: &State) -> Picture {
    let duties = state.duties.iter().map(|(id, duty)| {
        let rungs = duty.ladder.rungs().iter();
        let picture = DutyPicture {
            rungs: rungs
                .map(|rung| {
                    (
                        rung.at,
                        rung.tell.clone(),
                        rung.unless,
                        rung.climbed.is_some(),
                    )
                })
                .collect(),
            told: duty.told.clone(),
            lapsed: duty.lapsed.is_some(),
            red_line: duty.red_line.is_some(),
        };
        (id.clone(), picture)
    });
    let mut owed: Vec<Owed> = state
        .notices
        .values()
        .map(|it| {
            let about = match &it.about {
                About::Duty { duty, rung } => Some((duty.clone(), *rung)),
                About::Waived { duty } => Some((duty.clone(), usize::MAX)),
                About::Release => None,
            };
            (it.to.clone(), about, it.urgent, it.call_list)
        })
        .collect();
    owed.sort();
    Picture {
        duties: duties.collect(),
        owed,
    }
}
