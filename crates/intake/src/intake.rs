//! What takes signals in, in the form of every sender, and keeps what was sent of each organisation.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use engine::{AccountId, Act, By, OrganisationId, Signal};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use runner::{Attachments, Handle, NotDone};
use serde_json::json;

use crate::alert::Alert;
use crate::archive::Archive;
use crate::seen::{Seen, Untaken};
use crate::{alertmanager, enqueue, query};

/// The largest list of alerts, in bytes.
const LARGEST_BYTES: usize = 4 * 1024 * 1024;

/// What takes alerts in. What was sent to one organisation is never shown to another.
pub struct Intake {
    archive: PathBuf,
    zone: TimeZone,
    started: Timestamp,
    kept: Mutex<BTreeMap<OrganisationId, Arc<Kept>>>,
}

/// What is kept of one organisation's alerts.
pub(crate) struct Kept {
    seen: Mutex<Seen>,
    archive: Mutex<Archive>,
}

impl Intake {
    /// What no rule takes is kept under the archive's folder, by the days of the zone.
    pub fn new(archive: PathBuf, zone: TimeZone, started: Timestamp) -> Arc<Self> {
        Arc::new(Self {
            archive,
            zone,
            started,
            kept: Mutex::default(),
        })
    }

    /// The routes that take signals, for a router that checks the token before, and names its
    /// account and the handle of its organisation as extensions of the request.
    pub fn senders(self: &Arc<Self>) -> Router {
        Router::new()
            .route("/api/v2/alerts", post(alertmanager::take))
            .route("/api/v2/silences", post(query::no_silences))
            .route("/v2/enqueue", post(enqueue::take))
            .layer(DefaultBodyLimit::max(LARGEST_BYTES))
            .with_state(self.clone())
    }

    /// The routes that show what was taken, for the same kind of router.
    pub fn readers(self: &Arc<Self>) -> Router {
        Router::new()
            .route("/api/v2/alerts", get(query::alerts))
            .route("/api/v2/status", get(query::status))
            .route("/api/v2/receivers", get(query::receivers))
            .route("/api/v2/silences", get(query::silences))
            .with_state(self.clone())
    }

    /// What no rule of an organisation took.
    pub fn untaken(&self, organisation: &OrganisationId, now: Timestamp) -> Untaken {
        let kept = self.kept().get(organisation).cloned();
        kept.map_or_else(Untaken::default, |kept| kept.seen().untaken(self.day(now)))
    }

    pub(crate) fn started(&self) -> Timestamp {
        self.started
    }

    /// What is kept of the organisation of an id.
    pub(crate) fn of(&self, organisation: &OrganisationId) -> Arc<Kept> {
        let new = || {
            Arc::new(Kept {
                seen: Mutex::default(),
                archive: Mutex::new(Archive::new(&self.archive, organisation)),
            })
        };
        let mut kept = self.kept();
        kept.entry(organisation.clone()).or_insert_with(new).clone()
    }

    fn kept(&self) -> MutexGuard<'_, BTreeMap<OrganisationId, Arc<Kept>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn day(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// Records signals, and takes note of the alerts that they were made of.
    ///
    /// # Errors
    /// [`NotDone`] when they are not on disk.
    pub(crate) async fn record(
        &self,
        handle: &Handle,
        sender: &AccountId,
        alerts: Vec<Alert>,
        signals: Vec<Signal>,
        attachments: Attachments,
    ) -> Result<(), NotDone> {
        let by = By::Sender(sender.clone());
        let act = Act::TakeSignals(signals.clone());
        handle.act(by, act, attachments).await?;
        self.note(handle, sender, &alerts, &signals, handle.now());
        Ok(())
    }

    /// Takes note of alerts that were answered for: what is on, and what no rule took.
    fn note(
        &self,
        handle: &Handle,
        sender: &AccountId,
        alerts: &[Alert],
        signals: &[Signal],
        now: Timestamp,
    ) {
        let Some(organisation) = own_id(handle) else {
            return;
        };
        let kept = self.of(&organisation);
        let day = self.day(now);
        let mut lines = Vec::new();
        {
            let published = handle.published();
            let mut seen = kept.seen();
            for (alert, signal) in alerts.iter().zip(signals) {
                let taken = published.state.signals.contains_key(&signal.fingerprint);
                if seen.take(&signal.fingerprint, alert, taken, now, day) {
                    let line = json!({ "received": now, "sender": sender, "alert": alert });
                    lines.extend_from_slice(line.to_string().as_bytes());
                    lines.push(b'\n');
                }
            }
        }
        if lines.is_empty() {
            return;
        }
        let mut archive = kept.archive.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = archive.keep(day, &lines) {
            tracing::warn!(%error, "signals that no rule took were not archived");
        }
    }
}

impl Kept {
    pub(crate) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The id of the organisation whose handle this is; none before it is founded.
pub(crate) fn own_id(handle: &Handle) -> Option<OrganisationId> {
    handle.read(|state| state.organisation.as_ref().map(|own| own.id.clone()))
}
