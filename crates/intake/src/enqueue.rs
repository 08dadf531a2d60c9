//! Events as PagerDuty's Events API v2 takes them: `POST /v2/enqueue`.
//!
//! The `dedup_key` is an event's identity; a trigger without one is known by what it says, and the
//! answer names the key by which it can be resolved. The answer is 202, and only once the signal
//! is on disk. `acknowledge` changes nothing here: that a program has seen it is no person's answer.
//! The `routing_key` is a token of the API; whoever checks tokens has looked at it before.
//! Source: the Events API v2 overview of PagerDuty's developer documentation.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use engine::AccountId;
use jiff::{SignedDuration, Timestamp};
use runner::{Attachments, Handle, NotDone};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::alert::{LONGEST_TEXT, Posted, fingerprint, place_labels};
use crate::intake::Intake;

/// How long an event is shown as on whose end nobody sends.
const LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The longest `dedup_key`, in characters.
const LONGEST_KEY: usize = 255;

#[derive(Deserialize)]
struct Event {
    event_action: Action,
    dedup_key: Option<String>,
    payload: Option<Payload>,
    client_url: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Trigger,
    Acknowledge,
    Resolve,
}

#[derive(Deserialize)]
struct Payload {
    summary: String,
    source: String,
    severity: String,
    timestamp: Option<Timestamp>,
    component: Option<String>,
    group: Option<String>,
    class: Option<String>,
    #[serde(default)]
    custom_details: Value,
}

pub(crate) async fn take(
    State(intake): State<Arc<Intake>>,
    Extension(handle): Extension<Handle>,
    Extension(sender): Extension<AccountId>,
    body: Bytes,
) -> Response {
    let event: Event = match serde_json::from_slice(&body) {
        Ok(event) => event,
        Err(error) => return invalid(&error.to_string()),
    };
    let now = handle.now();
    let (posted, key) = match posted(event, now) {
        Ok(Some((posted, key))) => (posted, key),
        Ok(None) => {
            return taken(
                "acknowledged by a program: people answer by themselves",
                None,
            );
        }
        Err(reason) => return invalid(&reason),
    };
    let alert = match posted.usable(now) {
        Ok(alert) => alert,
        Err(reason) => return invalid(&reason),
    };
    let mut attachments = Attachments::none();
    let mut signal = match alert.signal(&handle.read(place_labels), &mut attachments) {
        Ok(signal) => signal,
        Err(error) => return unavailable(&error.to_string()),
    };
    signal.fingerprint = fingerprint(&BTreeMap::from([("dedup_key".to_owned(), key.clone())]));
    let (alerts, signals) = (vec![alert], vec![signal]);
    match intake
        .record(&handle, &sender, alerts, signals, attachments)
        .await
    {
        Ok(()) => taken("Event processed", Some(&key)),
        Err(NotDone::Refused(refusal)) => invalid(&format!("{refusal:?}")),
        Err(error @ (NotDone::NotRecorded(_) | NotDone::Stopped)) => {
            unavailable(&error.to_string())
        }
    }
}

/// The alert that an event is, and its key; none for an acknowledgement.
fn posted(event: Event, now: Timestamp) -> Result<Option<(Posted, String)>, String> {
    let key = event.dedup_key.filter(|key| !key.is_empty());
    if key
        .as_ref()
        .is_some_and(|key| key.chars().count() > LONGEST_KEY)
    {
        return Err(format!("dedup_key over {LONGEST_KEY} characters"));
    }
    match (event.event_action, key, event.payload) {
        (Action::Acknowledge, ..) => Ok(None),
        (Action::Resolve, None, _) => Err("dedup_key is needed to resolve".to_owned()),
        (Action::Resolve, Some(key), _) => {
            let labels = BTreeMap::from([("dedup_key".to_owned(), key.clone())]);
            Ok(Some((Posted::of(labels).until(now), key)))
        }
        (Action::Trigger, _, None) => Err("payload is needed to trigger".to_owned()),
        (Action::Trigger, key, Some(payload)) => {
            let starts = payload.timestamp;
            let summary = payload.summary.clone();
            let labels = labels(payload);
            let key = key.unwrap_or_else(|| fingerprint(&labels));
            let posted = Posted::of(labels)
                .saying(summary, event.client_url)
                .since(starts)
                .until(now.checked_add(LASTS).unwrap_or(Timestamp::MAX));
            Ok(Some((posted, key)))
        }
    }
}

/// What rules may look at: the fields of the payload by their names, and of its details whatever
/// is a text, a number or yes and no. A detail too long for a label is left out, never the alarm.
fn labels(payload: Payload) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    if let Value::Object(details) = payload.custom_details {
        for (name, value) in details {
            let text = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(is_so) => is_so.to_string(),
                Value::Null | Value::Array(_) | Value::Object(_) => continue,
            };
            if !name.is_empty() && name.len().max(text.len()) <= LONGEST_TEXT {
                labels.insert(name, text);
            }
        }
    }
    let fields = [
        ("source", Some(payload.source)),
        ("severity", Some(payload.severity)),
        ("component", payload.component),
        ("group", payload.group),
        ("class", payload.class),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            labels.insert(name.to_owned(), value);
        }
    }
    labels
}

fn taken(message: &str, key: Option<&str>) -> Response {
    let body = json!({ "status": "success", "message": message, "dedup_key": key });
    (StatusCode::ACCEPTED, Json(body)).into_response()
}

fn invalid(reason: &str) -> Response {
    let body = json!({
        "status": "invalid event", "message": "Event object is invalid", "errors": [reason],
    });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

/// Senders try again after 5xx.
fn unavailable(reason: &str) -> Response {
    tracing::warn!(reason, "an event was not taken");
    let body = json!({ "status": "error", "message": reason });
    (StatusCode::SERVICE_UNAVAILABLE, Json(body)).into_response()
}
