//! Duties.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use duty::{Duty, DutyId, Evidence, IncidentId, PersonId, Standing};
use engine::{AccountId, Act, Answer, By, Outcome};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::machine_time;

use crate::answer::Making;
use crate::api::body::{Body, Envelope};
use crate::api::organisation::Named;
use crate::api::page::{Page, Piece, write};
use crate::api::problem::Problem;
use crate::app::Web;
use crate::pages::documents;
use crate::sight::Sight;

/// A duty.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DutyItem {
    id: DutyId,
    incident: IncidentId,
    /// The post that must do it.
    post: duty::PostId,
    /// Whom a person chose for it before whoever stands for the post.
    chosen: Option<Named>,
    state: Standing,
    /// By when it must be done, else by when it must be answered.
    #[schemars(extend("format" = "date-time"))]
    due: Option<String>,
    /// By when it must be answered.
    #[schemars(extend("format" = "date-time"))]
    answer_due: Option<String>,
    /// What is to be done: as the plan says it, or as a person wrote it.
    text: String,
    text_en: Option<String>,
    life_safety: bool,
    evidence: Vec<Evidence>,
    #[schemars(extend("format" = "date-time"))]
    opened: String,
    /// Who has been told, in the order of telling.
    told: Vec<Named>,
    /// Who has taken it on or done it.
    person: Option<Named>,
    /// When its deadline passed undone.
    #[schemars(extend("format" = "date-time"))]
    lapsed: Option<String>,
    /// When nobody was left to tell.
    #[schemars(extend("format" = "date-time"))]
    red_line: Option<String>,
    /// When it was done.
    #[schemars(extend("format" = "date-time"))]
    discharged: Option<String>,
    /// After its deadline.
    late: bool,
    /// What was written when it was done.
    said: Option<String>,
    /// The clause by which a report is not to be made; why stands in `said`.
    clause: Option<String>,
    /// How a report was made by word of mouth; the words stand in `said`.
    oral: Option<OralItem>,
    /// Digests of the photos that were handed in.
    photos: Vec<String>,
}

/// A report that was made by word of mouth.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OralItem {
    /// What the receiver is called.
    receiver: Option<String>,
    /// Where and as what the receiver serves.
    post: Option<String>,
    /// The number that was rung.
    number: Option<String>,
    /// When it was said.
    #[schemars(extend("format" = "date-time"))]
    at: String,
}

/// Which duties.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Filter {
    /// Those of this incident; absent, all.
    incident: Option<IncidentId>,
    /// What `next` said in the piece before.
    cursor: Option<String>,
    /// How many, at most 200; 50 when absent.
    limit: Option<usize>,
}

/// An answer to a duty.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AnswerBody {
    #[serde(flatten)]
    envelope: Envelope,
    answer: Answer,
    text: Option<String>,
    /// For whom; absent, for the post as such.
    person: Option<PersonId>,
}

/// `GET /api/v1/duties?incident=ID`: newest first, running and ended alike.
pub(crate) async fn list(
    mut sight: Sight,
    filter: Result<Query<Filter>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Page<DutyItem>>, Problem> {
    let malformed = || Problem::of(sight.w, StatusCode::BAD_REQUEST, "malformed");
    let Query(filter) = filter.map_err(|_| malformed())?;
    let piece = Piece {
        cursor: filter.cursor,
        limit: filter.limit,
    };
    let Some(id) = &filter.incident else {
        let after = piece.after().ok_or_else(malformed)?;
        let listed = sight.every_duty(after.as_ref(), piece.limit()).await;
        let listed = listed.map_err(|error| Problem::unread(&sight, &error))?;
        return Ok(Json(Page {
            items: listed.items.iter().map(|it| item(&sight, it)).collect(),
            next: listed.next.as_ref().map(write),
        }));
    };
    let looked = sight.look_at(id).await;
    let incident = looked
        .map_err(|error| Problem::unread(&sight, &error))?
        .ok_or_else(|| Problem::of(sight.w, StatusCode::NOT_FOUND, "unknown-incident"))?;
    let mut duties = sight.duties_of(&incident);
    duties.sort_by(|one, two| (two.opened, &two.id).cmp(&(one.opened, &one.id)));
    let page = piece
        .of(duties, |duty| (duty.opened, duty.id.to_string()))
        .ok_or_else(malformed)?;
    let items = page.items.iter().map(|duty| item(&sight, duty)).collect();
    Ok(Json(Page {
        items,
        next: page.next,
    }))
}

/// `GET /api/v1/duties/{id}`
pub(crate) async fn show(sight: Sight, Path(id): Path<String>) -> Result<Json<DutyItem>, Problem> {
    let duty = found(&sight, &id).await?;
    Ok(Json(item(&sight, &duty)))
}

/// `POST /api/v1/duties/{id}/answer`: 200 with the duty, the same again for the same id.
pub(crate) async fn answer(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<AnswerBody>,
) -> Result<Json<DutyItem>, Problem> {
    let failed = |failure| Problem::failure(&sight, &failure);
    let duty = found(&sight, &id).await?;
    let made = body.envelope.made.unwrap_or(sight.now);
    let mut making = Making::new(body.envelope.id, made, By::Token(account));
    let text = making.seal(body.text.as_deref()).map_err(failed)?;
    let paper = match body.answer {
        Answer::Done => documents::keep(&sight, &duty).await.map_err(failed)?,
        Answer::GotIt | Answer::Cannot => None,
    };
    let act = Act::Answer {
        duty: duty.id.clone(),
        answer: body.answer,
        text,
        photos: Vec::new(),
        paper,
        on_behalf_of: body.person,
    };
    let taken = making.submit(&sight, act).await.map_err(failed)?;
    if taken.outcome != Outcome::Duty(duty.id.clone()) {
        // The id was used before, for something else: this answer was not given.
        return Err(Problem::new(
            sight.w,
            StatusCode::CONFLICT,
            "id-used",
            sight.w.say("page-board-id-used"),
        ));
    }
    let after = sight.again();
    let duty = found(&after, &id).await?;
    Ok(Json(item(&after, &duty)))
}

/// An answer by short code, as a gateway for text messages hands it on.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CodeBody {
    #[serde(flatten)]
    envelope: Envelope,
    /// The sender's number, or at least its last four digits.
    number: String,
    answer: Answer,
    text: Option<String>,
}

/// `POST /api/v1/codes/{code}/answer`: recorded as the person's answer that the token hands on.
pub(crate) async fn answer_by_code(
    State(web): State<Web>,
    sight: Sight,
    account: Extension<AccountId>,
    Path(code): Path<String>,
    Body(body): Body<CodeBody>,
) -> Result<Json<DutyItem>, Problem> {
    let mut found = web.links.by_code(&sight, &code, &body.number);
    let (Some((duty, person)), true) = (found.pop(), found.is_empty()) else {
        return Err(Problem::new(
            sight.w,
            StatusCode::NOT_FOUND,
            "unknown-code",
            sight.w.say("page-code-unknown"),
        ));
    };
    let body = AnswerBody {
        envelope: body.envelope,
        answer: body.answer,
        text: body.text,
        person: Some(person),
    };
    let id = Path(duty.to_string());
    answer(sight, account, id, Body(body)).await
}

pub(crate) async fn found(sight: &Sight, id: &str) -> Result<Arc<Duty>, Problem> {
    let looked = match DutyId::new(id) {
        Ok(id) => sight.look_at_duty(&id).await,
        Err(_) => Ok(None),
    };
    looked
        .map_err(|error| Problem::unread(sight, &error))?
        .ok_or_else(|| Problem::of(sight.w, StatusCode::NOT_FOUND, "unknown-duty"))
}

pub(crate) fn item(sight: &Sight, duty: &Duty) -> DutyItem {
    let time = |at| machine_time(at, &sight.zone);
    let person = |id: &PersonId| Named::of(sight, id);
    let done = duty.discharge.as_ref();
    let taken = duty.reply().filter(|reply| reply.takes);
    let by = match done {
        Some(done) => done.person.as_ref(),
        None => taken.and_then(|reply| reply.person.as_ref()),
    };
    DutyItem {
        id: duty.id.clone(),
        incident: duty.incident.clone(),
        post: duty.post.clone(),
        chosen: duty.person.as_ref().map(person),
        state: duty.standing(),
        due: duty.shown_due().map(time),
        answer_due: duty.answer_due.map(time),
        text: match &duty.task.written {
            Some(written) => sight.said(Some(written)).unwrap_or_default(),
            None => duty.task.text.clone(),
        },
        text_en: duty.task.text_en.clone(),
        life_safety: duty.task.life_safety,
        evidence: duty.task.evidence.clone(),
        opened: time(duty.opened),
        told: duty.told.iter().map(person).collect(),
        person: by.map(person),
        lapsed: duty.lapsed.map(time),
        red_line: duty.red_line.map(time),
        discharged: done.map(|done| time(done.at)),
        late: done.is_some_and(|done| done.late),
        said: done.and_then(|done| sight.said(done.text.as_ref())),
        clause: done.and_then(|done| sight.said(done.clause.as_ref())),
        oral: done
            .and_then(|done| done.oral.as_ref())
            .map(|oral| OralItem {
                receiver: sight.said(Some(&oral.receiver)),
                post: sight.said(Some(&oral.post)),
                number: sight.said(oral.number.as_ref()),
                at: time(oral.at),
            }),
        photos: done.map_or_else(Vec::new, |done| {
            done.photos.iter().map(|photo| photo.blob.clone()).collect()
        }),
    }
}
