//! Plans.

use axum::Json;
use plan::{EventId, PlanId};
use serde::Serialize;

use crate::api::page::Page;
use crate::sight::Sight;

/// A published plan at its newest version.
#[derive(Debug, Serialize)]
pub(crate) struct PlanItem {
    id: PlanId,
    version: u32,
    title: String,
    title_en: Option<String>,
    events: Vec<EventId>,
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
