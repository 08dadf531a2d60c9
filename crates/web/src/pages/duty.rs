//! The phone page of one duty: what, by when, what if not, and one big button.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use duty::{Duty, DutyId, PersonId};
use engine::{Act, Answer, By, Incident, duty_concerns};
use jiff::Timestamp;
use maud::{Markup, html};
use plan::Ready;

use crate::answer::{Failure, Making, store};
use crate::app::Web;
use crate::components::{Near, grade_class, grade_word, running};
use crate::form::Posted;
use crate::pages::duty_acts::{self, Again, Whose};
use crate::pages::{documents, duty_course, refusal};
use crate::sight::Sight;
use crate::{ladder, layout};

type Link = Path<(String, String, String, String)>;
type GroupLink = Path<(String, String, String)>;

/// `GET /d/{organisation}/{duty}/{person}/{mark}`: looking changes nothing.
pub(crate) async fn show(State(web): State<Web>, sight: Sight, link: Link) -> Response {
    match checked(&web, &sight, link).await {
        Ok((duty, person)) => phone(&sight, &duty, &Whose::Own(person), None).into_response(),
        Err(refused) => *refused,
    }
}

/// `POST /d/{organisation}/{duty}/{person}/{mark}`: an answer; then back to the page, which shows it.
pub(crate) async fn answer(
    State(web): State<Web>,
    sight: Sight,
    link: Link,
    uri: Uri,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let (duty, person) = match checked(&web, &sight, link).await {
        Ok(checked) => checked,
        Err(refused) => return *refused,
    };
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let by = By::Link(person.clone());
    let whose = |_: &Sight, _: &Duty| Whose::Own(person);
    taken(sight, duty, by, whose, &uri, &posted).await
}

/// `GET /d/{organisation}/{duty}/{person}/{mark}/paper.docx`: the report that this duty sends.
pub(crate) async fn word(State(web): State<Web>, sight: Sight, link: Link) -> Response {
    match checked(&web, &sight, link).await {
        Ok((duty, _)) => documents::of_link(sight, &duty).await,
        Err(refused) => *refused,
    }
}

/// `GET /g/{organisation}/{duty}/{mark}`: what a group reads; whoever answers says who it is.
pub(crate) async fn show_group(State(web): State<Web>, sight: Sight, link: GroupLink) -> Response {
    match checked_group(&web, &sight, link).await {
        Ok(duty) => phone(&sight, &duty, &claimed(&sight, &duty), None).into_response(),
        Err(refused) => *refused,
    }
}

/// `POST /g/{organisation}/{duty}/{mark}`: an answer, recorded as claimed.
pub(crate) async fn answer_in_group(
    State(web): State<Web>,
    sight: Sight,
    link: GroupLink,
    uri: Uri,
    posted: Result<Posted, StatusCode>,
) -> Response {
    let duty = match checked_group(&web, &sight, link).await {
        Ok(duty) => duty,
        Err(refused) => return *refused,
    };
    let posted = match posted {
        Ok(posted) => posted,
        Err(status) => return refusal::unreadable(&sight, status),
    };
    let person = posted.text("person").and_then(|it| PersonId::new(it).ok());
    let by = person.map_or(By::Anyone, By::Claimed);
    taken(sight, duty, by, claimed, &uri, &posted).await
}

/// Those whom a duty concerns; a life-safety step is refused to nobody.
fn claimed(sight: &Sight, duty: &Duty) -> Whose {
    let state = &sight.published.state;
    let all = state.people.keys();
    let may = |it: &&PersonId| duty.task.life_safety || duty_concerns(state, duty, it);
    Whose::Claimed(all.filter(may).cloned().collect())
}

/// Takes an answer through a link; then back to the page, which shows it.
async fn taken(
    sight: Sight,
    duty: Arc<Duty>,
    by: By,
    whose: impl FnOnce(&Sight, &Duty) -> Whose,
    uri: &Uri,
    posted: &Posted,
) -> Response {
    match give(&sight, &duty, by, None, posted).await {
        Ok(()) => Redirect::to(uri.path()).into_response(),
        Err(failure) => {
            // The state may have moved on since the form was made: show what is true now.
            let after = sight.again();
            let now = after.look_at_duty(&duty.id).await;
            let duty = now.ok().flatten().unwrap_or(duty);
            let (status, _) = failure.status();
            let again = Again::of(&after, posted, &failure);
            let whose = whose(&after, &duty);
            (status, phone(&after, &duty, &whose, Some(&again))).into_response()
        }
    }
}

/// Takes an answer from a form, whoever gives it.
pub(crate) async fn give(
    sight: &Sight,
    duty: &Duty,
    by: By,
    on_behalf_of: Option<PersonId>,
    posted: &Posted,
) -> Result<(), Failure> {
    if posted.text("answer") == Some("comment") {
        return duty_course::say(sight, duty, by, posted).await;
    }
    let answer = match posted.text("answer") {
        Some("got-it") => Answer::GotIt,
        Some("cannot") => Answer::Cannot,
        Some("done") => Answer::Done,
        Some(_) | None => return Err(Failure::Malformed),
    };
    let id = posted.command_id().ok_or(Failure::Malformed)?;
    let mut making = Making::new(id, posted.made(sight.now), by);
    let paper = match answer {
        Answer::Done => documents::keep(sight, duty).await?,
        Answer::GotIt | Answer::Cannot => None,
    };
    let act = Act::Answer {
        duty: duty.id.clone(),
        answer,
        text: making.seal(duty_acts::text(sight, posted).as_deref())?,
        photos: store(sight, &posted.files).await?,
        paper,
        on_behalf_of,
    };
    making.submit(sight, act).await.map(|_| ())
}

/// The duty and the person of a link that is ours; else the page that says so.
async fn checked(
    web: &Web,
    sight: &Sight,
    Path((_, duty, person, mark)): Link,
) -> Result<(Arc<Duty>, PersonId), Box<Response>> {
    let named = DutyId::new(duty).ok().zip(PersonId::new(person).ok());
    let ours = named.filter(|(duty, person)| {
        let house = &sight.organisation_id;
        web.links.is_duty(house, duty, person, &mark)
    });
    let Some((duty, person)) = ours else {
        return Err(forged(sight));
    };
    Ok((still_there(sight, &duty).await?, person))
}

/// The duty of a group's link that is ours; else the page that says so.
async fn checked_group(
    web: &Web,
    sight: &Sight,
    Path((_, duty, mark)): GroupLink,
) -> Result<Arc<Duty>, Box<Response>> {
    let house = &sight.organisation_id;
    let named = DutyId::new(duty).ok();
    match named.filter(|duty| web.links.is_group_duty(house, duty, &mark)) {
        Some(duty) => still_there(sight, &duty).await,
        None => Err(forged(sight)),
    }
}

async fn still_there(sight: &Sight, duty: &DutyId) -> Result<Arc<Duty>, Box<Response>> {
    match sight.look_at_duty(duty).await {
        Ok(Some(duty)) => Ok(duty),
        Err(error) => Err(Box::new(refusal::unread(sight, &error))),
        Ok(None) => {
            let (title, why) = ("page-duty-gone", "page-duty-gone-why");
            Err(Box::new(refusal::plain(
                sight,
                StatusCode::NOT_FOUND,
                title,
                why,
            )))
        }
    }
}

fn forged(sight: &Sight) -> Box<Response> {
    let (title, why) = ("page-duty-forged", "page-duty-forged-why");
    Box::new(refusal::plain(sight, StatusCode::FORBIDDEN, title, why))
}

fn phone(sight: &Sight, duty: &Duty, whose: &Whose, again: Option<&Again>) -> Markup {
    let person = whose.own();
    let w = sight.w;
    let incident = sight.incident(&duty.incident);
    let ready = incident.as_ref().and_then(|it| sight.plan(it));
    let task = sight.names(|names| w.task(&duty.task, names));
    layout::bare(
        sight,
        &task,
        "phone",
        html! {
            @if let Some(incident) = &incident { (grade_bar(sight, incident, ready.as_ref())) }
            section {
                p.sm { (to_whom(sight, duty, person, incident.as_deref())) }
                h1 { (task) }
                @if duty.task.life_safety { p.life { (w.say("page-duty-life-safety")) } }
                @if let Some(caution) = caution(sight, duty, incident.as_deref(), ready.as_ref()) {
                    p { b { (caution) } }
                }
            }
            @if let Some(again) = again { (again.note(sight)) }
            @if duty.is_done() {
                (duty_acts::outcome(sight, duty))
            } @else {
                (count(sight, duty, answer_due(sight, duty, person)))
                section { (ladder::list(sight, &ladder::rungs(sight, duty, person))) }
                (duty_acts::forms(sight, duty, whose, again))
                (documents::form_of_duty(sight, duty))
            }
            @if person.is_some() { (duty_course::comments(sight, duty, &sight.path)) }
            @if person.is_some() { (documents::under_link(sight, duty)) }
            p.sm {
                (w.say("page-duty-link"))
                @if let Some((name, number)) = commander(sight, incident.as_deref(), person) {
                    " " a href={ "tel:" (number) } { (w.with("page-duty-ring", &[("name", name)])) }
                }
                " " (layout::other_language(sight))
            }
        },
    )
}

fn grade_bar(sight: &Sight, incident: &Incident, ready: Option<&Arc<Ready>>) -> Markup {
    let rank = incident.grading.certain;
    let plan = ready.map(|ready| ready.plan());
    html! {
        div class={ (grade_class(rank)) " solid" } {
            (grade_word(sight, rank, plan))
            small { (sight.w.with("page-duty-since", &[
                ("event", sight.event_name(incident)),
                ("time", sight.clock(incident.reported)),
            ])) }
        }
    }
}

fn to_whom(
    sight: &Sight,
    duty: &Duty,
    person: Option<&PersonId>,
    incident: Option<&Incident>,
) -> Markup {
    let w = sight.w;
    let post = sight.names_in(&duty.incident, |names| names.post(w, &duty.post));
    let place = incident.and_then(|it| sight.said(it.place.as_ref()));
    html! {
        @match person {
            Some(person) => {
                (w.say("page-duty-for")) " " b { (sight.person(person)) }
                (w.with("page-duty-of-post", &[("post", post)]))
            }
            None => { (w.say("page-duty-for")) " " b { (post) } }
        }
        @if let Some(place) = place { (w.with("page-duty-at-place", &[("place", place)])) }
    }
}

/// How to stay safe, for whoever works where it happened; a signature and a report are made
/// elsewhere.
fn caution(
    sight: &Sight,
    duty: &Duty,
    incident: Option<&Incident>,
    ready: Option<&Arc<Ready>>,
) -> Option<String> {
    if duty.task.made.by != "step" {
        return None;
    }
    let event = sight.event(ready, incident?)?;
    let caution = event.caution.as_deref()?;
    Some(
        sight
            .w
            .pick(caution, event.caution_en.as_deref())
            .to_owned(),
    )
}

/// The commander's name and number, for whoever wants to talk; not for the commander.
fn commander(
    sight: &Sight,
    incident: Option<&Incident>,
    person: Option<&PersonId>,
) -> Option<(String, String)> {
    let leader = incident?.leader.as_ref()?.people.first()?;
    let number = sight.phone(leader).filter(|_| Some(leader) != person)?;
    Some((sight.person(leader), number.to_owned()))
}

/// By when this person must answer: whoever was told only after the first limit has until the
/// next rung.
fn answer_due(sight: &Sight, duty: &Duty, person: Option<&PersonId>) -> Option<Timestamp> {
    let first = duty.answer_due.filter(|_| !duty.is_answered())?;
    match person.and_then(|person| ladder::told_at(sight, duty, person)) {
        Some(at) if at >= first => ladder::next_unless_answered(duty).or(Some(first)),
        Some(_) | None => Some(first),
    }
}

/// The countdown: to the answer until there is one, then to the end of the work.
pub(crate) fn count(sight: &Sight, duty: &Duty, answer: Option<Timestamp>) -> Markup {
    let Some(first) = answer.or(duty.due) else {
        return html! {};
    };
    let w = sight.w;
    let near = Near::of(first, sight.now);
    let label = if answer.is_some() {
        said(sight, "page-duty-answer-by", "page-duty-answer-was", first)
    } else {
        said(sight, "page-duty-done-by", "page-duty-done-was", first)
    };
    let second = duty.due.filter(|_| answer.is_some());
    html! {
        div class={ "count " (near.class()) } role="timer" data-frame
            aria-label=(w.say("page-duty-time-left")) {
            div {
                small { (label) } br;
                b { (big(sight, first)) }
            }
            @if let Some(due) = second {
                div.r {
                    small {
                        (said(sight, "page-duty-done-by", "page-duty-done-was", due)) br;
                        (running(sight, due))
                    }
                }
            }
        }
    }
}

fn said(sight: &Sight, before: &'static str, after: &'static str, due: Timestamp) -> String {
    let key = if sight.now > due { after } else { before };
    sight.w.with(key, &[("time", sight.clock(due))])
}

/// Before the time the length alone, after it 超 6:14.
fn big(sight: &Sight, due: Timestamp) -> Markup {
    let w = sight.w;
    let over = w.with("time-over", &[("length", "0:00")]);
    let text = if sight.now > due {
        w.remaining(due, sight.now)
    } else {
        w.countdown(due, sight.now)
    };
    html! {
        span data-due=(words::machine_time(due, &sight.zone)) data-over=(over) { (text) }
    }
}
