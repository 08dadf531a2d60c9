//! The desk of the organisation's watch: what burns, what is next, who is there.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Extension;
use engine::{AccountId, Happened, Incident, Stand, stand_for};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};

use crate::addresses;
use crate::components::{time, time_seconds};
use crate::header::{As, header};
use crate::layout::{self, Here};
use crate::lines::{self, Line};
use crate::pages::{calls, clock};
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
pub(crate) async fn show(sight: Sight, Extension(account): Extension<AccountId>) -> Markup {
    let w = sight.w;
    let desk = Desk::of(&sight);
    layout::signed_in(
        &sight,
        &account,
        Here::Desk,
        &w.say("page-desk-title"),
        html! {},
        html! {
            main id="main" {
                (head(&sight, &desk))
                (clock::question(&sight, None))
                @if !desk.running.is_empty() {
                    section.strips aria-label=(w.say("page-desk-running")) {
                        @for incident in &desk.running { (header(&sight, incident, As::Strip)) }
                    }
                }
                div."cols c-desk" {
                    div {
                        (red_lines(&sight, &desk))
                        @if sight.sees_everything() { (calls::list(&sight, &calls::by_person(&sight))) }
                        (late(&sight, &desk))
                        (next(&sight, &desk))
                    }
                    div {
                        @if sight.sees_whole() { (on_duty(&sight, &desk.on_duty)) }
                        @if sight.sees_whole() { (signals(&sight, &desk.signals)) }
                        (over(&sight, &desk.over))
                        @if sight.sees_everything() { (itself(&sight)) }
                    }
                }
            }
        },
    )
}

impl Desk {
    fn of(sight: &Sight) -> Self {
        let incidents = sight.incidents();
        let (over, running): (Vec<_>, Vec<_>) =
            incidents.iter().cloned().partition(|it| it.ended.is_some());
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
        Self {
            red,
            late,
            next: next.into_iter().filter(soon).collect(),
            on_duty: stands(sight),
            signals: if sight.sees_whole() {
                recent_signals(sight, &incidents)
            } else {
                Vec::new()
            },
            running,
            over: over.into_iter().take(RECENT).collect(),
        }
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

fn recent_signals(sight: &Sight, incidents: &[Arc<Incident>]) -> Vec<(Timestamp, String)> {
    let mut signals = Vec::new();
    for incident in incidents.iter().take(4 * RECENT) {
        for event in sight
            .past(&incident.id)
            .into_iter()
            .flat_map(|it| &it.timeline)
        {
            if let Happened::SignalTaken { text, .. } = &event.what {
                let said = sight.said(text.as_ref());
                let said = said.unwrap_or_else(|| {
                    sight.names_in(&incident.id, |names| sight.w.event_line(event, names))
                });
                signals.push((event.at, said));
            }
        }
    }
    signals.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    signals.truncate(RECENT);
    signals
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
    html! {
        section.sec aria-labelledby="signals" {
            header { h2 id="signals" { (w.say("page-desk-signals")) } }
            @if signals.is_empty() { p.pad { (w.say("page-desk-signals-none")) } }
            ul."rows two" {
                @for (at, said) in signals { li { (time_seconds(sight, *at)) div { (said) } } }
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
