//! One listener: a body that goes on until the server stops, the account may no longer listen, or
//! ten minutes are over.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use accounts::Whose;
use axum::body::{Body, Bytes};
use engine::Right;
use futures_util::stream::unfold;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::board::{Frame, RELOAD, Seat};
use crate::app::Web;

/// A silent line is taken for a dead one by proxies and by our script; so it is not silent.
const BREATH: Duration = Duration::from_secs(15);

/// How often the session is looked up.
const CHECK: Duration = Duration::from_secs(60);

/// How long one line lasts at least; the page asks again. Spread over two minutes, so that
/// thousands do not come back at the same time.
const LASTS: Duration = Duration::from_secs(540);
const SPREAD: u64 = 120;

/// What a page hears that is up to date.
const UP_TO_DATE: &str = ": live\n\n";

static COME: AtomicU64 = AtomicU64::new(0);

pub(super) struct Listener {
    web: Web,
    whose: Whose,
    right: Right,
    secret: String,
    frames: watch::Receiver<Frame>,
    /// Number of the frame that the page shows; none before the first.
    seen: Option<u64>,
    ends: Instant,
    check: Instant,
    _seat: Seat,
}

impl Listener {
    pub fn new(
        web: Web,
        whose: Whose,
        right: Right,
        secret: String,
        frames: watch::Receiver<Frame>,
        seat: Seat,
    ) -> Self {
        let spread = COME.fetch_add(1, Ordering::Relaxed) % SPREAD;
        let now = Instant::now();
        Self {
            web,
            whose,
            right,
            secret,
            frames,
            seen: None,
            ends: now + LASTS + Duration::from_secs(spread),
            check: now + CHECK,
            _seat: seat,
        }
    }

    /// The events for a page that shows the log up to `after`.
    pub fn body(mut self, after: Option<u64>) -> Body {
        let frame = self.frames.borrow_and_update().clone();
        let first = if after == Some(frame.position) {
            self.seen = Some(frame.number);
            Bytes::from_static(UP_TO_DATE.as_bytes())
        } else {
            self.show(&frame)
        };
        Body::from_stream(unfold((self, Some(first)), |(mut listener, first)| async {
            let bytes = match first {
                Some(first) => Some(first),
                None => listener.next().await,
            };
            bytes.map(|bytes| (Ok::<_, Infallible>(bytes), (listener, None)))
        }))
    }

    /// The next bytes; none when the line ends.
    async fn next(&mut self) -> Option<Bytes> {
        let mut ready = self.web.ready.watch();
        let mut stopping = pin!(async { drop(ready.wait_for(|ready| !ready).await) });
        let breath = Instant::now() + BREATH;
        loop {
            tokio::select! {
                () = &mut stopping => return None,
                changed = self.frames.changed() => {
                    changed.ok()?;
                    let frame = self.frames.borrow_and_update().clone();
                    if !self.has_right() {
                        return None;
                    }
                    let bytes = self.show(&frame);
                    if !bytes.is_empty() {
                        return Some(bytes);
                    }
                }
                () = sleep_until(breath.min(self.check).min(self.ends)) => {
                    let now = Instant::now();
                    if now >= self.ends {
                        return None;
                    }
                    if now >= self.check {
                        self.check = now + CHECK;
                        if !(self.has_right() && self.has_session().await) {
                            return None;
                        }
                    }
                    if now >= breath {
                        return Some(Bytes::from_static(UP_TO_DATE.as_bytes()));
                    }
                }
            }
        }
    }

    /// What brings the page to a frame. Whoever missed one gets all of it.
    fn show(&mut self, frame: &Frame) -> Bytes {
        let follows = self.seen.is_some_and(|seen| seen + 1 == frame.number);
        self.seen = Some(frame.number);
        if frame.is_gone {
            Bytes::from_static(RELOAD.as_bytes())
        } else if follows {
            frame.news.clone()
        } else {
            frame.whole.clone()
        }
    }

    fn has_right(&self) -> bool {
        let house = self.web.organisations.get(&self.whose.organisation);
        house.is_some_and(|house| {
            let right = |state: &engine::State| state.rights.get(&self.whose.account).cloned();
            house.handle.read(right).as_ref() == Some(&self.right)
        })
    }

    async fn has_session(&self) -> bool {
        let now = self.web.organisations.now();
        match self.web.accounts.session(&self.secret, now).await {
            Ok(session) => session.is_some(),
            Err(error) => {
                tracing::error!(%error, "a session could not be looked up");
                false
            }
        }
    }
}
