//! Plans.

use axum::extract::rejection::{QueryRejection, StringRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::{Extension, Json};
use engine::{AccountId, By, CommandId, Refusal};
use plan::{EventId, Plan, PlanId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Failure, Making};
use crate::api::page::Page;
use crate::api::problem::Problem;
use crate::app::Web;
use crate::publish::{self, plan_id};
use crate::sight::Sight;

/// A published plan at its newest version.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PlanItem {
    id: PlanId,
    version: u32,
    title: String,
    title_en: Option<String>,
    events: Vec<EventId>,
}

/// A plan that was published just now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Version {
    organisation: String,
    plan: PlanId,
    version: u32,
}

/// Where a plan belongs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Where {
    /// The organisation that the caller means; absent, the one of this server.
    organisation: Option<String>,
}

/// `GET /api/v1/plans`
pub(crate) async fn list(sight: Sight) -> Json<Page<PlanItem>> {
    let plans = sight.published.state.current_plans();
    let items = plans.map(|(id, version, ready)| {
        let plan = ready.plan();
        PlanItem {
            id: id.clone(),
            version,
            title: plan.meta.title.clone(),
            title_en: plan.meta.title_en.clone(),
            events: plan.events.iter().map(|event| event.id.clone()).collect(),
        }
    });
    Json(Page {
        items: items.collect(),
        next: None,
    })
}

/// `POST /api/v1/plans`: the body is the plan as YAML; 200 with its version, or 422 with all gaps.
pub(crate) async fn publish(
    State(web): State<Web>,
    sight: Sight,
    Extension(account): Extension<AccountId>,
    asked: Result<Query<Where>, QueryRejection>,
    headers: HeaderMap,
    body: Result<String, StringRejection>,
) -> Result<Json<Version>, Problem> {
    let w = sight.w;
    let Query(asked) = asked.map_err(|_| Problem::of(w, StatusCode::BAD_REQUEST, "malformed"))?;
    if !is_text(&headers) {
        return Err(Problem::of(
            w,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not-yaml",
        ));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::of(w, StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        status => Problem::new(w, status, "not-utf-8", w.say("page-plan-read-not-utf-8")),
    })?;
    let own = sight.published.state.organisation.as_ref();
    if let Some(organisation) = &asked.organisation
        && own.is_none_or(|own| own.id.as_str() != organisation)
    {
        let said = w.with(
            "page-plan-other-organisation",
            &[("id", organisation.as_str())],
        );
        return Err(Problem::new(
            w,
            StatusCode::CONFLICT,
            "other-organisation",
            said,
        ));
    }
    let plan = plan_text::yaml::read_yaml(&body).map_err(|bad| {
        let said = w.with("page-plan-read-bad-yaml", &[("place", bad.to_string())]);
        Problem::new(w, StatusCode::UNPROCESSABLE_ENTITY, "bad-yaml", said)
    })?;
    let id = CommandId::new(runner::fresh_id()).expect("hex digits are an identifier");
    let making = Making::new(id, sight.now, By::Token(account));
    let published = publish::publish(&web, &sight, making, plan_id(&plan), plan.clone()).await;
    match published {
        Ok((plan, version)) => Ok(Json(Version {
            organisation: own.map_or_else(String::new, |own| own.id.to_string()),
            plan,
            version,
        })),
        Err(failure) => Err(refused(&sight, &plan, &failure)),
    }
}

fn refused(sight: &Sight, plan: &Plan, failure: &Failure) -> Problem {
    let problem = Problem::failure(sight, failure);
    if let Failure::Refused(refusal) = failure
        && let Refusal::PlanHasGaps(gaps) = refusal.as_ref()
    {
        let said = gaps.iter().map(|gap| sight.w.gap(gap, Some(plan)));
        return problem.with_errors(said.collect());
    }
    problem
}

/// What YAML may be called (RFC 9512), and text without a name.
fn is_text(headers: &HeaderMap) -> bool {
    let Some(media) = headers.get(header::CONTENT_TYPE) else {
        return false;
    };
    let media = media.to_str().unwrap_or_default();
    let kind = media.split(';').next().unwrap_or_default().trim();
    [
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "text/plain",
    ]
    .iter()
    .any(|known| kind.eq_ignore_ascii_case(known))
}
