//! The call list: who to ring now, at which number, what to say, and what came of it.

use std::sync::Arc;

use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::{NoticeId, PersonId};
use engine::{About, AccountId, Act, By, CallOutcome, CommandId, Notice};
use maud::{Markup, html};

use crate::answer::{Failure, Making};
use crate::components::{once, time};
use crate::form::Posted;
use crate::pages::refusal;
use crate::sight::Sight;

/// About how much one call can be; more stays on the list for the next.
const MOST_NOTICES: usize = 40;

/// `POST /calls`: somebody was rung, about everything that stands on the list for that person.
pub(crate) async fn call(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let outcome = match posted.text("outcome") {
        Some("reached") => Some(CallOutcome::Reached),
        Some("no-answer") => Some(CallOutcome::NoAnswer),
        Some(_) | None => None,
    };
    let (Some(outcome), Some(id)) = (outcome, posted.command_id()) else {
        return refusal::failure(&sight, &Failure::Malformed);
    };
    let mut last = Err(Failure::Malformed);
    let mut done = false;
    for (index, notice) in notices(&posted).enumerate() {
        // One form, several notices: each has its own command, named after the form's.
        let Ok(id) = CommandId::new(format!("{id}-{index}")) else {
            break;
        };
        let by = By::Account(account.clone());
        let making = Making::new(id, posted.made(sight.now), by);
        last = making
            .submit(&sight, Act::Call { notice, outcome })
            .await
            .map(|_| ());
        done |= last.is_ok();
    }
    match last {
        // What was settled in the meantime takes nothing away from the rest.
        Err(failure) if !done => refusal::failure(&sight, &failure),
        Ok(()) | Err(_) => Redirect::to("/").into_response(),
    }
}

fn notices(posted: &Posted) -> impl Iterator<Item = NoticeId> {
    (0..MOST_NOTICES).map_while(|index| {
        let id = posted.text(&format!("notice-{index}"))?;
        NoticeId::new(id).ok()
    })
}

/// The call list by person, the most urgent first: one call is about everything.
pub(crate) fn by_person(sight: &Sight) -> Vec<(PersonId, Vec<Arc<Notice>>)> {
    let mut calls: Vec<(PersonId, Vec<Arc<Notice>>)> = Vec::new();
    for notice in engine::call_list(&sight.published.state) {
        match calls.iter_mut().find(|(person, _)| *person == notice.to) {
            Some((_, notices)) => notices.push(notice.clone()),
            None => calls.push((notice.to.clone(), vec![notice.clone()])),
        }
    }
    calls
}

/// The list, one person a row.
pub(crate) fn list(sight: &Sight, calls: &[(PersonId, Vec<Arc<Notice>>)]) -> Markup {
    let w = sight.w;
    html! {
        @if !calls.is_empty() {
            section."sec alarm" aria-labelledby="calls" {
                header {
                    h2 id="calls" { (w.with("page-desk-calls", &[("count", calls.len())])) }
                    small { (w.say("page-desk-calls-why")) }
                }
                ul.rows {
                    @for (person, notices) in calls { (row(sight, person, notices)) }
                }
            }
        }
    }
}

fn row(sight: &Sight, person: &PersonId, notices: &[Arc<Notice>]) -> Markup {
    let w = sight.w;
    let number = sight.phone(person);
    let calls = notices.iter().map(|notice| notice.calls).max().unwrap_or(0);
    let since = notices.iter().map(|notice| notice.since).min();
    html! {
        li {
            div {
                @if let Some(since) = since { (time(sight, since)) }
                @if calls > 0 {
                    br; small { (w.with("page-desk-calls-tried", &[("count", calls)])) }
                }
            }
            div {
                b { (sight.person(person)) } " "
                @match number {
                    Some(number) => a.number href={ "tel:" (number) } { (number) },
                    None => small { (w.say("page-desk-no-number")) },
                }
                p.sm { b { (w.say("page-desk-to-say")) } }
                @for notice in notices.iter().take(MOST_NOTICES) { (to_say(sight, notice)) }
            }
            form.two-btn action="/calls" method="post" {
                (once(sight))
                @for (index, notice) in notices.iter().take(MOST_NOTICES).enumerate() {
                    input type="hidden" name={ "notice-" (index) } value=(notice.id);
                }
                button.btn name="outcome" value="reached" { (w.say("page-desk-reached")) }
                button.btn name="outcome" value="no-answer" { (w.say("page-desk-no-answer")) }
            }
        }
    }
}

/// What to say to whoever picks up, and where the answer is entered.
fn to_say(sight: &Sight, notice: &Notice) -> Markup {
    let w = sight.w;
    let say = sight.names(|names| w.notice(notice, names));
    let duty = match &notice.about {
        About::Duty { duty, .. } => Some(duty),
        About::Waived { .. } | About::Release => None,
    };
    html! {
        p.sm {
            (say.unwrap_or_default()) " "
            @if let Some(duty) = duty {
                a href={ "/duties/" (duty) } { (w.say("page-desk-answer-for")) }
            }
        }
    }
}
