//! Alerts as Prometheus Alertmanager's API v2 takes them: `POST /api/v2/alerts`.
//!
//! Labels are an alert's identity. A missing `startsAt` is now; a missing `endsAt` is now plus
//! five minutes; an `endsAt` in the past resolves. Senders send again and again: that is no news.
//! The answer is 200 with an empty body, and only once everything taken is on disk; 5xx asks for
//! the same again. Of a list with unusable alerts the usable ones are taken and the answer is
//! 400, as Alertmanager does it. Source: the OpenAPI document of Alertmanager's API v2.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use engine::{AccountId, Act, By, Signal};
use jiff::{SignedDuration, Timestamp};
use runner::{Attachments, Handle, NotDone};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// How long an alert lasts whose sender names no end.
const RESOLVE_TIMEOUT: SignedDuration = SignedDuration::from_mins(5);

/// The largest list of alerts, in bytes.
const LARGEST_BYTES: usize = 4 * 1024 * 1024;

/// The longest label or annotation, in bytes.
const LONGEST_TEXT: usize = 4 * 1024;

/// The routes, for a router that checks the token before, and names its account and the handle of
/// its organisation as extensions of the request.
pub fn alertmanager() -> Router {
    Router::new()
        .route("/api/v2/alerts", post(take))
        .layer(DefaultBodyLimit::max(LARGEST_BYTES))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PostableAlert {
    labels: BTreeMap<String, String>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
    starts_at: Option<Timestamp>,
    ends_at: Option<Timestamp>,
}

async fn take(
    Extension(handle): Extension<Handle>,
    Extension(sender): Extension<AccountId>,
    body: Bytes,
) -> Response {
    let alerts: Vec<PostableAlert> = match serde_json::from_slice(&body) {
        Ok(alerts) => alerts,
        Err(error) => return bad(&format!("parsing alerts body: {error}")),
    };
    let now = handle.now();
    let places = place_labels(&handle);
    let mut attachments = Attachments::none();
    let mut signals = Vec::with_capacity(alerts.len());
    let mut unusable = Vec::new();
    for alert in alerts {
        match usable(alert, now) {
            Ok(alert) => match signal(alert, now, &places, &mut attachments) {
                Ok(signal) => signals.push(signal),
                Err(error) => return unavailable(&error.to_string()),
            },
            Err(reason) => unusable.push(reason),
        }
    }
    let taken = handle
        .act(By::Sender(sender), Act::TakeSignals(signals), attachments)
        .await;
    match taken {
        Ok(_) if unusable.is_empty() => StatusCode::OK.into_response(),
        Ok(_) => bad(&unusable.join("; ")),
        Err(NotDone::Refused(refusal)) => bad(&format!("{refusal:?}")),
        Err(error @ (NotDone::NotRecorded(_) | NotDone::Stopped)) => {
            unavailable(&error.to_string())
        }
    }
}

/// Alertmanager drops empty labels, and asks for one that is left.
fn usable(mut alert: PostableAlert, now: Timestamp) -> Result<PostableAlert, String> {
    alert.labels.retain(|_, value| !value.is_empty());
    if alert.labels.is_empty() {
        return Err("at least one label pair required".to_owned());
    }
    let texts = alert.labels.iter().chain(&alert.annotations);
    for (name, value) in texts {
        if name.is_empty() || name.len() > LONGEST_TEXT || value.len() > LONGEST_TEXT {
            return Err(format!(
                "label or annotation over {LONGEST_TEXT} bytes, or without a name"
            ));
        }
    }
    let starts = alert.starts_at.unwrap_or(now);
    if alert.ends_at.is_some_and(|ends| ends < starts) {
        return Err("start time must be before end time".to_owned());
    }
    Ok(alert)
}

fn signal(
    alert: PostableAlert,
    now: Timestamp,
    places: &BTreeSet<String>,
    attachments: &mut Attachments,
) -> Result<Signal, runner::JournalError> {
    let text = ["summary", "description", "message"]
        .iter()
        .find_map(|name| alert.annotations.get(*name));
    let text = attachments.seal_some(text.map(String::as_str))?;
    let place = places.iter().find_map(|name| alert.labels.get(name));
    let place = attachments.seal_some(place.map(String::as_str))?;
    let starts = alert.starts_at.unwrap_or(now);
    let ends = match alert.ends_at {
        Some(ends) => ends,
        None => now.checked_add(RESOLVE_TIMEOUT).unwrap_or(now),
    };
    Ok(Signal {
        fingerprint: fingerprint(&alert.labels),
        labels: alert.labels,
        text,
        place,
        starts,
        ends,
    })
}

/// Labels that rules read a place from.
fn place_labels(handle: &Handle) -> BTreeSet<String> {
    handle.read(|state| {
        state
            .current_plans()
            .flat_map(|(_, _, ready)| &ready.plan().signals)
            .filter_map(|rule| rule.place.clone())
            .collect()
    })
}

/// The same labels give the same fingerprint, whatever their order was.
fn fingerprint(labels: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    for (name, value) in labels {
        for text in [name, value] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
    }
    let digest = hash.finalize();
    digest
        .iter()
        .take(16)
        .map(|it| format!("{it:02x}"))
        .collect()
}

/// Alertmanager's errors are a JSON string.
fn bad(reason: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(reason)).into_response()
}

fn unavailable(reason: &str) -> Response {
    tracing::warn!(reason, "alerts were not taken");
    (StatusCode::SERVICE_UNAVAILABLE, Json(reason)).into_response()
}
