//! By which channels a message goes, how often each is tried, and when the next takes over.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use engine::Delivery;
use jiff::Timestamp;

use crate::failure::Failure;
use crate::{Channel, Message, Way};

/// How long one channel is tried, and how the tries are spaced.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// After this long the next channel takes over.
    pub give_up_after: Duration,
    /// Between the first two tries; doubled each time.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            give_up_after: Duration::from_secs(120),
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(20),
        }
    }
}

/// What came of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// By which channel; empty when no channel was left.
    pub channel: &'static str,
    /// What came of it.
    pub outcome: Delivery,
}

/// What a channel has come to since its courier began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// When it last took a message.
    pub succeeded: Option<Timestamp>,
    /// When it last did not, and what it said.
    pub failed: Option<(Timestamp, String)>,
    /// How many messages it is being tried for now.
    pub waiting: usize,
}

/// The channels of a house.
#[derive(Default)]
pub struct Courier {
    channels: Vec<Channel>,
    patience: Patience,
    health: Mutex<BTreeMap<&'static str, Health>>,
}

impl Courier {
    /// A courier without channels: everything goes to the call list.
    pub fn new(patience: Patience) -> Self {
        Self {
            patience,
            ..Self::default()
        }
    }

    /// Adds a channel behind those there are.
    #[must_use]
    pub fn with(mut self, channel: Channel) -> Self {
        self.channels.push(channel);
        self
    }

    /// The ids of the channels that are set up, in their order.
    pub fn channels(&self) -> impl Iterator<Item = &'static str> {
        self.channels.iter().map(Channel::id)
    }

    /// How a channel does; one that was not tried yet has come to nothing.
    pub fn health(&self, channel: &str) -> Health {
        let health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        health.get(channel).cloned().unwrap_or_default()
    }

    /// One try by one channel, for a test message.
    pub async fn once(&self, message: &Message, way: &Way) -> Delivery {
        let mut named = self.channels.iter().filter(|it| it.id() == way.channel);
        match named.next() {
            Some(channel) => {
                let turn = channel.turn(self.patience.give_up_after).await;
                outcome(&self.attempt(channel, turn, message, way).await)
            }
            None => Delivery::Failed("the channel is not set up".to_owned()),
        }
    }

    /// Tries the ways in their order until one has taken the message or none is left. Every
    /// attempt is told to `report` before the next. Right before each, `owed` says whether the
    /// message is owed at all: what was done during a pause is told to nobody.
    pub async fn deliver<Owed, Report, Reported>(
        &self,
        message: &Message,
        ways: &[Way],
        owed: Owed,
        report: Report,
    ) where
        Owed: Fn() -> bool,
        Report: Fn(Attempt) -> Reported,
        Reported: Future<Output = ()>,
    {
        let mut message = message.clone();
        for way in ways {
            for channel in self.channels.iter().filter(|it| it.id() == way.channel) {
                self.note(channel, |health| health.waiting += 1);
                let is_over = self
                    .by_one(channel, &mut message, way, &owed, &report)
                    .await;
                self.note(channel, |health| health.waiting -= 1);
                if is_over {
                    return;
                }
            }
        }
        report(Attempt {
            channel: "",
            outcome: Delivery::GaveUp,
        })
        .await;
    }

    /// Tries one channel for as long as patience lasts; answers whether nothing is left to do.
    async fn by_one<Owed, Report, Reported>(
        &self,
        channel: &Channel,
        message: &mut Message,
        way: &Way,
        owed: &Owed,
        report: &Report,
    ) -> bool
    where
        Owed: Fn() -> bool,
        Report: Fn(Attempt) -> Reported,
        Reported: Future<Output = ()>,
    {
        let began = tokio::time::Instant::now();
        let mut pause = self.patience.first_pause;
        loop {
            let turn = channel.turn(self.patience.give_up_after).await;
            if !owed() {
                return true;
            }
            let sent = self.attempt(channel, turn, message, way).await;
            report(Attempt {
                channel: channel.id(),
                outcome: outcome(&sent),
            })
            .await;
            let Err(failure) = sent else {
                return true;
            };
            if failure.unknown {
                *message = message.repeated();
            }
            // Nobody is asked again at once, even who says that it may be.
            let wait = failure.retry_after.unwrap_or(pause).max(pause);
            let spent = began.elapsed().saturating_add(wait);
            if failure.hopeless || spent > self.patience.give_up_after {
                return false;
            }
            tokio::time::sleep(wait).await;
            pause = pause.saturating_mul(2).min(self.patience.longest_pause);
        }
    }

    /// Sends once, when its turn has come, and keeps what it came to.
    async fn attempt(
        &self,
        channel: &Channel,
        turn: Result<(), Failure>,
        message: &Message,
        way: &Way,
    ) -> Result<(), Failure> {
        let sent = match turn {
            Ok(()) => channel.send(message, way).await,
            Err(failure) => Err(failure),
        };
        let now = Timestamp::now();
        self.note(channel, |health| match &sent {
            Ok(()) => health.succeeded = Some(now),
            Err(failure) => health.failed = Some((now, failure.reason.clone())),
        });
        sent
    }

    fn note(&self, channel: &Channel, note: impl FnOnce(&mut Health)) {
        let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        note(health.entry(channel.id()).or_default());
    }
}

fn outcome(sent: &Result<(), Failure>) -> Delivery {
    match sent {
        Ok(()) => Delivery::Delivered,
        Err(failure) => Delivery::Failed(failure.reason.clone()),
    }
}
