//! Pages that say no: why, what now, and that nothing was changed.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use duty::IncidentId;
use engine::{AccountId, Incident, Missing, Refusal};
use maud::{Markup, html};
use runner::JournalError;

use crate::answer::Failure;
use crate::header::{As, header};
use crate::layout::{self, Here};
use crate::sight::Sight;

/// A refusal with a heading and a sentence from the catalogue.
pub(crate) fn plain(sight: &Sight, status: StatusCode, title: &str, why: &str) -> Response {
    let w = sight.w;
    page(sight, status, &w.say(title), html! { p { (w.say(why)) } })
}

/// A form that came from another site's page.
pub(crate) fn foreign(sight: &Sight) -> Response {
    plain(
        sight,
        StatusCode::FORBIDDEN,
        "page-board-foreign",
        "page-board-foreign-why",
    )
}

/// A page that the account's right does not reach.
pub(crate) fn forbidden(sight: &Sight) -> Response {
    plain(
        sight,
        StatusCode::FORBIDDEN,
        "page-account-forbidden",
        "page-account-forbidden-why",
    )
}

/// The tables of accounts could not be used.
pub(crate) fn trouble(sight: &Sight, error: &accounts::AccountsError) -> Response {
    tracing::error!(%error, "accounts could not be read or changed");
    plain(
        sight,
        StatusCode::SERVICE_UNAVAILABLE,
        "page-board-refused",
        "page-board-not-recorded",
    )
}

/// The records or views could not be read.
pub(crate) fn unread(sight: &Sight, error: &JournalError) -> Response {
    tracing::error!(%error, "records or views could not be read");
    plain(
        sight,
        StatusCode::SERVICE_UNAVAILABLE,
        "page-board-refused",
        "page-board-unread",
    )
}

/// A form that could not be read.
pub(crate) fn unreadable(sight: &Sight, status: StatusCode) -> Response {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        plain(sight, status, "page-board-refused", "page-board-too-large")
    } else {
        plain(sight, status, "page-board-refused", "page-board-malformed")
    }
}

/// What a command came to, when it came to nothing.
pub(crate) fn failure(sight: &Sight, failure: &Failure) -> Response {
    let w = sight.w;
    let (status, _) = failure.status();
    let why = failure.say(sight);
    page(
        sight,
        status,
        &w.say("page-board-refused"),
        html! {
            p { (why) }
            p.sm { (w.nothing_changed()) }
        },
    )
}

/// The same inside the room of an incident, with the way to each thing that is missing.
pub(crate) fn in_incident(
    sight: &Sight,
    account: &AccountId,
    incident: &Incident,
    failure: &Failure,
) -> Response {
    let w = sight.w;
    let (status, _) = failure.status();
    let missing: &[Missing] = if let Failure::Refused(refusal) = failure
        && let Refusal::NotOver(missing) = refusal.as_ref()
    {
        missing
    } else {
        &[]
    };
    let title = if missing.is_empty() {
        w.say("page-board-refused")
    } else {
        w.say("page-incident-not-over")
    };
    let room = format!("/incidents/{}", incident.id);
    let page = layout::signed_in(
        sight,
        account,
        Here::Incident,
        &title,
        header(sight, incident, As::Header),
        html! {
            main id="main" class="slim wide" {
                section.sec aria-labelledby="why" {
                    header { h1 id="why" { (title) } }
                    div."pad stack" {
                        @if missing.is_empty() {
                            p { (failure.say(sight)) }
                        } @else {
                            h2 { (w.with("page-incident-missing", &[("count", missing.len())])) }
                            ul."rows bare" { @for it in missing { (missing_row(sight, &incident.id, it, &room)) } }
                        }
                        p.sm { (w.nothing_changed()) }
                        div.acts { a."btn pri" href=(room) { (w.say("page-incident-back")) } }
                    }
                }
            }
        },
    );
    (status, page).into_response()
}

fn missing_row(sight: &Sight, incident: &IncidentId, missing: &Missing, room: &str) -> Markup {
    let w = sight.w;
    let said = sight.names_in(incident, |names| w.missing(missing, names));
    let (path, label) = match missing {
        Missing::Duty(duty) => (format!("/duties/{duty}"), w.say("page-incident-to-duty")),
        Missing::Condition(_) => (format!("{room}#facts"), w.say("page-incident-to-facts")),
        Missing::SignOff => ("/plans".to_owned(), w.say("page-plan-plans")),
    };
    html! { li { div { b { (said) } } a.btn href=(path) { (label) } } }
}

fn page(sight: &Sight, status: StatusCode, title: &str, body: Markup) -> Response {
    let page = layout::bare(
        sight,
        title,
        "slim wide",
        html! {
            p.wm { i { "常" } i { "备" } }
            section.sec {
                header { h1 { (title) } }
                div.pad.stack {
                    (body)
                    p.sm { (layout::other_language(sight)) }
                }
            }
        },
    );
    (status, page).into_response()
}
