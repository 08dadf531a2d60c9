//! Holidays and make-up workdays.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::{Extension, Json};
use engine::{AccountId, Calendar, Day};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::malformed;
use super::people::making;
use crate::api::body::{Body, Envelope};
use crate::api::page::Page;
use crate::api::problem::Problem;
use crate::app::Web;
use crate::change;
use crate::pages::workdays::special;
use crate::sight::Sight;

/// A day that is not what its weekday says.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DayItem {
    #[schemars(with = "String", extend("format" = "date"))]
    day: Date,
    is: Day,
    /// The organisation has said so, not the announcement.
    own: bool,
}

/// Of which year; absent, this one.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct Year {
    year: Option<i16>,
}

/// Days that are so from now on.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct DaysBody {
    #[serde(flatten)]
    envelope: Envelope,
    #[serde(default)]
    #[schemars(schema_with = "crate::api::openapi::dates")]
    off: Vec<Date>,
    #[serde(default)]
    #[schemars(schema_with = "crate::api::openapi::dates")]
    work: Vec<Date>,
    /// Days that are again what their weekday says.
    #[serde(default)]
    #[schemars(schema_with = "crate::api::openapi::dates")]
    usual: Vec<Date>,
}

/// `GET /api/v1/holidays`: the days of a year, all of them in one piece.
pub(crate) async fn list(
    State(web): State<Web>,
    sight: Sight,
    asked: Result<Query<Year>, QueryRejection>,
) -> Result<Json<Page<DayItem>>, Problem> {
    let Query(asked) = asked.map_err(|_| malformed(&sight))?;
    let today = sight.zone.to_datetime(sight.now).date();
    let year = asked.year.unwrap_or(today.year());
    Ok(Json(days(&web, &sight, year)))
}

/// `POST /api/v1/holidays`: the days of the first one's year.
pub(crate) async fn set(
    State(web): State<Web>,
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Body(body): Body<DaysBody>,
) -> Result<Json<Page<DayItem>>, Problem> {
    let kinds = [
        (&body.off, Day::Off),
        (&body.work, Day::Work),
        (&body.usual, Day::Usual),
    ];
    let said = kinds
        .iter()
        .flat_map(|(days, is)| days.iter().map(|day| (*day, *is)));
    let mut calendar = Calendar::clone(&sight.published.state.calendar);
    let mut year = None;
    for (day, is) in said {
        year.get_or_insert(day.year());
        if web.workdays.announced(day) == is {
            calendar.days.remove(&day);
        } else {
            calendar.days.insert(day, is);
        }
    }
    let year = year.ok_or_else(|| malformed(&sight))?;
    let making = making(&sight, &body.envelope, account);
    let set = change::workdays(&sight, making, &web.workdays, calendar).await;
    set.map_err(|failure| Problem::failure(&sight, &failure))?;
    Ok(Json(days(&web, &sight.again(), year)))
}

fn days(web: &Web, sight: &Sight, year: i16) -> Page<DayItem> {
    let special = special(&sight.published.state.calendar, &web.workdays, year);
    let items = special.into_iter().map(|it| DayItem {
        day: it.day,
        is: it.is,
        own: it.own,
    });
    Page {
        items: items.collect(),
        next: None,
    }
}
