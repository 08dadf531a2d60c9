//! The desk of the organisation's watch: what burns, what is next, who is there.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Extension;
use axum::response::{IntoResponse, Response};
use engine::{AccountId, Happened, Incident, Stand, stand_for};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use runner::JournalError;

use crate::addresses;
use crate::components::{time, time_seconds};
use crate::header::{As, header};
use crate::layout::{self, Here};
use crate::lines::{self, Line};
use crate::live::{self, Parts};
use crate::pages::{calls, clock, refusal};
use crate::sight::Sight;

/// How far ahead the list of deadlines looks.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// How many of what is over are shown.
const RECENT: usize = 6;

/// What the desk shows.
struct Desk {
    running: Vec<Arc<Incident>>,
    over: Vec<Arc<Incident>>,
    red: Vec<Line>,
    late: Vec<Line>,
    next: Vec<Line>,
    on_duty: Vec<Stand>,
    signals: Vec<(Timestamp, String)>,
}

/// `GET /`
pub(crate) async fn show(mut sight: Sight, Extension(account): Extension<AccountId>) -> Response {
    let w = sight.w;
    let parts = match parts(&mut sight).await {
        Ok(parts) => parts,
        Err(error) => return refusal::unread(&sight, &error),
    };
    layout::signed_in(
        &sight,
        &account,
        Here::Desk,
        &w.say("page-desk-title"),
        html! {},
        html! {
            main id="main" {
                (parts.place("head"))
                (parts.place("clock"))
                (parts.place("running"))
                div."cols c-desk" {
                    div {
                        (parts.place("red"))
                        (parts.place("calls"))
                        (parts.place("late"))
                        (parts.place("next"))
                    }
                    div {
                        (parts.place("on-duty"))
                        (parts.place("signals"))
                        (parts.place("over"))
                        (parts.place("self"))
                    }
                }
                (live::line(&sight, &"/live", None))
            }
        },
    )
    .into_response()
}

/// The parts of the desk, for the page and for its updates.
pub(crate) async fn parts(sight: &mut Sight) -> Result<Parts, JournalError> {
    let desk = Desk::of(sight).await?;
    let sight = &*sight;
    let (whole, everything) = (sight.sees_whole(), sight.sees_everything());
    let calls = || calls::list(sight, &calls::by_person(sight));
    Ok(Parts::new([
        Some(("head", head(sight, &desk))),
        Some(("clock", clock::question(sight, None))),
        Some(("running", strips(sight, &desk))),
        Some(("red", red_lines(sight, &desk))),
        everything.then(|| ("calls", calls())),
        Some(("late", late(sight, &desk))),
        Some(("next", next(sight, &desk))),
        whole.then(|| ("on-duty", on_duty(sight, &desk.on_duty))),
        whole.then(|| ("signals", signals(sight, &desk.signals))),
        Some(("over", over(sight, &desk.over))),
        everything.then(|| ("self", itself(sight))),
    ]))
}

impl Desk {
    async fn of(sight: &mut Sight) -> Result<Self, JournalError> {
        let mut running = sight.running();
        // So many that, of what is over, the newest are among them.
        let incidents = sight.incidents(None, running.len() + RECENT).await?.items;
        let signals = if sight.sees_whole() {
            recent_signals(sight, &running, &incidents).await?
        } else {
            Vec::new()
        };
        running.retain(|it| it.ended.is_none());
        let over = incidents.into_iter().filter(|it| it.ended.is_some());
        let mut open: Vec<Line> = sight
            .duties()
            .iter()
            .filter(|duty| !duty.is_done())
            .map(|duty| Line::of(sight, duty))
            .collect();
        lines::sort(&mut open);
        let (red, open): (Vec<Line>, Vec<Line>) = open
            .into_iter()
            .partition(|line| line.duty.red_line.is_some() && !line.duty.is_answered());
        let (late, next): (Vec<Line>, Vec<Line>) =
            open.into_iter().partition(|line| line.is_late(sight.now));
        let soon = |line: &Line| {
            line.due
                .is_none_or(|due| due.duration_since(sight.now) <= AHEAD)
        };
        Ok(Self {
            red,
            late,
            next: next.into_iter().filter(soon).collect(),
            on_duty: stands(sight),
            signals,
            running,
            over: over.take(RECENT).collect(),
        })
    }
}

/// Who stands for the posts of all plans now, each post once.
fn stands(sight: &Sight) -> Vec<Stand> {
    let state = &sight.published.state;
    let mut seen = BTreeSet::new();
    let mut stands = Vec::new();
    for (_, _, ready) in state.current_plans() {
        for post in &ready.plan().posts {
            if seen.insert(post.id.clone()) {
                stands.push(stand_for(state, ready.plan(), &post.id, sight.now));
            }
        }
    }
    stands
}

/// The newest signals of these incidents.
async fn recent_signals(
    sight: &mut Sight,
    running: &[Arc<Incident>],
    newest: &[Arc<Incident>],
) -> Result<Vec<(Timestamp, String)>, JournalError> {
    let shown: BTreeSet<_> = running.iter().chain(newest).map(|it| &it.id).collect();
    let mut events = sight.handle.newest_signals(4 * RECENT).await?;
    events.retain(|event| {
        matches!(&event.what, Happened::SignalTaken { incident, .. } if shown.contains(incident))
    });
    events.truncate(RECENT);
    let named: Vec<_> = events.iter().flat_map(|it| it.what.sealed()).collect();
    let values = sight.handle.values(&named).await?;
    sight.values.extend(values);
    let said = events.iter().map(|event| {
        let text = event.what.sealed().first().copied();
        let said = sight.said(text);
        let line = || sight.names(|names| sight.w.event_line(event, names));
        (event.at, said.unwrap_or_else(line))
    });
    Ok(said.collect())
}

fn head(sight: &Sight, desk: &Desk) -> Markup {
    let w = sight.w;
    let hours = if sight.published.state.working.contains(sight.now) {
        w.say("hours-working")
    } else {
        w.say("page-desk-off-hours")
    };
    let late = desk.late.len() + desk.red.len();
    let counts = [("running", desk.running.len()), ("late", late)];
    html! {
        div.head {
            div {
                h1 { (w.say("page-desk-title")) }
                p.sm {
                    time { (w.full(sight.now, &sight.zone)) }
                    (w.pick("·", Some(", "))) (hours)
                    (w.pick("·", Some(", "))) (w.with("page-desk-counts", &counts))
                }
            }
            a."btn red" href=(sight.report_path()) { (w.say("page-desk-report")) }
        }
    }
}

fn strips(sight: &Sight, desk: &Desk) -> Markup {
    html! {
        @if !desk.running.is_empty() {
            section.strips aria-label=(sight.w.say("page-desk-running")) {
                @for incident in &desk.running { (header(sight, incident, As::Strip)) }
            }
        }
    }
}

fn red_lines(sight: &Sight, desk: &Desk) -> Markup {
    let w = sight.w;
    let calendar = sight.published.state.working.low;
    html! {
        @if !desk.red.is_empty() || calendar {
            section."sec alarm" aria-labelledby="red" {
                header { h2 id="red" { (w.say("page-desk-red")) } small { (w.say("page-desk-red-why")) } }
                ul."rows bare" {
                    @for line in &desk.red {
                        li {
                            div {
                                b { a href=(line.path()) { (line.task) } } br;
                                small { (told(sight, line)) }
                            }
                            a.btn href=(line.path()) { (w.say("page-desk-open")) }
                        }
                    }
                    @if calendar { li { div { b { (w.say("event-working-hours-low")) } } } }
                }
            }
        }
    }
}

fn told(sight: &Sight, line: &Line) -> String {
    let w = sight.w;
    let told: BTreeSet<_> = line.duty.told.iter().cloned().collect();
    let told: Vec<_> = told.into_iter().collect();
    let people = sight.names(|names| names.people(w, &told));
    w.with(
        "page-desk-told-in-vain",
        &[("post", line.post.clone()), ("people", people)],
    )
}

fn late(sight: &Sight, desk: &Desk) -> Markup {
    let w = sight.w;
    let lines: Vec<&Line> = desk.late.iter().collect();
    html! {
        @if !lines.is_empty() {
            section."sec alarm" aria-labelledby="late" {
                header {
                    h2 id="late" { (w.with("page-desk-late", &[("count", lines.len())])) }
                    small { (w.say("page-desk-late-why")) }
                }
                (lines::table(sight, &lines, false, |line| of_incident(sight, line)))
            }
        }
    }
}

fn next(sight: &Sight, desk: &Desk) -> Markup {
    let w = sight.w;
    let lines: Vec<&Line> = desk.next.iter().collect();
    html! {
        section.sec aria-labelledby="next" {
            header { h2 id="next" { (w.say("page-desk-next")) } small { (w.say("page-desk-next-range")) } }
            @if lines.is_empty() {
                p.pad { (w.say("page-desk-next-none")) }
            } @else {
                (lines::table(sight, &lines, true, |line| of_incident(sight, line)))
            }
        }
    }
}

fn of_incident(sight: &Sight, line: &Line) -> String {
    let incident = sight.incident(&line.duty.incident);
    incident.map_or_else(String::new, |incident| sight.event_name(&incident))
}

fn on_duty(sight: &Sight, stands: &[Stand]) -> Markup {
    let w = sight.w;
    html! {
        section.sec aria-labelledby="on-duty" {
            header { h2 id="on-duty" { (w.say("page-desk-on-duty")) } small { (sight.clock(sight.now)) } }
            ul."rows bare" {
                @for stand in stands {
                    @let (post, people, why) = sight.names(|names| (
                        names.post(w, &stand.post), names.people(w, &stand.people), w.stand(stand, names),
                    ));
                    li class=[stand.people.is_empty().then_some("hole")] {
                        div {
                            b { (people) } @if !stand.people.is_empty() { "　" } (post)
                            @if !why.is_empty() { br; small { (why) } }
                        }
                        @if let Some(number) = stand.people.first().and_then(|it| sight.phone(it)) {
                            a.btn href={ "tel:" (number) } { (w.say("page-desk-call")) }
                        }
                    }
                }
            }
        }
    }
}

fn signals(sight: &Sight, signals: &[(Timestamp, String)]) -> Markup {
    let w = sight.w;
    let untaken = sight.untaken().today;
    html! {
        section.sec aria-labelledby="signals" {
            header { h2 id="signals" { (w.say("page-desk-signals")) } }
            @if signals.is_empty() { p.pad { (w.say("page-desk-signals-none")) } }
            ul."rows two" {
                @for (at, said) in signals { li { (time_seconds(sight, *at)) div { (said) } } }
            }
            @if untaken > 0 {
                p.pad { a href="/signals#untaken" { (w.with("page-desk-untaken", &[("count", untaken)])) } }
            }
        }
    }
}

fn over(sight: &Sight, over: &[Arc<Incident>]) -> Markup {
    let w = sight.w;
    html! {
        @if !over.is_empty() {
            section.sec aria-labelledby="over" {
                header { h2 id="over" { (w.say("page-desk-over")) } }
                ul."rows two" {
                    @for incident in over {
                        li {
                            @if let Some(ended) = incident.ended { (time(sight, ended)) }
                            div {
                                a href={ "/incidents/" (incident.id) } { (sight.event_name(incident)) }
                                @if let Some(place) = sight.said(incident.place.as_ref()) {
                                    br; small { (place) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the program says of itself.
fn itself(sight: &Sight) -> Markup {
    let w = sight.w;
    let state = &sight.published.state;
    let waiting = engine::outbox(state).count();
    let people = state.people.values();
    let inside = people
        .filter(|person| !addresses::reach_outside(person))
        .count();
    html! {
        section.sec aria-labelledby="self" {
            header { h2 id="self" { (w.say("page-desk-self")) } }
            ul."rows bare" {
                li { div { (w.with("page-desk-outbox", &[("count", waiting)])) } }
                @if inside > 0 {
                    li {
                        div { (w.with("page-desk-inside-only", &[("count", inside)])) }
                        @if sight.is_watch() { a href="/channels#people" { (w.say("page-channels-people")) } }
                    }
                }
                li { div { (w.with("page-desk-position", &[("count", sight.published.position.to_string())])) } }
            }
        }
    }
}
