//! What was sent lately: alerts that are on now, and those that no rule took.
//!
//! It is memory only, and senders fill it again after a start: they send until the end. What a
//! rule took stands in the journal, what none took in the archive.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::alert::Alert;

/// Alerts kept at once, and their bytes; more are taken, but not listed.
const MOST: usize = 10_000;
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// How many of those that no rule took are shown.
const SHOWN: usize = 20;

/// How often ended alerts are cleared away.
const CLEARED_EVERY: SignedDuration = SignedDuration::from_secs(1);

/// Alerts that are on now, by fingerprint, and the day's count of what no rule took.
#[derive(Debug, Default)]
pub struct Seen {
    on: BTreeMap<String, On>,
    /// The bytes of those that are on.
    bytes: usize,
    cleared: Option<Timestamp>,
    day: Option<Date>,
    untaken: Untaken,
}

/// An alert that is on.
#[derive(Debug, Clone)]
pub struct On {
    /// As it was last sent.
    pub alert: Alert,
    /// When it was last sent.
    pub updated: Timestamp,
    /// Whether a rule took it.
    pub taken: bool,
}

/// What no rule took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Untaken {
    /// How many different ones today, since the start.
    pub today: u64,
    /// How many since the start.
    pub ever: u64,
    /// The newest, newest first, with when they first came.
    pub newest: VecDeque<(Timestamp, Alert)>,
}

impl Seen {
    /// Takes note of an alert; answers whether it is news that no rule took.
    pub fn take(
        &mut self,
        fingerprint: &str,
        alert: &Alert,
        taken: bool,
        now: Timestamp,
        day: Date,
    ) -> bool {
        self.clear(now);
        if alert.ends_at <= now {
            self.bytes -= self.on.remove(fingerprint).map_or(0, |on| on.alert.bytes());
            return false;
        }
        let before = self.on.get(fingerprint).filter(|on| on.alert.ends_at > now);
        let news = before.is_none_or(|on| on.taken) && !taken;
        let mut on = On {
            alert: alert.clone(),
            updated: now,
            taken,
        };
        if let Some(before) = before {
            on.alert.starts_at = on.alert.starts_at.min(before.alert.starts_at);
        }
        let old = self.on.remove(fingerprint);
        self.bytes -= old.map_or(0, |old| old.alert.bytes());
        let bytes = self.bytes + on.alert.bytes();
        if self.on.len() < MOST && bytes <= MOST_BYTES {
            self.bytes = bytes;
            self.on.insert(fingerprint.to_owned(), on);
        }
        if news {
            self.count(alert, now, day);
        }
        news
    }

    /// The alerts that are on.
    pub fn on(&self, now: Timestamp) -> impl Iterator<Item = (&str, &On)> {
        self.on
            .iter()
            .filter(move |(_, on)| on.alert.ends_at > now)
            .map(|(fingerprint, on)| (fingerprint.as_str(), on))
    }

    /// What no rule took.
    pub fn untaken(&self, day: Date) -> Untaken {
        let mut untaken = self.untaken.clone();
        if self.day != Some(day) {
            untaken.today = 0;
        }
        untaken
    }

    fn count(&mut self, alert: &Alert, now: Timestamp, day: Date) {
        if self.day != Some(day) {
            self.day = Some(day);
            self.untaken.today = 0;
        }
        self.untaken.today += 1;
        self.untaken.ever += 1;
        self.untaken.newest.push_front((now, alert.clone()));
        self.untaken.newest.truncate(SHOWN);
    }

    fn clear(&mut self, now: Timestamp) {
        let due = self
            .cleared
            .is_none_or(|last| now.duration_since(last).abs() >= CLEARED_EVERY);
        if due {
            self.on.retain(|_, on| on.alert.ends_at > now);
            self.bytes = self.on.values().map(|on| on.alert.bytes()).sum();
            self.cleared = Some(now);
        }
    }
}
