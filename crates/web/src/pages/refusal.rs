//! Pages that say no: why, what now, and that nothing was changed.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use crate::answer::Failure;
use crate::layout;
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
