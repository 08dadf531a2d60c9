//! One board for each page, language and class of right that somebody listens to.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use accounts::Whose;
use axum::body::Bytes;
use duty::{IncidentId, PersonId};
use engine::{OrganisationId, Role};
use runner::{JournalError, Published};
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::sleep;
use words::{Language, machine_time};

use super::Parts;
use crate::pages::room::Shown;
use crate::pages::{desk, room};
use crate::sight::Sight;

/// What changes with time alone is rendered this often.
const EVERY: Duration = Duration::from_secs(60);

/// Between two renderings: a storm of signals is one update.
const PAUSE: Duration = Duration::from_millis(100);

/// The event that tells a page to load itself again.
pub(super) const RELOAD: &str = "event: reload\ndata: {}\n\n";

/// A page that is kept live.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Page {
    /// The desk.
    Desk,
    /// The room of an incident, with these duties listed.
    Room(IncidentId, Shown),
}

/// A page as a class of right sees it in a language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    organisation: OrganisationId,
    page: Page,
    language: Language,
    role: Role,
    person: Option<PersonId>,
}

/// One rendering, framed as it is sent.
#[derive(Clone)]
pub(super) struct Frame {
    /// The how many-th of its board.
    pub number: u64,
    /// Position of the log that it shows.
    pub position: u64,
    /// All parts.
    pub whole: Bytes,
    /// The parts that are not as they were in the frame before; empty if all are.
    pub news: Bytes,
    /// The page is no longer what it was, and has to be loaded again.
    pub is_gone: bool,
}

/// Why nobody more listens.
pub(super) enum Denied {
    /// There is no such page for whoever asks.
    NothingThere,
    /// The records or views could not be read.
    Unread,
    /// There are as many listeners as this machine can take, or as one account may have.
    Full,
}

/// All boards that somebody listens to.
pub(crate) struct Boards {
    shelf: Arc<Mutex<Shelf>>,
    rendered: Arc<AtomicU64>,
    most: usize,
}

#[derive(Default)]
struct Shelf {
    boards: BTreeMap<Key, watch::Sender<Frame>>,
    seats: BTreeMap<Whose, usize>,
}

/// The place of one listener, given back when it goes.
pub(super) struct Seat {
    shelf: Arc<Mutex<Shelf>>,
    whose: Whose,
}

impl Boards {
    /// For so many listeners at a time; one account may be half of them.
    pub fn new(most: usize) -> Self {
        Self {
            shelf: Arc::default(),
            rendered: Arc::default(),
            most,
        }
    }

    /// How many listen.
    pub fn listeners(&self) -> u64 {
        lock(&self.shelf).seats.values().sum::<usize>() as u64
    }

    /// How often a board was rendered.
    pub fn rendered(&self) -> u64 {
        self.rendered.load(Ordering::Relaxed)
    }

    /// Listens to a page as `sight` sees it. The first listener starts the board, which goes on
    /// as long as there is one.
    pub(super) async fn listen(
        &self,
        page: Page,
        sight: &Sight,
        whose: &Whose,
    ) -> Result<(watch::Receiver<Frame>, Seat), Denied> {
        let class = sight.class().ok_or(Denied::NothingThere)?;
        let key = Key {
            organisation: sight.organisation_id.clone(),
            page,
            language: sight.w.language(),
            role: class.role,
            person: class.person.clone(),
        };
        let seat = self.seat(whose)?;
        if let Some(frames) = lock(&self.shelf).frames(&key) {
            return Ok((frames, seat));
        }
        let sight = sight.clone().of(class).shared();
        let (painter, first) = Painter::begin(self, key, sight).await?;
        let known = {
            let mut shelf = lock(&self.shelf);
            let known = shelf.frames(&painter.key);
            if known.is_none() {
                let sender = painter.frames.clone();
                shelf.boards.insert(painter.key.clone(), sender);
            }
            known
        };
        // Somebody else may have begun the same board meanwhile; then this one is dropped.
        if let Some(frames) = known {
            return Ok((frames, seat));
        }
        tokio::spawn(painter.paint());
        Ok((first, seat))
    }

    fn seat(&self, whose: &Whose) -> Result<Seat, Denied> {
        let mut shelf = lock(&self.shelf);
        let own = shelf.seats.get(whose).copied().unwrap_or(0);
        if shelf.seats.values().sum::<usize>() >= self.most || own >= self.most.div_ceil(2) {
            return Err(Denied::Full);
        }
        *shelf.seats.entry(whose.clone()).or_default() += 1;
        Ok(Seat {
            shelf: self.shelf.clone(),
            whose: whose.clone(),
        })
    }
}

impl Shelf {
    fn frames(&self, key: &Key) -> Option<watch::Receiver<Frame>> {
        self.boards.get(key).map(watch::Sender::subscribe)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut shelf = lock(&self.shelf);
        if let Some(own) = shelf.seats.get_mut(&self.whose) {
            *own -= 1;
            if *own == 0 {
                shelf.seats.remove(&self.whose);
            }
        }
    }
}

/// Renders one board for as long as somebody listens.
struct Painter {
    shelf: Arc<Mutex<Shelf>>,
    rendered: Arc<AtomicU64>,
    key: Key,
    sight: Sight,
    parts: Vec<(&'static str, String)>,
    frames: watch::Sender<Frame>,
    changes: watch::Receiver<Arc<Published>>,
}

impl Painter {
    async fn begin(
        boards: &Boards,
        key: Key,
        sight: Sight,
    ) -> Result<(Self, watch::Receiver<Frame>), Denied> {
        // Before the first rendering, so that nothing committed meanwhile is missed.
        let mut changes = sight.handle.changes();
        changes.mark_unchanged();
        let mut sight = sight.again();
        let parts = parts(&key.page, &mut sight).await;
        let parts = parts.map_err(|error| {
            tracing::error!(%error, "a board could not be rendered");
            Denied::Unread
        })?;
        let parts = parts.ok_or(Denied::NothingThere)?;
        boards.rendered.fetch_add(1, Ordering::Relaxed);
        let (frames, first) = watch::channel(Frame {
            number: 0,
            position: sight.published.position,
            whole: framed(&sight, &parts),
            news: Bytes::new(),
            is_gone: false,
        });
        let painter = Self {
            shelf: boards.shelf.clone(),
            rendered: boards.rendered.clone(),
            key,
            sight,
            parts,
            frames,
            changes,
        };
        Ok((painter, first))
    }

    async fn paint(mut self) {
        loop {
            tokio::select! {
                () = self.frames.closed() => if self.leave() { return },
                changed = self.changes.changed() => if changed.is_err() { return },
                () = sleep(EVERY) => {}
            }
            self.changes.mark_unchanged();
            if self.frames.receiver_count() > 0 && !self.once_more().await {
                return;
            }
            sleep(PAUSE).await;
        }
    }

    /// Renders what is committed now; false when there is nothing left to keep live.
    async fn once_more(&mut self) -> bool {
        self.sight = self.sight.clone().again();
        let before = self.frames.borrow().clone();
        let position = self.sight.published.position;
        let parts = match parts(&self.key.page, &mut self.sight).await {
            Ok(parts) => parts,
            Err(error) => {
                tracing::error!(%error, "a board could not be rendered; trying again");
                return true;
            }
        };
        self.rendered.fetch_add(1, Ordering::Relaxed);
        let is_same_page = |parts: &Vec<(&'static str, String)>| {
            let names = |parts: &Vec<(&'static str, String)>| -> Vec<&str> {
                parts.iter().map(|(name, _)| *name).collect()
            };
            names(parts) == names(&self.parts)
        };
        let Some(parts) = parts.filter(is_same_page) else {
            self.frames.send_replace(Frame {
                number: before.number + 1,
                position,
                is_gone: true,
                ..before
            });
            return false;
        };
        let changed: Vec<_> = parts
            .iter()
            .zip(&self.parts)
            .filter(|(new, old)| new != old)
            .map(|(new, _)| new.clone())
            .collect();
        let news = if changed.is_empty() {
            Bytes::new()
        } else {
            framed(&self.sight, &changed)
        };
        self.frames.send_replace(Frame {
            number: before.number + 1,
            position,
            whole: framed(&self.sight, &parts),
            news,
            is_gone: false,
        });
        self.parts = parts;
        true
    }

    /// Leaves the shelf, unless somebody has come in the meantime.
    fn leave(&self) -> bool {
        let mut shelf = lock(&self.shelf);
        let nobody = self.frames.receiver_count() == 0;
        if nobody {
            shelf.boards.remove(&self.key);
        }
        nobody
    }
}

impl Drop for Painter {
    /// However it ended, its listeners must hear of it and the next one starts a board anew.
    fn drop(&mut self) {
        let mut shelf = lock(&self.shelf);
        let own = |it: &watch::Sender<Frame>| it.same_channel(&self.frames);
        if shelf.boards.get(&self.key).is_some_and(own) {
            shelf.boards.remove(&self.key);
        }
    }
}

/// The parts of a page; none when there is no such page.
async fn parts(
    page: &Page,
    sight: &mut Sight,
) -> Result<Option<Vec<(&'static str, String)>>, JournalError> {
    let parts: Parts = match page {
        Page::Desk => desk::parts(sight).await?,
        Page::Room(id, shown) => match sight.look_at(id).await? {
            Some(incident) => room::parts(sight, &incident, *shown),
            None => return Ok(None),
        },
    };
    Ok(Some(parts.into_texts()))
}

/// What one event carries.
#[derive(Serialize)]
struct Data<'a> {
    /// The server's time, by which the page's clocks go on.
    now: String,
    /// Name and text of each part.
    parts: &'a [(&'static str, String)],
}

/// JSON has no line ends, so that one line of data is enough.
fn framed(sight: &Sight, parts: &[(&'static str, String)]) -> Bytes {
    let data = Data {
        now: machine_time(sight.now, &sight.zone),
        parts,
    };
    let json = serde_json::to_string(&data).expect("texts are always JSON");
    let position = sight.published.position;
    Bytes::from(format!("id: {position}\nevent: parts\ndata: {json}\n\n"))
}

fn lock(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}
