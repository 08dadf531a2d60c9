//! The routes of other programs' APIs that the binary brings along, version 2 of Alertmanager's and
//! version 2 of PagerDuty's events; `intake` reads and answers them, in the forms of the originals.

use std::collections::BTreeMap;

use axum::http::Method;
use schemars::JsonSchema;

use super::{Content, Operation, get, json, of, post};

/// Refusals at the door.
const AT_THE_DOOR: &[u16] = &[401, 403, 503];

/// All of them.
pub(super) fn operations() -> Vec<Operation> {
    let mut all = alerts();
    for operation in &mut all {
        operation.foreign = Some(of::<String>);
    }
    all.push(Operation {
        status: 202,
        problems: &[400, 401, 403, 413, 503],
        foreign: Some(of::<EventRefused>),
        ..post(
            "/v2/enqueue",
            "take-event",
            json(of::<Event>),
            json(of::<EventTaken>),
        )
    });
    all
}

fn alerts() -> Vec<Operation> {
    vec![
        get(
            "/api/v2/alerts",
            "list-alerts",
            json(of::<Vec<ShownAlert>>),
            &[400, 401, 403, 503],
        )
        .asked(of::<Asked>),
        Operation {
            answer: Content {
                media: "",
                schema: None,
            },
            problems: &[400, 401, 403, 413, 503],
            ..post(
                "/api/v2/alerts",
                "take-alerts",
                json(of::<Vec<Alert>>),
                json(of::<()>),
            )
        },
        get(
            "/api/v2/status",
            "show-status",
            json(of::<Status>),
            AT_THE_DOOR,
        ),
        get(
            "/api/v2/receivers",
            "list-receivers",
            json(of::<Vec<Receiver>>),
            AT_THE_DOOR,
        ),
        get(
            "/api/v2/silences",
            "list-silences",
            json(of::<Vec<serde_json::Value>>),
            AT_THE_DOOR,
        ),
        Operation {
            method: Method::POST,
            body: Some(json(of::<serde_json::Value>)),
            status: 400,
            ..get(
                "/api/v2/silences",
                "refuse-silence",
                json(of::<String>),
                AT_THE_DOOR,
            )
        },
    ]
}

/// An event as it is sent.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct Event {
    /// A token of the API.
    routing_key: String,
    event_action: EventAction,
    /// Which event it is; needed to resolve.
    #[schemars(length(max = 255))]
    dedup_key: Option<String>,
    /// What happened; needed to trigger.
    payload: Option<EventPayload>,
    /// Where its sender explains it.
    client_url: Option<String>,
}

/// What an event says: that something began, was seen by a program (no answer), or is over.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "it is a schema and nothing else")]
enum EventAction {
    Trigger,
    Acknowledge,
    Resolve,
}

/// What happened; its fields and plain details are the labels that rules look at.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct EventPayload {
    summary: String,
    source: String,
    severity: String,
    /// Absent, now.
    #[schemars(extend("format" = "date-time"))]
    timestamp: Option<String>,
    component: Option<String>,
    group: Option<String>,
    class: Option<String>,
    #[serde(default)]
    custom_details: serde_json::Value,
}

/// It is on disk.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct EventTaken {
    #[schemars(extend("const" = "success"))]
    status: String,
    message: String,
    /// By which it is resolved; null for an acknowledgement.
    dedup_key: Option<String>,
}

/// An alert as it is sent.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct Alert {
    /// What it is about; the same labels are the same alert.
    #[schemars(extend("minProperties" = 1))]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
    /// Absent, now.
    #[schemars(extend("format" = "date-time"))]
    starts_at: Option<String>,
    /// Absent, five minutes from now; in the past, it is over.
    #[schemars(extend("format" = "date-time"))]
    ends_at: Option<String>,
    /// Where its sender explains it.
    #[serde(rename = "generatorURL")]
    generator: Option<String>,
}

/// An alert as it is shown.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct ShownAlert {
    labels: BTreeMap<String, String>,
    annotations: BTreeMap<String, String>,
    #[schemars(extend("format" = "date-time"))]
    starts_at: String,
    #[schemars(extend("format" = "date-time"))]
    ends_at: String,
    #[schemars(extend("format" = "date-time"))]
    updated_at: String,
    /// Where its sender explains it.
    #[serde(rename = "generatorURL", skip_serializing_if = "Option::is_none")]
    generator: Option<String>,
    /// What its labels come to.
    fingerprint: String,
    /// The organisation, where a rule of its plans took the alert.
    receivers: Vec<Receiver>,
    status: Active,
}

/// Nothing is silenced, inhibited or muted: every alert is active.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct Active {
    #[schemars(extend("const" = "active"))]
    state: String,
    silenced_by: Vec<String>,
    inhibited_by: Vec<String>,
    muted_by: Vec<String>,
}

/// Which alerts.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct Asked {
    /// Matchers of labels, all of which must hold: `severity="critical"`.
    #[serde(default)]
    filter: Vec<String>,
    /// A regular expression for the whole name of a receiver.
    receiver: Option<String>,
    /// False hides the active ones: all.
    active: Option<bool>,
}

/// Who gets alerts: an organisation.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct Receiver {
    name: String,
}

/// What answers here.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct Status {
    cluster: Cluster,
    version_info: BTreeMap<String, String>,
    config: Config,
    /// Since when.
    #[schemars(extend("format" = "date-time"))]
    uptime: String,
}

/// It is not on disk, and why.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct EventRefused {
    status: String,
    message: String,
    errors: Option<Vec<String>>,
}

/// There is none.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct Cluster {
    #[schemars(extend("const" = "disabled"))]
    status: String,
}

/// Empty: plans are not Alertmanager's configuration.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct Config {
    original: String,
}
