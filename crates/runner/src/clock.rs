//! Engine time: never earlier than the last record, carried by the monotonic clock, corrected
//! forward by the wall clock.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::watch;

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
    now: Arc<watch::Sender<Timestamp>>,
}

impl HandClock {
    /// A clock that stands at an instant.
    pub fn at(now: Timestamp) -> Self {
        Self {
            now: Arc::new(watch::Sender::new(now)),
        }
    }

    /// Sets it; runners wake at once. A clock set back is not followed by engine time.
    pub fn set(&self, now: Timestamp) {
        self.now.send_replace(now);
    }

    /// What it shows.
    pub fn now(&self) -> Timestamp {
        *self.now.borrow()
    }
}

/// Engine time.
#[derive(Debug)]
pub(crate) struct EngineTime {
    clock: Clock,
    /// The last instant given out, and when that was.
    last: Mutex<(Timestamp, Instant)>,
}

impl EngineTime {
    /// Starts from the last record's time.
    pub fn new(clock: Clock, last_record: Option<Timestamp>) -> Self {
        let start = last_record.unwrap_or(Timestamp::MIN);
        Self {
            clock,
            last: Mutex::new((start, Instant::now())),
        }
    }

    /// The time now, in whole milliseconds, never earlier than before.
    pub fn now(&self) -> Timestamp {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let instant = Instant::now();
        let now = match &self.clock {
            Clock::Machine => {
                let elapsed = instant.duration_since(last.1);
                let carried = last.0.checked_add(elapsed).unwrap_or(last.0);
                carried.max(Timestamp::now())
            }
            Clock::Hand(clock) => last.0.max(clock.now()),
        };
        let now = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
        // Rounding down must not step back either; the monotonic part that was cut off counts on.
        if now > last.0 {
            *last = (now, instant);
        }
        last.0
    }

    /// Waits until an instant, or for ever when there is none.
    pub async fn until(&self, at: Option<Timestamp>) {
        match (&self.clock, at) {
            (_, None) => std::future::pending().await,
            (Clock::Machine, Some(at)) => {
                let left = at.duration_since(self.now());
                let left = Duration::try_from(left).unwrap_or(Duration::ZERO);
                // The wall clock may be set forward while we sleep: look again every minute.
                tokio::time::sleep(left.min(Duration::from_secs(60))).await;
            }
            (Clock::Hand(clock), Some(at)) => {
                let mut changes = clock.now.subscribe();
                // The sender lives as long as the clock does.
                let _ = changes.wait_for(|now| *now >= at).await;
            }
        }
    }
}
