//! From what the state still owes to messages on their way, and back to receipts.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use courier::{Attempt, Courier, Message};
use duty::NoticeId;
use engine::{About, Act, By, Notice, OrganisationId, outbox};
use jiff::tz::TimeZone;
use runner::{Attachments, Handle, Published};
use tokio::sync::Semaphore;
use web::Links;
use words::{Language, Names, Words};

/// How many messages are on their way at once.
const AT_ONCE: usize = 64;

/// Sends what is owed, for as long as the runner lives.
pub struct Deliverer {
    organisation: OrganisationId,
    handle: Handle,
    courier: Courier,
    links: Links,
    zone: TimeZone,
    language: Language,
    /// What is on its way now: owed still, and not to be sent a second time.
    under_way: Mutex<BTreeSet<NoticeId>>,
    room: Semaphore,
}

impl Deliverer {
    /// A deliverer; nothing goes out before [`Deliverer::run`].
    pub fn new(
        organisation: OrganisationId,
        handle: Handle,
        courier: Courier,
        links: Links,
        zone: TimeZone,
        language: Language,
    ) -> Arc<Self> {
        Arc::new(Self {
            organisation,
            handle,
            courier,
            links,
            zone,
            language,
            under_way: Mutex::new(BTreeSet::new()),
            room: Semaphore::new(AT_ONCE),
        })
    }

    /// Looks at every commit and sends what is newly owed, urgent first.
    pub async fn run(self: Arc<Self>) {
        let mut changes = self.handle.changes();
        loop {
            let published = changes.borrow_and_update().clone();
            for notice in outbox(&published.state) {
                if self.take(&notice.id) {
                    tokio::spawn(self.clone().send(notice.id.clone()));
                }
            }
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    fn take(&self, notice: &NoticeId) -> bool {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(notice.clone())
    }

    async fn send(self: Arc<Self>, id: NoticeId) {
        if let Ok(_room) = self.room.acquire().await {
            // While it waited the duty may have been done: nobody is told about that.
            if let Some(message) = self.message(&id) {
                self.courier
                    .deliver(&message, |attempt| self.report(&id, attempt))
                    .await;
            }
        }
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&id);
    }

    /// Records an attempt; answers whether the notice is still owed.
    async fn report(&self, id: &NoticeId, attempt: Attempt) -> bool {
        let act = Act::Receipt {
            notice: id.clone(),
            channel: attempt.channel.to_owned(),
            outcome: attempt.outcome,
        };
        if let Err(error) = self.handle.act(By::Courier, act, Attachments::none()).await {
            tracing::warn!(notice = %id, %error, "a receipt was not recorded");
        }
        self.message(id).is_some()
    }

    fn message(&self, id: &NoticeId) -> Option<Message> {
        let published = self.handle.published();
        let notice = published.state.notices.get(id)?.clone();
        if notice.call_list {
            return None;
        }
        self.write(&published, &notice)
    }

    fn write(&self, published: &Published, notice: &Notice) -> Option<Message> {
        let state = &published.state;
        let sealed = |value: &duty::Sealed| published.directory.text(value).map(str::to_owned);
        let names = Names::new(state, &sealed, &self.zone, self.handle.now());
        let text = Words::new(self.language).notice(notice, &names)?;
        let (duty, rung) = match &notice.about {
            About::Duty { duty, rung } => (Some(state.duties.get(duty)?), *rung),
            About::Release => (None, 0),
        };
        Some(Message {
            id: notice.id.clone(),
            to: notice.to.clone(),
            post: duty.map(|duty| duty.post.clone()),
            text,
            link: duty.map(|duty| self.links.duty(&self.organisation, &duty.id, &notice.to)),
            duty: duty.map(|duty| duty.id.clone()),
            incident: notice.incident.clone(),
            due: duty.and_then(|duty| duty.shown_due()),
            rung,
            exercise: false,
            repeat: notice.repeat,
        })
    }
}
