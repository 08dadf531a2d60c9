//! The report form: get out first, ring 119, then say what happened; no sign-in.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use duty::IncidentId;
use engine::{Act, By, Happened, Outcome};
use maud::{Markup, html};
use plan::condition::Known;
use plan::{EventId, EventType};
use serde::Deserialize;
use words::machine_time;

use crate::answer::{Failure, Making};
use crate::app::Web;
use crate::components::{once, once_again};
use crate::form::Posted;
use crate::layout;
use crate::pages::{facts, refusal};
use crate::sight::Sight;

/// Which event somebody has chosen.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Chosen {
    event: Option<EventId>,
}

/// The address of the caller, where the server knows it.
pub(crate) struct Caller(pub Option<SocketAddr>);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(info.map(|info| info.0)))
    }
}

/// `GET /report`, `GET /report/{organisation}`
pub(crate) async fn show(
    sight: Sight,
    chosen: Result<Query<Chosen>, axum::extract::rejection::QueryRejection>,
) -> Markup {
    let chosen = chosen.ok().and_then(|Query(chosen)| chosen.event);
    form(&sight, chosen.as_ref(), None)
}

/// `POST /report`, `POST /report/{organisation}`
pub(crate) async fn report(
    State(web): State<Web>,
    sight: Sight,
    Caller(caller): Caller,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let again = |status: StatusCode, why: String| {
        let event = posted.text("event").and_then(|it| EventId::new(it).ok());
        let form = form(&sight, event.as_ref(), Some((&posted, why)));
        (status, form).into_response()
    };
    if !web.reports.take(caller.map(|it| it.ip()), sight.now) {
        let why = sight.w.say("page-report-too-many");
        return again(StatusCode::TOO_MANY_REQUESTS, why);
    }
    match make(&sight, &posted).await {
        Ok(incident) => Redirect::to(&web.links.reported_path(&sight.organisation_id, &incident))
            .into_response(),
        Err(failure) => again(failure.status().0, failure.say(&sight)),
    }
}

/// `GET /report/{organisation}/{incident}/{mark}`: what happens now, and which posts were told.
pub(crate) async fn reported(
    State(web): State<Web>,
    sight: Sight,
    Path((_, incident, mark)): Path<(String, String, String)>,
) -> Response {
    let named = IncidentId::new(incident).ok();
    let ours = named.filter(|incident| {
        web.links
            .is_reported(&sight.organisation_id, incident, &mark)
    });
    match ours {
        Some(incident) => match sight.look_at(&incident).await {
            Ok(_) => what_happens(&sight, &incident).into_response(),
            Err(error) => refusal::unread(&sight, &error),
        },
        None => refusal::plain(
            &sight,
            StatusCode::FORBIDDEN,
            "page-report-forged",
            "page-report-forged-why",
        ),
    }
}

async fn make(sight: &Sight, posted: &Posted) -> Result<IncidentId, Failure> {
    let event = posted.text("event").and_then(|it| EventId::new(it).ok());
    let event = event.ok_or(Failure::Malformed)?;
    let id = posted.command_id().ok_or(Failure::Malformed)?;
    let kind = kind(sight, &event);
    let facts = facts::read(kind.as_ref(), posted)?;
    let mut making = Making::new(id, posted.made(sight.now), By::Anyone);
    let act = Act::Report {
        event,
        happened: None,
        text: making.seal(posted.text("text"))?,
        place: making.seal(posted.text("place"))?,
        facts,
    };
    match making.submit(sight, act).await?.outcome {
        Outcome::Incident(incident) => Ok(incident),
        Outcome::Done | Outcome::Duty(_) | Outcome::Version(..) | Outcome::Hold(_) => {
            Err(Failure::Malformed)
        }
    }
}

/// All event types that can be reported.
fn kinds(sight: &Sight) -> Vec<EventType> {
    let plans = sight.published.state.current_plans();
    plans
        .flat_map(|(_, _, ready)| ready.plan().events.clone())
        .collect()
}

fn kind(sight: &Sight, event: &EventId) -> Option<EventType> {
    kinds(sight).into_iter().find(|kind| kind.id == *event)
}

fn form(sight: &Sight, event: Option<&EventId>, again: Option<(&Posted, String)>) -> Markup {
    let w = sight.w;
    let kinds = kinds(sight);
    let only = if kinds.len() == 1 {
        kinds.first()
    } else {
        None
    };
    let chosen = event
        .and_then(|event| kinds.iter().find(|kind| kind.id == *event))
        .or(only);
    layout::bare(
        sight,
        &w.say("page-report-title"),
        "phone",
        html! {
            (first_of_all(sight))
            section {
                h1 { (w.say("page-report-title")) }
                p.sm { (sight.organisation()) }
            }
            @if let Some((_, why)) = &again {
                p."note bad" role="alert" { (why) " " (w.nothing_changed()) }
            }
            @match chosen {
                Some(kind) => (details(sight, kind, kinds.len() > 1, again.map(|(posted, _)| posted))),
                None => (choice(sight, &kinds)),
            }
            p.sm { (layout::other_language(sight)) }
        },
    )
}

/// Nothing here is as urgent as leaving and ringing.
fn first_of_all(sight: &Sight) -> Markup {
    let w = sight.w;
    html! {
        section.first {
            p { b { (w.say("page-report-leave")) } }
            div.acts {
                a."btn red huge" href="tel:119" { (w.say("page-report-119")) }
                a."btn huge" href="tel:120" { (w.say("page-report-120")) }
                a."btn huge" href="tel:110" { (w.say("page-report-110")) }
            }
        }
    }
}

fn choice(sight: &Sight, kinds: &[EventType]) -> Markup {
    let w = sight.w;
    html! {
        section.stack {
            h2 { (w.say("page-report-what")) }
            @if kinds.is_empty() { p { (w.say("page-report-nothing")) } }
            div."acts one" {
                @for kind in kinds {
                    a."btn huge" href={ (sight.report_path()) "?event=" (kind.id) } {
                        (w.pick(&kind.name, kind.name_en.as_deref()))
                    }
                }
            }
        }
    }
}

fn details(sight: &Sight, kind: &EventType, others: bool, typed: Option<&Posted>) -> Markup {
    let w = sight.w;
    let text = |name: &str| typed.and_then(|typed| typed.text(name)).unwrap_or_default();
    let caution = kind.caution.as_deref();
    html! {
        form.stack action=(sight.report_path()) method="post" {
            @match typed.and_then(|typed| typed.text("id")) {
                Some(id) => (once_again(id, text("made"))),
                None => (once(sight)),
            }
            input type="hidden" name="event" value=(kind.id);
            h2 { (w.pick(&kind.name, kind.name_en.as_deref())) }
            @if let Some(caution) = caution {
                p."note bad" { b { (w.pick(caution, kind.caution_en.as_deref())) } }
            }
            @if others { p.sm { a href=(sight.report_path()) { (w.say("page-report-other")) } } }
            label { (w.say("page-report-where"))
                input name="place" value=(text("place")) autocomplete="off"
                    placeholder=(w.say("page-report-where-example")); }
            label { (w.say("page-report-text"))
                textarea name="text" rows="3" placeholder=(w.say("page-report-text-example")) { (text("text")) } }
            @for field in kind.facts.iter().filter(|field| field.at_report) {
                @let typed = typed.and_then(|typed| typed.text(&facts::name(field)));
                (facts::input(sight, field, &Known::Unknown, typed))
            }
            p.sm { (w.say("page-report-unknown")) }
            button."btn red huge" { (w.say("page-report-send")) }
        }
    }
}

fn what_happens(sight: &Sight, id: &IncidentId) -> Markup {
    let w = sight.w;
    let incident = sight.incident(id);
    let told = told(sight, id);
    layout::bare(
        sight,
        &w.say("page-report-taken"),
        "phone",
        html! {
            (first_of_all(sight))
            section {
                h1 { (w.say("page-report-taken")) }
                @if let Some(incident) = &incident {
                    p.sm {
                        (w.with("page-report-taken-at", &[
                            ("event", sight.event_name(incident)),
                            ("time", sight.clock(incident.reported)),
                        ]))
                        @if let Some(place) = sight.said(incident.place.as_ref()) {
                            (w.pick("·", Some(", "))) (place)
                        }
                    }
                    @if let Some(ended) = incident.ended {
                        p."note ok" { (w.with("page-incident-over", &[("time", sight.clock(ended))])) }
                    }
                }
                p { (w.say("page-report-now")) }
            }
            section {
                h2 { (w.say("page-report-told")) }
                @if told.is_empty() { p { (w.say("page-report-told-nobody")) } }
                ol.ladder {
                    @for (at, post) in &told {
                        li.told {
                            span.rung {}
                            time datetime=(machine_time(*at, &sight.zone)) { (sight.clock(*at)) }
                            span { (post) }
                        }
                    }
                }
            }
            p.sm { (w.say("page-report-again")) " " a href=(sight.report_path()) { (w.say("page-report-another")) }
                " " (layout::other_language(sight)) }
        },
    )
}

/// Which posts were told when; no names, since whoever reports is not known to us.
fn told(sight: &Sight, id: &IncidentId) -> Vec<(jiff::Timestamp, String)> {
    let w = sight.w;
    let mut told: Vec<(jiff::Timestamp, String)> = Vec::new();
    let events = sight.past(id).into_iter().flat_map(|past| &past.timeline);
    for event in events {
        if let Happened::Climbed {
            notices,
            stand: Some(stand),
            ..
        } = &event.what
            && !notices.is_empty()
        {
            let post = sight.names_in(id, |names| names.post(w, &stand.acting));
            if !told.iter().any(|(_, known)| *known == post) {
                told.push((event.at, post));
            }
        }
    }
    told
}
