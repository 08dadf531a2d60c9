//! Alerts as Prometheus Alertmanager's API v2 takes them: `POST /api/v2/alerts`.
//!
//! Labels are an alert's identity. A missing `startsAt` is now; a missing `endsAt` is now plus
//! five minutes; an `endsAt` in the past resolves. Senders send again and again: that is no news.
//! The answer is 200 with an empty body, and only once everything taken is on disk; 5xx asks for
//! the same again. Of a list with unusable alerts the usable ones are taken and the answer is
//! 400, as Alertmanager does it. Source: the OpenAPI document of Alertmanager's API v2.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use engine::AccountId;
use runner::{Attachments, Handle, NotDone};

use crate::alert::{Posted, place_labels};
use crate::intake::Intake;

pub(crate) async fn take(
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
