//! Signal rules: which labels report which event; what no rule took; and a trial that records
//! nothing.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::AccountId;
use maud::{Markup, html};
use plan::{Plan, Ready, SignalRule};

use crate::app::Web;
use crate::components::time;
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::refusal;
use crate::pages::signals_trial::answer;
use crate::sight::Sight;
use crate::signals::{Unreadable, Untaken};

/// `GET /signals`
pub(crate) async fn show(sight: Sight, Extension(account): Extension<AccountId>) -> Markup {
    page(&sight, &account, "", html! {})
}

/// `POST /signals`: which rule would take this? Nothing is recorded.
pub(crate) async fn try_out(
    State(web): State<Web>,
    sight: Sight,
    Extension(account): Extension<AccountId>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let pasted = posted.text("pasted").unwrap_or_default();
    let state = &sight.published.state;
    let read = match &web.signals {
        Some(signals) => signals.read(pasted, state, sight.now),
        None => Err(Unreadable::Trouble),
    };
    match read {
        Ok(tried) => {
            let said = html! {
                @for (index, tried) in tried.iter().enumerate() {
                    (answer(&sight, &account, index, tried))
                }
            };
            page(&sight, &account, pasted, said).into_response()
        }
        Err(why) => {
            let said = html! { p."note bad" role="alert" { (unreadable(&sight, &why)) } };
            let page = page(&sight, &account, pasted, said);
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
    }
}

fn unreadable(sight: &Sight, why: &Unreadable) -> String {
    let w = sight.w;
    match why {
        Unreadable::Empty => w.say("page-signals-empty"),
        Unreadable::Line(line) => w.with("page-signals-bad-line", &[("line", *line)]),
        Unreadable::Json(detail) => w.with("page-signals-bad-json", &[("detail", detail.as_str())]),
        Unreadable::TooMany(count) => w.with("page-signals-too-many", &[("count", *count)]),
        Unreadable::Unusable(number, why) => w.with(
            "page-signals-unusable",
            &[("number", number.to_string()), ("why", why.clone())],
        ),
        Unreadable::Trouble => w.say("page-board-not-recorded"),
    }
}

fn page(sight: &Sight, account: &AccountId, pasted: &str, said: Markup) -> Markup {
    let w = sight.w;
    layout::signed_in(
        sight,
        account,
        Here::Signals,
        &w.say("page-signals-title"),
        html! {},
        html! {
            main id="main" {
                div.head {
                    div {
                        h1 { (w.say("page-signals-title")) }
                        p.sm { (w.say("page-signals-why")) }
                    }
                }
                div."cols c-2" {
                    div { (trial(sight, pasted)) (said) }
                    div { (rules(sight)) (untaken(sight)) }
                }
            }
        },
    )
}

fn trial(sight: &Sight, pasted: &str) -> Markup {
    let w = sight.w;
    html! {
        section.sec aria-labelledby="try" {
            header { h2 id="try" { (w.say("page-signals-try")) } small { (w.say("page-signals-try-why")) } }
            form."pad stack" action="/signals" method="post" {
                label for="pasted" { (w.say("page-signals-pasted")) }
                textarea id="pasted" name="pasted" rows="6" spellcheck="false" { "\n" (pasted) }
                p.sm { (w.say("page-signals-pasted-how")) }
                div.acts { button."btn pri" { (w.say("page-signals-button")) } }
            }
        }
    }
}

fn rules(sight: &Sight) -> Markup {
    let w = sight.w;
    let plans: Vec<&Arc<Ready>> = sight
        .published
        .state
        .current_plans()
        .map(|(_, _, ready)| ready)
        .collect();
    let count: usize = plans.iter().map(|it| it.plan().signals.len()).sum();
    html! {
        section.sec aria-labelledby="rules" {
            header { h2 id="rules" { (w.with("page-signals-rules", &[("count", count)])) } }
            @if count == 0 { p.pad { (w.say("page-signals-no-rules")) } }
            ul."rows bare" {
                @for ready in plans {
                    @for rule in &ready.plan().signals { (rule_row(sight, ready.plan(), rule)) }
                }
            }
        }
    }
}

fn rule_row(sight: &Sight, plan: &Plan, rule: &SignalRule) -> Markup {
    let w = sight.w;
    let event = plan.event(&rule.event);
    let event_name = event.map_or_else(
        || rule.event.to_string(),
        |it| w.pick(&it.name, it.name_en.as_deref()).to_owned(),
    );
    html! {
        li {
            div {
                b { (rule_name(sight, rule)) } br;
                @for (name, value) in &rule.labels { code { (name) "=" (value) } " " }
                "→ " b { (event_name) }
                @for (fact, label) in &rule.facts {
                    br; small { code { (label) } " → " (w.fact_name(fact, event)) }
                }
                @if let Some(label) = &rule.place {
                    br; small { code { (label) } " → " (w.say("page-signals-place")) }
                }
            }
            small { (w.pick(&plan.meta.title, plan.meta.title_en.as_deref())) }
        }
    }
}

/// What a rule is called.
pub(super) fn rule_name(sight: &Sight, rule: &SignalRule) -> String {
    sight.w.pick(&rule.name, rule.name_en.as_deref()).to_owned()
}

fn untaken(sight: &Sight) -> Markup {
    let w = sight.w;
    let Untaken { today, newest, .. } = sight.untaken();
    html! {
        section.sec id="untaken" aria-labelledby="untaken-title" {
            header {
                h2 id="untaken-title" { (w.with("page-signals-untaken", &[("count", today)])) }
                small { (w.say("page-signals-untaken-why")) }
            }
            @if newest.is_empty() { p.pad { (w.say("page-signals-untaken-none")) } }
            ul."rows two" {
                @for signal in &newest {
                    li {
                        (time(sight, signal.at))
                        div {
                            @for (name, value) in &signal.labels { code { (name) "=" (value) } " " }
                            @if let Some(text) = &signal.text { br; small { (text) } }
                        }
                    }
                }
            }
        }
    }
}
