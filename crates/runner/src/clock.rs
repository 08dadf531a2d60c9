//! Engine time: never earlier than the last record, carried by the monotonic clock, corrected
//! forward by the wall clock.
//!
//! A wall clock that leaps by more than a day is not followed here. It is measured, and the loop
//! records it; a record alone sets engine time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

/// A wall clock that leaps by more than this against the monotonic clock is asked about.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A start later than this after the last record is asked about.
const LONG_STOP: SignedDuration = SignedDuration::from_hours(30 * 24);

/// By this much clocks differ that are corrected gently; a start so little before the last record
/// is none before it.
const SLACK: SignedDuration = SignedDuration::from_mins(1);

/// Where a runner takes the time from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clocks.
    Machine,
    /// A clock that somebody sets by hand, for stories that are told faster than they happen.
    Hand(HandClock),
}

/// A clock set by hand.
#[derive(Debug, Clone)]
pub struct HandClock {
    hands: Arc<watch::Sender<Hands>>,
}

/// What both clocks of a machine show.
#[derive(Debug, Clone, Copy)]
struct Hands {
    wall: Timestamp,
    passed: Duration,
}

impl HandClock {
    /// A clock that stands at an instant.
    pub fn at(now: Timestamp) -> Self {
        let hands = Hands {
            wall: now,
            passed: Duration::ZERO,
        };
        Self {
            hands: Arc::new(watch::Sender::new(hands)),
        }
    }

    /// Time passes until then; runners wake at once. Set back, it is only the wall clock that
    /// goes, and engine time does not follow.
    pub fn set(&self, now: Timestamp) {
        self.hands.send_modify(|hands| {
            let passes = Duration::try_from(now.duration_since(hands.wall));
            hands.passed += passes.unwrap_or(Duration::ZERO);
            hands.wall = now;
        });
    }

    /// The wall clock leaps, and no time passes.
    pub fn leap(&self, to: Timestamp) {
        self.hands.send_modify(|hands| hands.wall = to);
    }

    /// What it shows.
    pub fn now(&self) -> Timestamp {
        self.hands.borrow().wall
    }
}

/// The wall clock and the time that has passed do not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leap {
    /// Engine time without the wall clock.
    pub stood: Timestamp,
    /// What the wall clock reads.
    pub wall: Timestamp,
    /// Noticed at the start.
    pub starting: bool,
}

impl Leap {
    /// Engine time from then on: forward it follows, back it does not.
    pub fn at(&self) -> Timestamp {
        self.stood.max(self.wall)
    }
}

/// Engine time.
#[derive(Debug)]
pub(crate) struct EngineTime {
    clock: Clock,
    origin: Instant,
    reckoning: Mutex<Reckoning>,
}

#[derive(Debug)]
struct Reckoning {
    /// The last instant given out, and what the monotonic clock read then.
    last: (Timestamp, Duration),
    /// The wall clock against the monotonic clock when they were last believed.
    offset: SignedDuration,
    /// Nothing has run since the last record yet: how far ahead the wall clock may be.
    start: Option<SignedDuration>,
}

impl EngineTime {
    /// Starts from the last record's time; `rejected` when a person has said that the wall clock
    /// runs ahead of the right time.
    pub fn new(clock: Clock, last_record: Option<Timestamp>, rejected: bool) -> Self {
        let origin = Instant::now();
        let hands = hands(&clock, origin);
        let start = if rejected { DAY } else { LONG_STOP };
        Self {
            reckoning: Mutex::new(Reckoning {
                last: (last_record.unwrap_or(hands.wall), hands.passed),
                offset: offset(hands),
                start: last_record.map(|_| start),
            }),
            clock,
            origin,
        }
    }

    /// The time now, in whole milliseconds, never earlier than before but by a record.
    pub fn now(&self) -> Timestamp {
        self.both().0
    }

    /// The time now, and what the wall clock reads, both in whole milliseconds.
    pub fn both(&self) -> (Timestamp, Timestamp) {
        let mut reckoning = self.reckoning();
        let hands = hands(&self.clock, self.origin);
        let carried = carried(&reckoning, hands);
        let ahead = hands.wall.duration_since(carried);
        let follows = match reckoning.start {
            Some(limit) => ahead <= limit,
            None => ahead <= DAY,
        };
        let now = if follows {
            carried.max(hands.wall)
        } else {
            carried
        };
        let now = whole(now);
        // Rounding down must not step back either; the monotonic part that was cut off counts on.
        if now > reckoning.last.0 {
            reckoning.last = (now, hands.passed);
        }
        (reckoning.last.0, whole(hands.wall))
    }

    /// Whether the wall clock has leapt since it was last believed.
    pub fn leap(&self) -> Option<Leap> {
        let mut reckoning = self.reckoning();
        let hands = hands(&self.clock, self.origin);
        let stood = carried(&reckoning, hands);
        let ahead = hands.wall.duration_since(stood);
        let leapt = match reckoning.start {
            Some(limit) => ahead > limit || ahead < -SLACK,
            None => {
                let moved = offset(hands).saturating_sub(reckoning.offset);
                if ahead.abs() <= DAY {
                    reckoning.offset = offset(hands);
                }
                moved.abs() > DAY && ahead.abs() > DAY
            }
        };
        leapt.then(|| Leap {
            stood: whole(stood),
            wall: whole(hands.wall),
            starting: reckoning.start.is_some(),
        })
    }

    /// The wall clock as it now goes is known, asked about or not; a start is over.
    pub fn believe(&self) {
        self.now();
        let mut reckoning = self.reckoning();
        reckoning.offset = offset(hands(&self.clock, self.origin));
        reckoning.start = None;
    }

    /// A record has set engine time.
    pub fn set(&self, now: Timestamp) {
        let mut reckoning = self.reckoning();
        reckoning.last = (now, hands(&self.clock, self.origin).passed);
    }

    /// Waits until an instant, or for ever when there is none. Somebody who watches for leaps of
    /// a clock set by hand is woken by them.
    pub async fn until(&self, at: Option<Timestamp>, watching: bool) {
        match (&self.clock, at) {
            (Clock::Machine, None) => std::future::pending().await,
            (Clock::Machine, Some(at)) => {
                let left = at.duration_since(self.now());
                let left = Duration::try_from(left).unwrap_or(Duration::ZERO);
                // The wall clock may be set forward while we sleep: look again every minute.
                tokio::time::sleep(left.min(Duration::from_secs(60))).await;
            }
            (Clock::Hand(clock), at) => {
                let mut changes = clock.hands.subscribe();
                while at.is_none_or(|at| self.now() < at) && !(watching && self.leap().is_some()) {
                    if changes.changed().await.is_err() {
                        return std::future::pending().await;
                    }
                }
            }
        }
    }

    fn reckoning(&self) -> std::sync::MutexGuard<'_, Reckoning> {
        self.reckoning
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn hands(clock: &Clock, origin: Instant) -> Hands {
    match clock {
        Clock::Machine => Hands {
            wall: Timestamp::now(),
            passed: origin.elapsed(),
        },
        Clock::Hand(clock) => *clock.hands.borrow(),
    }
}

/// The last instant and what has passed since.
fn carried(reckoning: &Reckoning, hands: Hands) -> Timestamp {
    let (last, passed) = reckoning.last;
    let since = hands.passed.saturating_sub(passed);
    last.checked_add(since).unwrap_or(last)
}

fn whole(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

fn offset(hands: Hands) -> SignedDuration {
    let passed = SignedDuration::try_from(hands.passed).unwrap_or(SignedDuration::MAX);
    hands
        .wall
        .duration_since(Timestamp::UNIX_EPOCH)
        .saturating_sub(passed)
}
