//! The clock: whether a leap of it waits for an answer, and the answer.

use axum::{Extension, Json};
use engine::{AccountId, Act, By};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::machine_time;

use crate::answer::Making;
use crate::api::body::{Body, Envelope};
use crate::api::problem::Problem;
use crate::sight::Sight;

/// The system's time, and what is asked about it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ClockItem {
    #[schemars(extend("format" = "date-time"))]
    now: String,
    asked: Option<LeapItem>,
}

/// A leap that nobody has settled yet.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LeapItem {
    /// The system's time before.
    #[schemars(extend("format" = "date-time"))]
    stood: String,
    /// What the clock of the machine read.
    #[schemars(extend("format" = "date-time"))]
    wall: String,
    /// Unanswered until then, timers go on.
    #[schemars(extend("format" = "date-time"))]
    until: String,
    /// Noticed at a start.
    starting: bool,
}

/// Which time is right.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct SettleBody {
    #[serde(flatten)]
    envelope: Envelope,
    /// The new time is right.
    right: bool,
}

/// `GET /api/v1/clock`
pub(crate) async fn show(sight: Sight) -> Json<ClockItem> {
    Json(item(&sight))
}

/// `POST /api/v1/clock`: 200 with the clock, the same again for the same id.
pub(crate) async fn settle(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Body(body): Body<SettleBody>,
) -> Result<Json<ClockItem>, Problem> {
    let made = body.envelope.made.unwrap_or(sight.now);
    let making = Making::new(body.envelope.id, made, By::Token(account));
    let act = Act::SettleClock { right: body.right };
    let taken = making.submit(&sight, act).await;
    taken.map_err(|failure| Problem::failure(&sight, &failure))?;
    Ok(Json(item(&sight.again())))
}

fn item(sight: &Sight) -> ClockItem {
    let time = |at| machine_time(at, &sight.zone);
    let asked = sight.published.state.clock.as_ref();
    ClockItem {
        now: time(sight.now),
        asked: asked.map(|leap| LeapItem {
            stood: time(leap.stood),
            wall: time(leap.wall),
            until: time(leap.until),
            starting: leap.starting,
        }),
    }
}
