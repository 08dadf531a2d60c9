//! The ladder of a duty as people see it: who was told, who is next, when.

use duty::{Duty, PersonId, Tell, Unless};
use engine::{Delivery, Event, Happened, Notice};
use jiff::Timestamp;
use maud::{Markup, html};
use words::{Names, machine_time};

use crate::foresee::{Foreseen, foresee};
use crate::sight::Sight;

/// How far a rung is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reached {
    Told,
    Next,
    Later,
}

/// One rung in words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rung {
    pub at: Timestamp,
    pub said: String,
    pub reached: Reached,
}

/// The rungs that were climbed, then those that are going to be if nothing happens. `me` is
/// whoever looks, who is spoken to as such.
pub(crate) fn rungs(sight: &Sight, duty: &Duty, me: Option<&PersonId>) -> Vec<Rung> {
    sight.names_in(&duty.incident, |names| {
        let mut rungs = told(sight, duty, me, names);
        let ahead = foresee(&sight.published.state, &duty.id);
        for (index, foreseen) in ahead.iter().enumerate() {
            rungs.push(Rung {
                at: foreseen.at,
                said: will_be_told(sight, foreseen, me, names),
                reached: if index == 0 {
                    Reached::Next
                } else {
                    Reached::Later
                },
            });
        }
        rungs
    })
}

/// Whom the next rung that waits for an answer will tell.
pub(crate) fn next_people(sight: &Sight, duty: &Duty) -> Vec<PersonId> {
    foresee(&sight.published.state, &duty.id)
        .into_iter()
        .filter(|rung| rung.unless == Unless::Answered)
        .map(|rung| rung.people)
        .next()
        .unwrap_or_default()
}

/// When a person was told of a duty first.
pub(crate) fn told_at(sight: &Sight, duty: &Duty, person: &PersonId) -> Option<Timestamp> {
    let past = sight.past(&duty.incident)?;
    let told = past.timeline.iter().find(|event| {
        matches!(&event.what, Happened::Climbed { duty: id, notices, .. }
            | Happened::Reassigned { duty: id, notices, .. }
            if *id == duty.id && notices.iter().any(|notice| notice.to == *person))
    })?;
    Some(told.at)
}

/// When the next rung is climbed that waits for an answer.
pub(crate) fn next_unless_answered(duty: &Duty) -> Option<Timestamp> {
    duty.ladder
        .waiting(duty.is_answered(), duty.is_done())
        .filter(|(_, rung)| rung.unless == Unless::Answered)
        .map(|(_, rung)| rung.at)
        .min()
}

/// How many rungs are shown before the rest is folded.
const SHOWN: usize = 5;

/// The ladder; what lies far ahead is folded.
pub(crate) fn list(sight: &Sight, rungs: &[Rung]) -> Markup {
    let ahead = rungs.iter().position(|rung| rung.reached == Reached::Later);
    let shown = match ahead {
        Some(ahead) if rungs.len() > SHOWN => (ahead + 1).max(3).min(rungs.len()),
        Some(_) | None => rungs.len(),
    };
    let (near, far) = rungs.split_at(shown);
    let w = sight.w;
    html! {
        ol.ladder aria-label=(w.say("page-duty-ladder")) {
            @for rung in near { (item(sight, rung)) }
        }
        @if !far.is_empty() {
            details.more {
                summary { (w.with("page-duty-ladder-more", &[("count", far.len())])) }
                ol.ladder { @for rung in far { (item(sight, rung)) } }
            }
        }
    }
}

fn item(sight: &Sight, rung: &Rung) -> Markup {
    html! {
        li class=(match rung.reached {
            Reached::Told => "told",
            Reached::Next => "next",
            Reached::Later => "",
        }) {
            span.rung {}
            time datetime=(machine_time(rung.at, &sight.zone)) { (sight.clock(rung.at)) }
            span { (rung.said) }
        }
    }
}

fn told(sight: &Sight, duty: &Duty, me: Option<&PersonId>, names: &Names<'_>) -> Vec<Rung> {
    let events: Vec<&Event> = sight
        .past(&duty.incident)
        .into_iter()
        .flat_map(|past| past.timeline.iter())
        .collect();
    let mut rungs = Vec::new();
    for event in &events {
        let said = if let Happened::Climbed {
            duty: id,
            rung,
            notices,
            ..
        } = &event.what
            && *id == duty.id
        {
            let tell = duty.ladder.rungs().get(*rung).map(|rung| &rung.tell);
            was_told(sight, tell, notices, me, &events, names)
        } else if let Happened::Reassigned {
            duty: id, notices, ..
        } = &event.what
            && *id == duty.id
        {
            was_told(sight, Some(&Tell::Holder), notices, me, &events, names)
        } else if let Happened::RedLine { duty: id, .. } = &event.what
            && *id == duty.id
        {
            sight.w.say("page-duty-red-line")
        } else {
            continue;
        };
        rungs.push(Rung {
            at: event.at,
            said,
            reached: Reached::Told,
        });
    }
    rungs
}

fn was_told(
    sight: &Sight,
    tell: Option<&Tell>,
    notices: &[Notice],
    me: Option<&PersonId>,
    events: &[&Event],
    names: &Names<'_>,
) -> String {
    let w = sight.w;
    let whom = tell.map_or_else(String::new, |tell| w.tell(tell, names));
    let people = w.list(notices.iter().map(|notice| names.person(w, &notice.to)));
    let mine = |notice: &Notice| me.is_some_and(|me| *me == notice.to);
    let said = if notices.is_empty() {
        return w.with("page-duty-told-nobody", &[("whom", whom)]);
    } else if tell == Some(&Tell::CallList) {
        return w.with("page-duty-told-call-list", &[("people", people)]);
    } else if notices.len() == 1 && notices.iter().all(mine) {
        w.say("page-duty-told-you")
    } else if tell == Some(&Tell::Holder) {
        w.with("page-duty-told", &[("people", people)])
    } else {
        w.with("page-duty-told-whom", &[("whom", whom), ("people", people)])
    };
    match notices.iter().find_map(|notice| delivered(notice, events)) {
        Some(channel) => w.with(
            "page-duty-delivered",
            &[("said", said), ("channel", w.channel(channel))],
        ),
        None => said,
    }
}

/// By which channel a notice arrived, if one said so.
fn delivered<'a>(notice: &Notice, events: &[&'a Event]) -> Option<&'a str> {
    events.iter().find_map(|event| {
        if let Happened::Receipt {
            notice: id,
            channel,
            outcome: Delivery::Delivered,
        } = &event.what
            && *id == notice.id
        {
            Some(channel.as_str())
        } else {
            None
        }
    })
}

fn will_be_told(
    sight: &Sight,
    foreseen: &Foreseen,
    me: Option<&PersonId>,
    names: &Names<'_>,
) -> String {
    let w = sight.w;
    let mut whom = w.tell(&foreseen.tell, names);
    let is_me = me.is_some_and(|me| foreseen.people.as_slice() == [me.clone()]);
    let people = if is_me {
        w.say("page-duty-you")
    } else {
        names.people(w, &foreseen.people)
    };
    match foreseen.tell {
        Tell::Holder | Tell::Substitute | Tell::Commander | Tell::Post(_) => {
            whom = format!("{whom} {people}").trim_end().to_owned();
        }
        Tell::Group(_) | Tell::CallList | Tell::RedLine => {}
    }
    let key = match foreseen.unless {
        Unless::Answered => "page-duty-if-silent",
        Unless::Done => "page-duty-if-undone",
    };
    w.with(key, &[("whom", whom)])
}
