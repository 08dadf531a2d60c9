//! Posts with their holders, substitutes and rosters; groups.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::{Extension, Json};
use duty::{GroupId, PersonId, PostId};
use engine::{AccountId, Shift, Weekly, Why, stand_for};
use jiff::Timestamp;
use jiff::civil::Time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::machine_time;

use super::people::making;
use super::{Named, Period, malformed, not_found, piece};
use crate::api::body::{Body, Envelope};
use crate::api::page::{Page, Piece};
use crate::api::problem::Problem;
use crate::change;
use crate::pages::organisation::why;
use crate::posts::{self, PostNow};
use crate::sight::Sight;

/// A post now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PostItem {
    id: PostId,
    name: String,
    name_en: Option<String>,
    holders: Vec<Named>,
    /// Who acts for it now.
    acting: Vec<Named>,
    /// The post whose holders these are.
    acting_post: PostId,
    /// Why they, for programs and in words.
    why: Why,
    reason: String,
    substitutes: Vec<PostId>,
    /// The order is the organisation's own, not the plan's.
    own_order: bool,
}

/// A group and who acts in it now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GroupItem {
    id: GroupId,
    name: String,
    name_en: Option<String>,
    leader: Option<PostId>,
    posts: Vec<PostId>,
    acting: Vec<Named>,
}

/// Who is on watch when.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RosterItem {
    weekly: Vec<WeeklyItem>,
    shifts: Vec<ShiftItem>,
}

/// A weekly shift, as it is set and as it is shown.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct WeeklyItem {
    person: PersonId,
    /// 1 for Monday to 7 for Sunday.
    #[schemars(range(min = 1, max = 7))]
    day: i8,
    #[schemars(with = "String", extend("pattern" = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"))]
    opens: Time,
    #[schemars(with = "String", extend("pattern" = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"))]
    closes: Time,
}

/// A shift.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ShiftItem {
    person: Named,
    #[schemars(extend("format" = "date-time"))]
    from: String,
    #[schemars(extend("format" = "date-time"))]
    to: String,
}

/// A shift as it is set.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ShiftBody {
    person: PersonId,
    #[serde(flatten)]
    period: Period,
}

/// Who holds a post from now on.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct HoldersBody {
    #[serde(flatten)]
    envelope: Envelope,
    people: Vec<PersonId>,
}

/// In which order posts stand in; null for the plan's.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct OrderBody {
    #[serde(flatten)]
    envelope: Envelope,
    posts: Option<Vec<PostId>>,
}

/// A roster instead of the one there was.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct RosterBody {
    #[serde(flatten)]
    envelope: Envelope,
    #[serde(default)]
    weekly: Vec<WeeklyItem>,
    #[serde(default)]
    shifts: Vec<ShiftBody>,
}

/// `GET /api/v1/posts`
pub(crate) async fn list(
    sight: Sight,
    asked: Result<Query<Piece>, QueryRejection>,
) -> Result<Json<Page<PostItem>>, Problem> {
    let Query(asked) = asked.map_err(|_| malformed(&sight))?;
    let all: Vec<_> = posts::posts(&sight)
        .iter()
        .map(|it| item(&sight, it))
        .collect();
    piece(&sight, &asked, all, |it| it.id.to_string()).map(Json)
}

/// `GET /api/v1/posts/{id}`
pub(crate) async fn show(sight: Sight, Path(id): Path<String>) -> Result<Json<PostItem>, Problem> {
    let id = PostId::new(id).map_err(|_| not_found(&sight))?;
    one(&sight, &id)
}

/// `POST /api/v1/posts/{id}/holders`
pub(crate) async fn hold(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<HoldersBody>,
) -> Result<Json<PostItem>, Problem> {
    let id = PostId::new(id).map_err(|_| not_found(&sight))?;
    let making = making(&sight, &body.envelope, account);
    let held = change::hold(&sight, making, &id, body.people).await;
    held.map_err(|failure| Problem::failure(&sight, &failure))?;
    one(&sight.again(), &id)
}

/// `POST /api/v1/posts/{id}/substitutes`
pub(crate) async fn order(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<OrderBody>,
) -> Result<Json<PostItem>, Problem> {
    let id = PostId::new(id).map_err(|_| not_found(&sight))?;
    let making = making(&sight, &body.envelope, account);
    let set = change::order(&sight, making, &id, body.posts).await;
    set.map_err(|failure| Problem::failure(&sight, &failure))?;
    one(&sight.again(), &id)
}

/// `GET /api/v1/posts/{id}/roster`
pub(crate) async fn roster(
    sight: Sight,
    Path(id): Path<String>,
) -> Result<Json<RosterItem>, Problem> {
    let id = PostId::new(id).map_err(|_| not_found(&sight))?;
    watches(&sight, &id)
}

/// `POST /api/v1/posts/{id}/roster`
pub(crate) async fn watch(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    Body(body): Body<RosterBody>,
) -> Result<Json<RosterItem>, Problem> {
    let id = PostId::new(id).map_err(|_| not_found(&sight))?;
    let making = making(&sight, &body.envelope, account);
    let weekly = body.weekly.into_iter().map(|it| Weekly {
        day: it.day,
        opens: it.opens,
        closes: it.closes,
        person: it.person,
    });
    let dated = body.shifts.into_iter().map(|it| Shift {
        from: it.period.from,
        to: it.period.to,
        person: it.person,
    });
    let set = change::watch(&sight, making, &id, weekly.collect(), dated.collect()).await;
    set.map_err(|failure| Problem::failure(&sight, &failure))?;
    watches(&sight.again(), &id)
}

/// `GET /api/v1/groups`
pub(crate) async fn groups(
    sight: Sight,
    asked: Result<Query<Piece>, QueryRejection>,
) -> Result<Json<Page<GroupItem>>, Problem> {
    let Query(asked) = asked.map_err(|_| malformed(&sight))?;
    let state = &sight.published.state;
    let all = posts::groups(&sight).into_iter().map(|(plan, group)| {
        let posts = posts::posts_of(group);
        let mut acting: Vec<PersonId> = Vec::new();
        for post in &posts {
            let people = stand_for(state, plan, post, sight.now).people;
            acting.extend(
                people
                    .into_iter()
                    .filter(|it| !acting.contains(it))
                    .collect::<Vec<_>>(),
            );
        }
        GroupItem {
            id: group.id.clone(),
            name: group.name.clone(),
            name_en: group.name_en.clone(),
            leader: group.leader.clone(),
            posts: posts.into_iter().cloned().collect(),
            acting: Named::all(&sight, &acting),
        }
    });
    piece(&sight, &asked, all.collect(), |it| it.id.to_string()).map(Json)
}

fn one(sight: &Sight, id: &PostId) -> Result<Json<PostItem>, Problem> {
    let now = posts::post(sight, id).ok_or_else(|| not_found(sight))?;
    Ok(Json(item(sight, &now)))
}

fn item(sight: &Sight, now: &PostNow<'_>) -> PostItem {
    PostItem {
        id: now.post.id.clone(),
        name: now.post.name.clone(),
        name_en: now.post.name_en.clone(),
        holders: Named::all(sight, now.holders),
        acting: Named::all(sight, &now.stand.people),
        acting_post: now.stand.acting.clone(),
        why: now.stand.why,
        reason: why(sight, now),
        substitutes: now.order.iter().map(|post| (*post).clone()).collect(),
        own_order: now.own_order,
    }
}

fn watches(sight: &Sight, id: &PostId) -> Result<Json<RosterItem>, Problem> {
    let now = posts::post(sight, id).ok_or_else(|| not_found(sight))?;
    let weekly = now.roster.into_iter().flat_map(|roster| &roster.weekly);
    let shifts = now.roster.into_iter().flat_map(|roster| &roster.shifts);
    let time = |at: Timestamp| machine_time(at, &sight.zone);
    Ok(Json(RosterItem {
        weekly: weekly
            .map(|it| WeeklyItem {
                person: it.person.clone(),
                day: it.day,
                opens: it.opens,
                closes: it.closes,
            })
            .collect(),
        shifts: shifts
            .filter(|it| it.to > sight.now)
            .map(|it| ShiftItem {
                person: Named::of(sight, &it.person),
                from: time(it.from),
                to: time(it.to),
            })
            .collect(),
    }))
}
