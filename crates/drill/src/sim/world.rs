//! The world that a story is told in: the engine, its log, the simulated time, the oracle.

use std::fmt::Debug;

use duty::IncidentId;
use engine::{
    Act, By, Command, CommandId, Event, Outcome, Refusal, State, call_list, decide, evolve,
    next_due, outbox,
};
use jiff::{SignedDuration, Timestamp};

use super::Passage;
use crate::names::id;
use crate::oracle::{Broken, Entry, Oracle, Promise};

/// More ticks than this at one instant mean that time never comes to rest.
const MOST_TICKS: usize = 500;

/// How long a command is remembered, as DESIGN section 3 says.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What breaks off a story.
pub(super) type Check = Result<(), Broken>;

/// The world.
pub(super) struct World<'a> {
    pub state: State,
    pub now: Timestamp,
    /// The latest time ever, which a clock set back does not take along.
    latest: Timestamp,
    /// The story so far.
    pub story: &'a mut Vec<Entry>,
    /// The log, as it came back from the store.
    log: Vec<Event>,
    oracle: Oracle,
    passage: Passage<'a>,
    commands: u64,
    /// Commands that were recorded, with their answers.
    pub answered: Vec<(Command, Outcome)>,
    /// Incidents ever reported, the archived too.
    pub incidents: Vec<IncidentId>,
}

impl<'a> World<'a> {
    pub fn new(now: Timestamp, story: &'a mut Vec<Entry>, passage: Passage<'a>) -> Self {
        Self {
            state: State::default(),
            now,
            latest: now,
            story,
            log: Vec::new(),
            oracle: Oracle::default(),
            passage,
            commands: 0,
            answered: Vec::new(),
            incidents: Vec::new(),
        }
    }

    /// How many commands were made, and how many events recorded.
    pub fn counts(&self) -> (u64, usize) {
        (self.commands, self.log.len())
    }

    /// A command made now.
    pub fn command(&mut self, by: By, act: Act) -> Command {
        self.commands += 1;
        Command {
            id: id(CommandId::new, format!("c{}", self.commands)),
            made: self.now,
            by,
            act,
        }
    }

    /// Makes and asks a command.
    pub fn ask_for(&mut self, by: By, act: Act) -> Result<Result<(), Refusal>, Broken> {
        let command = self.command(by, act);
        self.ask(&command)
    }

    /// Asks a command: what is decided is recorded, and the same again changes nothing.
    pub fn ask(&mut self, command: &Command) -> Result<Result<(), Refusal>, Broken> {
        let known = self.state.remembered(&command.id).cloned();
        match decide(&self.state, command, self.now) {
            Err(refusal) => {
                if known.is_some() {
                    let says = format!("{} was recorded, then refused: {refusal:?}", command.id);
                    return Err(same_answer(says));
                }
                self.tell(Entry::Refused {
                    at: self.now,
                    command: command.clone(),
                    refusal: refusal.clone(),
                })?;
                Ok(Err(refusal))
            }
            Ok(events) => {
                if known.is_some() && !events.is_empty() {
                    let says = format!("{} was carried out twice", command.id);
                    return Err(same_answer(says));
                }
                self.record(command, events)?;
                Ok(Ok(()))
            }
        }
    }

    fn record(&mut self, command: &Command, events: Vec<Event>) -> Check {
        if events.is_empty() {
            return Ok(());
        }
        self.latest = self.latest.max(self.now);
        for event in &events {
            let stored = (self.passage)(event).map_err(not_the_same)?;
            if stored != *event {
                return Err(not_the_same(format!("{event:?} came back as {stored:?}")));
            }
            if let engine::Happened::Reported { incident, .. } = &event.what {
                self.incidents.push(incident.clone());
            }
            evolve(&mut self.state, &stored);
            self.log.push(stored);
        }
        // Only a record sets time back.
        if let Some(last) = events.last() {
            self.now = self.now.min(last.at);
        }
        self.tell(Entry::Recorded {
            command: command.clone(),
            events,
        })?;
        let Some(outcome) = self.state.remembered(&command.id).cloned() else {
            return Err(same_answer(format!("{} was forgotten at once", command.id)));
        };
        match decide(&self.state, command, self.now) {
            Ok(again) if again.is_empty() => {}
            again => {
                let says = format!("{} again came to {again:?}", command.id);
                return Err(same_answer(says));
            }
        }
        if command.by != By::Clock {
            self.answered.push((command.clone(), outcome));
        }
        Ok(())
    }

    /// A command that was answered is sent again.
    pub fn ask_again(&mut self, place: usize) -> Check {
        let Some((command, outcome)) = self.answered.get(place).cloned() else {
            return Ok(());
        };
        if self.now >= self.latest && self.now.duration_since(command.made) > REMEMBERED {
            // Too old to be known; a person hears so, and nothing happens.
            return match decide(&self.state, &command, self.now) {
                Ok(events) if events.is_empty() => Ok(()),
                Err(Refusal::Stale { .. }) => Ok(()),
                other => Err(same_answer(format!(
                    "the stale {} came to {other:?}",
                    command.id
                ))),
            };
        }
        if self.latest.duration_since(command.made) > REMEMBERED {
            // Forgotten before the clock was set back: nothing is promised of it.
            return Ok(());
        }
        self.ask(&command)?.map_err(|refusal| {
            same_answer(format!("{} was answered, then {refusal:?}", command.id))
        })?;
        if self.state.remembered(&command.id) != Some(&outcome) {
            let says = format!("{} had the answer {outcome:?} before", command.id);
            return Err(same_answer(says));
        }
        Ok(())
    }

    /// Tells the clock the time until nothing more is due.
    pub fn settle(&mut self) -> Check {
        for _ in 0..MOST_TICKS {
            if next_due(&self.state).is_none_or(|(at, _)| at > self.now) {
                let settled = Entry::Settled {
                    at: self.now,
                    next_due: next_due(&self.state).map(|(at, _)| at),
                    outbox: outbox(&self.state).map(|it| it.id.clone()).collect(),
                    call_list: call_list(&self.state)
                        .into_iter()
                        .map(|it| it.id.clone())
                        .collect(),
                };
                return self.tell(settled);
            }
            if let Err(refusal) = self.ask_for(By::Clock, Act::Tick)? {
                return Err(timers(format!("the clock was refused: {refusal:?}")));
            }
        }
        Err(timers(format!("time never comes to rest at {}", self.now)))
    }

    /// The runner stops and starts again: the state is folded anew from the log.
    pub fn restart(&mut self) -> Check {
        self.replay()?;
        self.ask_for(By::Node, Act::Start)?
            .map_err(|refusal| timers(format!("a start was refused: {refusal:?}")))
    }

    /// The state is thrown away and folded again from the log.
    pub fn replay(&mut self) -> Check {
        let mut folded = State::default();
        for event in &self.log {
            evolve(&mut folded, event);
        }
        if folded != self.state {
            let says = differs(&folded, &self.state);
            return Err(not_the_same(format!("after a replay {says}")));
        }
        self.state = folded;
        Ok(())
    }

    /// Adds to the story, and asks the oracle.
    pub fn tell(&mut self, entry: Entry) -> Check {
        let verdict = self.oracle.take(&entry);
        self.story.push(entry);
        verdict
    }
}

fn same_answer(says: String) -> Broken {
    Broken {
        promise: Promise::SameCommandSameAnswer,
        says,
    }
}

fn not_the_same(says: String) -> Broken {
    Broken {
        promise: Promise::ReplayIsTheSame,
        says,
    }
}

pub(super) fn timers(says: String) -> Broken {
    Broken {
        promise: Promise::TimersFireOnce,
        says,
    }
}

/// Where two things first differ, as people who debug read it.
pub(super) fn differs(one: &impl Debug, two: &impl Debug) -> String {
    let (one, two) = (format!("{one:#?}"), format!("{two:#?}"));
    let place = one.lines().zip(two.lines()).position(|(a, b)| a != b);
    let place = place.unwrap_or(0);
    let around = |text: &str| -> String {
        let lines = text.lines().skip(place.saturating_sub(6)).take(12);
        lines.map(str::trim).collect::<Vec<_>>().join(" ")
    };
    format!("«{}» stands where «{}» was", around(&one), around(&two))
}
