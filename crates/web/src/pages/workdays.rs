//! Holidays and make-up workdays of a year, and the working hours.

use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use engine::{AccountId, Calendar, Day};
use jiff::civil::{Date, Time};
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::Failure;
use crate::app::Web;
use crate::change;
use crate::components::once;
use crate::form::Posted;
use crate::hours::Workdays;
use crate::layout::{self, Here};
use crate::pages::organisation::making;
use crate::pages::post::weekday;
use crate::pages::refusal;
use crate::sight::Sight;

/// Which year.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Year {
    year: Option<i16>,
}

/// A day that is not what its weekday says.
pub(crate) struct Special {
    pub day: Date,
    pub is: Day,
    /// The organisation has said so, not the announcement.
    pub own: bool,
}

/// `GET /calendar`
pub(crate) async fn show(
    State(web): State<Web>,
    sight: Sight,
    Extension(account): Extension<AccountId>,
    year: Result<Query<Year>, QueryRejection>,
) -> Markup {
    let w = sight.w;
    let today = sight.zone.to_datetime(sight.now).date();
    let asked = year.ok().and_then(|Query(year)| year.year);
    let year = asked
        .filter(|it| (1900..=2200).contains(it))
        .unwrap_or(today.year());
    let calendar = &sight.published.state.calendar;
    let special = special(calendar, &web.workdays, year);
    let title = w.with("page-organisation-year", &[("year", year.to_string())]);
    layout::signed_in(
        &sight,
        &account,
        Here::Organisation,
        &title,
        html! {},
        html! {
            main id="main" {
                div.head {
                    h1 { (title) }
                    a.btn href={ "/calendar?year=" (year - 1) } { (year - 1) }
                    a.btn href={ "/calendar?year=" (year + 1) } { (year + 1) }
                }
                @if !special.iter().any(|it| it.is == Day::Off) { p."note ask" { (w.say("page-organisation-no-holidays")) } }
                div."cols c-2" {
                    section.sec {
                        header { h2 { (w.say("page-organisation-special")) } small { (w.say("page-organisation-special-why")) } }
                        ul."rows" { @for it in &special { (row(&sight, it, year)) } }
                    }
                    div {
                        @if sight.is_watch() { (day_form(&sight, year)) }
                        (hours(&sight, calendar))
                    }
                }
                p { a href="/organisation" { (w.say("page-organisation-back-posts")) } }
            }
        },
    )
}

/// `POST /calendar`
pub(crate) async fn change(
    State(web): State<Web>,
    sight: Sight,
    Extension(account): Extension<AccountId>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let year = posted.text("year").and_then(|it| it.parse::<i16>().ok());
    match changed(&web, &sight, account, &posted).await {
        Ok(()) => match year {
            Some(year) => Redirect::to(&format!("/calendar?year={year}")).into_response(),
            None => Redirect::to("/calendar").into_response(),
        },
        Err(failure) => refusal::failure(&sight, &failure),
    }
}

async fn changed(
    web: &Web,
    sight: &Sight,
    account: AccountId,
    posted: &Posted,
) -> Result<(), Failure> {
    let malformed = || Failure::Malformed;
    let making = making(sight, posted, account)?;
    let day = || {
        let day = posted.text("day").and_then(|it| it.parse::<Date>().ok());
        day.ok_or_else(malformed)
    };
    let set = |is: Day| Ok(change::with_day(sight, &web.workdays, day()?, is));
    let calendar: Calendar = match posted.text("act") {
        Some("off") => set(Day::Off)?,
        Some("work") => set(Day::Work)?,
        Some("usual") => set(Day::Usual)?,
        Some("hours") => {
            let hour = |name: &str| posted.text(name).and_then(change::hour);
            Calendar {
                opens: hour("opens").ok_or_else(malformed)?,
                closes: hour("closes").ok_or_else(malformed)?,
                ..Calendar::clone(&sight.published.state.calendar)
            }
        }
        Some(_) | None => return Err(malformed()),
    };
    change::workdays(sight, making, &web.workdays, calendar).await?;
    Ok(())
}

/// The days of a year that are not what their weekdays say, in order.
pub(crate) fn special(calendar: &Calendar, announced: &Workdays, year: i16) -> Vec<Special> {
    let announced_days = announced.off.iter().chain(&announced.work).copied();
    let mut days: Vec<Date> = announced_days
        .chain(calendar.days.keys().copied())
        .filter(|day| day.year() == year)
        .collect();
    days.sort();
    days.dedup();
    days.into_iter()
        .map(|day| {
            let own = calendar.days.get(&day).copied();
            Special {
                day,
                is: own.unwrap_or_else(|| announced.announced(day)),
                own: own.is_some(),
            }
        })
        .collect()
}

fn row(sight: &Sight, it: &Special, year: i16) -> Markup {
    let w = sight.w;
    let is = match it.is {
        Day::Off => "page-organisation-off",
        Day::Work => "page-organisation-work",
        Day::Usual => "page-organisation-usual",
    };
    html! {
        li {
            time datetime=(it.day) { (it.day.strftime("%m-%d")) }
            div {
                b { (w.say(is)) } " " small { (weekday(sight, it.day.weekday().to_monday_one_offset())) }
                @if it.own { " " span.tag { (w.say("page-organisation-own-day")) } }
            }
            @if sight.is_watch() && it.is != Day::Usual {
                form action="/calendar" method="post" {
                    (once(sight))
                    input type="hidden" name="day" value=(it.day);
                    input type="hidden" name="year" value=(year);
                    button.btn name="act" value="usual" { (w.say("page-organisation-drop")) }
                }
            }
        }
    }
}

fn day_form(sight: &Sight, year: i16) -> Markup {
    let w = sight.w;
    html! {
        section.sec {
            header { h2 { (w.say("page-organisation-add-day")) } }
            form."pad stack" action="/calendar" method="post" {
                (once(sight))
                input type="hidden" name="year" value=(year);
                label { (w.say("page-organisation-day"))
                    input type="date" name="day" required min={ (year) "-01-01" } max={ (year) "-12-31" }; }
                div.two-btn {
                    button.btn name="act" value="off" { (w.say("page-organisation-add-off")) }
                    button.btn name="act" value="work" { (w.say("page-organisation-add-work")) }
                }
            }
        }
    }
}

fn hours(sight: &Sight, calendar: &Calendar) -> Markup {
    let w = sight.w;
    let hour = |at: Time| format!("{:02}:{:02}", at.hour(), at.minute());
    html! {
        section.sec {
            header { h2 { (w.say("page-organisation-hours")) } small { (w.say("page-organisation-hours-why")) } }
            @if sight.is_watch() {
                form."pad filter" action="/calendar" method="post" {
                    (once(sight))
                    label { (w.say("page-organisation-opens")) input type="time" name="opens" required value=(hour(calendar.opens)); }
                    label { (w.say("page-organisation-closes")) input type="time" name="closes" required value=(hour(calendar.closes)); }
                    button.btn name="act" value="hours" { (w.say("page-organisation-save")) }
                }
            } @else {
                p.pad { (hour(calendar.opens)) "–" (hour(calendar.closes)) }
            }
        }
    }
}
