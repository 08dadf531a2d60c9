//! An officer's view of one duty: the same answers, given for somebody who rang.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use axum::http::{StatusCode, header as name};
use axum::response::{IntoResponse, Redirect, Response};
use duty::{Duty, DutyId, PersonId};
use engine::{AccountId, By, Role, stand_for};
use maud::{Markup, html};

use crate::components::standing;
use crate::form::Posted;
use crate::header::{As, header};
use crate::layout::{self, Here};
use crate::pages::duty::{count, give};
use crate::pages::duty_acts::{self, Again, Whose};
use crate::pages::{documents, duty_course, refusal};
use crate::sight::Sight;
use crate::{ladder, photo};

/// `GET /duties/{id}`
pub(crate) async fn show(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
) -> Response {
    match found(&sight, &id).await {
        Ok(duty) => page(&sight, &account, &duty, None).into_response(),
        Err(answer) => *answer,
    }
}

/// `POST /duties/{id}`
pub(crate) async fn answer(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let duty = match found(&sight, &id).await {
        Ok(duty) => duty,
        Err(answer) => return *answer,
    };
    let person = posted.text("person").and_then(|it| PersonId::new(it).ok());
    let by = By::Account(account.clone());
    match give(&sight, &duty, by, person, &posted).await {
        Ok(()) => Redirect::to(&format!("/duties/{}", duty.id)).into_response(),
        Err(failure) => {
            let after = sight.again();
            let now = after.look_at_duty(&duty.id).await;
            let duty = now.ok().flatten().unwrap_or(duty);
            let (status, _) = failure.status();
            let again = Again::of(&after, &posted, &failure);
            (status, page(&after, &account, &duty, Some(&again))).into_response()
        }
    }
}

/// `GET /photos/{digest}`: a photo that was handed in.
pub(crate) async fn photo(sight: Sight, Path(digest): Path<String>) -> Response {
    let found = sight.handle.blob(&digest).await;
    let bytes = match found {
        Ok(bytes) => bytes,
        Err(error) => {
            tracing::error!(%error, "a photo could not be read");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    match bytes.and_then(|bytes| Some((photo::media(&bytes)?, bytes))) {
        Some((media, bytes)) => ([(name::CONTENT_TYPE, media)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The duty of an address, looked up with its incident; else the page that says why not.
pub(crate) async fn found(sight: &Sight, id: &str) -> Result<Arc<Duty>, Box<Response>> {
    let looked = match DutyId::new(id) {
        Ok(id) => sight.look_at_duty(&id).await,
        Err(_) => Ok(None),
    };
    match looked {
        Ok(Some(duty)) => Ok(duty),
        Ok(None) => Err(Box::new(refusal::plain(
            sight,
            StatusCode::NOT_FOUND,
            "page-duty-gone",
            "page-board-not-found-why",
        ))),
        Err(error) => Err(Box::new(refusal::unread(sight, &error))),
    }
}

fn page(sight: &Sight, account: &AccountId, duty: &Duty, again: Option<&Again>) -> Markup {
    let w = sight.w;
    let incident = sight.incident(&duty.incident);
    let task = sight.names(|names| w.task(&duty.task, names));
    let post = sight.names_in(&duty.incident, |names| names.post(w, &duty.post));
    layout::signed_in(
        sight,
        account,
        Here::Incident,
        &task,
        html! { @if let Some(incident) = &incident { (header(sight, incident, As::Header)) } },
        html! {
            main id="main" class="phone" {
                section {
                    p.sm { b { (post) } " " (standing(sight, duty)) }
                    h1 { (task) }
                    @if duty.task.life_safety { p.life { (w.say("page-duty-life-safety")) } }
                    (told(sight, duty))
                }
                (documents::of_duty(sight, duty))
                @if let Some(again) = again { (again.note(sight)) }
                @if duty.is_done() {
                    (duty_acts::outcome(sight, duty))
                    (photos(sight, duty))
                    (duty_course::comments(sight, duty, &format!("/duties/{}/comment", duty.id)))
                } @else {
                    (count(sight, duty, duty.answer_due.filter(|_| !duty.is_answered())))
                    section { (ladder::list(sight, &ladder::rungs(sight, duty, None))) }
                    @if sight.may_change() { (duty_acts::forms(sight, duty, &whose(sight, duty), again)) }
                    (duty_course::comments(sight, duty, &format!("/duties/{}/comment", duty.id)))
                    (duty_course::forms(sight, duty))
                    (documents::form_of_duty(sight, duty))
                }
                p { a href={ "/incidents/" (duty.incident) } { (w.say("page-duty-to-incident")) } }
            }
        },
    )
}

/// Who was told and can be rung.
fn told(sight: &Sight, duty: &Duty) -> Markup {
    html! {
        @if !duty.is_done() {
            ul.tel {
                @for person in &unique(&duty.told) {
                    @if let Some(number) = sight.phone(person) {
                        li { a href={ "tel:" (number) } { (sight.person(person)) " " (number) } }
                    }
                }
            }
        }
    }
}

fn photos(sight: &Sight, duty: &Duty) -> Markup {
    let photos = duty.discharge.iter().flat_map(|done| &done.photos);
    html! {
        @for photo in photos {
            @match sight.published.state.content.destroyed(&photo.blob) {
                Some(at) => p.sm { (sight.w.destroyed(at, &sight.zone)) }
                None => img.photo src={ "/photos/" (photo.blob) } alt="";
            }
        }
    }
}

/// A member answers for himself; everybody else says for whom.
fn whose(sight: &Sight, duty: &Duty) -> Whose {
    let right = sight.right.as_ref();
    let own = right.filter(|right| right.role == Role::Member);
    match own.and_then(|right| right.person.clone()) {
        Some(person) => Whose::Own(person),
        None => Whose::Named(people(sight, duty)),
    }
}

/// For whom an answer may be: the last told first, then whoever stands for the post.
fn people(sight: &Sight, duty: &Duty) -> Vec<PersonId> {
    let incident = sight.incident(&duty.incident);
    let ready = incident.and_then(|it| sight.plan(&it));
    let stand = ready.map_or_else(Vec::new, |ready| {
        stand_for(&sight.published.state, ready.plan(), &duty.post, sight.now).people
    });
    let told = duty.told.iter().rev().cloned();
    unique(&told.chain(stand).collect::<Vec<_>>())
}

fn unique(people: &[PersonId]) -> Vec<PersonId> {
    let mut seen = Vec::with_capacity(people.len());
    for person in people {
        if !seen.contains(person) {
            seen.push(person.clone());
        }
    }
    seen
}
