//! Signing in by the one-time link of the terminal, and signing out.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::app::Web;
use crate::layout;
use crate::security::sessions;
use crate::sight::Sight;

/// `GET /sign-in`
pub(crate) async fn show(sight: Sight) -> Markup {
    how(&sight, html! {})
}

/// A page that needs a session, asked for without one.
pub(crate) fn needed(sight: &Sight) -> Response {
    (StatusCode::UNAUTHORIZED, how(sight, html! {})).into_response()
}

/// `GET /sign-in/{secret}`: looking changes nothing, since chat previews and scanners fetch links.
pub(crate) async fn offer(
    State(web): State<Web>,
    sight: Sight,
    Path(secret): Path<String>,
) -> Response {
    if !web.sign_in.is_offered(&secret, web.organisations.now()) {
        return used_up(&sight);
    }
    let w = sight.w;
    page(
        &sight,
        html! {
            form.sec.pad action=(sight.path) method="post" {
                p { (w.say("page-signin-offer")) }
                button.btn.pri.huge { (w.say("page-signin-button")) }
            }
        },
    )
    .into_response()
}

/// `POST /sign-in/{secret}`
pub(crate) async fn redeem(
    State(web): State<Web>,
    sight: Sight,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    match web.sign_in.redeem(&secret, web.organisations.now()) {
        Some(session) => {
            let cookies = sessions::begin(&web, &headers, session);
            (cookies, Redirect::to("/")).into_response()
        }
        None => used_up(&sight),
    }
}

/// `POST /sign-out`
pub(crate) async fn sign_out(State(web): State<Web>, headers: HeaderMap) -> Response {
    let cookies = sessions::sign_out(&web, &headers);
    (cookies, Redirect::to("/sign-in")).into_response()
}

fn used_up(sight: &Sight) -> Response {
    let note = html! { p.note.bad { (sight.w.say("page-signin-used-up")) } };
    (StatusCode::GONE, how(sight, note)).into_response()
}

fn how(sight: &Sight, note: Markup) -> Markup {
    let w = sight.w;
    page(
        sight,
        html! {
            (note)
            p.sm { (w.say("page-signin-by-link")) }
            section.sec.pad { p { (w.say("page-signin-how")) } }
        },
    )
}

fn page(sight: &Sight, body: Markup) -> Markup {
    let w = sight.w;
    layout::bare(
        sight,
        &w.say("page-signin-title"),
        "slim",
        html! {
            p.wm { i { "常" } i { "备" } }
            h1 { (sight.organisation()) }
            (body)
            a.btn.red.huge href=(sight.report_path()) { (w.say("page-signin-report")) }
            p.sm { (layout::other_language(sight)) }
        },
    )
}
