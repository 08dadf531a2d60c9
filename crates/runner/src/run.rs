//! The loop: take all that waits, decide each, commit once, and only then publish and answer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use duty::IncidentId;
use engine::{
    Act, By, Command, CommandId, Happened, OrganisationId, Outcome, decide, evolve, next_due,
};
use journal::{Commit, FoldError, Journal, JournalError, NewRecord, SealedValue, Unreadable};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use crate::clock::{Clock, EngineTime};
use crate::handle::{Attachments, Handle, NotDone, Request, Taken, unhex};
use crate::past::archives;
use crate::published::Published;

/// How many requests are taken into one commit.
const BATCH: usize = 1_024;

/// How many may wait before callers wait too.
const WAITING: usize = 4_096;

/// How soon after a commit the signed head is written; the promise is one second.
const HEAD_AFTER: Duration = Duration::from_millis(300);

/// Why a runner could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The journal could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A record is of a kind or version that this build does not know.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The log could not be folded.
    #[error(transparent)]
    Fold(#[from] FoldError),
    /// The start itself could not be recorded.
    #[error(transparent)]
    NotDone(#[from] NotDone),
}

/// A running runner.
pub struct Runner {
    handle: Handle,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
    heads: JoinHandle<()>,
    journal: Arc<Journal>,
}

impl Runner {
    /// Replays an organisation's log and starts to take commands.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(
        journal: Arc<Journal>,
        organisation: OrganisationId,
        clock: Clock,
    ) -> Result<Self, StartError> {
        journal.hold(organisation.as_str()).await?;
        let published = replay(&journal, &organisation).await?;
        let state = &published.state;
        let time = Arc::new(EngineTime::new(clock, state.last, state.clock_rejected));
        let founded = published.state.organisation.is_some();
        let (requests, waiting) = mpsc::channel(WAITING);
        let (publish, seen) = watch::channel(Arc::new(published));
        let (stop, stopped) = oneshot::channel();
        let dirty = Arc::new(Notify::new());
        let looping = Loop {
            journal: journal.clone(),
            organisation: organisation.clone(),
            time: time.clone(),
            publish,
            dirty: dirty.clone(),
        };
        looping.look_at_the_clock_first().await;
        let running = tokio::spawn(looping.run(waiting, stopped));
        let heads = tokio::spawn(write_heads(journal.clone(), dirty, time.clone()));
        let handle = Handle {
            requests,
            published: seen,
            time,
            journal: journal.clone(),
            organisation,
        };
        if founded {
            handle
                .act(By::Node, Act::Start, Attachments::none())
                .await?;
        }
        Ok(Self {
            handle,
            stop,
            running,
            heads,
            journal,
        })
    }

    /// The handle.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Stops in good order: what was taken is committed and answered, and the head is signed.
    ///
    /// # Errors
    /// What the disk may say about the last head; every commit is safe all the same.
    pub async fn stop(self) -> Result<(), JournalError> {
        // A loop that has already ended needs no word.
        let _ = self.stop.send(());
        let _ = self.running.await;
        self.heads.abort();
        let _ = self.heads.await;
        self.journal.write_heads(self.handle.now()).await?;
        Ok(())
    }
}

/// Folds a log into what readers see.
async fn replay(journal: &Journal, organisation: &OrganisationId) -> Result<Published, StartError> {
    let own = organisation.as_str();
    let folded = journal.fold(own).await?;
    let mut published = Published::new(folded.state, folded.position);
    let named = folded.named.into_iter();
    let mut named: BTreeMap<String, Option<IncidentId>> = named
        .flat_map(|(of, ids)| ids.into_iter().map(move |id| (id, of.clone())))
        .collect();
    let mut after = String::new();
    loop {
        let page = journal.sealed_values(own, &after).await?;
        let Some(last) = page.last() else {
            return Ok(published);
        };
        after.clone_from(&last.id);
        for value in page {
            if let Some(of) = named.remove(&value.id) {
                published.keep(of.as_ref(), value.id, &value.value);
            }
        }
    }
}

async fn write_heads(journal: Arc<Journal>, dirty: Arc<Notify>, time: Arc<EngineTime>) {
    loop {
        dirty.notified().await;
        tokio::time::sleep(HEAD_AFTER).await;
        if let Err(error) = journal.write_heads(time.now()).await {
            tracing::error!(%error, "the signed head could not be written");
        }
    }
}

struct Loop {
    journal: Arc<Journal>,
    organisation: OrganisationId,
    time: Arc<EngineTime>,
    publish: watch::Sender<Arc<Published>>,
    dirty: Arc<Notify>,
}

/// Whoever waits for a command, and what it came to if the commit succeeds.
struct Waiter {
    answer: oneshot::Sender<Result<Taken, NotDone>>,
    come_to: Result<Outcome, NotDone>,
}

impl Loop {
    async fn run(self, mut waiting: mpsc::Receiver<Request>, mut stopped: oneshot::Receiver<()>) {
        loop {
            let (due, asked) = {
                let published = self.publish.borrow();
                let due = next_due(&published.state).map(|(at, _)| at);
                (due, published.state.clock.is_some())
            };
            let mut batch = Vec::new();
            tokio::select! {
                biased;
                count = waiting.recv_many(&mut batch, BATCH) => {
                    if count == 0 {
                        return;
                    }
                }
                () = self.time.until(due, !asked) => {}
                _ = &mut stopped => {
                    waiting.close();
                    while waiting.recv_many(&mut batch, BATCH).await > 0 {}
                    self.commit(batch).await;
                    return;
                }
            }
            self.commit(batch).await;
        }
    }

    /// Before anything happens by it.
    async fn look_at_the_clock_first(&self) {
        if self.time.leap().is_none() {
            self.time.believe();
        } else {
            self.commit(Vec::new()).await;
        }
    }

    /// Decides all of a batch, and time itself, on a copy; commits once; then publishes.
    async fn commit(&self, batch: Vec<Request>) {
        let stood = self.time.now();
        let before = self.publish.borrow().clone();
        let mut next = (*before).clone();
        let mut commit = Commit::default();
        let mut waiters = Vec::with_capacity(batch.len());
        let leapt = self.look_at_the_clock(&mut next, &mut commit);
        self.tick(&mut next, &mut commit);
        for request in batch {
            let come_to = self.take(&mut next, &mut commit, request.command, request.attachments);
            waiters.push(Waiter {
                answer: request.answer,
                come_to,
            });
        }
        if commit.records.is_empty() {
            return answer(waiters, before.position);
        }
        let appended = self
            .journal
            .append(self.organisation.as_str(), before.position, &commit)
            .await;
        match appended {
            Ok(head) => {
                if leapt {
                    self.time.believe();
                }
                next.position = head.position;
                self.publish.send_replace(Arc::new(next));
                self.dirty.notify_one();
                answer(waiters, head.position);
            }
            Err(error) => {
                tracing::error!(%error, "nothing of this commit was recorded");
                for waiter in waiters {
                    // Whoever has gone does not need to hear it.
                    let _ = waiter
                        .answer
                        .send(Err(NotDone::NotRecorded(error.to_string())));
                }
                // What was not recorded has set no clock.
                if self.time.now() < stood || leapt {
                    self.time.set(stood);
                }
                self.read_again().await;
            }
        }
    }

    /// Records that the wall clock has leapt, before any timer fires; while a person is asked
    /// about one leap, no other is looked for. Says whether it had.
    fn look_at_the_clock(&self, next: &mut Published, commit: &mut Commit) -> bool {
        let founded = next.state.organisation.is_some();
        let Some(leap) = self.time.leap().filter(|_| founded) else {
            return false;
        };
        if next.state.clock.is_some() && !leap.starting {
            return false;
        }
        tracing::warn!(stood = %leap.stood, wall = %leap.wall, "the clock of the machine leapt");
        self.time.set(leap.at());
        let position = next.position + commit.records.len() as u64;
        let command = Command {
            id: CommandId::new(format!("clock-{position}")).expect("digits are an identifier"),
            made: leap.at(),
            by: By::Clock,
            act: Act::ClockLeapt {
                stood: leap.stood,
                wall: leap.wall,
                starting: leap.starting,
            },
        };
        if let Err(refused) = self.take(next, commit, command, Attachments::none()) {
            // The clock is never refused.
            tracing::error!(%refused, "a leap of the clock could not be recorded");
        }
        true
    }

    fn tick(&self, next: &mut Published, commit: &mut Commit) {
        loop {
            let now = self.time.now();
            let due = next_due(&next.state).is_some_and(|(at, _)| at <= now);
            if !due {
                return;
            }
            let position = next.position + commit.records.len() as u64;
            let command = Command {
                id: CommandId::new(format!("tick-{position}")).expect("digits are an identifier"),
                made: now,
                by: By::Clock,
                act: Act::Tick,
            };
            let taken = self.take(next, commit, command, Attachments::none());
            if let Err(refused) = taken {
                // The clock is never refused; going on would spin.
                tracing::error!(%refused, "time could not pass");
                return;
            }
        }
    }

    fn take(
        &self,
        next: &mut Published,
        commit: &mut Commit,
        command: Command,
        attachments: Attachments,
    ) -> Result<Outcome, NotDone> {
        let (now, wall) = self.time.both();
        let id = command.id.clone();
        let mut events = decide(&next.state, &command, now)
            .map_err(|refusal| NotDone::Refused(Box::new(refusal)))?;
        let first = commit.records.len();
        let mut incidents = Vec::with_capacity(events.len());
        for event in &mut events {
            event.wall = (wall != event.at).then_some(wall);
            commit.records.push(journal::to_record(event));
            let position = next.position + commit.records.len() as u64;
            let views = commit.views.get_or_insert_default();
            incidents.push(views.take(position, event, &next.state));
            evolve(&mut next.state, event);
            if let Some(archived) = archives(&event.what) {
                next.forget_values_of(archived);
            }
            if let Happened::Erased { destroyed, .. } = &event.what {
                next.destroy(destroyed);
                commit.destroyed.values.extend(destroyed.values.clone());
                let files = destroyed.files.iter().filter_map(|file| unhex(file));
                commit.destroyed.blobs.extend(files);
            }
        }
        if let Some(last) = events.last().filter(|last| last.at < now) {
            self.time.set(last.at);
        }
        let named = named(&commit.records[first..], &attachments.sealed);
        for (value, named) in attachments.sealed.into_iter().zip(named) {
            // What no record names would lie there for nobody.
            let Some(naming) = named else { continue };
            let incident = incidents[naming].as_ref();
            if incident.is_none_or(|it| next.state.incidents.contains_key(it)) {
                next.keep(incident, value.id.clone(), &value.value);
            }
            commit.sealed.push(value);
        }
        Ok(next.state.remembered(&id).cloned().unwrap_or(Outcome::Done))
    }

    /// The outcome of an append is unknown: the journal alone says what is true.
    async fn read_again(&self) {
        loop {
            match replay(&self.journal, &self.organisation).await {
                Ok(published) => {
                    self.publish.send_replace(Arc::new(published));
                    return;
                }
                Err(error) => {
                    tracing::error!(%error, "the journal cannot be read; trying again");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }
}

/// Of each value, the first record that names its id. Bodies are JSON and an id is a whole string of
/// it; ids are random, so nothing else looks like one. Every body is read once: a list of alerts
/// brings thousands of records and of values.
fn named(records: &[NewRecord], values: &[SealedValue]) -> Vec<Option<usize>> {
    let places: BTreeMap<&[u8], usize> = values
        .iter()
        .enumerate()
        .map(|(place, value)| (value.id.as_bytes(), place))
        .collect();
    let mut named = vec![None; values.len()];
    if values.is_empty() {
        return named;
    }
    for (at, record) in records.iter().enumerate() {
        for text in record.body.split(|byte| *byte == b'"') {
            if let Some(place) = places.get(text) {
                named[*place].get_or_insert(at);
            }
        }
    }
    named
}

fn answer(waiters: Vec<Waiter>, position: u64) {
    for waiter in waiters {
        let taken = waiter.come_to.map(|outcome| Taken { outcome, position });
        // Whoever has gone does not need to hear it.
        let _ = waiter.answer.send(taken);
    }
}
