//! Incidents.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use duty::{IncidentId, PostId};
use engine::{AccountId, Act, By, Incident, Outcome, Phase, Refusal, Why};
use jiff::Timestamp;
use plan::condition::Known;
use plan::{EventId, EventType, FactId, PlanId, Rank};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::machine_time;

use crate::answer::{Failure, Making};
use crate::api::body::{Body, Envelope};
use crate::api::organisation::Named;
use crate::api::page::{Page, Piece, write};
use crate::api::problem::Problem;
use crate::pages::room_version::newer;
use crate::sight::Sight;

/// An incident in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct IncidentItem {
    id: IncidentId,
    event: EventId,
    /// 1 is the most severe; null while none is certain.
    grade: Option<Rank>,
    phase: Phase,
    #[schemars(extend("format" = "date-time"))]
    reported: String,
    #[schemars(extend("format" = "date-time"))]
    ended: Option<String>,
    place: Option<String>,
    leader: Option<LeaderItem>,
}

/// Who leads, and why.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LeaderItem {
    post: PostId,
    acting: PostId,
    why: Why,
    people: Vec<Named>,
}

/// An incident by itself.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct IncidentDetail {
    #[serde(flatten)]
    item: IncidentItem,
    plan: PlanId,
    version: u32,
    #[schemars(extend("format" = "date-time"))]
    happened: String,
    text: Option<String>,
    #[schemars(schema_with = "crate::api::openapi::known")]
    facts: BTreeMap<FactId, Known>,
    /// Why the grade holds, in words.
    reason: Option<String>,
    /// More severe grades that unknown facts could still make true.
    possible: Vec<Rank>,
    /// The fact to ask next.
    ask: Option<FactId>,
    /// The grade that facts and conditions make certain; a person may have set another.
    computed: Option<Rank>,
    /// Why a person set the grade, and who decided it.
    set_by: Option<SetBy>,
    /// The newest version of the plan, where that is not the one by which the incident runs.
    newer_version: Option<u32>,
    #[schemars(extend("format" = "date-time"))]
    head_told: Option<String>,
}

/// A grade that a person set.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SetBy {
    /// Who decided it.
    person: Option<Named>,
    reason: Option<String>,
}

/// Something has happened.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ReportBody {
    #[serde(flatten)]
    envelope: Envelope,
    event: EventId,
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    happened: Option<Timestamp>,
    text: Option<String>,
    place: Option<String>,
    #[serde(default)]
    #[schemars(schema_with = "crate::api::openapi::stated")]
    facts: BTreeMap<FactId, serde_json::Value>,
}

/// Facts about an incident.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct FactsBody {
    #[serde(flatten)]
    envelope: Envelope,
    #[schemars(schema_with = "crate::api::openapi::stated")]
    facts: BTreeMap<FactId, serde_json::Value>,
}

/// `GET /api/v1/incidents`: newest first, running and ended alike.
pub(crate) async fn list(
    mut sight: Sight,
    piece: Result<Query<Piece>, QueryRejection>,
) -> Result<Json<Page<IncidentItem>>, Problem> {
    let malformed = || Problem::of(sight.w, StatusCode::BAD_REQUEST, "malformed");
    let Query(piece) = piece.map_err(|_| malformed())?;
    let after = piece.after().ok_or_else(malformed)?;
    let listed = sight.incidents(after.as_ref(), piece.limit()).await;
    let listed = listed.map_err(|error| Problem::unread(&sight, &error))?;
    Ok(Json(Page {
        items: listed.items.iter().map(|it| item(&sight, it)).collect(),
        next: listed.next.as_ref().map(write),
    }))
}

/// `GET /api/v1/incidents/{id}`
pub(crate) async fn show(
    sight: Sight,
    Path(id): Path<String>,
) -> Result<Json<IncidentDetail>, Problem> {
    let incident = found(&sight, &id).await?;
    Ok(Json(detail(&sight, &incident)))
}

/// `POST /api/v1/incidents`: 201 with the incident, the same again for the same id.
pub(crate) async fn report(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Body(body): Body<ReportBody>,
) -> Result<Response, Problem> {
    let failed = |failure| Problem::failure(&sight, &failure);
    let plan = sight.published.state.plan_for(&body.event);
    let event = plan.and_then(|(_, _, ready)| ready.plan().event(&body.event));
    let facts = known(event, &body.facts).map_err(failed)?;
    let made = body.envelope.made.unwrap_or(sight.now);
    let mut making = Making::new(body.envelope.id, made, By::Token(account));
    let act = Act::Report {
        event: body.event,
        happened: body.happened,
        text: making.seal(body.text.as_deref()).map_err(failed)?,
        place: making.seal(body.place.as_deref()).map_err(failed)?,
        facts,
    };
    let taken = making.submit(&sight, act).await.map_err(failed)?;
    let Outcome::Incident(id) = taken.outcome else {
        return Err(id_used(&sight));
    };
    let after = sight.again();
    let incident = found(&after, id.as_str()).await?;
    let place = [(header::LOCATION, format!("/api/v1/incidents/{id}"))];
    Ok((StatusCode::CREATED, place, Json(detail(&after, &incident))).into_response())
}

/// `POST /api/v1/incidents/{id}/facts`
pub(crate) async fn facts(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<FactsBody>,
) -> Result<Json<IncidentDetail>, Problem> {
    let failed = |failure| Problem::failure(&sight, &failure);
    let incident = found(&sight, &id).await?;
    let ready = sight.plan(&incident);
    let facts = known(sight.event(ready.as_ref(), &incident), &body.facts).map_err(failed)?;
    let act = Act::StateFacts {
        incident: incident.id.clone(),
        facts,
    };
    change(sight.clone(), &id, body.envelope, By::Token(account), act).await
}

/// `POST /api/v1/incidents/{id}/end`: asks for the end; refused while something is missing.
pub(crate) async fn end(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(envelope): Body<Envelope>,
) -> Result<Json<IncidentDetail>, Problem> {
    let incident = found(&sight, &id).await?;
    let act = Act::ProposeEnd {
        incident: incident.id.clone(),
    };
    change(sight, &id, envelope, By::Token(account), act).await
}

async fn change(
    sight: Sight,
    id: &str,
    envelope: Envelope,
    by: By,
    act: Act,
) -> Result<Json<IncidentDetail>, Problem> {
    let making = Making::new(envelope.id, envelope.made.unwrap_or(sight.now), by);
    submit(sight, id, making, act).await
}

/// Submits what is asked of an incident, and gives it as it is then.
pub(crate) async fn submit(
    sight: Sight,
    id: &str,
    making: Making,
    act: Act,
) -> Result<Json<IncidentDetail>, Problem> {
    let taken = making.submit(&sight, act).await;
    taken.map_err(|failure| Problem::failure(&sight, &failure))?;
    let after = sight.again();
    let incident = found(&after, id).await?;
    Ok(Json(detail(&after, &incident)))
}

pub(crate) async fn found(sight: &Sight, id: &str) -> Result<Arc<Incident>, Problem> {
    let looked = match IncidentId::new(id) {
        Ok(id) => sight.look_at(&id).await,
        Err(_) => Ok(None),
    };
    looked
        .map_err(|error| Problem::unread(sight, &error))?
        .ok_or_else(|| Problem::of(sight.w, StatusCode::NOT_FOUND, "unknown-incident"))
}

pub(crate) fn id_used(sight: &Sight) -> Problem {
    let said = sight.w.say("page-board-id-used");
    Problem::new(sight.w, StatusCode::CONFLICT, "id-used", said)
}

/// Reads facts as JSON has them: numbers, booleans, choices, `">=3"`. Null makes one unknown.
fn known(
    event: Option<&EventType>,
    facts: &BTreeMap<FactId, serde_json::Value>,
) -> Result<BTreeMap<FactId, Known>, Failure> {
    let refused = |refusal| Failure::Refused(Box::new(refusal));
    let mut read = BTreeMap::new();
    for (fact, value) in facts {
        let Some(field) = event.and_then(|event| event.field(fact)) else {
            return Err(refused(Refusal::UnknownFact(fact.clone())));
        };
        let value = match value {
            serde_json::Value::Null => Some(Known::Unknown),
            serde_json::Value::Bool(yes) => field.read(if *yes { "yes" } else { "no" }),
            serde_json::Value::Number(number) => field.read(&number.to_string()),
            serde_json::Value::String(text) => field.read(text),
            serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
        };
        let value = value.ok_or_else(|| refused(Refusal::BadValue(fact.clone())))?;
        read.insert(fact.clone(), value);
    }
    Ok(read)
}

fn item(sight: &Sight, incident: &Incident) -> IncidentItem {
    let time = |at| machine_time(at, &sight.zone);
    IncidentItem {
        id: incident.id.clone(),
        event: incident.event.clone(),
        grade: incident.grading.certain,
        phase: incident.phase,
        reported: time(incident.reported),
        ended: incident.ended.map(time),
        place: sight.said(incident.place.as_ref()),
        leader: incident.leader.as_ref().map(|leader| LeaderItem {
            post: leader.post.clone(),
            acting: leader.acting.clone(),
            why: leader.why,
            people: Named::all(sight, &leader.people),
        }),
    }
}

fn detail(sight: &Sight, incident: &Incident) -> IncidentDetail {
    let time = |at| machine_time(at, &sight.zone);
    let ready = sight.plan(incident);
    let event = sight.event(ready.as_ref(), incident);
    let grading = &incident.grading;
    IncidentDetail {
        item: item(sight, incident),
        plan: incident.plan.clone(),
        version: incident.version,
        happened: time(incident.happened),
        text: sight.said(incident.text.as_ref()),
        facts: incident
            .facts
            .iter()
            .map(|(fact, known)| (fact.clone(), known.clone()))
            .collect(),
        reason: grading.reason.as_ref().map(|it| sight.w.reason(it, event)),
        possible: grading.possible.clone(),
        ask: grading.ask.clone(),
        computed: grading.computed,
        set_by: incident.grade_set.as_ref().map(|set| SetBy {
            person: set.person.as_ref().map(|it| Named::of(sight, it)),
            reason: sight.said(Some(&set.reason)),
        }),
        newer_version: newer(sight, incident).map(|(version, _)| version),
        head_told: incident.head_told.map(time),
    }
}
