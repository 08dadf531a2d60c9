//! The timeline of an incident: when it happened on the left, when it was entered on the right.

use engine::{Event, Happened, Incident};
use jiff::Timestamp;
use jiff::civil::Time;
use maud::{Markup, html};

use crate::components::{once, time_seconds};
use crate::sight::Sight;

/// How many events are shown; the rest is in the record.
const SHOWN: usize = 300;

/// The timeline, newest first, with the form for a note.
pub(crate) fn timeline(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let events = sight.past(&incident.id).map(|past| &past.timeline);
    let lines: Vec<(Timestamp, Timestamp, String)> = sight.names_in(&incident.id, |names| {
        let newest = events.into_iter().flat_map(|events| events.iter().rev());
        newest
            .take(SHOWN)
            .map(|event| (happened(event), event.at, w.event_line(event, names)))
            .collect()
    });
    let is_known = sight.published.state.incidents.contains_key(&incident.id);
    html! {
        section.sec aria-labelledby="log" {
            header { h2 id="log" { (w.say("page-incident-log")) } small { (w.say("page-incident-log-why")) } }
            @if is_known && sight.may_change() { (note_form(sight, incident)) }
            ol.rows {
                @for (happened, entered, said) in &lines {
                    li {
                        (time_seconds(sight, *happened))
                        div { (said) }
                        small.ent { (w.clock_seconds(*entered, sight.now, &sight.zone)) }
                    }
                }
            }
        }
    }
}

fn note_form(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    html! {
        form."pad filter" action={ "/incidents/" (incident.id) "/note" } method="post" {
            label { (w.say("page-incident-note"))
                input name="text" required placeholder=(w.say("page-incident-note-example")); }
            label { (w.say("page-incident-note-at"))
                input name="at" inputmode="numeric" pattern="[0-9]{1,2}[:：][0-9]{2}"
                    value=(hour_and_minute(sight)); }
            (once(sight))
            button."btn pri" { (w.say("page-incident-note-send")) }
        }
    }
}

/// When it happened, where that is not when it was entered.
fn happened(event: &Event) -> Timestamp {
    if let Happened::Noted { happened, .. } | Happened::Reported { happened, .. } = &event.what {
        *happened
    } else {
        event.at
    }
}

/// Reads a time of day as the last moment at which the clock showed it; empty is now. None for
/// what is no time.
pub(crate) fn time_of_day(sight: &Sight, text: Option<&str>) -> Option<Timestamp> {
    let Some(text) = text else {
        return Some(sight.now);
    };
    let text = text.replace('：', ":");
    let (hour, minute) = text.split_once(':')?;
    let time = Time::new(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0, 0).ok()?;
    let now = sight.now.to_zoned_datetime(sight.zone.clone());
    let today = now
        .date()
        .to_datetime(time)
        .to_zoned_datetime(sight.zone.clone())
        .ok()?;
    let at = if today > now {
        today.yesterday().ok()?
    } else {
        today
    };
    Some(at.timestamp())
}

fn hour_and_minute(sight: &Sight) -> String {
    let now = sight.now.to_zoned_datetime(sight.zone.clone());
    now.strftime("%H:%M").to_string()
}
