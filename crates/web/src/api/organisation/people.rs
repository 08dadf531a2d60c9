//! People, their absences, and who leaves.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use duty::{PersonId, PostId};
use engine::{AccountId, Act, By, Person};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::machine_time;

use super::{Named, malformed, not_found, piece};
use crate::answer::Making;
use crate::api::body::{Body, Envelope};
use crate::api::page::{Page, Piece};
use crate::api::problem::Problem;
use crate::change::{self, Entry};
use crate::posts;
use crate::sight::Sight;

/// A person.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PersonItem {
    id: PersonId,
    name: String,
    /// Staff number; null where there is none or the token does not see it.
    number: Option<String>,
    phone: Option<String>,
    /// Posts that the person holds.
    posts: Vec<PostId>,
    absences: Vec<AbsenceItem>,
    /// Since when the person belongs to the organisation no more.
    #[schemars(extend("format" = "date-time"))]
    left: Option<String>,
}

/// An absence.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AbsenceItem {
    person: Named,
    #[schemars(extend("format" = "date-time"))]
    from: String,
    #[schemars(extend("format" = "date-time"))]
    to: String,
    reason: Option<String>,
}

/// What is entered about a person.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct PersonBody {
    #[serde(flatten)]
    envelope: Envelope,
    name: String,
    phone: Option<String>,
    number: Option<String>,
}

/// Somebody is away.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AbsenceBody {
    #[serde(flatten)]
    envelope: Envelope,
    #[schemars(with = "String", extend("format" = "date-time"))]
    from: Timestamp,
    /// Null ends the absence that begins at `from`.
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    to: Option<Timestamp>,
    reason: Option<String>,
}

/// A command that says nothing more.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Bare {
    #[serde(flatten)]
    pub(super) envelope: Envelope,
}

/// `GET /api/v1/people`
pub(crate) async fn list(
    sight: Sight,
    asked: Result<Query<Piece>, QueryRejection>,
) -> Result<Json<Page<PersonItem>>, Problem> {
    let Query(asked) = asked.map_err(|_| malformed(&sight))?;
    let held = posts::held(&sight.published.state);
    let all: Vec<_> = posts::people(&sight).collect();
    let page = piece(&sight, &asked, all, |(id, _)| id.to_string())?;
    let items = page.items.into_iter().map(|(id, person)| {
        let posts = held.get(id).into_iter().flatten();
        item(
            &sight,
            id,
            person,
            posts.map(|post| (*post).clone()).collect(),
        )
    });
    Ok(Json(Page {
        items: items.collect(),
        next: page.next,
    }))
}

/// `GET /api/v1/people/{id}`
pub(crate) async fn show(
    sight: Sight,
    Path(id): Path<String>,
) -> Result<Json<PersonItem>, Problem> {
    let id = PersonId::new(id).map_err(|_| not_found(&sight))?;
    one(&sight, &id)
}

/// `POST /api/v1/people`: 201 with the person and its address; its id comes from the command's.
pub(crate) async fn enter(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Body(body): Body<PersonBody>,
) -> Result<Response, Problem> {
    let making = making(&sight, &body.envelope, account);
    let entered = change::enter(&sight, making, entry(&body)).await;
    let id = entered.map_err(|failure| Problem::failure(&sight, &failure))?;
    let item = one(&sight.again(), &id)?;
    let place = [(header::LOCATION, format!("/api/v1/people/{id}"))];
    Ok((StatusCode::CREATED, place, item).into_response())
}

/// `POST /api/v1/people/{id}`: these values instead of those there were.
pub(crate) async fn set(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<PersonBody>,
) -> Result<Json<PersonItem>, Problem> {
    let id = PersonId::new(id).map_err(|_| not_found(&sight))?;
    if !sight.published.state.people.contains_key(&id) {
        return Err(not_found(&sight));
    }
    let making = making(&sight, &body.envelope, account);
    let set = change::set(&sight, making, &id, entry(&body)).await;
    set.map_err(|failure| Problem::failure(&sight, &failure))?;
    one(&sight.again(), &id)
}

/// `POST /api/v1/people/{id}/leave`
pub(crate) async fn leave(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<Bare>,
) -> Result<Json<PersonItem>, Problem> {
    let person = PersonId::new(id).map_err(|_| not_found(&sight))?;
    let making = making(&sight, &body.envelope, account);
    let act = Act::Leave {
        person: person.clone(),
    };
    let left = making.submit(&sight, act).await;
    left.map_err(|failure| Problem::failure(&sight, &failure))?;
    one(&sight.again(), &person)
}

/// `GET /api/v1/absences`: those that are not over, latest first.
pub(crate) async fn absences(
    sight: Sight,
    asked: Result<Query<Piece>, QueryRejection>,
) -> Result<Json<Page<AbsenceItem>>, Problem> {
    let Query(asked) = asked.map_err(|_| malformed(&sight))?;
    let mut all: Vec<_> = posts::people(&sight)
        .flat_map(|(id, person)| person.absences.iter().map(move |it| (id, it)))
        .filter(|(_, it)| it.to > sight.now)
        .collect();
    let place = |(id, it): &(&PersonId, &engine::Absence)| (it.from, id.to_string());
    all.sort_by_key(|it| std::cmp::Reverse(place(it)));
    let page = asked.of(all, place).ok_or_else(|| malformed(&sight))?;
    let items = page.items.into_iter();
    Ok(Json(Page {
        items: items.map(|(id, it)| absence(&sight, id, it)).collect(),
        next: page.next,
    }))
}

/// `POST /api/v1/people/{id}/absences`
pub(crate) async fn away(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<AbsenceBody>,
) -> Result<Json<PersonItem>, Problem> {
    let person = PersonId::new(id).map_err(|_| not_found(&sight))?;
    let making = making(&sight, &body.envelope, account);
    let period = (body.from, body.to);
    let away = change::away(&sight, making, &person, period, body.reason.as_deref()).await;
    away.map_err(|failure| Problem::failure(&sight, &failure))?;
    one(&sight.again(), &person)
}

/// The command of a call.
pub(super) fn making(sight: &Sight, envelope: &Envelope, account: AccountId) -> Making {
    let made = envelope.made.unwrap_or(sight.now);
    Making::new(envelope.id.clone(), made, By::Token(account))
}

fn entry(body: &PersonBody) -> Entry<'_> {
    Entry {
        name: &body.name,
        phone: body.phone.as_deref(),
        number: body.number.as_deref(),
    }
}

pub(super) fn one(sight: &Sight, id: &PersonId) -> Result<Json<PersonItem>, Problem> {
    let person = sight.published.state.people.get(id);
    let person = person.ok_or_else(|| not_found(sight))?;
    let held = posts::held(&sight.published.state);
    let posts = held.get(id).into_iter().flatten();
    let posts = posts.map(|post| (*post).clone()).collect();
    Ok(Json(item(sight, id, person, posts)))
}

fn item(sight: &Sight, id: &PersonId, person: &Person, posts: Vec<PostId>) -> PersonItem {
    let sees = sight.sees_everything();
    let number = person.number.as_ref().filter(|_| sees);
    let phone = person.phone.as_ref().filter(|_| sees);
    let open = person.absences.iter().filter(|it| it.to > sight.now);
    PersonItem {
        id: id.clone(),
        name: sight.person(id),
        number: number.and_then(|it| sight.text(it)).map(str::to_owned),
        phone: phone.and_then(|it| sight.text(it)).map(str::to_owned),
        posts,
        absences: open.map(|it| absence(sight, id, it)).collect(),
        left: person.left.map(|at| machine_time(at, &sight.zone)),
    }
}

fn absence(sight: &Sight, id: &PersonId, it: &engine::Absence) -> AbsenceItem {
    let reason = it.reason.as_ref().filter(|_| sight.sees_everything());
    AbsenceItem {
        person: Named::of(sight, id),
        from: machine_time(it.from, &sight.zone),
        to: machine_time(it.to, &sight.zone),
        reason: sight.said(reason),
    }
}
