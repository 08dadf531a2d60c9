//! Alerts as Prometheus Alertmanager's API v2 takes them: `POST /api/v2/alerts`.
//!
//! Labels are an alert's identity. A missing `startsAt` is now; a missing `endsAt` is now plus
//! five minutes; an `endsAt` in the past resolves. Senders send again and again: that is no news.
//! The answer is 200 with an empty body, and only once everything taken is on disk; 5xx asks for
//! the same again. Of a list with unusable alerts the usable ones are taken and the answer is
//! 400, as Alertmanager does it. Source: the OpenAPI document of Alertmanager's API v2.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use engine::{AccountId, Act, By, OrganisationId, Signal};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use runner::{Attachments, Handle, NotDone};
use serde_json::json;

use crate::alert::{Alert, Posted, place_labels};
use crate::archive::Archive;
use crate::enqueue;
use crate::query;
use crate::seen::{Seen, Untaken};

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
            .route("/api/v2/alerts", post(take))
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

async fn take(
    State(intake): State<Arc<Intake>>,
    Extension(handle): Extension<Handle>,
    Extension(sender): Extension<AccountId>,
    body: Bytes,
) -> Response {
    let posted: Vec<Posted> = match serde_json::from_slice(&body) {
        Ok(posted) => posted,
        Err(error) => return bad(&format!("parsing alerts body: {error}")),
    };
    let now = handle.now();
    let places = handle.read(place_labels);
    let mut attachments = Attachments::none();
    let mut alerts = Vec::with_capacity(posted.len());
    let mut signals = Vec::with_capacity(posted.len());
    let mut unusable = Vec::new();
    for posted in posted {
        match posted.usable(now) {
            Ok(alert) => match alert.signal(&places, &mut attachments) {
                Ok(signal) => {
                    signals.push(signal);
                    alerts.push(alert);
                }
                Err(error) => return unavailable(&error.to_string()),
            },
            Err(reason) => unusable.push(reason),
        }
    }
    match intake
        .record(&handle, &sender, alerts, signals, attachments)
        .await
    {
        Ok(()) if unusable.is_empty() => StatusCode::OK.into_response(),
        Ok(()) => bad(&unusable.join("; ")),
        Err(NotDone::Refused(refusal)) => bad(&format!("{refusal:?}")),
        Err(error @ (NotDone::NotRecorded(_) | NotDone::Stopped)) => {
            unavailable(&error.to_string())
        }
    }
}

/// Alertmanager's errors are a JSON string.
pub(crate) fn bad(reason: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(reason)).into_response()
}

fn unavailable(reason: &str) -> Response {
    tracing::warn!(reason, "alerts were not taken");
    (StatusCode::SERVICE_UNAVAILABLE, Json(reason)).into_response()
}
