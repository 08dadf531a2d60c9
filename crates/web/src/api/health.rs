//! Whether it lives, whether it takes commands, and a few gauges.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::Web;
use crate::organisations::House;
use runner::Published;

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

type Gauge = (&'static str, &'static str, fn(&Published) -> u64);

/// What is counted over all organisations: name, help, how it is read.
const GAUGES: [Gauge; 6] = [
    (
        "changbei_incidents_running",
        "Incidents that have not ended.",
        |it| {
            let incidents = it.state.incidents.values();
            incidents.filter(|it| it.ended.is_none()).count() as u64
        },
    ),
    ("changbei_duties_open", "Duties that are not done.", |it| {
        let duties = it.state.duties.values();
        duties.filter(|duty| !duty.is_done()).count() as u64
    }),
    (
        "changbei_red_lines",
        "Duties that nobody answered and nobody is left to tell of.",
        |it| {
            let duties = it.state.duties.values();
            let red = duties.filter(|duty| !duty.is_done() && duty.red_line.is_some());
            red.count() as u64
        },
    ),
    (
        "changbei_outbox_notices",
        "Notices owed and not delivered.",
        |it| engine::outbox(&it.state).count() as u64,
    ),
    ("changbei_call_list_rows", "People to be rung.", |it| {
        engine::call_list(&it.state).len() as u64
    }),
    (
        "changbei_log_position",
        "Positions of the last records, added up.",
        |it| it.position,
    ),
];

/// Gauges in the text format of Prometheus 0.0.4.
pub(crate) async fn metrics(State(web): State<Web>) -> Response {
    let houses = web.organisations.all();
    let all: Vec<_> = houses.iter().map(|it| it.handle.published()).collect();
    let untaken = |house: &House| {
        let signals = web.signals.as_ref();
        signals.map_or(0, |it| it.untaken(&house.id, house.handle.now()).ever)
    };
    let gauges: Vec<_> = GAUGES
        .iter()
        .map(|(name, help, read)| (*name, *help, all.iter().map(|it| read(it)).sum()))
        .collect();
    let untaken = houses.iter().map(untaken).sum();
    let listeners = web.boards.listeners();
    let lines = [
        (
            "changbei_signals_untaken",
            "gauge",
            "Signals that no rule took, since the start.",
            untaken,
        ),
        (
            "changbei_board_listeners",
            "gauge",
            "Pages that are kept live.",
            listeners,
        ),
        (
            "changbei_board_renders_total",
            "counter",
            "How often a board was rendered.",
            web.boards.rendered(),
        ),
    ];
    let gauges = gauges
        .into_iter()
        .map(|(name, help, value)| (name, "gauge", help, value));
    let line = |(name, kind, help, value): (&str, &str, &str, u64)| {
        format!("# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n")
    };
    let text: String = gauges.chain(lines).map(line).collect();
    let media = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, media)], text).into_response()
}
