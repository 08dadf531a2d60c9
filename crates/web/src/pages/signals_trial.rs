//! What would come of a signal: asked of the engine itself, on a copy of the state that is
//! thrown away, so that the page never promises what the engine would not do.

use engine::{AccountId, Act, By, Command, CommandId, Happened, Incident, State, decide, evolve};
use maud::{Markup, html};
use plan::{EventType, Ready, SignalRule};

use crate::components::grade_class;
use crate::pages::signals::rule_name;
use crate::sight::Sight;
use crate::signals::Tried;

/// One signal and what would come of it.
pub(super) fn answer(sight: &Sight, account: &AccountId, index: usize, tried: &Tried) -> Markup {
    let w = sight.w;
    let heading = format!("answer-{index}");
    html! {
        section.sec aria-labelledby=(heading) {
            header {
                h2 id=(heading) { (w.with("page-signals-answer", &[("number", index + 1)])) }
                small { (w.say("page-signals-nothing-recorded")) }
            }
            div."pad stack" {
                p { @for (name, value) in &tried.signal.labels { code { (name) "=" (value) } " " } }
                (outcome(sight, account, tried))
            }
        }
    }
}

fn outcome(sight: &Sight, account: &AccountId, tried: &Tried) -> Markup {
    let w = sight.w;
    let state = &sight.published.state;
    let signal = &tried.signal;
    let over = signal.ends <= sight.now;
    if let Some(incident) = state.signals.get(&signal.fingerprint) {
        let key = if over {
            "page-signals-would-resolve"
        } else {
            "page-signals-known"
        };
        return html! {
            p { (w.say(key)) " " a href={ "/incidents/" (incident) } { (w.say("page-signals-to-incident")) } }
        };
    }
    if over {
        return html! { p { (w.say("page-signals-over")) } };
    }
    let Ok(id) = CommandId::new(runner::fresh_id()) else {
        return html! {};
    };
    let command = Command {
        id,
        made: sight.now,
        by: By::Sender(account.clone()),
        act: Act::TakeSignals(vec![signal.clone()]),
    };
    let events = match decide(state, &command, sight.now) {
        Ok(events) => events,
        Err(refusal) => {
            let said = sight.names(|names| w.refusal(&refusal, names));
            return html! { p { (said) } };
        }
    };
    let mut after = state.clone();
    for event in &events {
        evolve(&mut after, event);
    }
    let taken = events.iter().find_map(|event| {
        let Happened::SignalTaken { rule, incident, .. } = &event.what else {
            return None;
        };
        let incident = after.incidents.get(incident)?;
        let mut plans = state.current_plans();
        plans.find_map(|(_, _, ready)| {
            let mut rules = ready.plan().signals.iter();
            let rule = rules.find(|it| it.id == *rule && it.event == incident.event)?;
            Some((ready.clone(), rule.clone(), incident.clone()))
        })
    });
    match taken {
        Some((ready, rule, incident)) => taken_by(sight, &after, &ready, &rule, &incident, tried),
        None => not_taken(sight, tried),
    }
}

fn taken_by(
    sight: &Sight,
    after: &State,
    ready: &Ready,
    rule: &SignalRule,
    incident: &Incident,
    tried: &Tried,
) -> Markup {
    let w = sight.w;
    let plan = ready.plan();
    let event = plan.event(&rule.event);
    let event_name = event.map_or_else(
        || rule.event.to_string(),
        |it| w.pick(&it.name, it.name_en.as_deref()).to_owned(),
    );
    let running = sight.published.state.incidents.contains_key(&incident.id);
    let grading = w.grading(&incident.grading, Some(plan), event);
    html! {
        p."note ok" {
            (w.with("page-signals-taken", &[
                ("rule", rule_name(sight, rule)),
                ("plan", w.pick(&plan.meta.title, plan.meta.title_en.as_deref()).to_owned()),
            ]))
        }
        dl.kv {
            dt { (w.say("page-signals-event")) }
            dd {
                b { (event_name) } br;
                @if running {
                    (w.say("page-signals-joins")) " "
                    a href={ "/incidents/" (incident.id) } { (w.say("page-signals-to-incident")) }
                } @else {
                    (w.say("page-signals-new"))
                }
            }
            dt { (w.say("page-signals-place")) }
            dd { (tried.place.clone().unwrap_or_else(|| w.say("page-signals-no-place"))) }
            dt { (w.say("page-signals-facts")) }
            dd {
                @if rule.facts.is_empty() { (w.say("page-signals-no-facts")) }
                ul."bare" {
                    @for said in facts(sight, event, rule, tried) { li { (said) } }
                }
            }
            dt { (w.say("page-plan-grade")) }
            dd {
                span class=(grade_class(incident.grading.certain)) { (grading) }
            }
            dt { (w.say("page-signals-then")) }
            dd {
                (w.with("page-signals-counts", &[
                    ("duties", after.duties_of(incident).count()), ("people", incident.told.len()),
                ]))
            }
        }
    }
}

/// What is read from each label that the rule names, or why nothing is.
fn facts(
    sight: &Sight,
    event: Option<&EventType>,
    rule: &SignalRule,
    tried: &Tried,
) -> Vec<String> {
    let w = sight.w;
    let said = |(fact, label): (&plan::FactId, &String)| {
        let name = w.fact_name(fact, event);
        let Some(value) = tried.signal.labels.get(label) else {
            let values = [("name", name), ("label", label.clone())];
            return w.with("page-signals-fact-absent", &values);
        };
        let field = event.and_then(|event| event.field(fact));
        match field.and_then(|field| field.read(value)) {
            Some(known) => {
                let fact = w.fact_and_value(fact, &known, event);
                let values = [("fact", fact), ("label", label.clone())];
                w.with("page-signals-fact", &values)
            }
            None => {
                let values = [
                    ("name", name),
                    ("label", label.clone()),
                    ("value", value.clone()),
                ];
                w.with("page-signals-fact-unread", &values)
            }
        }
    };
    rule.facts.iter().map(said).collect()
}

/// Of every rule, what it asks for and this signal does not have.
fn not_taken(sight: &Sight, tried: &Tried) -> Markup {
    let w = sight.w;
    let labels = &tried.signal.labels;
    let plans = sight.published.state.current_plans();
    let rules: Vec<SignalRule> = plans
        .flat_map(|(_, _, ready)| ready.plan().signals.iter().cloned())
        .collect();
    let lacks = |rule: &SignalRule| -> Vec<String> {
        let wanting = rule.labels.iter();
        wanting
            .filter(|(name, wanted)| labels.get(*name) != Some(*wanted))
            .map(|(name, wanted)| {
                let asked = [("name", name.as_str()), ("wanted", wanted)];
                match labels.get(name) {
                    Some(value) => w.with(
                        "page-signals-label-differs",
                        &[asked[0], asked[1], ("value", value)],
                    ),
                    None => w.with("page-signals-label-absent", &asked),
                }
            })
            .collect()
    };
    html! {
        p."note bad" { (w.say("page-signals-not-taken")) }
        ul."rows bare" {
            @for rule in &rules {
                li { div { b { (rule_name(sight, rule)) } br; small { (w.list(lacks(rule))) } } }
            }
        }
    }
}
