//! How many messages a robot may take: its vendor counts them, and blocks or drops what is over.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::failure::Failure;

/// At most so many messages in any stretch of that length.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    pub messages: usize,
    pub within: Duration,
}

/// The pace of one robot: each message is given its time, in the order of asking.
pub(crate) struct Pace {
    limits: &'static [Limit],
    given: Mutex<Given>,
}

#[derive(Default)]
struct Given {
    times: VecDeque<Instant>,
    blocked_until: Option<Instant>,
}

impl Pace {
    /// A pace that keeps all limits.
    pub fn new(limits: &'static [Limit]) -> Self {
        Self {
            limits,
            given: Mutex::default(),
        }
    }

    /// Waits for the next free time.
    ///
    /// # Errors
    /// When that is further away than `patience`: the next channel is faster.
    pub async fn wait(&self, patience: Duration) -> Result<(), Failure> {
        let at = {
            let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
            given.take(self.limits, Instant::now(), patience)
        };
        let at = at.ok_or_else(|| Failure::hopeless("the robot has no room left"))?;
        tokio::time::sleep_until(at).await;
        Ok(())
    }

    /// The other side says that it was too much: nothing goes out for so long.
    pub fn block(&self, length: Duration) {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.block(Instant::now() + length);
    }
}

impl Given {
    fn take(&mut self, limits: &[Limit], now: Instant, patience: Duration) -> Option<Instant> {
        let at = self.next(limits, now);
        if at.duration_since(now) > patience {
            return None;
        }
        self.times.push_back(at);
        let most = limits.iter().map(|limit| limit.messages).max();
        while self.times.len() > most.unwrap_or(0) {
            self.times.pop_front();
        }
        Some(at)
    }

    fn block(&mut self, until: Instant) {
        self.blocked_until = self.blocked_until.max(Some(until));
    }

    fn next(&self, limits: &[Limit], now: Instant) -> Instant {
        let mut at = now.max(self.blocked_until.unwrap_or(now));
        for limit in limits {
            let before = self.times.len().checked_sub(limit.messages);
            if let Some(earlier) = before.and_then(|index| self.times.get(index)) {
                at = at.max(*earlier + limit.within);
            }
        }
        // Times are given in order, so that a later one never overtakes.
        at.max(self.times.back().copied().unwrap_or(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: &[Limit] = &[
        Limit {
            messages: 3,
            within: Duration::from_secs(60),
        },
        Limit {
            messages: 1,
            within: Duration::from_secs(2),
        },
    ];

    const LONG: Duration = Duration::from_secs(600);

    #[test]
    fn no_stretch_holds_more_than_its_limit() {
        let mut given = Given::default();
        let start = Instant::now();
        let at: Vec<u64> = (0..7)
            .filter_map(|_| given.take(LIMITS, start, LONG))
            .map(|at| at.duration_since(start).as_secs())
            .collect();
        assert_eq!(at, [0, 2, 4, 60, 62, 64, 120]);
    }

    #[test]
    fn who_would_wait_too_long_takes_no_place() {
        let mut given = Given::default();
        let start = Instant::now();
        let short = Duration::from_secs(10);
        let taken = (0..9).filter_map(|_| given.take(LIMITS, start, short));
        assert_eq!(taken.count(), 3);
        let fourth = given.take(LIMITS, start, LONG).expect("it has patience");
        assert_eq!(fourth.duration_since(start).as_secs(), 60);
        given.block(start + Duration::from_secs(700));
        assert!(given.take(LIMITS, start, LONG).is_none());
        let late = start + Duration::from_secs(200);
        assert!(given.take(LIMITS, late, LONG).is_some());
    }
}
