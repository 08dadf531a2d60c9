//! Legal holds, and the destroying of a person's content: for administrators only.

use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::{IncidentId, PersonId};
use engine::{AccountId, Act, Ground, HoldId, Person, Scope};
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::Failure;
use crate::app::Web;
use crate::change;
use crate::components::{once, time};
use crate::erasure::{self, LONGEST_REASON};
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::organisation::making;
use crate::pages::refusal;
use crate::posts;
use crate::sight::Sight;

/// What a link to the page has filled in already.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct About {
    /// An incident to hold.
    incident: Option<String>,
    /// A person to hold.
    person: Option<String>,
}

/// `GET /holds`
pub(crate) async fn show(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    about: Result<Query<About>, QueryRejection>,
) -> Response {
    let about = about.map(|Query(about)| about).unwrap_or_default();
    page(&sight, &account, &about).into_response()
}

/// `POST /holds`: sets one or releases one.
pub(crate) async fn change(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    match changed(&sight, account, &posted).await {
        Ok(()) => Redirect::to("/holds").into_response(),
        Err(failure) => refusal::failure(&sight, &failure),
    }
}

/// `POST /people/{id}/erase`
pub(crate) async fn erase(
    State(web): State<Web>,
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    match erased(&web, &sight, account, &id, &posted).await {
        Ok(()) => Redirect::to(&format!("/people/{id}")).into_response(),
        Err(failure) => refusal::failure(&sight, &failure),
    }
}

/// The form by which a person's content is destroyed.
pub(crate) fn erase_form(sight: &Sight, id: &PersonId, person: &Person) -> Markup {
    let w = sight.w;
    html! {
        section.sec aria-labelledby="erase" {
            header { h2 id="erase" { (w.say("page-holds-erase")) } }
            form."pad stack" action={ "/people/" (id) "/erase" } method="post" {
                (once(sight))
                p.sm { (w.say("page-holds-erase-why")) }
                label { (w.say("page-holds-ground"))
                    select name="ground" required {
                        option value="" { (w.say("page-organisation-choose")) }
                        @for ground in Ground::ALL {
                            option value=(ground.word()) { (w.ground(ground)) }
                        }
                    }
                }
                label { (w.with("page-holds-confirm", &[("typed", to_type(sight, id, person))]))
                    input name="confirm" autocomplete="off" required;
                }
                button.btn { (w.say("page-holds-erase-send")) }
            }
            p.pad { a href={ "/holds?person=" (id) } { (w.say("page-holds-set")) } }
        }
    }
}

/// What must be typed before something is destroyed: the name, or the id of whoever has none any
/// more.
fn to_type(sight: &Sight, id: &PersonId, person: &Person) -> String {
    let name = sight.text(&person.name).map(str::to_owned);
    name.unwrap_or_else(|| id.to_string())
}

async fn erased(
    web: &Web,
    sight: &Sight,
    account: AccountId,
    id: &str,
    posted: &Posted,
) -> Result<(), Failure> {
    let malformed = || Failure::Malformed;
    let person = PersonId::new(id).map_err(|_| malformed())?;
    let ground = posted.text("ground").and_then(Ground::from_word);
    let ground = ground.ok_or_else(malformed)?;
    let known = sight.published.state.people.get(&person);
    let typed = known.map(|known| to_type(sight, &person, known));
    let confirmed = posted.text("confirm").map(str::trim);
    if typed
        .as_deref()
        .is_some_and(|typed| confirmed != Some(typed))
    {
        return Err(malformed());
    }
    let making = making(sight, posted, account)?;
    erasure::erase(web, sight, making, person, ground).await
}

async fn changed(sight: &Sight, account: AccountId, posted: &Posted) -> Result<(), Failure> {
    let malformed = || Failure::Malformed;
    let making = making(sight, posted, account)?;
    if posted.text("act") == Some("release") {
        let hold = posted.text("hold").and_then(|it| HoldId::new(it).ok());
        let hold = hold.ok_or_else(malformed)?;
        making.submit(sight, Act::ReleaseHold { hold }).await?;
        return Ok(());
    }
    let about = posted.text("about").unwrap_or_default().trim();
    let scope = match posted.text("scope") {
        Some("organisation") => Scope::Organisation,
        Some("person") => Scope::Person(person(sight, about).ok_or_else(malformed)?),
        Some("incident") => Scope::Incident(IncidentId::new(about).map_err(|_| malformed())?),
        Some(_) | None => return Err(malformed()),
    };
    let until = match posted.text("until") {
        Some(text) if !text.trim().is_empty() => {
            Some(change::when(sight, text).ok_or_else(malformed)?)
        }
        Some(_) | None => None,
    };
    let reason = posted.text("reason").unwrap_or_default();
    erasure::hold(sight, making, scope, reason, until).await?;
    Ok(())
}

/// Who is meant; those who have left too, by their ids.
fn person(sight: &Sight, text: &str) -> Option<PersonId> {
    let known = |id: &PersonId| sight.published.state.people.contains_key(id);
    let by_id = PersonId::new(text).ok().filter(known);
    by_id.or_else(|| posts::find(sight, text))
}

fn page(sight: &Sight, account: &AccountId, about: &About) -> Markup {
    let w = sight.w;
    let (chosen, filled) = match about {
        About {
            incident: Some(incident),
            ..
        } => ("incident", incident.as_str()),
        About {
            person: Some(person),
            ..
        } => ("person", person.as_str()),
        About { .. } => ("organisation", ""),
    };
    let kinds = [
        ("organisation", "page-holds-organisation"),
        ("person", "page-holds-person"),
        ("incident", "page-holds-incident"),
    ];
    layout::signed_in(
        sight,
        account,
        Here::Organisation,
        &w.say("page-holds-title"),
        html! {},
        html! {
            main id="main" {
                div.head { h1 { (w.say("page-holds-title")) } }
                p.note { (w.say("page-holds-why")) }
                (list(sight))
                section.sec {
                    header { h2 { (w.say("page-holds-set")) } }
                    form."pad stack" action="/holds" method="post" {
                        (once(sight))
                        label { (w.say("page-holds-scope"))
                            select name="scope" required {
                                @for (kind, key) in kinds {
                                    option value=(kind) selected[kind == chosen] { (w.say(key)) }
                                }
                            }
                        }
                        label { (w.say("page-holds-about")) input name="about" value=(filled) autocomplete="off"; }
                        label { (w.say("page-holds-reason")) input name="reason" maxlength=(LONGEST_REASON) required autocomplete="off"; }
                        label { (w.say("page-holds-until")) input type="datetime-local" name="until"; }
                        button."btn pri" name="act" value="set" { (w.say("page-holds-send")) }
                    }
                }
                p { a href="/organisation" { (w.say("page-organisation-back")) } }
            }
        },
    )
}

fn list(sight: &Sight) -> Markup {
    let w = sight.w;
    let holds = &sight.published.state.holds;
    html! {
        section.sec {
            header { h2 { (w.say("page-holds-now")) } }
            @if holds.is_empty() { p.pad { (w.say("page-holds-none")) } }
            ul."rows bare" {
                @for (id, hold) in holds {
                    li {
                        div {
                            p { (sight.names(|names| w.hold_scope(&hold.scope, names))) }
                            @if let Some(reason) = sight.said(Some(&hold.reason)) { p.sm { (reason) } }
                            p.sm {
                                (w.say("page-holds-since")) " " (time(sight, hold.since))
                                @if let Some(until) = hold.until {
                                    " " (w.say("page-holds-to")) " " (time(sight, until))
                                    @if !hold.holds_at(sight.now) { " " span.tag { (w.say("page-holds-over")) } }
                                }
                            }
                        }
                        form action="/holds" method="post" {
                            (once(sight))
                            input type="hidden" name="hold" value=(id);
                            button.btn name="act" value="release" { (w.say("page-holds-release")) }
                        }
                    }
                }
            }
        }
    }
}
