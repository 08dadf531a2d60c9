//! From what the state still owes to messages on their way, and back to receipts.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use courier::{Attempt, Message, Way, has_own_address};
use duty::{Duty, NoticeId};
use engine::{About, Act, Address, By, Notice, OrganisationId, Reach, State, addresses, outbox};
use jiff::tz::TimeZone;
use plan::NoticeRule;
use runner::{Attachments, Handle, NotDone, Published};
use tokio::sync::Semaphore;
use web::Links;
use words::{Language, Names, Words};

use crate::channels::Channels;

/// How many messages are on their way at once.
const AT_ONCE: usize = 64;

/// How soon a receipt that was not recorded is tried again, and at most how late.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Sends what is owed, for as long as the runner lives.
pub struct Deliverer {
    organisation: OrganisationId,
    handle: Handle,
    channels: Arc<Channels>,
    /// From where our links open.
    reach: Reach,
    links: Links,
    zone: TimeZone,
    language: Language,
    /// What is on its way now: owed still, and not to be sent a second time.
    under_way: Mutex<BTreeSet<NoticeId>>,
    room: Semaphore,
    /// What saves lives never waits behind what does not.
    urgent_room: Semaphore,
}

impl Deliverer {
    /// A deliverer; nothing goes out before [`Deliverer::run`].
    pub fn new(
        organisation: OrganisationId,
        handle: Handle,
        channels: Arc<Channels>,
        reach: Reach,
        links: Links,
        zone: TimeZone,
        language: Language,
    ) -> Arc<Self> {
        Arc::new(Self {
            organisation,
            handle,
            channels,
            reach,
            links,
            zone,
            language,
            under_way: Mutex::new(BTreeSet::new()),
            room: Semaphore::new(AT_ONCE),
            urgent_room: Semaphore::new(AT_ONCE),
        })
    }

    /// Looks at every commit and sends what is newly owed, urgent first.
    pub async fn run(self: Arc<Self>) {
        let mut changes = self.handle.changes();
        loop {
            let published = changes.borrow_and_update().clone();
            for notice in outbox(&published.state) {
                if self.take(&notice.id) {
                    tokio::spawn(self.clone().send(notice.id.clone(), notice.urgent));
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

    async fn send(self: Arc<Self>, id: NoticeId, urgent: bool) {
        let room = if urgent {
            &self.urgent_room
        } else {
            &self.room
        };
        if let Ok(_room) = room.acquire().await {
            // While it waited the duty may have been done: nobody is told about that.
            if let Some((message, ways)) = self.message(&id) {
                let owed = || self.message(&id).is_some();
                let report = |attempt| self.report(&id, attempt);
                let courier = &self.channels.courier;
                courier.deliver(&message, &ways, owed, report).await;
            }
        }
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&id);
    }

    /// Records an attempt. A receipt that is not recorded is tried again under the same id for as
    /// long as the runner lives: a notice that arrived must not go out again as if it were new.
    async fn report(&self, id: &NoticeId, attempt: Attempt) {
        let act = Act::Receipt {
            notice: id.clone(),
            channel: attempt.channel.to_owned(),
            outcome: attempt.outcome,
        };
        let command = self.handle.command(By::Courier, act);
        let mut pause = FIRST_PAUSE;
        loop {
            let asked = self.handle.submit(command.clone(), Attachments::none());
            match asked.await {
                Err(NotDone::NotRecorded(error)) => {
                    tracing::warn!(notice = %id, %error, "a receipt was not recorded; again soon");
                }
                Ok(_) | Err(NotDone::Refused(_) | NotDone::Stopped) => return,
            }
            tokio::time::sleep(pause).await;
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
    }

    fn message(&self, id: &NoticeId) -> Option<(Message, Vec<Way>)> {
        let published = self.handle.published();
        let notice = published.state.notices.get(id)?.clone();
        if notice.call_list {
            return None;
        }
        let message = self.write(&published, &notice)?;
        let ways = self.ways(&published, &notice);
        Some((message, ways))
    }

    fn write(&self, published: &Published, notice: &Notice) -> Option<Message> {
        let state = &published.state;
        let sealed = |value: &duty::Sealed| published.directory.text(value).map(str::to_owned);
        let names = Names::new(state, &sealed, &self.zone, self.handle.now());
        let w = Words::new(self.language);
        let text = w.notice(notice, &names)?;
        let (duty, rung) = match &notice.about {
            About::Duty { duty, rung } => (Some(state.duties.get(duty)?), *rung),
            About::Waived { .. } | About::Release => (None, 0),
        };
        let phone = state
            .people
            .get(&notice.to)
            .and_then(|person| published.directory.text(person.phone.as_ref()?));
        Some(Message {
            id: notice.id.clone(),
            to: notice.to.clone(),
            post: duty.map(|duty| duty.post.clone()),
            text,
            link: duty.map(|duty| self.links.duty(&self.organisation, &duty.id, &notice.to)),
            group_link: duty.map(|duty| self.links.group_duty(&self.organisation, &duty.id)),
            duty: duty.map(|duty| duty.id.clone()),
            incident: notice.incident.clone(),
            due: duty.and_then(|duty| duty.shown_due()),
            rung,
            exercise: false,
            repeat: notice.repeat,
            code: duty.map(|duty| {
                w.short_code(&self.links.code(&self.organisation, &duty.id, &notice.to))
            }),
            repeat_mark: w.repeat_mark(),
            urgent: notice.urgent,
            phone: phone.map(str::to_owned),
        })
    }

    /// The plan's channels in their order, then the person's own in the person's; where neither
    /// says anything, the house's. A link goes only where it opens.
    fn ways(&self, published: &Published, notice: &Notice) -> Vec<Way> {
        let state = &published.state;
        let urgent = notice.urgent || is_urgent(state, notice);
        let own = addresses(state, &notice.to, urgent, self.handle.now());
        let named = rule(state, notice).map_or(&[][..], |rule| &rule.channels);
        let mut ways = Vec::new();
        for channel in self.channels_for(named, &own) {
            let here = own.iter().filter(|it| it.channel == *channel);
            let before = ways.len();
            for address in here {
                if let Some(value) = published.directory.text(&address.value) {
                    ways.push(Way {
                        channel: channel.clone(),
                        address: Some(value.to_owned()),
                        link: self.reach >= address.opens,
                    });
                }
            }
            // A group's robot needs no address, and a text message goes to the phone number.
            if ways.len() == before && (channel == "sms" || !has_own_address(channel)) {
                ways.push(Way {
                    channel: channel.clone(),
                    address: None,
                    link: self.channels.opens(channel, self.reach),
                });
            }
        }
        ways
    }

    /// Which of the channels that are set up are tried, and in which order.
    fn channels_for<'a>(&'a self, named: &'a [String], own: &[&'a Address]) -> Vec<&'a String> {
        let house = &self.channels.order;
        let own = own.iter().map(|it| &it.channel);
        let mut order: Vec<&String> = named.iter().chain(own).collect();
        order.retain(|channel| house.contains(channel));
        if named.iter().all(|it| !house.contains(it)) {
            order.extend(house);
        }
        let mut seen = BTreeSet::new();
        order.retain(|channel| seen.insert(*channel));
        order
    }
}

/// The notice rule by which a duty tells: that of the step or report that made it, else the
/// plan's first.
fn rule<'a>(state: &'a State, notice: &Notice) -> Option<&'a NoticeRule> {
    let plan = state
        .plan_of(state.incidents.get(&notice.incident)?)?
        .plan();
    let duty: Option<&Duty> = match &notice.about {
        About::Duty { duty, .. } | About::Waived { duty } => {
            state.duties.get(duty).map(AsRef::as_ref)
        }
        About::Release => None,
    };
    let made = duty.map(|duty| (duty.task.made.by.as_str(), duty.task.made.element.as_str()));
    let own = made.and_then(|(by, element)| match by {
        "step" => {
            let mut steps = plan.procedures.iter().flat_map(|it| &it.steps);
            steps
                .find(|step| step.id.as_str() == element)?
                .notice
                .as_ref()
        }
        "report" => {
            let mut reports = plan.reports.iter();
            reports
                .find(|report| report.id.as_str() == element)?
                .notice
                .as_ref()
        }
        _ => None,
    });
    plan.notice(own)
}

/// Grades I and II reach people at every hour.
fn is_urgent(state: &State, notice: &Notice) -> bool {
    let incident = state.incidents.get(&notice.incident);
    let grade = incident.and_then(|it| it.grading.certain);
    grade.is_some_and(|rank| rank.number() <= 2)
}
