//! Legal holds, and the destroying of a person's content.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use duty::{IncidentId, PersonId};
use engine::{AccountId, Act, Ground, Hold, HoldId, Scope};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::machine_time;

use super::people::{Bare, PersonItem, making, one};
use super::{malformed, not_found, piece};
use crate::api::body::{Body, Envelope};
use crate::api::page::{Page, Piece};
use crate::api::problem::Problem;
use crate::app::Web;
use crate::erasure;
use crate::sight::Sight;

/// What must not be destroyed.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct HoldItem {
    id: HoldId,
    /// The incident whose participants it keeps; null where it is about something else.
    incident: Option<IncidentId>,
    /// The person whom it keeps; null with `incident` null: the whole organisation.
    person: Option<PersonId>,
    reason: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    since: String,
    /// Null until it is released.
    #[schemars(extend("format" = "date-time"))]
    until: Option<String>,
    /// Whether it keeps anything now: one whose term is over does not.
    holds: bool,
}

/// A hold to set: on an incident, on a person, or on the whole organisation when neither is named.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct HoldBody {
    #[serde(flatten)]
    envelope: Envelope,
    incident: Option<IncidentId>,
    person: Option<PersonId>,
    /// At most 200 characters.
    reason: String,
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    until: Option<Timestamp>,
}

/// A hold that is no more.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Released {
    id: HoldId,
}

/// Why personal content is destroyed.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct EraseBody {
    #[serde(flatten)]
    envelope: Envelope,
    ground: Ground,
}

/// `GET /api/v1/holds`
pub(crate) async fn list(
    sight: Sight,
    asked: Result<Query<Piece>, QueryRejection>,
) -> Result<Json<Page<HoldItem>>, Problem> {
    let Query(asked) = asked.map_err(|_| malformed(&sight))?;
    let all: Vec<_> = sight.published.state.holds.iter().collect();
    let page = piece(&sight, &asked, all, |(id, _)| id.to_string())?;
    let items = page.items.into_iter();
    Ok(Json(Page {
        items: items.map(|(id, hold)| item(&sight, id, hold)).collect(),
        next: page.next,
    }))
}

/// `POST /api/v1/holds`: 201 with the hold and its address.
pub(crate) async fn set(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Body(body): Body<HoldBody>,
) -> Result<Response, Problem> {
    let scope = match (body.incident, body.person) {
        (None, None) => Scope::Organisation,
        (Some(incident), None) => Scope::Incident(incident),
        (None, Some(person)) => Scope::Person(person),
        (Some(_), Some(_)) => return Err(malformed(&sight)),
    };
    let making = making(&sight, &body.envelope, account);
    let set = erasure::hold(&sight, making, scope, &body.reason, body.until).await;
    let id = set.map_err(|failure| Problem::failure(&sight, &failure))?;
    let sight = sight.again();
    let hold = sight.published.state.holds.get(&id);
    let hold = hold.ok_or_else(|| not_found(&sight))?;
    let place = [(header::LOCATION, format!("/api/v1/holds/{id}"))];
    let item = Json(item(&sight, &id, hold));
    Ok((StatusCode::CREATED, place, item).into_response())
}

/// `POST /api/v1/holds/{id}/release`
pub(crate) async fn release(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<Bare>,
) -> Result<Json<Released>, Problem> {
    let id = HoldId::new(id).map_err(|_| not_found(&sight))?;
    let making = making(&sight, &body.envelope, account);
    let act = Act::ReleaseHold { hold: id.clone() };
    let released = making.submit(&sight, act).await;
    released.map_err(|failure| Problem::failure(&sight, &failure))?;
    Ok(Json(Released { id }))
}

/// `POST /api/v1/people/{id}/erase`: the person as far as anything is left.
pub(crate) async fn erase(
    State(web): State<Web>,
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<EraseBody>,
) -> Result<Json<PersonItem>, Problem> {
    let person = PersonId::new(id).map_err(|_| not_found(&sight))?;
    let making = making(&sight, &body.envelope, account);
    let erased = erasure::erase(&web, &sight, making, person.clone(), body.ground).await;
    erased.map_err(|failure| Problem::failure(&sight, &failure))?;
    one(&sight.again(), &person)
}

fn item(sight: &Sight, id: &HoldId, hold: &Hold) -> HoldItem {
    let (incident, person) = match &hold.scope {
        Scope::Organisation => (None, None),
        Scope::Incident(incident) => (Some(incident.clone()), None),
        Scope::Person(person) => (None, Some(person.clone())),
    };
    HoldItem {
        id: id.clone(),
        incident,
        person,
        reason: sight.said(Some(&hold.reason)),
        since: machine_time(hold.since, &sight.zone),
        until: hold.until.map(|at| machine_time(at, &sight.zone)),
        holds: hold.holds_at(sight.now),
    }
}
