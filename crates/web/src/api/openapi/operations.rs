//! What the API can be asked: one line for each route, which says what goes in and what comes
//! out. Who may ask stands in the table of routes.

mod changes;
mod organisation;
mod signals;

use std::collections::BTreeMap;

use axum::http::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::api::body::Envelope;
use crate::api::page::{Page, Piece};
use crate::api::{clock, duties, incidents, people, plans};

/// One operation.
pub(crate) struct Operation {
    pub method: Method,
    pub path: &'static str,
    /// Its id, and the key of its sentence in the catalogue.
    pub name: &'static str,
    /// What may stand behind the `?`.
    pub query: Option<Make>,
    /// The body that goes in.
    pub body: Option<Content>,
    /// The answer when all is well.
    pub status: u16,
    pub answer: Content,
    /// Other answers: problem documents, and what `foreign` says.
    pub problems: &'static [u16],
    /// How another program's API says no, where this is a part of one that the binary brings along.
    pub foreign: Option<Make>,
}

/// Makes a schema.
pub(crate) type Make = fn(&mut SchemaGenerator) -> Schema;

/// A body.
pub(crate) struct Content {
    pub media: &'static str,
    /// Its schema; none where there are no bytes.
    pub schema: Option<Make>,
}

/// Refusals of what only reads, of one thing and of a list.
const OF_ONE: &[u16] = &[401, 403, 404, 503];
const OF_LIST: &[u16] = &[400, 401, 403, 404, 503];

/// Refusals of what changes.
const OF_CHANGE: &[u16] = &[400, 401, 403, 404, 409, 413, 415, 422, 503];

/// All of them.
pub(crate) fn operations() -> Vec<Operation> {
    let mut all = vec![
        get("/api/openapi.json", "document", json(of::<Document>), &[]),
        get(
            "/api/v1/incidents",
            "list-incidents",
            json(of::<Page<incidents::IncidentItem>>),
            OF_LIST,
        )
        .asked(of::<Piece>),
        post(
            "/api/v1/incidents",
            "report-incident",
            json(of::<incidents::ReportBody>),
            json(of::<incidents::IncidentDetail>),
        )
        .with_status(201),
        get(
            "/api/v1/incidents/{id}",
            "show-incident",
            json(of::<incidents::IncidentDetail>),
            OF_ONE,
        ),
        post(
            "/api/v1/incidents/{id}/facts",
            "state-facts",
            json(of::<incidents::FactsBody>),
            json(of::<incidents::IncidentDetail>),
        ),
        post(
            "/api/v1/incidents/{id}/end",
            "end-incident",
            json(of::<Envelope>),
            json(of::<incidents::IncidentDetail>),
        ),
        get(
            "/api/v1/duties",
            "list-duties",
            json(of::<Page<duties::DutyItem>>),
            OF_LIST,
        )
        .asked(of::<duties::Filter>),
        get(
            "/api/v1/duties/{id}",
            "show-duty",
            json(of::<duties::DutyItem>),
            OF_ONE,
        ),
        post(
            "/api/v1/duties/{id}/answer",
            "answer-duty",
            json(of::<duties::AnswerBody>),
            json(of::<duties::DutyItem>),
        ),
        post(
            "/api/v1/codes/{code}/answer",
            "answer-code",
            json(of::<duties::CodeBody>),
            json(of::<duties::DutyItem>),
        ),
        get(
            "/api/v1/clock",
            "show-clock",
            json(of::<clock::ClockItem>),
            OF_ONE,
        ),
        post(
            "/api/v1/clock",
            "settle-clock",
            json(of::<clock::SettleBody>),
            json(of::<clock::ClockItem>),
        ),
        get(
            "/api/v1/plans",
            "list-plans",
            json(of::<Page<plans::PlanItem>>),
            OF_ONE,
        ),
        post(
            "/api/v1/plans",
            "publish-plan",
            Content {
                media: "application/yaml",
                schema: Some(of::<String>),
            },
            json(of::<plans::Version>),
        )
        .asked(of::<plans::Where>),
        post(
            "/api/v1/people/{id}/addresses",
            "set-addresses",
            json(of::<people::AddressesBody>),
            json(of::<Vec<people::AddressItem>>),
        ),
    ];
    all.extend(changes::operations());
    all.extend(organisation::operations());
    all.extend(signals::operations());
    all
}

/// This document.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is a schema and nothing else")]
struct Document {
    /// The version of OpenAPI.
    openapi: String,
    info: BTreeMap<String, serde_json::Value>,
    paths: BTreeMap<String, serde_json::Value>,
}

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

fn json(schema: Make) -> Content {
    Content {
        media: "application/json",
        schema: Some(schema),
    }
}

fn get(
    path: &'static str,
    name: &'static str,
    answer: Content,
    problems: &'static [u16],
) -> Operation {
    Operation {
        method: Method::GET,
        path,
        name,
        query: None,
        body: None,
        status: 200,
        answer,
        problems,
        foreign: None,
    }
}

fn post(path: &'static str, name: &'static str, body: Content, answer: Content) -> Operation {
    Operation {
        method: Method::POST,
        body: Some(body),
        ..get(path, name, answer, OF_CHANGE)
    }
}

impl Operation {
    fn asked(self, query: Make) -> Self {
        Self {
            query: Some(query),
            ..self
        }
    }

    fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }
}
