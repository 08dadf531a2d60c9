//! Answering without a link: the short code of a notice and the end of one's number lead to the
//! page of the duty.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::{DutyId, PersonId};
use maud::{Markup, html};

use crate::app::Web;
use crate::form::Posted;
use crate::layout;
use crate::pages::refusal;
use crate::pages::report::Caller;
use crate::security::codes::DIGITS;
use crate::sight::Sight;

/// `GET /c`, `GET /c/{organisation}`
pub(crate) async fn show(sight: Sight) -> Markup {
    form(&sight, html! {})
}

/// `POST /c`, `POST /c/{organisation}`: to the duty's page. It changes nothing.
pub(crate) async fn find(
    State(web): State<Web>,
    sight: Sight,
    Caller(caller): Caller,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let w = sight.w;
    if !web.codes.take(caller.map(|it| it.ip()), sight.now) {
        let note = html! { p.note.bad { (w.say("page-code-too-many")) } };
        return (StatusCode::TOO_MANY_REQUESTS, form(&sight, note)).into_response();
    }
    let code = posted.text("code").unwrap_or_default();
    let number = posted.text("number").unwrap_or_default();
    let found = web.links.by_code(&sight, code, number);
    match found.as_slice() {
        [] => {
            let note = html! { p.note.bad { (w.say("page-code-unknown")) } };
            (StatusCode::FORBIDDEN, form(&sight, note)).into_response()
        }
        [(duty, person)] => {
            Redirect::to(&web.links.duty_path(&sight.organisation_id, duty, person)).into_response()
        }
        several => choose(&web, &sight, several).into_response(),
    }
}

fn choose(web: &Web, sight: &Sight, several: &[(DutyId, PersonId)]) -> Markup {
    let w = sight.w;
    page(
        sight,
        html! {
            section.sec {
                ul."rows bare" {
                    @for (id, person) in several {
                        @if let Some(duty) = sight.duty(id) {
                            li { a href=(web.links.duty_path(&sight.organisation_id, id, person)) { (sight.names(|names| w.task(&duty.task, names))) } }
                        }
                    }
                }
            }
        },
    )
}

fn form(sight: &Sight, note: Markup) -> Markup {
    let w = sight.w;
    page(
        sight,
        html! {
            (note)
            form."sec pad stack" action=(sight.path) method="post" {
                p { (w.say("page-code-how")) }
                label {
                    (w.say("page-code-code"))
                    input name="code" required maxlength="12" autocomplete="off" autocapitalize="characters";
                }
                label {
                    (w.say("page-code-number"))
                    input name="number" required maxlength="20" inputmode="numeric" autocomplete="off"
                        placeholder=("0".repeat(DIGITS));
                }
                button."btn pri huge" { (w.say("page-code-button")) }
            }
            p.sm { (w.say("page-code-else")) " " (layout::other_language(sight)) }
        },
    )
}

fn page(sight: &Sight, body: Markup) -> Markup {
    let title = sight.w.say("page-code-title");
    layout::bare(
        sight,
        &title,
        "slim",
        html! {
            p.wm { i { "常" } i { "备" } }
            h1 { (title) }
            (body)
        },
    )
}
