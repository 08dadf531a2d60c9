//! The room of an incident: who must do what now, what is known, what must be reported, what
//! happened.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::IncidentId;
use engine::{AccountId, Act, By, Incident, Refusal};
use maud::{Markup, html};
use plan::FactId;
use plan::condition::Known;
use serde::Deserialize;

use crate::answer::{Failure, Making};
use crate::form::Posted;
use crate::header::{As, header};
use crate::layout::{self, Here};
use crate::live::{self, Parts};
use crate::pages::{
    clock, facts, refusal, room_add, room_grade, room_log, room_parts, room_version,
};
use crate::sight::Sight;

/// Which duties are listed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Filter {
    s: Option<String>,
}

/// Which duties are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shown {
    /// Those that are not done.
    Open,
    /// Those that are done.
    Done,
    /// All.
    All,
}

impl Shown {
    /// By the word in the address; open ones where it says nothing that is known.
    pub fn of(word: Option<&str>) -> Self {
        match word {
            Some("done") => Self::Done,
            Some("all") => Self::All,
            Some(_) | None => Self::Open,
        }
    }

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::All => "all",
        }
    }
}

/// `GET /incidents/{id}`
pub(crate) async fn show(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    filter: Result<Query<Filter>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let incident = match found(&sight, &id).await {
        Ok(incident) => incident,
        Err(answer) => return *answer,
    };
    let filter = filter.ok().and_then(|Query(filter)| filter.s);
    room(&sight, &account, &incident, Shown::of(filter.as_deref())).into_response()
}

/// `POST /incidents/{id}/facts`
pub(crate) async fn state_facts(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |incident, posted, _| {
        let ready = sight.plan(incident);
        let event = sight.event(ready.as_ref(), incident);
        let known: BTreeMap<FactId, Known> = facts::read(event, &posted)?;
        let news = known
            .into_iter()
            .filter(|(fact, known)| incident.facts.known(fact) != known);
        Ok(Act::StateFacts {
            incident: incident.id.clone(),
            facts: news.collect(),
        })
    })
    .await
}

/// `POST /incidents/{id}/note`
pub(crate) async fn note(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |incident, posted, making| {
        let happened =
            room_log::time_of_day(&sight, posted.text("at")).ok_or(Failure::Malformed)?;
        let empty = || Failure::Refused(Box::new(Refusal::Empty));
        Ok(Act::Note {
            incident: incident.id.clone(),
            happened,
            text: making.seal(posted.text("text"))?.ok_or_else(empty)?,
        })
    })
    .await
}

/// `POST /incidents/{id}/end`: asks for the end.
pub(crate) async fn end(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |incident, _, _| {
        Ok(Act::ProposeEnd {
            incident: incident.id.clone(),
        })
    })
    .await
}

/// Submits what a form of the room asks for; then back to the room, or to the page that says
/// why not.
pub(crate) async fn change(
    sight: &Sight,
    account: AccountId,
    id: &str,
    posted: Result<Posted, StatusCode>,
    act: impl FnOnce(&Incident, Posted, &mut Making) -> Result<Act, Failure>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(sight, status),
    };
    let incident = match found(sight, id).await {
        Ok(incident) => incident,
        Err(answer) => return *answer,
    };
    let refused = |failure: Failure| refusal::in_incident(sight, &account, &incident, &failure);
    let Some(command) = posted.command_id() else {
        return refused(Failure::Malformed);
    };
    let made = posted.made(sight.now);
    let mut making = Making::new(command, made, By::Account(account.clone()));
    let act = match act(&incident, posted, &mut making) {
        Ok(act) => act,
        Err(failure) => return refused(failure),
    };
    match making.submit(sight, act).await {
        Ok(_) => Redirect::to(&format!("/incidents/{id}")).into_response(),
        Err(failure) => refused(failure),
    }
}

/// The reason that a form must give.
pub(crate) fn reason(making: &mut Making, posted: &Posted) -> Result<duty::Sealed, Failure> {
    let empty = || Failure::Refused(Box::new(Refusal::Empty));
    making.seal(posted.text("reason"))?.ok_or_else(empty)
}

/// The incident of an address, looked up; else the page that says why not.
async fn found(sight: &Sight, id: &str) -> Result<Arc<Incident>, Box<Response>> {
    let looked = match IncidentId::new(id) {
        Ok(id) => sight.look_at(&id).await,
        Err(_) => Ok(None),
    };
    match looked {
        Ok(Some(incident)) => Ok(incident),
        Ok(None) => Err(Box::new(refusal::plain(
            sight,
            StatusCode::NOT_FOUND,
            "page-board-not-found",
            "page-board-not-found-why",
        ))),
        Err(error) => Err(Box::new(refusal::unread(sight, &error))),
    }
}

/// The parts of a room, for the page and for its updates.
pub(crate) fn parts(sight: &Sight, incident: &Incident, shown: Shown) -> Parts {
    let whole = sight.sees_whole();
    let question = || match incident.ended {
        None => clock::question(sight, Some(&incident.id)),
        Some(_) => html! {},
    };
    Parts::new([
        Some(("header", header(sight, incident, As::Header))),
        Some(("clock", question())),
        Some(("grading", grading(sight, incident))),
        whole.then(|| ("version", room_version::section(sight, incident))),
        whole.then(|| ("posts", room_parts::posts(sight, incident))),
        Some(("duties", room_parts::duties(sight, incident, shown))),
        whole.then(|| ("clocks", room_parts::clocks(sight, incident))),
        whole.then(|| ("log", room_log::timeline(sight, incident))),
        whole.then(|| ("facts", known_facts(sight, incident))),
        whole.then(|| ("reports", room_parts::reports(sight, incident))),
        (whole && sight.may_change()).then(|| ("course", course_forms(sight, incident))),
        (whole && sight.may_change()).then(|| ("end", end_form(sight, incident))),
    ])
}

fn room(sight: &Sight, account: &AccountId, incident: &Incident, shown: Shown) -> Markup {
    let w = sight.w;
    let parts = parts(sight, incident, shown);
    let title = sight.event_name(incident);
    layout::signed_in(
        sight,
        account,
        Here::Incident,
        &title,
        parts.place("header"),
        html! {
            main id="main" {
                nav."jump only-phone" aria-label=(w.say("page-incident-jump")) {
                    a href="#duties" { (w.say("page-incident-duties")) }
                    @if sight.sees_whole() {
                        a href="#clocks" { (w.say("page-incident-clocks")) }
                        a href="#facts" { (w.say("page-incident-facts")) }
                        a href="#reports" { (w.say("page-incident-reports")) }
                        a href="#log" { (w.say("page-incident-log")) }
                        a href="#end" { (w.say("page-incident-end")) }
                    }
                }
                (parts.place("clock"))
                (parts.place("grading"))
                (parts.place("version"))
                div."cols c-room" {
                    (parts.place("posts"))
                    (parts.place("duties"))
                    (parts.place("clocks"))
                }
                @if sight.sees_whole() { div."cols c-log" {
                    (parts.place("log"))
                    div {
                        (parts.place("facts"))
                        (parts.place("reports"))
                        (parts.place("course"))
                        (parts.place("end"))
                    }
                } }
                (live::line(sight, &format_args!("/incidents/{}/live", incident.id), Some(shown)))
            }
        },
    )
}

/// The grade with its reason, what could still raise it, and the way to say it.
fn grading(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let ready = sight.plan(incident);
    let event = sight.event(ready.as_ref(), incident);
    let said = w.grading(&incident.grading, ready.as_ref().map(|it| it.plan()), event);
    let asks = incident.grading.ask.is_some() && incident.ended.is_none();
    let said = w.with("sentence", &[("said", said)]);
    html! {
        @if let Some(ended) = incident.ended {
            p."note ok" { (w.with("page-incident-over", &[("time", sight.clock(ended))])) }
        }
        p class=(if asks { "note ask" } else { "note" }) {
            (said) @if asks { " " a href="#facts" { (w.say("page-incident-state-now")) } }
        }
        (room_grade::by_person(sight, incident))
        @if let Some(text) = sight.said(incident.text.as_ref()) {
            p.note { (w.with("page-incident-report-text", &[("text", text)])) }
        }
    }
}

fn known_facts(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let ready = sight.plan(incident);
    let event = sight.event(ready.as_ref(), incident);
    html! {
        section.sec aria-labelledby="facts" {
            header { h2 id="facts" { (w.say("page-incident-facts")) } small { (w.say("page-incident-facts-why")) } }
            @if let Some(event) = event { (facts::section(sight, incident, event)) }
        }
    }
}

/// What whoever leads changes about the course of it.
fn course_forms(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    html! {
        @if incident.ended.is_none() {
            section.sec aria-labelledby="course" {
                header { h2 id="course" { (w.say("page-incident-course")) } }
                details.pad { summary { (w.say("page-incident-add")) } (room_add::form(sight, incident)) }
                details.pad { summary { (w.say("page-incident-set-grade")) } (room_grade::form(sight, incident)) }
            }
        }
    }
}

fn end_form(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    html! {
        @if incident.ended.is_none() {
            section.sec aria-labelledby="end" {
                header { h2 id="end" { (w.say("page-incident-end")) } }
                form."pad stack" action={ "/incidents/" (incident.id) "/end" } method="post" {
                    (crate::components::once(sight))
                    p.sm { (w.say("page-incident-end-why")) }
                    button.btn { (w.say("page-incident-end-button")) }
                }
            }
        }
    }
}
