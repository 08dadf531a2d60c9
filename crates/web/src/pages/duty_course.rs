//! What people change about one duty: who has it, that it need not be done, what is said of it,
//! and that its report was made by word of mouth.

use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use duty::{Duty, Oral, PersonId};
use engine::{AccountId, Act, By, Happened, Incident, Refusal, stand_for};
use maud::{Markup, html};

use crate::answer::{Failure, Making};
use crate::components::{once, time};
use crate::form::Posted;
use crate::pages::room::reason;
use crate::pages::room_add::{to, whom};
use crate::pages::room_grade::{decided_by, deciding, leaders};
use crate::pages::{officer, refusal, room_log};
use crate::sight::Sight;

/// `POST /duties/{id}/reassign`
pub(crate) async fn reassign(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |duty, posted, making| {
        let (post, person) = to(posted);
        Ok(Act::Reassign {
            duty: duty.id.clone(),
            post,
            person,
            reason: reason(making, posted)?,
        })
    })
    .await
}

/// `POST /duties/{id}/waive`: it need not be done; of a report, it is not to be made.
pub(crate) async fn waive(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |duty, posted, making| {
        Ok(Act::Waive {
            duty: duty.id.clone(),
            clause: making.seal(posted.text("clause"))?,
            reason: reason(making, posted)?,
            on_behalf_of: decided_by(posted),
        })
    })
    .await
}

/// `POST /duties/{id}/comment`
pub(crate) async fn comment(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |duty, posted, making| {
        Ok(Act::Comment {
            duty: duty.id.clone(),
            text: must(making, posted, "text")?,
        })
    })
    .await
}

/// `POST /duties/{id}/oral`: the report was made by word of mouth.
pub(crate) async fn oral(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |duty, posted, making| {
        let at = room_log::time_of_day(&sight, posted.text("at")).ok_or(Failure::Malformed)?;
        Ok(Act::AnswerOrally {
            duty: duty.id.clone(),
            oral: Oral {
                receiver: must(making, posted, "receiver")?,
                post: must(making, posted, "receiver-post")?,
                number: making.seal(posted.text("number"))?,
                at,
                words: must(making, posted, "words")?,
            },
            on_behalf_of: decided_by(posted),
        })
    })
    .await
}

/// The same through a link.
pub(crate) async fn say(
    sight: &Sight,
    duty: &Duty,
    by: By,
    posted: &Posted,
) -> Result<(), Failure> {
    let command = posted.command_id().ok_or(Failure::Malformed)?;
    let mut making = Making::new(command, posted.made(sight.now), by);
    let act = Act::Comment {
        duty: duty.id.clone(),
        text: must(&mut making, posted, "text")?,
    };
    making.submit(sight, act).await.map(|_| ())
}

fn must(making: &mut Making, posted: &Posted, name: &str) -> Result<duty::Sealed, Failure> {
    let empty = || Failure::Refused(Box::new(Refusal::Empty));
    making.seal(posted.text(name))?.ok_or_else(empty)
}

async fn change(
    sight: &Sight,
    account: AccountId,
    id: &str,
    posted: Result<Posted, StatusCode>,
    act: impl FnOnce(&Duty, &Posted, &mut Making) -> Result<Act, Failure>,
) -> Response {
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(sight, status),
    };
    let duty = match officer::found(sight, id).await {
        Ok(duty) => duty,
        Err(answer) => return *answer,
    };
    let refused = |failure: Failure| match sight.incident(&duty.incident) {
        Some(incident) => refusal::in_incident(sight, &account, &incident, &failure),
        None => refusal::failure(sight, &failure),
    };
    let Some(command) = posted.command_id() else {
        return refused(Failure::Malformed);
    };
    let by = By::Account(account.clone());
    let mut making = Making::new(command, posted.made(sight.now), by);
    let act = match act(&duty, &posted, &mut making) {
        Ok(act) => act,
        Err(failure) => return refused(failure),
    };
    match making.submit(sight, act).await {
        Ok(_) => Redirect::to(&format!("/duties/{}", duty.id)).into_response(),
        Err(failure) => refused(failure),
    }
}

/// What was said about a duty, with the form to say more; `action` is where that is sent.
pub(crate) fn comments(sight: &Sight, duty: &Duty, action: &str) -> Markup {
    let w = sight.w;
    let timeline = sight.past(&duty.incident).map(|past| &past.timeline);
    let said: Vec<_> = timeline
        .into_iter()
        .flatten()
        .filter_map(|event| {
            let Happened::Commented { duty: about, text } = &event.what else {
                return None;
            };
            let who = sight.names(|names| names.actor(w, &event.by));
            let text = sight.said(Some(text)).filter(|_| *about == duty.id)?;
            Some((event.at, who, text))
        })
        .collect();
    let is_known = sight.published.state.duties.contains_key(&duty.id);
    // A link ends with its duty; whoever is signed in may add a word afterwards.
    let may = is_known && sight.may_change() && (!duty.is_done() || sight.right.is_some());
    html! {
        @if !said.is_empty() || may {
            section.stack aria-labelledby="comments" {
                h2 id="comments" { (w.say("page-duty-comments")) }
                @for (at, who, text) in &said {
                    p { (time(sight, *at)) " " b { (who) } " " (text) }
                }
                @if may {
                    form.stack action=(action) method="post" {
                        (once(sight))
                        input type="hidden" name="answer" value="comment";
                        label { (w.say("page-duty-comment")) input name="text" required; }
                        button.btn { (w.say("page-duty-comment-send")) }
                    }
                }
            }
        }
    }
}

/// The forms of an open duty, for whoever leads and for the watch.
pub(crate) fn forms(sight: &Sight, duty: &Duty) -> Markup {
    let w = sight.w;
    let Some(incident) = sight.incident(&duty.incident) else {
        return html! {};
    };
    let is_report = duty.task.made.by == "report";
    html! {
        @if is_report && sight.may_change() {
            details.more {
                summary { (w.say("page-duty-oral")) }
                (oral_form(sight, duty))
            }
        }
        @if sight.sees_whole() && sight.may_change() {
            details.more {
                summary { (w.say("page-duty-reassign")) }
                form.stack action={ "/duties/" (duty.id) "/reassign" } method="post" {
                    (once(sight))
                    (whom(sight, &incident, "page-duty-reassign-same-post"))
                    label { (w.say("page-incident-reason")) input name="reason" required; }
                    button.btn { (w.say("page-duty-reassign-send")) }
                }
            }
            @if duty.task.made.by != "sign-off" {
                details.more {
                    summary {
                        (w.say(if is_report { "page-duty-not-reported" } else { "page-duty-waive" }))
                    }
                    (waive_form(sight, duty, &incident, is_report))
                }
            }
        }
    }
}

fn oral_form(sight: &Sight, duty: &Duty) -> Markup {
    let w = sight.w;
    html! {
        form.stack action={ "/duties/" (duty.id) "/oral" } method="post" {
            (once(sight))
            p.sm { (w.say("page-duty-oral-why")) }
            label { (w.say("page-duty-oral-receiver")) input name="receiver" required; }
            label { (w.say("page-duty-oral-post")) input name="receiver-post" required; }
            label { (w.say("page-duty-oral-number")) input name="number" inputmode="tel"; }
            label { (w.say("page-duty-oral-at"))
                input name="at" inputmode="numeric" pattern="[0-9]{1,2}[:：][0-9]{2}" required; }
            label { (w.say("page-duty-oral-words")) textarea name="words" rows="4" required {} }
            (deciding(sight, told(duty)))
            button.btn { (w.say("page-duty-oral-send")) }
        }
    }
}

fn waive_form(sight: &Sight, duty: &Duty, incident: &Incident, is_report: bool) -> Markup {
    let w = sight.w;
    let mut people = leaders(incident);
    if is_report {
        for person in head(sight, incident) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
    }
    html! {
        form.stack action={ "/duties/" (duty.id) "/waive" } method="post" {
            (once(sight))
            @if is_report {
                p.sm { (w.say("page-duty-not-reported-why")) }
                label { (w.say("page-duty-clause")) input name="clause" required; }
            } @else {
                p.sm { (w.say("page-duty-waive-why")) }
            }
            @if duty.task.life_safety { p.life { (w.say("page-duty-waive-life")) } }
            label { (w.say("page-incident-reason")) input name="reason" required; }
            (deciding(sight, people))
            button.btn {
                (w.say(if is_report { "page-duty-not-reported-send" } else { "page-duty-waive-send" }))
            }
        }
    }
}

/// How a report was made by word of mouth.
pub(crate) fn spoken(sight: &Sight, oral: &Oral) -> Markup {
    let w = sight.w;
    let said = |value| sight.said(Some(value)).unwrap_or_default();
    html! {
        dl.kv {
            dt { (w.say("page-duty-oral-receiver")) } dd { (said(&oral.receiver)) }
            dt { (w.say("page-duty-oral-post")) } dd { (said(&oral.post)) }
            @if let Some(number) = &oral.number {
                dt { (w.say("page-duty-oral-number")) } dd { (said(number)) }
            }
            dt { (w.say("page-duty-oral-at")) } dd { (time(sight, oral.at)) }
        }
    }
}

/// Whoever stands for the head of the organisation now.
fn head(sight: &Sight, incident: &Incident) -> Vec<PersonId> {
    let ready = sight.plan(incident);
    let stand = ready.as_ref().and_then(|ready| {
        let head = ready.plan().meta.head.as_ref()?;
        Some(stand_for(
            &sight.published.state,
            ready.plan(),
            head,
            sight.now,
        ))
    });
    stand.map_or_else(Vec::new, |stand| stand.people)
}

fn told(duty: &Duty) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for person in &duty.told {
        if !people.contains(person) {
            people.push(person.clone());
        }
    }
    people
}
