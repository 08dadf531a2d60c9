//! Where one person is reached: in which order, at which hours, with a link or without; and a
//! test message to each address.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use duty::PersonId;
use engine::{AccountId, By, Hours, MOST_ADDRESSES, Reach};
use maud::{Markup, html};

use crate::addresses::{self, CHANNELS, Typed};
use crate::answer::{Failure, Making};
use crate::app::Web;
use crate::channels::TestMessage;
use crate::components::once;
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::channels::{Said, tested};
use crate::pages::refusal;
use crate::pages::report::Caller;
use crate::sight::Sight;

/// How many empty rows wait for another address.
const EMPTY: usize = 2;

/// `GET /people/{id}/addresses`
pub(crate) async fn show(
    State(web): State<Web>,
    sight: Sight,
    Extension(me): Extension<AccountId>,
    Path(id): Path<String>,
) -> Response {
    match whom(&sight, &id) {
        Some(person) => page(&web, &sight, &me, &person, &now(&sight, &person), None),
        None => nobody(&sight),
    }
}

/// `POST /people/{id}/addresses`: these instead of those there were, or a test message to one.
pub(crate) async fn change(
    State(web): State<Web>,
    sight: Sight,
    Extension(me): Extension<AccountId>,
    Path(id): Path<String>,
    Caller(caller): Caller,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let Some(person) = whom(&sight, &id) else {
        return nobody(&sight);
    };
    if let Some(row) = posted.text("test") {
        let known = now(&sight, &person);
        let row = row.parse().ok().and_then(|row: usize| known.get(row));
        let Some(row) = row else {
            return refusal::failure(&sight, &Failure::Malformed);
        };
        let test = TestMessage {
            to: person.clone(),
            channel: row.channel.clone(),
            address: Some(row.value.clone()),
            opens: Some(row.opens),
            phone: sight.phone(&person).map(str::to_owned),
            text: test_text(&sight),
            w: sight.w,
        };
        let said = tested(&web, &sight, caller, test).await;
        return page(&web, &sight, &me, &person, &known, Some(said));
    }
    let Some(typed) = typed(&posted) else {
        return refusal::failure(&sight, &Failure::Malformed);
    };
    match save(&sight, &me, &person, &posted, &typed).await {
        Ok(()) => {
            let sight = sight.again();
            let said = Said::good(sight.w.say("page-addresses-saved"));
            page(
                &web,
                &sight,
                &me,
                &person,
                &now(&sight, &person),
                Some(said),
            )
        }
        Err(said) => page(&web, &sight, &me, &person, &typed, Some(said)),
    }
}

/// What a test message says.
pub(crate) fn test_text(sight: &Sight) -> String {
    sight.w.with(
        "page-addresses-test-text",
        &[("organisation", sight.organisation())],
    )
}

/// Oneself, and for the watch everybody.
fn whom(sight: &Sight, id: &str) -> Option<PersonId> {
    let (id, _) = sight.published.state.people.get_key_value(id)?;
    let own = sight.right.as_ref().and_then(|it| it.person.as_ref());
    (sight.is_watch() || own == Some(id)).then(|| id.clone())
}

fn nobody(sight: &Sight) -> Response {
    let why = "page-board-not-found-why";
    refusal::plain(sight, StatusCode::NOT_FOUND, "page-board-not-found", why)
}

/// The addresses that stand in the record; an erased one is gone.
fn now(sight: &Sight, person: &PersonId) -> Vec<Typed> {
    let known = sight.published.state.people.get(person);
    let all = known.into_iter().flat_map(|it| &it.addresses);
    all.filter_map(|it| {
        Some(Typed {
            channel: it.channel.clone(),
            value: sight.text(&it.value)?.to_owned(),
            opens: it.opens,
            hours: it.hours,
        })
    })
    .collect()
}

/// The rows that hold something, in the order that their numbers say.
fn typed(posted: &Posted) -> Option<Vec<Typed>> {
    let mut rows = Vec::new();
    for row in 0..MOST_ADDRESSES + EMPTY {
        let field = |name: &str| posted.text(&format!("{name}-{row}"));
        let Some(value) = field("value") else {
            continue;
        };
        let opens = field("opens")?;
        let hours = field("hours")?;
        let place = field("place").and_then(|it| it.parse().ok());
        let typed = Typed {
            channel: field("channel")?.to_owned(),
            value: value.to_owned(),
            opens: Reach::ALL.into_iter().find(|it| it.word() == opens)?,
            hours: Hours::ALL.into_iter().find(|it| it.word() == hours)?,
        };
        rows.push((place.unwrap_or(row + 1), typed));
    }
    rows.sort_by_key(|(place, _)| *place);
    Some(rows.into_iter().map(|(_, typed)| typed).collect())
}

async fn save(
    sight: &Sight,
    me: &AccountId,
    person: &PersonId,
    posted: &Posted,
    typed: &[Typed],
) -> Result<(), Said> {
    let w = sight.w;
    if let Some(wrong) = typed
        .iter()
        .find(|it| !addresses::fits(&it.channel, &it.value))
    {
        let why = addresses::how(w, &wrong.channel);
        let parts = [("value", wrong.value.clone()), ("why", why)];
        return Err(Said::bad(w.with("page-addresses-wrong", &parts)));
    }
    let refused = |failure: Failure| Said::bad(failure.say(sight));
    let id = posted
        .command_id()
        .ok_or(Failure::Malformed)
        .map_err(refused)?;
    let making = Making::new(id, posted.made(sight.now), By::Account(me.clone()));
    let set = addresses::set(sight, making, person.clone(), typed).await;
    set.map_err(refused)
}

fn page(
    web: &Web,
    sight: &Sight,
    me: &AccountId,
    person: &PersonId,
    rows: &[Typed],
    said: Option<Said>,
) -> Response {
    let w = sight.w;
    let status = match &said {
        Some(said) if !said.is_good => StatusCode::UNPROCESSABLE_ENTITY,
        Some(_) | None => StatusCode::OK,
    };
    let title = w.with("page-addresses-title", &[("person", sight.person(person))]);
    let here = if sight.is_watch() {
        Here::Channels
    } else {
        Here::Account
    };
    let page = layout::signed_in(
        sight,
        me,
        here,
        &title,
        html! {},
        html! {
            main id="main" class="slim wide" {
                h1 { (title) }
                @if let Some(said) = said { (said.note()) }
                (list(web, sight, person))
                (form(sight, person, rows))
            }
        },
    );
    (status, page).into_response()
}

/// What stands in the record, each with its test.
fn list(web: &Web, sight: &Sight, person: &PersonId) -> Markup {
    let w = sight.w;
    let set_up = web.channels.as_ref();
    let set_up = set_up.map_or_else(Vec::new, |it| it.states(&sight.organisation_id));
    let rows = now(sight, person);
    html! {
        section.sec aria-labelledby="now" {
            header { h2 id="now" { (w.say("page-addresses-now")) } small { (w.say("page-addresses-now-why")) } }
            @if rows.is_empty() { p.pad { (w.say("page-addresses-none")) } }
            ol."rows bare" {
                @for (index, row) in rows.iter().enumerate() {
                    @let is_set_up = set_up.iter().any(|it| it.id == row.channel);
                    li {
                        div {
                            b { (w.channel(&row.channel)) } " " (row.value) br;
                            small { (hours(sight, row.hours)) (w.pick("，", Some(", "))) (opens(sight, row.opens)) }
                        }
                        @if is_set_up {
                            form action=(path(person)) method="post" {
                                button.btn name="test" value=(index) { (w.say("page-addresses-test")) }
                            }
                        } @else {
                            span.sm { (w.say("page-addresses-not-set-up")) }
                        }
                    }
                }
                @if let Some(number) = sight.phone(person) {
                    li { div {
                        b { (w.channel("phone")) } " " (number) br;
                        small { (w.say("page-addresses-phone-why")) }
                    } }
                }
            }
        }
    }
}

fn form(sight: &Sight, person: &PersonId, rows: &[Typed]) -> Markup {
    let w = sight.w;
    let most = MOST_ADDRESSES.max(rows.len());
    let shown = (rows.len() + EMPTY).min(most);
    html! {
        section.sec aria-labelledby="change" {
            header { h2 id="change" { (w.say("page-addresses-change")) } small { (w.say("page-addresses-change-why")) } }
            form."pad stack" action=(path(person)) method="post" {
                (once(sight))
                @for row in 0..shown { (fields(sight, row, rows.get(row))) }
                p.sm { (w.say("page-addresses-hours-why")) }
                button."btn pri" { (w.say("page-addresses-save")) }
            }
        }
    }
}

fn fields(sight: &Sight, row: usize, typed: Option<&Typed>) -> Markup {
    let w = sight.w;
    let name = |field: &str| format!("{field}-{row}");
    let channel = typed.map(|it| it.channel.as_str());
    html! {
        fieldset.acts {
            legend.vh { (w.with("page-addresses-row", &[("number", row + 1)])) }
            label { (w.say("page-addresses-place"))
                input name=(name("place")) type="number" min="1" max=(MOST_ADDRESSES) value=(row + 1); }
            label { (w.say("page-addresses-channel"))
                select name=(name("channel")) {
                    @for it in CHANNELS { option value=(it) selected[Some(it) == channel] { (w.channel(it)) } }
                } }
            label { (w.say("page-addresses-value"))
                input name=(name("value")) value=[typed.map(|it| &it.value)] maxlength="320"
                    autocomplete="off" autocapitalize="none" spellcheck="false"; }
            label { (w.say("page-addresses-hours"))
                select name=(name("hours")) {
                    @for it in Hours::ALL {
                        option value=(it.word()) selected[typed.is_some_and(|typed| typed.hours == it)] { (hours(sight, it)) }
                    }
                } }
            label { (w.say("page-addresses-opens"))
                select name=(name("opens")) {
                    @for it in Reach::ALL {
                        @let chosen = typed.map_or(Reach::Anywhere, |typed| typed.opens);
                        option value=(it.word()) selected[chosen == it] { (opens(sight, it)) }
                    }
                } }
        }
    }
}

/// Where a person's addresses are shown and changed.
pub(crate) fn path(person: &PersonId) -> String {
    format!("/people/{person}/addresses")
}

fn hours(sight: &Sight, hours: Hours) -> String {
    sight.w.say(match hours {
        Hours::Always => "page-addresses-hours-always",
        Hours::Working => "page-addresses-hours-working",
        Hours::Off => "page-addresses-hours-off",
    })
}

/// From where a link opens.
pub(crate) fn opens(sight: &Sight, opens: Reach) -> String {
    sight.w.say(match opens {
        Reach::Machine => "page-addresses-opens-machine",
        Reach::House => "page-addresses-opens-house",
        Reach::Anywhere => "page-addresses-opens-anywhere",
    })
}
