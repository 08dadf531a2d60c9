//! Facts in forms: asked when an event is reported, and stated while it runs.

use std::collections::BTreeMap;

use engine::{Incident, Refusal};
use maud::{Markup, html};
use plan::condition::{Known, Value};
use plan::{EventType, FactId, FactType, Field};

use crate::answer::Failure;
use crate::components::once;
use crate::form::Posted;
use crate::sight::Sight;

/// Reads the facts of a form; what was left empty is not stated.
pub(crate) fn read(
    event: Option<&EventType>,
    posted: &Posted,
) -> Result<BTreeMap<FactId, Known>, Failure> {
    let mut known = BTreeMap::new();
    for field in event.into_iter().flat_map(|event| &event.facts) {
        if let Some(text) = posted.text(&name(field)) {
            let read = field.read(text);
            let bad = || Failure::Refused(Box::new(Refusal::BadValue(field.id.clone())));
            known.insert(field.id.clone(), read.ok_or_else(bad)?);
        }
    }
    Ok(known)
}

/// What is known, the next question with what is asked beside it, and all the rest.
pub(crate) fn section(sight: &Sight, incident: &Incident, event: &EventType) -> Markup {
    let w = sight.w;
    let asked = incident.grading.ask.as_ref();
    let first = asked.map(|ask| leading(event, ask));
    let (now, later): (Vec<&Field>, Vec<&Field>) = event
        .facts
        .iter()
        .partition(|field| Some(leading(event, &field.id)) == first);
    let known: Vec<&Field> = event
        .facts
        .iter()
        .filter(|field| *incident.facts.known(&field.id) != Known::Unknown)
        .collect();
    let is_open = incident.ended.is_none();
    html! {
        @if !known.is_empty() {
            dl."kv pad" {
                @for field in known {
                    dt { (w.pick(&field.name, field.name_en.as_deref())) }
                    dd { b { (w.known(incident.facts.known(&field.id), Some(field))) } }
                }
            }
        }
        @if is_open && !now.is_empty() { (form(sight, incident, &now)) }
        @if is_open && !later.is_empty() {
            details.pad open[now.is_empty()] {
                summary { (w.say("page-incident-facts-more")) }
                (form(sight, incident, &later))
            }
        }
    }
}

fn form(sight: &Sight, incident: &Incident, fields: &[&Field]) -> Markup {
    html! {
        form."pad stack" action={ "/incidents/" (incident.id) "/facts" } method="post" {
            (once(sight))
            @for field in fields {
                (input(sight, field, incident.facts.known(&field.id), None))
            }
            button."btn pri" { (sight.w.say("page-incident-facts-send")) }
        }
    }
}

/// One field with its question. `typed` is what stood in a form that was refused.
pub(crate) fn input(sight: &Sight, field: &Field, known: &Known, typed: Option<&str>) -> Markup {
    let w = sight.w;
    let name = name(field);
    html! {
        label {
            (w.question(field))
            @match field.kind {
                FactType::Number => {
                    @let value = typed.map_or_else(|| number(known), str::to_owned);
                    span.unit {
                        input name=(name) inputmode="decimal" autocomplete="off" value=(value);
                        @if let Some(unit) = &field.unit { span { (unit) } }
                    }
                },
                FactType::YesNo => {
                    @let yes = *known == Known::yes_no(true) || typed == Some("yes");
                    @let no = *known == Known::yes_no(false) || typed == Some("no");
                    select name=(name) {
                        option value="" { (w.say("known-unknown")) }
                        option value="yes" selected[yes] { (w.say("yes")) }
                        option value="no" selected[no] { (w.say("no")) }
                    }
                },
                FactType::Choice => {
                    select name=(name) {
                        option value="" { (w.say("known-unknown")) }
                        @for choice in &field.choices {
                            option value=(choice)
                                selected[*known == Known::text(choice) || typed == Some(choice)] {
                                (choice)
                            }
                        }
                    }
                },
            }
        }
    }
}

/// The name of a fact's field in a form; facts may be called what they like.
pub(crate) fn name(field: &Field) -> String {
    format!("fact-{}", field.id)
}

/// The fact whose form a fact is asked in.
fn leading<'a>(event: &'a EventType, fact: &'a FactId) -> &'a FactId {
    let beside = event
        .field(fact)
        .and_then(|field| field.asked_with.as_ref());
    beside.unwrap_or(fact)
}

/// A number as it is read back.
fn number(known: &Known) -> String {
    match known {
        Known::Exact(Value::Number(number)) => number.to_string(),
        Known::AtLeast(plan::condition::Quantity::Number(number)) => format!(">={number}"),
        Known::Exact(Value::YesNo(_) | Value::Duration(_) | Value::Text(_))
        | Known::AtLeast(plan::condition::Quantity::Duration(_))
        | Known::AtMost(_)
        | Known::Unknown => String::new(),
    }
}
