//! Whether it lives, whether it takes commands, and a few gauges.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::Web;

/// The process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// The log is replayed and commands are taken.
pub(crate) async fn ready(State(web): State<Web>) -> (StatusCode, &'static str) {
    if web.ready.is_ready() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}

/// Gauges in the text format of Prometheus 0.0.4.
pub(crate) async fn metrics(State(web): State<Web>) -> Response {
    let published = web.handle.published();
    let state = &published.state;
    let open = state.duties.values().filter(|duty| !duty.is_done()).count();
    let red = state
        .duties
        .values()
        .filter(|duty| !duty.is_done() && duty.red_line.is_some());
    let gauges = [
        (
            "changbei_incidents_running",
            "Incidents that have not ended.",
            {
                state
                    .incidents
                    .values()
                    .filter(|it| it.ended.is_none())
                    .count() as u64
            },
        ),
        (
            "changbei_duties_open",
            "Duties that are not done.",
            open as u64,
        ),
        (
            "changbei_red_lines",
            "Duties that nobody answered and nobody is left to tell of.",
            { red.count() as u64 },
        ),
        (
            "changbei_outbox_notices",
            "Notices owed and not delivered.",
            { engine::outbox(state).count() as u64 },
        ),
        ("changbei_call_list_rows", "People to be rung.", {
            engine::call_list(state).len() as u64
        }),
        (
            "changbei_log_position",
            "Position of the last record.",
            published.position,
        ),
    ];
    let text: String = gauges
        .iter()
        .map(|(name, help, value)| {
            format!("# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n")
        })
        .collect();
    let media = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, media)], text).into_response()
}
