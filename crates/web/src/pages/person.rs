//! One person: posts, absences, watches, right, and what was changed.

use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::{PersonId, PostId};
use engine::{AccountId, Act, Person};
use maud::{Markup, html};

use crate::answer::Failure;
use crate::change;
use crate::components::{once, time};
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::holds::erase_form;
use crate::pages::organisation::{changes, entry, making, person_fields, post_name};
use crate::pages::refusal;
use crate::posts;
use crate::sight::Sight;

/// `GET /people/{id}`
pub(crate) async fn show(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
) -> Response {
    let person = PersonId::new(&id).ok();
    let known = person
        .as_ref()
        .and_then(|id| sight.published.state.people.get(id));
    match (&person, known) {
        (Some(id), Some(person)) => {
            match changes(&sight, |event| posts::is_about(event, id)).await {
                Ok(changes) => page(&sight, &account, id, person, &changes).into_response(),
                Err(error) => refusal::unread(&sight, &error),
            }
        }
        _ => refusal::plain(
            &sight,
            StatusCode::NOT_FOUND,
            "page-board-not-found",
            "page-board-not-found-why",
        ),
    }
}

/// `POST /people/{id}`
pub(crate) async fn change(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    match changed(&sight, account, &id, &posted).await {
        Ok(()) => Redirect::to(&format!("/people/{id}")).into_response(),
        Err(failure) => refusal::failure(&sight, &failure),
    }
}

async fn changed(
    sight: &Sight,
    account: AccountId,
    id: &str,
    posted: &Posted,
) -> Result<(), Failure> {
    let malformed = || Failure::Malformed;
    let person = PersonId::new(id).map_err(|_| malformed())?;
    let making = making(sight, posted, account)?;
    let when = |name: &str| posted.text(name).and_then(|text| change::when(sight, text));
    match posted.text("act") {
        Some("set") => change::set(sight, making, &person, entry(posted)).await?,
        Some("leave") => making.submit(sight, Act::Leave { person }).await?,
        Some("away") => {
            let from = when("from").ok_or_else(malformed)?;
            let to = when("to").ok_or_else(malformed)?;
            let reason = posted.text("reason");
            change::away(sight, making, &person, (from, Some(to)), reason).await?
        }
        Some("back") => {
            let from = posted.text("from").and_then(|it| it.parse().ok());
            let from = from.ok_or_else(malformed)?;
            change::away(sight, making, &person, (from, None), None).await?
        }
        Some("give") => {
            let post = posted.text("post").and_then(|it| PostId::new(it).ok());
            let post = post.ok_or_else(malformed)?;
            let holders = sight.published.state.holders.get(&post);
            let mut people = holders.cloned().unwrap_or_default();
            people.push(person);
            change::hold(sight, making, &post, people).await?
        }
        Some(_) | None => return Err(malformed()),
    };
    Ok(())
}

fn page(
    sight: &Sight,
    account: &AccountId,
    id: &PersonId,
    person: &Person,
    changes: &Markup,
) -> Markup {
    let w = sight.w;
    let name = sight.person(id);
    let is_here = person.left.is_none();
    let may = sight.is_watch() && is_here;
    let path = format!("/people/{id}");
    layout::signed_in(
        sight,
        account,
        Here::Organisation,
        &name,
        html! {},
        html! {
            main id="main" {
                div.head {
                    h1 { (name) }
                }
                @if let Some(left) = person.left {
                    p.note { (w.with("page-organisation-has-left", &[("at", sight.clock(left))])) }
                }
                div."cols c-2" {
                    div {
                        (posts_of(sight, id, may, &path))
                        (watches(sight, id))
                        (rights(sight, id))
                    }
                    div {
                        @if sight.sees_everything() { (absences(sight, person, may, &path)) }
                        @if may {
                            section.sec {
                                header { h2 { (w.say("page-organisation-entry")) } }
                                form."pad stack" action=(path) method="post" {
                                    (once(sight))
                                    (person_fields(
                                        sight,
                                        sight.text(&person.name).unwrap_or_default(),
                                        person.number.as_ref().and_then(|it| sight.text(it)).unwrap_or_default(),
                                        sight.phone(id).unwrap_or_default(),
                                    ))
                                    button.btn name="act" value="set" { (w.say("page-organisation-save")) }
                                }
                            }
                            section.sec {
                                header { h2 { (w.say("page-organisation-leave")) } }
                                form."pad stack" action=(path) method="post" {
                                    (once(sight))
                                    p.sm { (w.say("page-organisation-leave-why")) }
                                    button.btn name="act" value="leave" { (w.say("page-organisation-leave-send")) }
                                }
                            }
                        }
                        @if sight.is_administrator() { (erase_form(sight, id, person)) }
                    }
                }
                (changes)
                p { a href="/organisation#people" { (w.say("page-organisation-back")) } }
            }
        },
    )
}

fn posts_of(sight: &Sight, id: &PersonId, may: bool, path: &str) -> Markup {
    let w = sight.w;
    let all = posts::posts(sight);
    html! {
        section.sec {
            header { h2 { (w.say("page-organisation-their-posts")) } }
            ul."rows bare" {
                @for it in all.iter().filter(|it| it.holders.contains(id)) {
                    li {
                        div {
                            a href={ "/posts/" (it.post.id) } { b { (w.pick(&it.post.name, it.post.name_en.as_deref())) } }
                            p.sm {
                                @if it.stand.people.contains(id) { (w.say("page-organisation-acts-now")) }
                                @else { (crate::pages::organisation::why(sight, it)) }
                            }
                        }
                        @if may {
                            form action={ "/posts/" (it.post.id) } method="post" {
                                (once(sight))
                                input type="hidden" name="person" value=(id);
                                button.btn name="act" value="take" { (w.say("page-organisation-take")) }
                            }
                        }
                    }
                }
            }
            @if may {
                form."pad filter" action=(path) method="post" {
                    (once(sight))
                    label { (w.say("page-organisation-give-post"))
                        select name="post" required {
                            option value="" { (w.say("page-organisation-choose")) }
                            @for it in all.iter().filter(|it| !it.holders.contains(id)) {
                                option value=(it.post.id) { (w.pick(&it.post.name, it.post.name_en.as_deref())) }
                            }
                        }
                    }
                    button.btn name="act" value="give" { (w.say("page-organisation-give")) }
                }
            }
        }
    }
}

fn watches(sight: &Sight, id: &PersonId) -> Markup {
    let w = sight.w;
    let rosters = sight.published.state.rosters.iter();
    let mut next: Vec<_> = rosters
        .flat_map(|(post, roster)| roster.shifts.iter().map(move |shift| (shift, post)))
        .filter(|(shift, _)| shift.person == *id && shift.to > sight.now)
        .collect();
    next.sort();
    html! {
        @if !next.is_empty() {
            section.sec {
                header { h2 { (w.say("page-organisation-watches")) } }
                ol."rows two" {
                    @for (shift, post) in next.into_iter().take(10) {
                        li {
                            (time(sight, shift.from))
                            div {
                                a href={ "/posts/" (post) } { (post_name(sight, post)) }
                                p.sm { (w.with("page-organisation-until", &[("to", sight.clock(shift.to))])) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn rights(sight: &Sight, id: &PersonId) -> Markup {
    let w = sight.w;
    let rights = sight.published.state.rights.iter();
    let own: Vec<_> = rights
        .filter(|(_, right)| right.person.as_ref() == Some(id))
        .collect();
    html! {
        section.sec {
            header { h2 { (w.say("page-organisation-rights")) } }
            @if own.is_empty() { p.pad { (w.say("page-organisation-no-right")) } }
            ul."rows bare" {
                @for (account, right) in own {
                    li {
                        span { (w.role(right.role)) }
                        @if sight.is_administrator() {
                            a href={ "/accounts/" (account) } { (w.say("page-organisation-account")) }
                        }
                    }
                }
            }
        }
    }
}

fn absences(sight: &Sight, person: &Person, may: bool, path: &str) -> Markup {
    let w = sight.w;
    let open = person.absences.iter().filter(|it| it.to > sight.now);
    let open: Vec<_> = open.collect();
    html! {
        section.sec aria-labelledby="absences" {
            header { h2 id="absences" { (w.say("page-organisation-absences")) } small { (w.say("page-organisation-absences-why")) } }
            @if open.is_empty() { p.pad { (w.say("page-organisation-there")) } }
            ul."rows bare" {
                @for absence in &open {
                    li {
                        div {
                            p {
                                (time(sight, absence.from)) " – " (time(sight, absence.to))
                                @if absence.from <= sight.now { " " span.tag { (w.say("page-organisation-away-now")) } }
                            }
                            @if let Some(reason) = sight.said(absence.reason.as_ref()) { p.sm { (reason) } }
                        }
                        @if may {
                            form action=(path) method="post" {
                                (once(sight))
                                input type="hidden" name="from" value=(absence.from);
                                button.btn name="act" value="back" {
                                    @if absence.from <= sight.now { (w.say("page-organisation-back-now")) }
                                    @else { (w.say("page-organisation-drop")) }
                                }
                            }
                        }
                    }
                }
            }
            @if may {
                form."pad filter" action=(path) method="post" {
                    (once(sight))
                    label { (w.say("page-organisation-from")) input type="datetime-local" name="from" required; }
                    label { (w.say("page-organisation-to")) input type="datetime-local" name="to" required; }
                    label { (w.say("page-organisation-reason")) input name="reason" maxlength="100" autocomplete="off"; }
                    button."btn pri" name="act" value="away" { (w.say("page-organisation-away")) }
                }
            }
        }
    }
}
