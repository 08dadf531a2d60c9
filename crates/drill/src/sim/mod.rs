//! The simulator: from a seed to an organisation and what befalls it.
//!
//! One seed tells one story, the same on every machine. People answer, are silent, say that they
//! cannot; messages are lost and come twice; the process stops, sleeps and starts again. At every
//! step the [`oracle`](crate::oracle) is asked whether the promises to people were kept.

mod acts;
mod changes;
mod courier;
mod house;
mod names;
mod plan;
mod sleep;
mod story;
mod world;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use engine::{Act, By, Event, State, next_due};
use jiff::{SignedDuration, Timestamp};

use crate::Dice;
use crate::oracle::{Broken, Entry, Promise};
use acts::Mood;
use courier::Courier;
use names::Frame;
use world::{Check, World};

pub use story::tell;

/// How an event passes through a store: what comes back is what is folded after a restart, and
/// must be the same event.
pub type Passage<'a> = &'a dyn Fn(&Event) -> Result<Event, String>;

/// How long a story is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many things happen in it, besides time and receipts.
    pub acts: u32,
}

impl Default for Size {
    fn default() -> Self {
        Self { acts: 60 }
    }
}

/// What a story that kept every promise was like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Commands asked.
    pub commands: u64,
    /// Events recorded.
    pub events: u64,
    /// Incidents reported.
    pub incidents: u64,
    /// Incidents that came to their end.
    pub ended: u64,
}

/// A story in which a promise was broken.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// Its seed.
    pub seed: u64,
    /// Its size.
    pub size: Size,
    /// What was broken.
    pub broken: Broken,
    /// The story so far, one line each.
    pub story: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.story {
            writeln!(f, "{line}")?;
        }
        writeln!(f, "{}", self.broken)?;
        write!(f, "replay it: cargo xtask simulate --seed {}", self.seed)?;
        if self.size != Size::default() {
            write!(f, " --acts {}", self.size.acts)?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

/// Tells the story of a seed.
///
/// # Errors
/// The first broken promise, with the story so far.
pub fn run(seed: u64, size: Size) -> Result<Summary, Box<Failure>> {
    run_through(seed, size, &|event| Ok(event.clone()))
}

/// The same, each event passing through a store on its way.
///
/// # Errors
/// The first broken promise, with the story so far.
pub fn run_through(seed: u64, size: Size, passage: Passage<'_>) -> Result<Summary, Box<Failure>> {
    let mut entries = Vec::new();
    // A panic is a broken promise like any other; the story up to it is worth telling.
    let played = catch_unwind(AssertUnwindSafe(|| play(seed, size, passage, &mut entries)));
    let broken = match played {
        Ok(Ok(summary)) => return Ok(summary),
        Ok(Err(broken)) => broken,
        Err(_) => Broken {
            promise: Promise::NeverPanics,
            says: "deciding panicked; the message stands above".to_owned(),
        },
    };
    Err(Box::new(Failure {
        seed,
        size,
        broken,
        story: tell(&entries),
    }))
}

/// The entries of a story that kept every promise, for tests of the oracle itself.
///
/// # Errors
/// The broken promise.
pub fn entries(seed: u64, size: Size) -> Result<Vec<Entry>, Broken> {
    let mut entries = Vec::new();
    play(seed, size, &|event| Ok(event.clone()), &mut entries)?;
    Ok(entries)
}

/// Monday, 2026-06-01, 08:00 in China.
const START: Timestamp = Timestamp::constant(1_780_272_000, 0);

fn play(
    seed: u64,
    size: Size,
    passage: Passage<'_>,
    entries: &mut Vec<Entry>,
) -> Result<Summary, Broken> {
    let mut dice = Dice::new(seed);
    let frame = Frame::new(
        dice.between(1, 6),
        dice.between(0, 2),
        dice.between(1, 8),
        dice.between(1, 2),
    );
    let mood = Mood::new(&mut dice);
    let faults = [0, 20, 60][dice.weighted(&[1, 2, 1])];
    let courier = Courier::new(dice.fork(), faults);
    let mut world = World::new(START, entries, passage);
    for (by, act) in acts::founding(&mut dice, &frame, START) {
        if let Err(refusal) = world.ask_for(by, act)? {
            return Err(Broken {
                promise: Promise::PlanIsKept,
                says: format!("the founding was refused: {refusal:?}"),
            });
        }
    }
    world.settle()?;
    let mut telling = Telling {
        dice,
        mood,
        frame,
        world,
        courier,
    };
    for _ in 0..size.acts {
        telling.next()?;
    }
    telling.end()
}

/// A story being told.
struct Telling<'a> {
    dice: Dice,
    mood: Mood,
    frame: Frame,
    world: World<'a>,
    courier: Courier,
}

impl Telling<'_> {
    fn next(&mut self) -> Check {
        match self.dice.weighted(&[80, 4, 3, 3, 5, 4, 3]) {
            0 => self.something_happens(),
            1 => self.sleep(),
            2 => self.restart(),
            3 => self.crash(),
            4 => self.sent_again(),
            5 => self.odd_times(),
            _ => self.clock_leaps(),
        }
    }

    fn something_happens(&mut self) -> Check {
        let seconds = match self.dice.weighted(&[2, 8, 5, 1]) {
            0 => 0,
            1 => self.dice.between(1, 90),
            2 => self.dice.between(60, 900),
            _ => self.dice.between(900, 20_000),
        };
        self.wait(SignedDuration::from_secs(seconds))?;
        self.act().map(|_| ())?;
        self.world.settle()
    }

    fn act(&mut self) -> Result<bool, Broken> {
        let heard = &self.courier.heard;
        let (by, act) = acts::act(&mut self.dice, &self.mood, &self.frame, &self.world, heard);
        let done = self.world.ask_for(by, act)?.is_ok();
        self.courier.look(&self.world);
        Ok(done)
    }

    /// Time passes while everything runs: each thing happens at its time.
    fn wait(&mut self, length: SignedDuration) -> Check {
        let until = self.world.now + length;
        self.courier.look(&self.world);
        loop {
            let timer = next_due(&self.world.state).map(|(at, _)| at);
            let next = [timer, self.courier.next()].into_iter().flatten().min();
            let Some(at) = next.filter(|at| *at <= until) else {
                break;
            };
            self.world.now = at.max(self.world.now);
            self.world.settle()?;
            self.courier.look(&self.world);
            self.courier.work(&mut self.world)?;
        }
        self.world.now = until;
        self.world.settle()
    }

    /// The machine sleeps: nothing happens until it wakes, and then everything at once, in any
    /// order.
    fn sleep(&mut self) -> Check {
        let seconds = match self.dice.weighted(&[6, 3, 1]) {
            0 => self.dice.between(60, 7_200),
            1 => self.dice.between(7_200, 172_800),
            _ => self.dice.between(172_800, 1_000_000),
        };
        let from = self.world.now;
        let to = from + SignedDuration::from_secs(seconds);
        sleep::sleeps_like_it_wakes(&self.world.state, from, to, &mut self.dice)?;
        self.world.now = to;
        if self.dice.chance(50) {
            // A person is quicker than the clock.
            self.act()?;
        }
        self.world.settle()?;
        self.courier.look(&self.world);
        self.courier.work(&mut self.world)
    }

    fn restart(&mut self) -> Check {
        if self.dice.chance(40) {
            let seconds = self.dice.between(1, 40_000);
            self.world.now += SignedDuration::from_secs(seconds);
        }
        self.world.restart()?;
        self.courier.restart();
        if self.dice.chance(30) {
            self.act()?;
        }
        self.world.settle()?;
        self.courier.look(&self.world);
        Ok(())
    }

    /// A command is decided, and the process dies before it is on disk: nobody was answered. The
    /// caller sends it again.
    fn crash(&mut self) -> Check {
        let heard = &self.courier.heard;
        let (by, act) = acts::act(&mut self.dice, &self.mood, &self.frame, &self.world, heard);
        let command = self.world.command(by, act);
        let before: State = self.world.state.clone();
        // What came of it is lost with the process.
        drop(engine::decide(&before, &command, self.world.now));
        if before != self.world.state {
            return Err(Broken {
                promise: Promise::ReplayIsTheSame,
                says: format!("deciding {} changed the state", command.id),
            });
        }
        self.restart()?;
        drop(self.world.ask(&command)?);
        self.world.settle()
    }

    fn sent_again(&mut self) -> Check {
        let count = self.world.answered.len() as u64;
        let place = usize::try_from(self.dice.below(count)).unwrap_or(0);
        let before = self.world.state.clone();
        self.world.ask_again(place)?;
        if before == self.world.state {
            return Ok(());
        }
        Err(Broken {
            promise: Promise::SameCommandSameAnswer,
            says: "a command that was sent again changed the state".to_owned(),
        })
    }

    /// A phone that was off for a week or whose clock runs ahead.
    fn odd_times(&mut self) -> Check {
        let heard = &self.courier.heard;
        let (by, act) = acts::act(&mut self.dice, &self.mood, &self.frame, &self.world, heard);
        let mut command = self.world.command(by, act);
        let minutes = match self.dice.below(4) {
            0 => -8 * 24 * 60,
            1 => 120,
            2 => -self.dice.between(0, 7 * 24 * 60),
            _ => self.dice.between(0, 59),
        };
        command.made += SignedDuration::from_mins(minutes);
        let asked = self.world.ask(&command)?;
        if asked.is_ok() && !(-7 * 24 * 60..=60).contains(&minutes) {
            return Err(Broken {
                promise: Promise::SameCommandSameAnswer,
                says: format!("{} of {} was taken", command.id, command.made),
            });
        }
        self.world.settle()?;
        self.courier.look(&self.world);
        Ok(())
    }

    /// The clock of the machine leaps, and a person is asked; things go on happening meanwhile.
    fn clock_leaps(&mut self) -> Check {
        if self.world.state.clock.is_some() {
            return self.something_happens();
        }
        let length = SignedDuration::from_mins(self.dice.between(25 * 60, 40 * 24 * 60));
        let stood = self.world.now;
        let forward = self.dice.chance(60);
        let wall = if forward {
            stood + length
        } else {
            stood - length
        };
        self.world.now = stood.max(wall);
        let starting = self.dice.chance(30);
        if starting {
            self.world.replay()?;
            self.courier.restart();
        }
        let leapt = Act::ClockLeapt {
            stood,
            wall,
            starting,
        };
        if let Err(refusal) = self.world.ask_for(By::Clock, leapt)? {
            return Err(world::timers(format!("a leap was refused: {refusal:?}")));
        }
        self.world.settle()?;
        for _ in 0..self.dice.below(4) {
            let seconds = self.dice.between(0, 120);
            self.wait(SignedDuration::from_secs(seconds))?;
            self.act().map(|_| ())?;
            self.world.settle()?;
        }
        match self.dice.below(4) {
            0 => self.wait(SignedDuration::from_mins(11)),
            1 => self.restart(),
            _ => {
                let right = self.dice.chance(50);
                let by = acts::officer();
                // Nobody may be asked any more: the refusal is judged like any other.
                drop(self.world.ask_for(by, Act::SettleClock { right })?);
                self.world.settle()?;
                self.courier.look(&self.world);
                Ok(())
            }
        }
    }

    /// All couriers work until nothing is left to send, and the log is folded once more.
    fn end(mut self) -> Result<Summary, Broken> {
        self.courier.mend();
        self.wait(SignedDuration::from_hours(2))?;
        // What is being sent at the last moment gets its receipt; no timer fires meanwhile.
        while let Some(at) = self.courier.next() {
            self.world.now = at.max(self.world.now);
            self.courier.work(&mut self.world)?;
        }
        let outbox = engine::outbox(&self.world.state);
        let drained = Entry::Drained {
            at: self.world.now,
            outbox: outbox.map(|it| it.id.clone()).collect(),
        };
        self.world.tell(drained)?;
        self.world.settle()?;
        self.world.replay()?;
        let (commands, events) = self.world.counts();
        let incidents = self.world.incidents.len() as u64;
        let ended = self
            .world
            .story
            .iter()
            .filter(|entry| has_end(entry))
            .count();
        Ok(Summary {
            commands,
            events: events as u64,
            incidents,
            ended: ended as u64,
        })
    }
}

fn has_end(entry: &Entry) -> bool {
    match entry {
        Entry::Recorded { events, .. } => events
            .iter()
            .any(|event| matches!(event.what, engine::Happened::Ended { .. })),
        Entry::Refused { .. }
        | Entry::Settled { .. }
        | Entry::Sent { .. }
        | Entry::Received { .. }
        | Entry::Drained { .. } => false,
    }
}
