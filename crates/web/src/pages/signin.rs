//! Signing in with a password or by a one-time link, and signing out.

use accounts::{Attempt, Denied, Whose};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::app::Web;
use crate::form::Posted;
use crate::layout;
use crate::pages::refusal;
use crate::pages::report::Caller;
use crate::security::guard::is_foreign;
use crate::security::sessions;
use crate::sight::Sight;

/// `GET /sign-in`
pub(crate) async fn show(sight: Sight) -> Markup {
    form(&sight, html! {}, None)
}

/// A page that needs a session, asked for without one.
pub(crate) fn needed(sight: &Sight) -> Response {
    (StatusCode::UNAUTHORIZED, form(sight, html! {}, None)).into_response()
}

/// `POST /sign-in`
pub(crate) async fn sign_in(
    State(web): State<Web>,
    sight: Sight,
    Caller(caller): Caller,
    headers: HeaderMap,
    posted: Result<Posted, StatusCode>,
) -> Response {
    // Else another site's page could sign somebody in as somebody else.
    if is_foreign(&web, &headers) {
        return refusal::foreign(&sight);
    }
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let device = sessions::device(&web, &headers);
    let login = posted.text("login").unwrap_or_default();
    let attempt = Attempt {
        login,
        password: posted.secret("password"),
        code: posted.text("code"),
        device: device.as_deref(),
        address: caller.map(|it| it.ip()),
        browser: sessions::browser(&headers),
    };
    let now = web.organisations.now();
    match web.accounts.sign_in(attempt, now).await {
        Ok(entered) => {
            let cookies = sessions::begin(&web, &headers, &entered);
            (cookies, Redirect::to("/")).into_response()
        }
        Err(denied) => refused(&sight, login, &denied),
    }
}

/// `GET /sign-in/{secret}`: looking changes nothing, since chat previews and scanners fetch links.
pub(crate) async fn offer(
    State(web): State<Web>,
    sight: Sight,
    Path(secret): Path<String>,
) -> Response {
    let w = sight.w;
    match web.accounts.offered(&secret, web.organisations.now()).await {
        Ok(Some(_)) => page(
            &sight,
            html! {
                form.sec.pad action=(sight.path) method="post" {
                    p { (w.say("page-signin-offer")) }
                    button.btn.pri.huge { (w.say("page-signin-button")) }
                }
            },
        )
        .into_response(),
        Ok(None) => used_up(&sight),
        Err(error) => refusal::trouble(&sight, &error),
    }
}

/// `POST /sign-in/{secret}`
pub(crate) async fn redeem(
    State(web): State<Web>,
    sight: Sight,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    let browser = sessions::browser(&headers);
    let entered = web
        .accounts
        .redeem(&secret, browser, web.organisations.now());
    match entered.await {
        Ok(Some(entered)) => {
            let cookies = sessions::begin(&web, &headers, &entered);
            let to = first_page(&web, &entered.whose).await;
            (cookies, Redirect::to(to)).into_response()
        }
        Ok(None) => used_up(&sight),
        Err(error) => refusal::trouble(&sight, &error),
    }
}

/// `POST /sign-out`
pub(crate) async fn sign_out(State(web): State<Web>, sight: Sight, headers: HeaderMap) -> Response {
    match sessions::sign_out(&web, &headers).await {
        Ok(cookies) => (cookies, Redirect::to("/sign-in")).into_response(),
        Err(error) => refusal::trouble(&sight, &error),
    }
}

/// Whoever has no password yet is led to where one is set, but in the sample, whose account is
/// only looked at.
async fn first_page(web: &Web, whose: &Whose) -> &'static str {
    let house = web.organisations.get(&whose.organisation);
    let sample = house.is_some_and(|it| {
        it.handle
            .read(|state| state.organisation.as_ref().is_some_and(|own| own.sample))
    });
    let account = web.accounts.account(whose).await;
    let has_password = account.is_ok_and(|it| it.is_none_or(|it| it.has_password));
    if sample || has_password {
        "/"
    } else {
        "/account"
    }
}

fn refused(sight: &Sight, login: &str, denied: &Denied) -> Response {
    let w = sight.w;
    let (status, said) = match denied {
        Denied::Wrong => (StatusCode::UNAUTHORIZED, w.say("page-signin-wrong")),
        Denied::NeedsCode => (StatusCode::UNAUTHORIZED, w.say("page-signin-needs-code")),
        Denied::Wait(wait) => {
            let seconds = wait.as_secs().max(0) + 1;
            let said = w.with("page-signin-wait", &[("seconds", seconds)]);
            let page = form(
                sight,
                html! { p."note bad" role="alert" { (said) } },
                Some(login),
            );
            let after = HeaderValue::from(seconds);
            let after = [(header::RETRY_AFTER, after)];
            return (StatusCode::TOO_MANY_REQUESTS, after, page).into_response();
        }
        Denied::Accounts(error) => return refusal::trouble(sight, error),
    };
    let note = html! { p."note bad" role="alert" { (said) } };
    (status, form(sight, note, Some(login))).into_response()
}

fn used_up(sight: &Sight) -> Response {
    let note = html! { p.note.bad { (sight.w.say("page-signin-used-up")) } };
    (StatusCode::GONE, form(sight, note, None)).into_response()
}

fn form(sight: &Sight, note: Markup, login: Option<&str>) -> Markup {
    let w = sight.w;
    page(
        sight,
        html! {
            (note)
            p.sm { (w.say("page-signin-by-link")) }
            form."sec pad stack" action="/sign-in" method="post" {
                label { (w.say("page-signin-login"))
                    input name="login" required autocomplete="username" autocapitalize="none"
                        spellcheck="false" value=(login.unwrap_or_default()); }
                label { (w.say("page-signin-password"))
                    input name="password" type="password" required autocomplete="current-password"; }
                label { (w.say("page-signin-code"))
                    input name="code" autocomplete="one-time-code" inputmode="text"
                        autocapitalize="none" spellcheck="false"; }
                button."btn pri huge" { (w.say("page-signin-send")) }
            }
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
