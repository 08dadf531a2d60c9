//! A leap of the machine's clock, put to a person: on the desk and in every running room.

use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::IncidentId;
use engine::{AccountId, Act, By, Leap};
use maud::{Markup, html};

use crate::answer::{Failure, Making};
use crate::components::{once, time};
use crate::form::Posted;
use crate::pages::refusal;
use crate::sight::Sight;

/// `POST /clock`: somebody says which time is right.
pub(crate) async fn settle(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let right = match posted.text("time") {
        Some("right") => Some(true),
        Some("wrong") => Some(false),
        Some(_) | None => None,
    };
    let (Some(right), Some(id)) = (right, posted.command_id()) else {
        return refusal::failure(&sight, &Failure::Malformed);
    };
    let making = Making::new(id, posted.made(sight.now), By::Account(account));
    let incident = posted
        .text("incident")
        .and_then(|it| IncidentId::new(it).ok());
    match making.submit(&sight, Act::SettleClock { right }).await {
        Ok(_) => {
            let back = incident.map_or_else(|| "/".to_owned(), |it| format!("/incidents/{it}"));
            Redirect::to(&back).into_response()
        }
        Err(failure) => refusal::failure(&sight, &failure),
    }
}

/// The question, while nobody has answered it; `back` is the room that it stands in.
pub(crate) fn question(sight: &Sight, back: Option<&IncidentId>) -> Markup {
    let w = sight.w;
    let Some(leap) = &sight.published.state.clock else {
        return html! {};
    };
    let (what, right, wrong) = match (leap.is_forward(), leap.starting) {
        (true, false) => (
            "page-clock-ahead",
            "page-clock-right-ahead",
            "page-clock-wrong-ahead",
        ),
        (true, true) => (
            "page-clock-start-ahead",
            "page-clock-right-ahead",
            "page-clock-wrong-ahead",
        ),
        (false, false) => (
            "page-clock-back",
            "page-clock-right-back",
            "page-clock-wrong-back",
        ),
        (false, true) => (
            "page-clock-start-back",
            "page-clock-right-back",
            "page-clock-wrong-back",
        ),
    };
    let said = |key: &str| w.with(key, &times(sight, leap));
    let answer = |value: &str, label: &str, then: &str| {
        html! {
            div {
                button.btn name="time" value=(value) { (w.say(label)) }
                p.sm { (said(then)) }
            }
        }
    };
    html! {
        section."sec alarm" aria-labelledby="clock" {
            header { h2 id="clock" { (w.say("page-clock-title")) } small { (time(sight, leap.at)) } }
            div.pad {
                p { b { (said(what)) } }
                p.sm { (said("page-clock-wait")) }
                form.stack action="/clock" method="post" {
                    (once(sight))
                    @if let Some(incident) = back {
                        input type="hidden" name="incident" value=(incident);
                    }
                    (answer("right", "page-clock-right", right))
                    (answer("wrong", "page-clock-wrong", wrong))
                }
            }
        }
    }
}

/// With the day, since the days are what differs.
fn times(sight: &Sight, leap: &Leap) -> [(&'static str, String); 3] {
    let said = |at| sight.w.full(at, &sight.zone);
    [
        ("stood", said(leap.stood)),
        ("wall", said(leap.wall)),
        ("until", sight.clock(leap.until)),
    ]
}
