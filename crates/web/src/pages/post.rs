//! One post: who holds it, who stands in, and its roster.

use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::{PersonId, PostId};
use engine::{AccountId, Happened, Roster, Shift, Weekly};
use maud::{Markup, html};

use crate::answer::Failure;
use crate::change;
use crate::components::{once, time};
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::organisation::{changes, links, making, post_name, why};
use crate::pages::refusal;
use crate::posts::{self, PostNow};
use crate::sight::Sight;

/// How many shifts ahead are listed.
const AHEAD: usize = 14;

/// With more people than this, a form asks for name or number instead of offering everybody.
const OFFERED: usize = 300;

/// How many substitutes a form offers places for.
const PLACES: usize = 5;

/// `GET /posts/{id}`
pub(crate) async fn show(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
) -> Response {
    let id = PostId::new(&id).ok();
    match id.as_ref().and_then(|id| posts::post(&sight, id)) {
        Some(now) => {
            let id = &now.post.id;
            match changes(&sight, |event| is_about(&event.what, id)).await {
                Ok(changes) => page(&sight, &account, &now, &changes).into_response(),
                Err(error) => refusal::unread(&sight, &error),
            }
        }
        None => refusal::plain(
            &sight,
            StatusCode::NOT_FOUND,
            "page-board-not-found",
            "page-board-not-found-why",
        ),
    }
}

/// `POST /posts/{id}`
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
        Ok(()) => Redirect::to(&format!("/posts/{id}")).into_response(),
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
    let post = PostId::new(id).map_err(|_| malformed())?;
    let making = making(sight, posted, account)?;
    let state = &sight.published.state;
    let person = || {
        let said = posted.text("person").ok_or_else(malformed)?;
        match posts::find(sight, said) {
            Some(person) => Ok(person),
            // Whoever has left has an id still, and the engine says so.
            None => PersonId::new(said).map_err(|_| malformed()),
        }
    };
    let roster = state.rosters.get(&post);
    let mut roster = roster.map_or_else(Roster::default, |roster| Roster::clone(roster));
    let mut people = state.holders.get(&post).cloned().unwrap_or_default();
    match posted.text("act") {
        Some("give") => {
            people.push(person()?);
            change::hold(sight, making, &post, people).await?;
        }
        Some("take") => {
            let person = person()?;
            people.retain(|it| *it != person);
            change::hold(sight, making, &post, people).await?;
        }
        Some("order") => {
            let places = (1..=PLACES).filter_map(|place| posted.text(&format!("place{place}")));
            let order: Result<Vec<_>, _> = places.map(PostId::new).collect();
            let order = order.map_err(|_| malformed())?;
            change::order(sight, making, &post, Some(order)).await?;
        }
        Some("plan-order") => {
            change::order(sight, making, &post, None).await?;
        }
        Some("shift") => {
            let when = |name: &str| posted.text(name).and_then(|it| change::when(sight, it));
            roster.dated.push(Shift {
                from: when("from").ok_or_else(malformed)?,
                to: when("to").ok_or_else(malformed)?,
                person: person()?,
            });
            change::watch(sight, making, &post, roster.weekly, roster.dated).await?;
        }
        Some("weekly") => {
            let hour = |name: &str| posted.text(name).and_then(change::hour);
            let (opens, closes) = (hour("opens"), hour("closes"));
            let days: Vec<i8> = (1..=7)
                .filter(|day| posted.text(&format!("day{day}")).is_some())
                .collect();
            if days.is_empty() {
                return Err(malformed());
            }
            for day in days {
                let week = Weekly {
                    day,
                    opens: opens.ok_or_else(malformed)?,
                    closes: closes.ok_or_else(malformed)?,
                    person: person()?,
                };
                if !roster.weekly.contains(&week) {
                    roster.weekly.push(week);
                }
            }
            roster.weekly.sort();
            change::watch(sight, making, &post, roster.weekly, roster.dated).await?;
        }
        Some("drop") => {
            // A row is named by what it says, so that nobody drops another one than was shown.
            let row = posted.text("row").ok_or_else(malformed)?;
            let before = roster.weekly.len() + roster.dated.len();
            roster.weekly.retain(|it| weekly_row(it) != row);
            roster.dated.retain(|it| dated_row(it) != row);
            if roster.weekly.len() + roster.dated.len() < before {
                change::watch(sight, making, &post, roster.weekly, roster.dated).await?;
            }
        }
        Some(_) | None => return Err(malformed()),
    }
    Ok(())
}

fn weekly_row(it: &Weekly) -> String {
    format!("{} {} {} {}", it.day, it.opens, it.closes, it.person)
}

fn dated_row(it: &Shift) -> String {
    format!("{} {} {}", it.from, it.to, it.person)
}

fn is_about(what: &Happened, id: &PostId) -> bool {
    if let Happened::HoldersSet { post, .. }
    | Happened::RosterSet { post, .. }
    | Happened::SubstitutesSet { post, .. } = what
    {
        post == id
    } else {
        false
    }
}

fn page(sight: &Sight, account: &AccountId, now: &PostNow<'_>, changes: &Markup) -> Markup {
    let w = sight.w;
    let id = &now.post.id;
    let name = w.pick(&now.post.name, now.post.name_en.as_deref());
    let path = format!("/posts/{id}");
    let may = sight.is_watch();
    layout::signed_in(
        sight,
        account,
        Here::Organisation,
        name,
        html! {},
        html! {
            main id="main" {
                div.head { h1 { (name) } }
                p.note {
                    (w.say("page-organisation-now")) (w.pick("：", Some(": ")))
                    @if now.stand.people.is_empty() { b { (w.say("page-organisation-nobody")) } }
                    @else { b { (links(sight, &now.stand.people)) } }
                    (w.pick("。", Some(". "))) (why(sight, now))
                }
                div."cols c-2" {
                    div {
                        (holders(sight, now, may, &path))
                        (order(sight, now, may, &path))
                    }
                    (roster(sight, now, may, &path))
                }
                (changes)
                p { a href="/organisation" { (w.say("page-organisation-back-posts")) } }
            }
        },
    )
}

fn holders(sight: &Sight, now: &PostNow<'_>, may: bool, path: &str) -> Markup {
    let w = sight.w;
    html! {
        section.sec {
            header { h2 { (w.say("page-organisation-holders")) } small { (w.say("page-organisation-holders-why")) } }
            @if now.holders.is_empty() { p.pad { (w.say("page-organisation-vacant")) } }
            ul."rows bare" {
                @for person in now.holders {
                    li {
                        a href={ "/people/" (person) } { b { (sight.person(person)) } }
                        @if may {
                            form action=(path) method="post" {
                                (once(sight))
                                input type="hidden" name="person" value=(person);
                                button.btn name="act" value="take" { (w.say("page-organisation-take")) }
                            }
                        }
                    }
                }
            }
            @if may {
                form."pad filter" action=(path) method="post" {
                    (once(sight))
                    (person_field(sight, now.holders))
                    button."btn pri" name="act" value="give" { (w.say("page-organisation-give")) }
                }
            }
        }
    }
}

fn person_field(sight: &Sight, without: &[PersonId]) -> Markup {
    let w = sight.w;
    let people: Vec<_> = posts::people(sight)
        .filter(|(id, _)| !without.contains(id))
        .take(OFFERED + 1)
        .collect();
    html! {
        label { (w.say("page-organisation-person"))
            @if people.len() > OFFERED {
                input name="person" required placeholder=(w.say("page-organisation-find")) autocomplete="off";
            } @else {
                select name="person" required {
                    option value="" { (w.say("page-organisation-choose")) }
                    @for (id, _) in people {
                        option value=(id) { (sight.person(id)) }
                    }
                }
            }
        }
    }
}

fn order(sight: &Sight, now: &PostNow<'_>, may: bool, path: &str) -> Markup {
    let w = sight.w;
    let all = posts::posts(sight);
    let others: Vec<_> = all.iter().filter(|it| it.post.id != now.post.id).collect();
    html! {
        section.sec {
            header {
                h2 { (w.say("page-organisation-order")) }
                small { (w.say(if now.own_order { "page-organisation-own-order" } else { "page-organisation-plan-order" })) }
            }
            @if now.order.is_empty() { p.pad { (w.say("page-organisation-no-order")) } }
            @else {
                ol."rows bare" {
                    @for (index, post) in now.order.iter().enumerate() {
                        li { span { (index + 1) ". " a href={ "/posts/" (post) } { (post_name(sight, post)) } } }
                    }
                }
            }
            @if may {
                details.pad {
                    summary { (w.say("page-organisation-change-order")) }
                    form.stack action=(path) method="post" {
                        (once(sight))
                        @for place in 0..PLACES {
                            label { (w.with("page-organisation-place", &[("place", place + 1)]))
                                select name={ "place" (place + 1) } {
                                    option value="" { (w.say("page-organisation-no-one")) }
                                    @for it in &others {
                                        option value=(it.post.id) selected[now.order.get(place) == Some(&&it.post.id)] {
                                            (w.pick(&it.post.name, it.post.name_en.as_deref()))
                                        }
                                    }
                                }
                            }
                        }
                        div.two-btn {
                            button."btn pri" name="act" value="order" { (w.say("page-organisation-save")) }
                            @if now.own_order {
                                button.btn name="act" value="plan-order" { (w.say("page-organisation-reset-order")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn roster(sight: &Sight, now: &PostNow<'_>, may: bool, path: &str) -> Markup {
    let w = sight.w;
    let empty = Roster::default();
    let roster = now.roster.unwrap_or(&empty);
    let ahead: Vec<&Shift> = roster
        .shifts
        .iter()
        .filter(|shift| shift.to > sight.now)
        .take(AHEAD)
        .collect();
    let dated = roster.dated.iter().filter(|shift| shift.to > sight.now);
    html! {
        section.sec aria-labelledby="roster" {
            header { h2 id="roster" { (w.say("page-organisation-roster")) } small { (w.say("page-organisation-roster-why")) } }
            @if ahead.is_empty() { p.pad { (w.say("page-organisation-no-roster")) } }
            ol."rows two" {
                @for shift in &ahead {
                    li.mine[shift.from <= sight.now] {
                        (time(sight, shift.from))
                        div {
                            a href={ "/people/" (shift.person) } { (sight.person(&shift.person)) }
                            p.sm { (w.with("page-organisation-until", &[("to", sight.clock(shift.to))])) }
                        }
                    }
                }
            }
            @if may {
                details.pad {
                    summary { (w.say("page-organisation-change-roster")) }
                    ul."rows bare" {
                        @for it in &roster.weekly {
                            (drop_row(sight, path, &weekly_row(it), &weekly_said(sight, it)))
                        }
                        @for it in dated {
                            (drop_row(sight, path, &dated_row(it), &w.with("page-organisation-shift", &[
                                ("person", sight.person(&it.person)),
                                ("from", sight.clock(it.from)),
                                ("to", sight.clock(it.to)),
                            ])))
                        }
                    }
                    h3 { (w.say("page-organisation-add-shift")) }
                    form.filter action=(path) method="post" {
                        (once(sight))
                        (person_field(sight, &[]))
                        label { (w.say("page-organisation-from")) input type="datetime-local" name="from" required; }
                        label { (w.say("page-organisation-to")) input type="datetime-local" name="to" required; }
                        button.btn name="act" value="shift" { (w.say("page-organisation-add")) }
                    }
                    h3 { (w.say("page-organisation-add-weekly")) }
                    form.stack action=(path) method="post" {
                        (once(sight))
                        div.filter {
                            (person_field(sight, &[]))
                            label { (w.say("page-organisation-opens")) input type="time" name="opens" value="18:00" required; }
                            label { (w.say("page-organisation-closes")) input type="time" name="closes" value="08:00" required; }
                        }
                        fieldset.days {
                            legend { (w.say("page-organisation-days")) }
                            @for day in 1..=7_i8 {
                                label.in { input type="checkbox" name={ "day" (day) } value="on"; (weekday(sight, day)) }
                            }
                        }
                        p.sm { (w.say("page-organisation-over-night")) }
                        button.btn name="act" value="weekly" { (w.say("page-organisation-add")) }
                    }
                }
            }
        }
    }
}

fn drop_row(sight: &Sight, path: &str, row: &str, said: &str) -> Markup {
    html! {
        li {
            span { (said) }
            form action=(path) method="post" {
                (once(sight))
                input type="hidden" name="row" value=(row);
                button.btn name="act" value="drop" { (sight.w.say("page-organisation-drop")) }
            }
        }
    }
}

fn weekly_said(sight: &Sight, it: &Weekly) -> String {
    let hour = |at: jiff::civil::Time| format!("{:02}:{:02}", at.hour(), at.minute());
    sight.w.with(
        "page-organisation-weekly",
        &[
            ("person", sight.person(&it.person)),
            ("day", weekday(sight, it.day)),
            ("opens", hour(it.opens)),
            ("closes", hour(it.closes)),
        ],
    )
}

/// What a day of the week is called, 1 for Monday.
pub(crate) fn weekday(sight: &Sight, day: i8) -> String {
    sight.w.say(match day {
        1 => "page-organisation-weekday-1",
        2 => "page-organisation-weekday-2",
        3 => "page-organisation-weekday-3",
        4 => "page-organisation-weekday-4",
        5 => "page-organisation-weekday-5",
        6 => "page-organisation-weekday-6",
        _ => "page-organisation-weekday-7",
    })
}
