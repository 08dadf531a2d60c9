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

/// The channels of a house.
#[derive(Default)]
pub struct Courier {
    channels: Vec<Channel>,
    patience: Patience,
    last: Mutex<BTreeMap<&'static str, (Timestamp, Delivery)>>,
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

    /// What the last attempt by a channel came to, since this courier began.
    pub fn last(&self, channel: &str) -> Option<(Timestamp, Delivery)> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.get(channel).cloned()
    }

    /// One try by one channel, for a test message.
    pub async fn once(&self, message: &Message, way: &Way) -> Delivery {
        let mut named = self.channels.iter().filter(|it| it.id() == way.channel);
        match named.next() {
            Some(channel) => {
                let sent = match channel.turn(self.patience.give_up_after).await {
                    Ok(()) => channel.send(message, way).await,
                    Err(failure) => Err(failure),
                };
                self.note(channel, &sent)
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
                if self
                    .by_one(channel, &mut message, way, &owed, &report)
                    .await
                {
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
            let sent = match turn {
                Ok(()) => channel.send(message, way).await,
                Err(failure) => Err(failure),
            };
            let outcome = self.note(channel, &sent);
            report(Attempt {
                channel: channel.id(),
                outcome,
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

    /// Keeps what an attempt came to.
    fn note(&self, channel: &Channel, sent: &Result<(), Failure>) -> Delivery {
        let outcome = match sent {
            Ok(()) => Delivery::Delivered,
            Err(failure) => Delivery::Failed(failure.reason.clone()),
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.insert(channel.id(), (Timestamp::now(), outcome.clone()));
        outcome
    }
}
