//! By which channels a message goes, how often each is tried, and when the next takes over.

use std::time::Duration;

use engine::Delivery;
use jiff::Timestamp;

use crate::message::Message;
use crate::webhook::Webhook;

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

/// The channels of a house, in the order in which they are tried.
#[derive(Clone, Default)]
pub struct Courier {
    webhooks: Vec<Webhook>,
    patience: Patience,
}

impl Courier {
    /// A courier without channels: everything goes to the call list.
    pub fn new(patience: Patience) -> Self {
        Self {
            webhooks: Vec::new(),
            patience,
        }
    }

    /// Adds a webhook behind the channels there are.
    #[must_use]
    pub fn with_webhook(mut self, webhook: Webhook) -> Self {
        self.webhooks.push(webhook);
        self
    }

    /// Tries until a channel has taken the message or none is left. Every attempt is told to
    /// `report` before the next; it answers whether the message is still owed.
    pub async fn deliver<Report, Reported>(&self, message: &Message, report: Report)
    where
        Report: Fn(Attempt) -> Reported,
        Reported: Future<Output = bool>,
    {
        for webhook in &self.webhooks {
            let began = tokio::time::Instant::now();
            let mut pause = self.patience.first_pause;
            loop {
                let sent = webhook.send(message, Timestamp::now()).await;
                let (outcome, failure) = match sent {
                    Ok(()) => (Delivery::Delivered, None),
                    Err(failure) => (Delivery::Failed(failure.reason.clone()), Some(failure)),
                };
                let still_owed = report(Attempt {
                    channel: "webhook",
                    outcome,
                })
                .await;
                let Some(failure) = failure else {
                    return;
                };
                if !still_owed {
                    return;
                }
                let wait = failure.retry_after.unwrap_or(pause);
                let spent = began.elapsed().saturating_add(wait);
                if spent > self.patience.give_up_after {
                    break;
                }
                tokio::time::sleep(wait).await;
                pause = pause.saturating_mul(2).min(self.patience.longest_pause);
            }
        }
        report(Attempt {
            channel: "",
            outcome: Delivery::GaveUp,
        })
        .await;
    }
}
