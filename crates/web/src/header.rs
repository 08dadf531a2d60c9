//! The header of a running incident: name, place, grade, elapsed, commander, next clock.

use engine::Incident;
use maud::{Markup, html};
use words::machine_time;

use crate::components::{Near, due_now, grade_cell, running};
use crate::lines::Line;
use crate::sight::Sight;

/// Which heading the name is, and what more a strip on the desk shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    /// The header of a page of the incident.
    Header,
    /// One of several on the desk.
    Strip,
}

/// The header of an incident.
pub(crate) fn header(sight: &Sight, incident: &Incident, shown: As) -> Markup {
    let w = sight.w;
    let ready = sight.plan(incident);
    let plan = ready.as_ref().map(|ready| ready.plan());
    let name = sight.event_name(incident);
    let lines: Vec<Line> = sight
        .duties_of(incident)
        .iter()
        .map(|duty| Line::of(sight, duty))
        .collect();
    let done = lines.iter().filter(|line| line.duty.is_done()).count();
    let late = lines.iter().filter(|line| line.is_late(sight.now)).count();
    html! {
        section class=(if shown == As::Strip { "inc strip" } else { "inc" })
            aria-label=(w.say("page-incident-header")) {
            (grade_cell(sight, incident, plan))
            div.name {
                @match shown {
                    As::Header => h1 { a.plain href={ "/incidents/" (incident.id) } { (name) } },
                    As::Strip => h2 { a href={ "/incidents/" (incident.id) } { (name) } },
                }
                small { (under(sight, incident)) }
            }
            @match incident.ended {
                None => div {
                    small { (w.with("page-incident-elapsed", &[("time", sight.clock(incident.reported))])) }
                    span.big data-since=(machine_time(incident.reported, &sight.zone)) {
                        (w.elapsed(incident.reported, sight.now))
                    }
                },
                Some(ended) => div {
                    small { (w.say("page-incident-ended")) }
                    b { (sight.clock(ended)) }
                },
            }
            (leader(sight, incident))
            @if shown == As::Strip {
                div {
                    small { (w.say("page-incident-duties-done")) }
                    b { (done) " / " (lines.len()) }
                    @if late > 0 { small { (w.with("page-desk-late-count", &[("count", late)])) } }
                }
            }
            (next_clock(sight, &lines))
        }
    }
}

/// Place, phase, and what could still raise the grade.
fn under(sight: &Sight, incident: &Incident) -> String {
    let w = sight.w;
    let place = sight.said(incident.place.as_ref()).unwrap_or_default();
    let phase = w.with("page-incident-phase", &[("phase", w.phase(incident.phase))]);
    let ready = sight.plan(incident);
    let open = w.still_possible(&incident.grading, sight.event(ready.as_ref(), incident));
    let parts = [place, phase, open];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(w.pick("·", Some(", ")))
}

fn leader(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let Some(leader) = &incident.leader else {
        return html! {};
    };
    let (people, why) = sight.names_in(&incident.id, |names| {
        (names.people(w, &leader.people), w.stand(leader, names))
    });
    html! {
        div.lead-cell {
            small { (w.say("page-incident-leader")) }
            @if leader.people.is_empty() { b.none { (why) } }
            @else { b { (people) } small.role { (why) } }
        }
    }
}

/// The nearest deadline: yellow in its last minute, red while it is missed.
fn next_clock(sight: &Sight, lines: &[Line]) -> Markup {
    let w = sight.w;
    let next = lines
        .iter()
        .filter_map(|line| Some((due_now(&line.duty)?, line)))
        .min_by_key(|(due, _)| *due);
    let Some((due, line)) = next else {
        return html! {};
    };
    let near = Near::of(due, sight.now);
    let key = match (near, line.duty.is_answered()) {
        (Near::Late, true) => "page-incident-missed-done",
        (Near::Late, false) => "page-incident-missed-answer",
        (Near::Running | Near::Soon, true) => "page-incident-next-done",
        (Near::Running | Near::Soon, false) => "page-incident-next-answer",
    };
    html! {
        div class=(near.class()) data-frame {
            small { (w.with(key, &[("time", sight.clock(due)), ("post", line.post.clone())])) }
            span.big { (running(sight, due)) }
        }
    }
}
