//! The organisation now: who holds which post, who stands in, why; groups, people, changes.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::{PersonId, PostId};
use engine::{AccountId, By, Event, Person, Why};
use maud::{Markup, html};
use runner::JournalError;
use serde::Deserialize;

use crate::answer::{Failure, Making};
use crate::change::{self, Entry, LONGEST_NAME, LONGEST_NUMBER};
use crate::components::{once, time};
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::refusal;
use crate::posts::{self, PostNow};
use crate::sight::Sight;

/// How many people one page lists; the rest are found by their names.
const LISTED: usize = 200;

/// How many changes one page lists.
const CHANGES: usize = 30;

/// Among how many of the last changes those about one post or person are looked for.
const LOOKED_THROUGH: usize = 1_000;

/// Whom the list of people is for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Find {
    /// A part of a name or number.
    #[serde(default)]
    find: String,
}

/// `GET /organisation`
pub(crate) async fn show(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    find: Result<Query<Find>, QueryRejection>,
) -> Response {
    let w = sight.w;
    let find = find.map(|Query(find)| find.find).unwrap_or_default();
    let posts = posts::posts(&sight);
    let changes = match changes(&sight, |_| true).await {
        Ok(changes) => changes,
        Err(error) => return refusal::unread(&sight, &error),
    };
    layout::signed_in(
        &sight,
        &account,
        Here::Organisation,
        &w.say("page-organisation-title"),
        html! {},
        html! {
            main id="main" {
                div.head {
                    h1 { (w.say("page-organisation-title")) }
                    a.btn href="/calendar" { (w.say("page-organisation-calendar")) }
                    @if sight.is_watch() {
                        a.btn href="/organisation/import" { (w.say("page-organisation-import")) }
                    }
                    @if sight.is_administrator() {
                        a.btn href="/holds" { (w.say("page-holds-title")) }
                    }
                }
                (post_table(&sight, &posts))
                (group_table(&sight))
                (people_table(&sight, find.trim()))
                @if sight.is_watch() { (enter_form(&sight)) }
                (changes)
            }
        },
    )
    .into_response()
}

/// `POST /organisation/people`: enters a person.
pub(crate) async fn enter(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let entered = async {
        let making = making(&sight, &posted, account)?;
        change::enter(&sight, making, entry(&posted)).await
    };
    match entered.await {
        Ok(person) => Redirect::to(&format!("/people/{person}")).into_response(),
        Err(failure) => refusal::failure(&sight, &failure),
    }
}

/// The command of a posted form.
pub(crate) fn making(
    sight: &Sight,
    posted: &Posted,
    account: AccountId,
) -> Result<Making, Failure> {
    let id = posted.command_id().ok_or(Failure::Malformed)?;
    Ok(Making::new(
        id,
        posted.made(sight.now),
        By::Account(account),
    ))
}

/// What a form says about a person.
pub(crate) fn entry(posted: &Posted) -> Entry<'_> {
    Entry {
        name: posted.text("name").unwrap_or_default(),
        phone: posted.text("phone"),
        number: posted.text("number"),
    }
}

/// The fields of a person, filled with what is known.
pub(crate) fn person_fields(sight: &Sight, name: &str, number: &str, phone: &str) -> Markup {
    let w = sight.w;
    html! {
        label { (w.say("page-organisation-name"))
            input name="name" required maxlength=(LONGEST_NAME) value=(name) autocomplete="off"; }
        label { (w.say("page-organisation-number"))
            input name="number" maxlength=(LONGEST_NUMBER) value=(number) autocomplete="off"; }
        label { (w.say("page-organisation-phone"))
            input name="phone" type="tel" maxlength=(LONGEST_NUMBER) value=(phone) autocomplete="off"; }
    }
}

/// What a post is called.
pub(crate) fn post_name(sight: &Sight, post: &PostId) -> String {
    sight.names(|names| names.post(sight.w, post))
}

/// Why these people stand for a post now, in words.
pub(crate) fn why(sight: &Sight, now: &PostNow<'_>) -> String {
    let w = sight.w;
    if now.stand.why == Why::Holds {
        return w.say("page-organisation-holds");
    }
    sight.names(|names| w.stand(&now.stand, &names.with_plan(now.plan)))
}

/// People by their names, each with the way to the page.
pub(crate) fn links(sight: &Sight, people: &[PersonId]) -> Markup {
    let between = sight.w.pick("、", Some(", "));
    html! {
        @for (index, person) in people.iter().enumerate() {
            @if index > 0 { (between) }
            a href={ "/people/" (person) } { (sight.person(person)) }
        }
    }
}

fn post_table(sight: &Sight, posts: &[PostNow<'_>]) -> Markup {
    let w = sight.w;
    let heads = [
        "page-organisation-post",
        "page-organisation-now",
        "page-organisation-why",
        "page-organisation-holders",
        "page-organisation-order",
    ];
    let [post, now, why_now, holders, order] = heads.map(|key| w.say(key));
    html! {
        section.sec aria-labelledby="posts" {
            header { h2 id="posts" { (w.say("page-organisation-posts")) } small { (w.say("page-organisation-posts-why")) } }
            @if posts.is_empty() { p.pad { (w.say("page-organisation-no-posts")) } }
            @else {
                table."tbl org" {
                    thead { tr {
                        @for head in [&post, &now, &why_now, &holders, &order] { th scope="col" { (head) } }
                    } }
                    tbody {
                        @for it in posts {
                            tr.bad[it.stand.people.is_empty()] {
                                td { a href={ "/posts/" (it.post.id) } { (w.pick(&it.post.name, it.post.name_en.as_deref())) } }
                                td data-th=(now) {
                                    @if it.stand.people.is_empty() { span.tag.bad { (w.say("page-organisation-nobody")) } }
                                    @else { (links(sight, &it.stand.people)) }
                                }
                                td data-th=(why_now) { (why(sight, it)) }
                                td data-th=(holders) {
                                    @if it.holders.is_empty() { (w.say("page-organisation-vacant")) }
                                    @else { (links(sight, it.holders)) }
                                }
                                td data-th=(order) {
                                    @if it.order.is_empty() { (w.say("page-organisation-no-order")) }
                                    @else { (w.list(it.order.iter().map(|post| post_name(sight, post)))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn group_table(sight: &Sight) -> Markup {
    let w = sight.w;
    let groups = posts::groups(sight);
    html! {
        @if !groups.is_empty() {
            section.sec aria-labelledby="groups" {
                header { h2 id="groups" { (w.say("page-organisation-groups")) } }
                ul."rows bare" {
                    @for (plan, group) in &groups {
                        li { div {
                            p { b { (w.pick(&group.name, group.name_en.as_deref())) } }
                            @for post in posts::posts_of(group) {
                                @let stand = engine::stand_for(&sight.published.state, plan, post, sight.now);
                                p.sm {
                                    a href={ "/posts/" (post) } { (post_name(sight, post)) }
                                    @if group.leader.as_ref() == Some(post) { (w.say("page-organisation-leads")) }
                                    (w.pick("：", Some(": ")))
                                    @if stand.people.is_empty() { (w.say("page-organisation-nobody")) }
                                    @else { (links(sight, &stand.people)) }
                                }
                            }
                        } }
                    }
                }
            }
        }
    }
}

fn people_table(sight: &Sight, find: &str) -> Markup {
    let w = sight.w;
    let held = posts::held(&sight.published.state);
    let number = |person: &Person| {
        let number = person.number.as_ref()?;
        sight.text(number).map(str::to_owned)
    };
    let mut found: Vec<(&PersonId, &Person)> = posts::people(sight)
        .filter(|(_, person)| {
            let name = sight.text(&person.name).unwrap_or_default();
            find.is_empty()
                || name.contains(find)
                || number(person).is_some_and(|number| number.contains(find))
        })
        .collect();
    let count = found.len();
    found.truncate(LISTED);
    html! {
        section.sec aria-labelledby="people" {
            header {
                h2 id="people" { (w.say("page-organisation-people")) }
                small { (w.with("page-organisation-count", &[("count", count)])) }
            }
            form."pad filter" action="/organisation#people" method="get" {
                label { (w.say("page-organisation-find")) input name="find" value=(find) autocomplete="off"; }
                button.btn { (w.say("page-organisation-find-send")) }
            }
            ul."rows bare" {
                @for (id, person) in &found {
                    li {
                        div {
                            a href={ "/people/" (id) } { b { (sight.person(id)) } }
                            @if let Some(number) = number(person) { " " small { (number) } }
                            p.sm { (posts_said(sight, &held, id)) }
                        }
                        span.sm {
                            @if let Some(absence) = person.absence(sight.now) {
                                (w.with("page-organisation-away-until", &[("to", sight.clock(absence.to))]))
                            }
                        }
                    }
                }
            }
            @if count > found.len() { p.pad { (w.with("page-organisation-more", &[("listed", LISTED)])) } }
        }
    }
}

fn posts_said(
    sight: &Sight,
    held: &BTreeMap<&PersonId, Vec<&PostId>>,
    person: &PersonId,
) -> String {
    match held.get(person) {
        Some(posts) => sight
            .w
            .list(posts.iter().map(|post| post_name(sight, post))),
        None => sight.w.say("page-organisation-no-post"),
    }
}

fn enter_form(sight: &Sight) -> Markup {
    let w = sight.w;
    html! {
        section.sec aria-labelledby="enter" {
            header { h2 id="enter" { (w.say("page-organisation-enter")) } small { (w.say("page-organisation-enter-why")) } }
            form."pad filter" action="/organisation/people" method="post" {
                (once(sight))
                (person_fields(sight, "", "", ""))
                button."btn pri" { (w.say("page-organisation-enter-send")) }
            }
        }
    }
}

/// What changed last, newest first, for those who see everything: rows and numbers that only
/// the watch sees stay with it.
///
/// # Errors
/// What the disk may say.
pub(crate) async fn changes(
    sight: &Sight,
    is_shown: impl Fn(&Event) -> bool + Send,
) -> Result<Markup, JournalError> {
    if !sight.sees_everything() {
        return Ok(html! {});
    }
    let w = sight.w;
    let mut events = sight.handle.newest_changes(LOOKED_THROUGH).await?;
    events.retain(is_shown);
    events.truncate(CHANGES);
    Ok(html! {
        @if !events.is_empty() {
            section.sec aria-labelledby="changes" {
                header { h2 id="changes" { (w.say("page-organisation-changes")) } small { (w.say("page-organisation-changes-why")) } }
                ol."rows two" {
                    @for event in &events {
                        li {
                            (time(sight, event.at))
                            div {
                                p { (sight.names(|names| w.event_line(event, names))) }
                                p.sm { (sight.names(|names| names.actor(w, &event.by))) }
                            }
                        }
                    }
                }
            }
        }
    })
}
