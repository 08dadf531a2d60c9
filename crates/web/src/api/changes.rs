//! What whoever leads changes about a running incident: its plan version, its grade, its duties.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use duty::{Evidence, Oral, PersonId, PostId, Sealed};
use engine::{AccountId, Act, By, Outcome, Refusal};
use jiff::Timestamp;
use plan::{Limit, Rank};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::answer::{Failure, Making};
use crate::api::body::{Body, Envelope};
use crate::api::duties::{self, DutyItem};
use crate::api::incidents::{self, IncidentDetail, id_used};
use crate::api::problem::Problem;
use crate::sight::Sight;

/// To which version, and why.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct VersionBody {
    #[serde(flatten)]
    envelope: Envelope,
    /// A newer version of the incident's plan.
    version: u32,
    reason: String,
}

/// Which grade, and why.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GradeBody {
    #[serde(flatten)]
    envelope: Envelope,
    grade: Rank,
    reason: String,
    /// Who decided it, when the watch enters it; to lower a grade, somebody who leads.
    person: Option<PersonId>,
}

/// A duty that no plan foresaw.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AddBody {
    #[serde(flatten)]
    envelope: Envelope,
    text: String,
    /// For which post; absent, for one that the person holds, else for the one that leads.
    post: Option<PostId>,
    /// For this person before whoever stands for the post.
    person: Option<PersonId>,
    /// How long it may take; absent, as long as the plan gives a step.
    limit: Option<Limit>,
    #[serde(default)]
    life_safety: bool,
    #[serde(default)]
    evidence: Vec<Evidence>,
}

/// To whom, and why.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ReassignBody {
    #[serde(flatten)]
    envelope: Envelope,
    post: Option<PostId>,
    person: Option<PersonId>,
    reason: String,
}

/// Why it need not be done.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WaiveBody {
    #[serde(flatten)]
    envelope: Envelope,
    reason: String,
    /// The clause by which a report is not to be made.
    clause: Option<String>,
    /// Who decided it, when the watch enters it.
    person: Option<PersonId>,
}

/// What is said about it.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CommentBody {
    #[serde(flatten)]
    envelope: Envelope,
    text: String,
}

/// A report that was made by word of mouth.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct OralBody {
    #[serde(flatten)]
    envelope: Envelope,
    /// What the receiver is called.
    receiver: String,
    /// Where and as what the receiver serves.
    post: String,
    /// The number that was rung.
    number: Option<String>,
    /// When it was said.
    #[schemars(with = "String", extend("format" = "date-time"))]
    at: Timestamp,
    /// The words that were said.
    words: String,
    /// By whom, when the watch enters it.
    person: Option<PersonId>,
}

/// `POST /api/v1/incidents/{id}/version`
pub(crate) async fn move_to_version(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<VersionBody>,
) -> Result<Json<IncidentDetail>, Problem> {
    let incident = incidents::found(&sight, &id).await?.id.clone();
    let mut making = making(&sight, account, body.envelope);
    let act = Act::MoveToVersion {
        incident,
        version: body.version,
        reason: seal(&sight, &mut making, &body.reason)?,
    };
    incidents::submit(sight, &id, making, act).await
}

/// `POST /api/v1/incidents/{id}/grade`
pub(crate) async fn set_grade(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<GradeBody>,
) -> Result<Json<IncidentDetail>, Problem> {
    let incident = incidents::found(&sight, &id).await?.id.clone();
    let mut making = making(&sight, account, body.envelope);
    let act = Act::SetGrade {
        incident,
        rank: body.grade,
        reason: seal(&sight, &mut making, &body.reason)?,
        on_behalf_of: body.person,
    };
    incidents::submit(sight, &id, making, act).await
}

/// `POST /api/v1/incidents/{id}/duties`: 201 with the duty, the same again for the same id.
pub(crate) async fn add_duty(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<AddBody>,
) -> Result<Response, Problem> {
    let incident = incidents::found(&sight, &id).await?.id.clone();
    let mut making = making(&sight, account, body.envelope);
    let act = Act::AddDuty {
        incident,
        post: body.post,
        person: body.person,
        text: seal(&sight, &mut making, &body.text)?,
        limit: body.limit,
        life_safety: body.life_safety,
        evidence: body.evidence,
    };
    let taken = making.submit(&sight, act).await;
    let taken = taken.map_err(|failure| Problem::failure(&sight, &failure))?;
    let Outcome::Duty(duty) = taken.outcome else {
        return Err(id_used(&sight));
    };
    let after = sight.again();
    let found = duties::found(&after, duty.as_str()).await?;
    let place = [(header::LOCATION, format!("/api/v1/duties/{duty}"))];
    let item = Json(duties::item(&after, &found));
    Ok((StatusCode::CREATED, place, item).into_response())
}

/// `POST /api/v1/duties/{id}/reassign`
pub(crate) async fn reassign(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<ReassignBody>,
) -> Result<Json<DutyItem>, Problem> {
    let duty = duties::found(&sight, &id).await?.id.clone();
    let mut making = making(&sight, account, body.envelope);
    let act = Act::Reassign {
        duty,
        post: body.post,
        person: body.person,
        reason: seal(&sight, &mut making, &body.reason)?,
    };
    submit(sight, &id, making, act).await
}

/// `POST /api/v1/duties/{id}/waive`
pub(crate) async fn waive(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<WaiveBody>,
) -> Result<Json<DutyItem>, Problem> {
    let failed = |failure| Problem::failure(&sight, &failure);
    let duty = duties::found(&sight, &id).await?.id.clone();
    let mut making = making(&sight, account, body.envelope);
    let act = Act::Waive {
        duty,
        clause: making.seal(body.clause.as_deref()).map_err(failed)?,
        reason: seal(&sight, &mut making, &body.reason)?,
        on_behalf_of: body.person,
    };
    submit(sight, &id, making, act).await
}

/// `POST /api/v1/duties/{id}/comment`
pub(crate) async fn comment(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<CommentBody>,
) -> Result<Json<DutyItem>, Problem> {
    let duty = duties::found(&sight, &id).await?.id.clone();
    let mut making = making(&sight, account, body.envelope);
    let act = Act::Comment {
        duty,
        text: seal(&sight, &mut making, &body.text)?,
    };
    submit(sight, &id, making, act).await
}

/// `POST /api/v1/duties/{id}/oral`: the report was made by word of mouth.
pub(crate) async fn answer_orally(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<OralBody>,
) -> Result<Json<DutyItem>, Problem> {
    let failed = |failure| Problem::failure(&sight, &failure);
    let duty = duties::found(&sight, &id).await?.id.clone();
    let mut making = making(&sight, account, body.envelope);
    let oral = Oral {
        receiver: seal(&sight, &mut making, &body.receiver)?,
        post: seal(&sight, &mut making, &body.post)?,
        number: making.seal(body.number.as_deref()).map_err(failed)?,
        at: body.at,
        words: seal(&sight, &mut making, &body.words)?,
    };
    let act = Act::AnswerOrally {
        duty,
        oral,
        on_behalf_of: body.person,
    };
    submit(sight, &id, making, act).await
}

async fn submit(
    sight: Sight,
    id: &str,
    making: Making,
    act: Act,
) -> Result<Json<DutyItem>, Problem> {
    let taken = making.submit(&sight, act).await;
    let taken = taken.map_err(|failure| Problem::failure(&sight, &failure))?;
    let is_other = match &taken.outcome {
        Outcome::Duty(duty) => duty.as_str() != id,
        // It was so already.
        Outcome::Done => false,
        Outcome::Incident(_) | Outcome::Version(..) | Outcome::Hold(_) => true,
    };
    if is_other {
        return Err(id_used(&sight));
    }
    let after = sight.again();
    let duty = duties::found(&after, id).await?;
    Ok(Json(duties::item(&after, &duty)))
}

fn making(sight: &Sight, account: AccountId, envelope: Envelope) -> Making {
    let made = envelope.made.unwrap_or(sight.now);
    Making::new(envelope.id, made, By::Token(account))
}

/// A text that must say something.
fn seal(sight: &Sight, making: &mut Making, text: &str) -> Result<Sealed, Problem> {
    let text = Some(text.trim()).filter(|text| !text.is_empty());
    let sealed = making
        .seal(text)
        .and_then(|sealed| sealed.ok_or_else(|| Failure::Refused(Box::new(Refusal::Empty))));
    sealed.map_err(|failure| Problem::failure(sight, &failure))
}
