//! The channels: which are set up, how each does, and who can be reached by them.

use std::net::SocketAddr;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use duty::PersonId;
use engine::{AccountId, Delivery, Person};
use maud::{Markup, html};

use crate::addresses;
use crate::answer::Failure;
use crate::app::Web;
use crate::channels::{ChannelState, TestMessage};
use crate::components::time;
use crate::form::Posted;
use crate::layout::{self, Here};
use crate::pages::addresses::{opens, path, test_text};
use crate::pages::report::Caller;
use crate::pages::{refusal, templates};
use crate::sight::Sight;

/// What is said on top of a page, once.
pub(crate) struct Said {
    pub is_good: bool,
    text: String,
}

impl Said {
    pub fn good(text: String) -> Self {
        Self {
            is_good: true,
            text,
        }
    }

    pub fn bad(text: String) -> Self {
        Self {
            is_good: false,
            text,
        }
    }

    pub fn note(&self) -> Markup {
        html! {
            @if self.is_good {
                p."note ok" role="status" { (self.text) }
            } @else {
                p."note bad" role="alert" { (self.text) }
            }
        }
    }
}

/// `GET /channels`
pub(crate) async fn show(
    State(web): State<Web>,
    sight: Sight,
    Extension(me): Extension<AccountId>,
) -> Response {
    page(&web, &sight, &me, None)
}

/// `POST /channels`: a test message to oneself.
pub(crate) async fn test(
    State(web): State<Web>,
    sight: Sight,
    Extension(me): Extension<AccountId>,
    Caller(caller): Caller,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let states = states(&web, &sight);
    let state = states
        .iter()
        .find(|it| Some(it.id.as_str()) == posted.text("channel"));
    let (Some(state), Some(person)) = (state, own(&sight)) else {
        return refusal::failure(&sight, &Failure::Malformed);
    };
    let test = to_oneself(&sight, state, person);
    let said = tested(&web, &sight, caller, test).await;
    page(&web, &sight, &me, Some(said))
}

/// Sends a test message and says what came of it.
pub(crate) async fn tested(
    web: &Web,
    sight: &Sight,
    caller: Option<SocketAddr>,
    test: TestMessage,
) -> Said {
    let w = sight.w;
    if !web.tests.take(caller.map(|it| it.ip()), sight.now) {
        return Said::bad(w.say("page-channels-too-many"));
    }
    let channel = w.channel(&test.channel);
    let outcome = match &web.channels {
        Some(channels) => channels.test(&sight.organisation_id, test).await,
        None => Delivery::GaveUp,
    };
    match outcome {
        Delivery::Delivered => Said::good(w.with("page-channels-tested", &[("channel", channel)])),
        Delivery::Failed(why) => {
            let parts = [("channel", channel), ("why", w.failure(&why))];
            Said::bad(w.with("page-channels-test-failed", &parts))
        }
        Delivery::GaveUp => Said::bad(w.with("page-channels-not-set-up", &[("channel", channel)])),
    }
}

/// The person who uses the account that asks.
fn own(sight: &Sight) -> Option<&PersonId> {
    sight.right.as_ref()?.person.as_ref()
}

fn states(web: &Web, sight: &Sight) -> Vec<ChannelState> {
    let channels = web.channels.as_ref();
    channels.map_or_else(Vec::new, |it| it.states(&sight.organisation_id))
}

/// To the person's first address on the channel.
fn to_oneself(sight: &Sight, state: &ChannelState, person: &PersonId) -> TestMessage {
    let known = sight.published.state.people.get(person);
    let mut all = known.into_iter().flat_map(|it| &it.addresses);
    let address = all.find(|it| it.channel == state.id);
    TestMessage {
        to: person.clone(),
        channel: state.id.clone(),
        address: address.and_then(|it| sight.text(&it.value).map(str::to_owned)),
        opens: address.map(|it| it.opens),
        phone: sight.phone(person).map(str::to_owned),
        text: test_text(sight),
        w: sight.w,
    }
}

fn page(web: &Web, sight: &Sight, me: &AccountId, said: Option<Said>) -> Response {
    let w = sight.w;
    let status = match &said {
        Some(said) if !said.is_good => StatusCode::UNPROCESSABLE_ENTITY,
        Some(_) | None => StatusCode::OK,
    };
    let title = w.say("page-channels-title");
    let page = layout::signed_in(
        sight,
        me,
        Here::Channels,
        &title,
        html! {},
        html! {
            main id="main" class="slim wide" {
                h1 { (title) }
                @if let Some(said) = said { (said.note()) }
                (channels(sight, &states(web, sight)))
                p { a.btn href=(templates::PATH) { (w.say("page-templates-title")) } }
                (people(sight))
            }
        },
    );
    (status, page).into_response()
}

fn channels(sight: &Sight, states: &[ChannelState]) -> Markup {
    let w = sight.w;
    html! {
        section.sec aria-labelledby="channels" {
            header {
                h2 id="channels" { (w.say("page-channels-set-up")) }
                small { (w.with("page-channels-waiting-all", &[("count", engine::outbox(&sight.published.state).count())])) }
            }
            @if states.is_empty() {
                p."pad note ask" { (w.say("page-channels-none")) }
            }
            ol."rows bare" { @for state in states { (row(sight, state)) } }
            p."pad sm" { (w.say("page-channels-why")) }
        }
    }
}

fn row(sight: &Sight, state: &ChannelState) -> Markup {
    let w = sight.w;
    let failed = state.failed.as_ref();
    // What failed last and has not succeeded since is down.
    let is_down = failed.is_some_and(|(at, _)| state.succeeded.is_none_or(|good| good < *at));
    let (class, word) = match (is_down, state.succeeded) {
        (true, _) => ("st no", "page-channels-down"),
        (false, Some(_)) => ("st done", "page-channels-good"),
        (false, None) => ("st wait", "page-channels-untried"),
    };
    html! {
        li {
            div {
                b { (w.channel(&state.id)) } " " span class=(class) { (w.say(word)) } br;
                small {
                    @if let Some(at) = state.succeeded {
                        (w.say("page-channels-succeeded")) " " (time(sight, at)) (w.pick("；", Some("; ")))
                    }
                    @if let Some((at, why)) = failed {
                        (w.say("page-channels-failed")) " " (time(sight, *at)) (w.pick("，", Some(", "))) q { (w.failure(why)) } (w.pick("；", Some("; ")))
                    }
                    (w.with("page-channels-waiting", &[("count", state.waiting)])) (w.pick("；", Some("; ")))
                    (w.say("page-addresses-opens")) (w.pick("：", Some(": "))) (opens(sight, state.readers))
                }
            }
            (test_button(sight, state))
        }
    }
}

/// For whoever has a person to send to, and an address where the channel asks for one.
fn test_button(sight: &Sight, state: &ChannelState) -> Markup {
    let w = sight.w;
    let Some(person) = own(sight) else {
        return html! { span.sm { (w.say("page-channels-nobody")) } };
    };
    let test = to_oneself(sight, state, person);
    let by_phone = state.id == "sms" && test.phone.is_some();
    html! {
        @if test.address.is_some() || by_phone || !state.has_addresses {
            form action="/channels" method="post" {
                button.btn name="channel" value=(state.id) { (w.say("page-channels-test")) }
            }
        } @else {
            a.sm href=(path(person)) { (w.say("page-channels-no-address")) }
        }
    }
}

/// Who can be reached how, those first who cannot be reached from outside.
fn people(sight: &Sight) -> Markup {
    let w = sight.w;
    let people = sight.published.state.people.iter();
    let mut people: Vec<_> = people.collect();
    people.sort_by_key(|(_, person)| addresses::reach_outside(person));
    html! {
        section.sec aria-labelledby="people" {
            header { h2 id="people" { (w.say("page-channels-people")) } small { (w.say("page-channels-people-why")) } }
            ul."rows bare" {
                @for (id, person) in people {
                    li {
                        div {
                            a href=(path(id)) { b { (sight.person(id)) } } br;
                            small { (ways(sight, person)) }
                        }
                        @if !addresses::reach_outside(person) {
                            span."st no" { (w.say("page-channels-inside-only")) }
                        }
                    }
                }
            }
        }
    }
}

fn ways(sight: &Sight, person: &Person) -> String {
    let w = sight.w;
    let own = person.addresses.iter().map(|it| it.channel.as_str());
    let phone = person.phone.as_ref().map(|_| "phone");
    let mut all: Vec<String> = own.chain(phone).map(|it| w.channel(it)).collect();
    all.dedup();
    if all.is_empty() {
        w.say("page-addresses-none")
    } else {
        w.list(all)
    }
}
