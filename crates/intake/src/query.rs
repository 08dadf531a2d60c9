//! What Alertmanager's clients ask: `GET` of alerts, status, receivers and silences.
//!
//! An alert that a rule took has the organisation as its receiver, one that none took has no
//! receiver. There are no silences and no inhibition, so every alert is active.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::Timestamp;
use runner::Handle;
use serde::Serialize;
use serde_json::{Value, json};

use crate::alert::Alert;
use crate::alertmanager::bad;
use crate::intake::{Intake, own_id};
use crate::matcher::{Matcher, whole};

/// `gettableAlert`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Gettable {
    #[serde(flatten)]
    alert: Alert,
    fingerprint: String,
    receivers: Vec<Value>,
    status: Value,
    updated_at: Timestamp,
}

/// `GET /api/v2/alerts`
pub async fn alerts(
    State(intake): State<Arc<Intake>>,
    Extension(handle): Extension<Handle>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Response {
    let (mut matchers, mut receiver, mut active) = (Vec::new(), None, true);
    for (name, value) in asked {
        match name.as_str() {
            "filter" => match Matcher::read(&value) {
                Ok(matcher) => matchers.push(matcher),
                Err(why) => return bad(&why),
            },
            "receiver" if !value.is_empty() => match whole(&value) {
                Ok(pattern) => receiver = Some(pattern),
                Err(why) => return bad(&format!("failed to parse receiver param: {why}")),
            },
            "active" => match value.parse() {
                Ok(wanted) => active = wanted,
                Err(_) => return bad("active must be true or false"),
            },
            // Nothing is ever silenced, inhibited or left for later.
            _ => {}
        }
    }
    let Some(own) = own_id(&handle) else {
        return Json(json!([])).into_response();
    };
    let now = handle.now();
    let fits = |alert: &Alert, taken: bool| {
        active
            && matchers.iter().all(|it| it.takes(&alert.labels))
            && receiver
                .as_ref()
                .is_none_or(|it| taken && it.is_match(own.as_str()))
    };
    let kept = intake.of(&own);
    let found: Vec<Gettable> = kept
        .seen()
        .on(now)
        .filter(|(_, on)| fits(&on.alert, on.taken))
        .map(|(fingerprint, on)| Gettable {
            alert: on.alert.clone(),
            fingerprint: fingerprint.to_owned(),
            receivers: on
                .taken
                .then(|| json!({ "name": own }))
                .into_iter()
                .collect(),
            status: json!({
                "state": "active", "silencedBy": [], "inhibitedBy": [], "mutedBy": [],
            }),
            updated_at: on.updated,
        })
        .collect();
    Json(found).into_response()
}

/// `GET /api/v2/status`
pub async fn status(State(intake): State<Arc<Intake>>) -> Json<Value> {
    let nothing: BTreeMap<&str, &str> =
        ["revision", "branch", "buildUser", "buildDate", "goVersion"]
            .map(|name| (name, ""))
            .into();
    let mut version = json!(nothing);
    version["version"] = json!(format!("changbei {}", env!("CARGO_PKG_VERSION")));
    Json(json!({
        "cluster": { "status": "disabled" },
        "versionInfo": version,
        "config": { "original": "" },
        "uptime": intake.started(),
    }))
}

/// `GET /api/v2/receivers`
pub async fn receivers(Extension(handle): Extension<Handle>) -> Json<Value> {
    let own: Vec<Value> = own_id(&handle)
        .map(|own| json!({ "name": own }))
        .into_iter()
        .collect();
    Json(Value::Array(own))
}

/// `GET /api/v2/silences`: whoever wants quiet states a fact or ends the incident.
pub async fn silences() -> Json<Value> {
    Json(json!([]))
}

/// `POST /api/v2/silences`
pub async fn no_silences() -> Response {
    let why = "changbei keeps no silences: end the incident, or change the plan's signal rules";
    (StatusCode::BAD_REQUEST, Json(why)).into_response()
}
