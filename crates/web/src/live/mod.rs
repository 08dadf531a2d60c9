//! Boards: pages that are kept live. What changed is rendered once for each page, language and
//! class of right, and the same bytes go to everybody who listens.

mod board;
mod listener;
mod parts;

use std::fmt;

use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use duty::IncidentId;
use maud::{Markup, html};
use serde::Deserialize;
use words::{Language, Words};

pub(crate) use board::{Boards, Page};
pub(crate) use parts::Parts;

use crate::app::Web;
use crate::assets;
use crate::pages::room::Shown;
use crate::security::sessions;
use crate::sight::Sight;
use board::Denied;
use listener::Listener;

/// What a page asks for when it wants to be kept live.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// The language that the page is in; `lang` would be kept in a cookie.
    language: Option<String>,
    /// The script that the page was loaded with.
    script: Option<String>,
    /// The position that the page shows.
    after: Option<u64>,
    /// Which duties a room lists.
    s: Option<String>,
}

type Wanted = Result<Query<Asked>, QueryRejection>;

/// `GET /live`: what changes on the desk.
pub(crate) async fn desk(
    web: State<Web>,
    sight: Sight,
    session: Extension<accounts::Session>,
    headers: HeaderMap,
    asked: Wanted,
) -> Response {
    listen(&web, sight, session.0, &headers, asked, |_| Page::Desk).await
}

/// `GET /incidents/{id}/live`: what changes in a room.
pub(crate) async fn room(
    web: State<Web>,
    sight: Sight,
    session: Extension<accounts::Session>,
    Path(id): Path<String>,
    headers: HeaderMap,
    asked: Wanted,
) -> Response {
    let Ok(incident) = IncidentId::new(id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    listen(&web, sight, session.0, &headers, asked, |asked| {
        Page::Room(incident, Shown::of(asked.s.as_deref()))
    })
    .await
}

async fn listen(
    web: &Web,
    mut sight: Sight,
    session: accounts::Session,
    headers: &HeaderMap,
    asked: Wanted,
    page: impl FnOnce(&Asked) -> Page,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let language = asked.language.as_deref().and_then(Language::from_tag);
    if let Some(language) = language {
        sight.w = Words::new(language);
    }
    if asked
        .script
        .as_ref()
        .is_some_and(|it| *it != assets::script())
    {
        return stream(Body::from(board::RELOAD));
    }
    let (Some(secret), Some(right)) = (sessions::shown(web, headers), sight.right.clone()) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let w = sight.w;
    let listening = web.boards.listen(page(&asked), &sight, &session.whose);
    match listening.await {
        Ok((frames, seat)) => {
            let listener = Listener::new(web.clone(), session.whose, right, secret, frames, seat);
            stream(listener.body(asked.after))
        }
        Err(Denied::NothingThere) => StatusCode::NOT_FOUND.into_response(),
        Err(Denied::Full) => later(&w.say("page-live-full")),
        Err(Denied::Unread) => later(&w.say("page-board-unread")),
    }
}

fn later(why: &str) -> Response {
    let headers = [(header::RETRY_AFTER, "30")];
    (StatusCode::SERVICE_UNAVAILABLE, headers, why.to_owned()).into_response()
}

/// Server-sent events (WHATWG HTML, section 9.2), which no proxy may hold back.
fn stream(body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, body).into_response()
}

/// The line of a page that says where its news comes from, and that it no longer comes.
pub(crate) fn line(sight: &Sight, path: &impl fmt::Display, shown: Option<Shown>) -> Markup {
    let w = sight.w;
    let (language, script) = (w.language().tag(), assets::script());
    let shown = shown.map_or_else(String::new, |shown| format!("&s={}", shown.word()));
    html! {
        p.lost role="status" hidden
            data-live={ (path) "?language=" (language) "&script=" (script) (shown) }
            data-after=(sight.published.position)
            data-lost=(w.with("page-live-lost", &[("time", "0:00")]))
            data-changed=(w.say("page-live-changed")) {}
    }
}
