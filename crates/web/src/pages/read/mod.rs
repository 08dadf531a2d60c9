//! A written plan handed in: the text, what was understood, the draft, and its blanks. The draft
//! travels with the form; nothing is kept until it is published.

mod blanks;
mod drafted;
mod fill;
mod findings;
mod marks;
mod sheet;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use engine::{AccountId, By};
use maud::{Markup, html};
use plan::{Gap, Plan, PlanId};
use plan_text::yaml::BadYaml;

use self::fill::Wrong;
use self::sheet::{Sheet, Unreadable, Work};
use crate::answer::{Failure, Making};
use crate::app::Web;
use crate::components::once;
use crate::form::{LongForm, Posted};
use crate::layout::{self, Here};
use crate::publish;
use crate::sight::Sight;

/// `GET /read`: where a text is handed in.
pub(crate) async fn show(sight: Sight, Extension(account): Extension<AccountId>) -> Markup {
    start(&sight, &account, None)
}

/// `POST /read`: a text is read, blanks are filled, a draft is published.
pub(crate) async fn read(
    State(web): State<Web>,
    sight: Sight,
    Extension(account): Extension<AccountId>,
    posted: Result<LongForm, StatusCode>,
) -> Response {
    let refused = |why| {
        let (status, page) = (unreadable_status(&why), start(&sight, &account, Some(why)));
        (status, page).into_response()
    };
    let LongForm(posted) = match posted {
        Ok(posted) => posted,
        Err(StatusCode::PAYLOAD_TOO_LARGE) => return refused(Unreadable::TooLarge),
        Err(StatusCode::BAD_REQUEST) => return refused(Unreadable::Empty),
        Err(status) => return crate::pages::refusal::unreadable(&sight, status),
    };
    let sheet = match Sheet::take(&web, sight.w, &posted).await {
        Ok(sheet) => sheet,
        Err(why) => return refused(why),
    };
    let mut work = match sheet.read(&web).await {
        Ok(work) => work,
        Err((sheet, bad)) => {
            let page = broken(&sight, &account, &sheet, &bad);
            return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
        }
    };
    let wrong = fill::apply(&mut work, &posted);
    if posted.text("act") == Some("publish") && wrong.is_empty() && work.gaps().is_empty() {
        return match published(&web, &sight, &account, &work, &posted).await {
            Ok(plan) => Redirect::to(&format!("/plans/{plan}")).into_response(),
            Err(failure) => {
                let said = failure.say(&sight);
                let page = draft(&sight, &account, &work, &[], Some(&said));
                (failure.status().0, page).into_response()
            }
        };
    }
    draft(&sight, &account, &work, &wrong, None).into_response()
}

/// Publishes the draft; the text that it came from is kept, since the places in it count there.
async fn published(
    web: &Web,
    sight: &Sight,
    account: &AccountId,
    work: &Work,
    posted: &Posted,
) -> Result<PlanId, Failure> {
    if !work.text.is_empty() {
        sight
            .handle
            .put_blob(work.text.as_bytes())
            .await
            .map_err(crate::answer::unrecorded)?;
    }
    let id = posted.command_id().ok_or(Failure::Malformed)?;
    let by = By::Account(account.clone());
    let making = Making::new(id, posted.made(sight.now), by);
    let chosen = posted.text("as").and_then(|it| PlanId::new(it).ok());
    let plan = chosen.unwrap_or_else(|| new_id(sight, &work.plan));
    let mut body = work.plan.clone();
    body.meta.id = Some(plan.clone());
    publish::publish(web, sight, making, plan, body)
        .await
        .map(|(plan, _)| plan)
}

/// An id that no plan has yet: the draft's own, else plan-2.
fn new_id(sight: &Sight, body: &Plan) -> PlanId {
    let plans = &sight.published.state.plans;
    let own = body.meta.id.clone().filter(|id| !plans.contains_key(id));
    own.unwrap_or_else(|| {
        let mut number = plans.len();
        loop {
            number += 1;
            let id = PlanId::new(format!("plan-{number}"));
            let id = id.expect("a word and a number make an identifier");
            if !plans.contains_key(&id) {
                return id;
            }
        }
    })
}

fn unreadable_status(why: &Unreadable) -> StatusCode {
    match why {
        Unreadable::Empty => StatusCode::BAD_REQUEST,
        Unreadable::File(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Unreadable::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
    }
}

fn frame(sight: &Sight, account: &AccountId, title: &str, body: Markup) -> Markup {
    layout::signed_in(sight, account, Here::Plans, title, html! {}, body)
}

fn start(sight: &Sight, account: &AccountId, why: Option<Unreadable>) -> Markup {
    let w = sight.w;
    let why = why.map(|why| match why {
        Unreadable::Empty => w.say("page-plan-read-empty"),
        Unreadable::File(why) => why,
        Unreadable::TooLarge => w.say("page-plan-read-too-large"),
    });
    let body = html! {
        main id="main" {
            div.head { div { h1 { (w.say("page-plan-read")) } p.sm { (w.say("page-plan-read-why")) } } }
            @if let Some(why) = why { p.note.bad role="alert" { (why) " " (w.nothing_changed()) } }
            section.sec {
                form."pad stack" action="/read" method="post" enctype="multipart/form-data" {
                    label { (w.say("page-plan-read-paste")) textarea name="paste" rows="14" {} }
                    label { (w.say("page-plan-read-file"))
                        input type="file" name="file" accept=".txt,.md,.docx,.html,.htm,.pdf,.yaml,.yml"; }
                    p.sm { (w.say("page-plan-read-limits")) }
                    button."btn pri" { (w.say("page-plan-read-button")) }
                }
            }
        }
    };
    frame(sight, account, &w.say("page-plan-read"), body)
}

/// The YAML does not say a plan: where and why, with everything that was typed.
fn broken(sight: &Sight, account: &AccountId, sheet: &Sheet, bad: &BadYaml) -> Markup {
    let w = sight.w;
    let why = w.with("page-plan-read-bad-yaml", &[("place", bad.to_string())]);
    let body = html! {
        main id="main" {
            div.head { h1 { (w.say("page-plan-read")) } }
            p.note.bad role="alert" { (why) " " (w.nothing_changed()) }
            section.sec {
                form."pad stack" id=(DRAFT) action="/read" method="post" enctype="multipart/form-data" {
                    input type="hidden" name="text" value=(sheet.text);
                    (yaml_field(sight, sheet.yaml.as_deref().unwrap_or_default()))
                    button."btn pri" { (w.say("page-plan-read-again")) }
                }
            }
        }
    };
    let title = w.say("page-plan-read");
    layout::signed_in_with_form(sight, account, Here::Plans, &title, DRAFT, body)
}

fn yaml_field(sight: &Sight, yaml: &str) -> Markup {
    html! {
        label {
            (sight.w.say("page-plan-read-yaml-field"))
            textarea.code name="yaml" rows="24" spellcheck="false" { "\n" (yaml) }
        }
    }
}

fn draft(
    sight: &Sight,
    account: &AccountId,
    work: &Work,
    wrong: &[Wrong],
    why: Option<&str>,
) -> Markup {
    let w = sight.w;
    let gaps = work.gaps();
    let untitled = || w.say("page-plan-read-untitled");
    let title = Some(work.plan.meta.title.clone()).filter(|it| !it.is_empty());
    let title = title.unwrap_or_else(untitled);
    let body = html! {
        main id="main" {
            form id=(DRAFT) action="/read" method="post" enctype="multipart/form-data" {
                (once(sight))
                input type="hidden" name="text" value=(work.text);
                @if work.is_doubtful { input type="hidden" name="doubtful" value="yes"; }
                // The first button of a form is what Enter presses.
                button.skip name="act" value="fill" { (w.say("page-plan-read-fill")) }
                div.head {
                    div { h1 { (title) } p.sm { (counts(sight, work)) } }
                    (publish_as(sight, work, &gaps))
                }
                @if let Some(why) = why {
                    p.note.bad role="alert" { (why) " " (w.nothing_changed()) }
                }
                @if work.is_doubtful { p.note.ask { (w.say("read-doubtful")) } }
                (blanks::progress(sight, work, &gaps, wrong))
                @if work.text.is_empty() {
                    div."cols c-2" {
                        div { (blanks::list(sight, work, &gaps)) (raw(sight, work)) }
                        (drafted::draft(sight, work))
                    }
                } @else {
                    div."cols c-read" {
                        section.sec.text aria-labelledby="text" {
                            header { h2 id="text" { (w.say("page-plan-read-text")) } }
                            (marks::legend(w))
                            (marks::text(w, work, &gaps))
                        }
                        (findings::list(sight, work))
                        div {
                            (blanks::list(sight, work, &gaps))
                            (drafted::draft(sight, work))
                            (raw(sight, work))
                        }
                    }
                }
            }
        }
    };
    layout::signed_in_with_form(sight, account, Here::Plans, &title, DRAFT, body)
}

/// The id of the form that carries a draft.
const DRAFT: &str = "the-draft";

fn counts(sight: &Sight, work: &Work) -> String {
    let plan = &work.plan;
    let steps: usize = plan.procedures.iter().map(|it| it.steps.len()).sum();
    sight.w.with(
        "page-plan-read-counts",
        &[
            ("posts", plan.posts.len()),
            ("procedures", plan.procedures.len()),
            ("steps", steps),
            ("reports", plan.reports.len()),
        ],
    )
}

/// The button that publishes, once nothing is missing.
fn publish_as(sight: &Sight, work: &Work, gaps: &[Gap]) -> Markup {
    let w = sight.w;
    let known: Vec<_> = sight.published.state.current_plans().collect();
    let own = work.plan.meta.id.as_ref();
    html! {
        @if gaps.is_empty() {
            @if !known.is_empty() {
                label.inline { (w.say("page-plan-read-as"))
                    select name="as" {
                        option value="" { (w.say("page-plan-read-as-new")) }
                        @for (id, version, ready) in &known {
                            @let meta = &ready.plan().meta;
                            option value=(id) selected[own == Some(*id)] {
                                (w.pick(&meta.title, meta.title_en.as_deref()))
                                (w.pick("·", Some(", ")))
                                (w.with("page-plan-version", &[("version", version + 1)]))
                            }
                        }
                    }
                }
            }
            button."btn pri" name="act" value="publish" { (w.say("page-plan-read-publish")) }
        } @else {
            span.btn aria-disabled="true" { (w.with("page-plan-read-not-yet", &[("count", gaps.len())])) }
        }
    }
}

/// The draft as YAML, for whoever keeps plans that way and for what no form can say.
fn raw(sight: &Sight, work: &Work) -> Markup {
    html! {
        section.sec {
            details.pad id="yaml" {
                summary { (sight.w.say("page-plan-read-yaml")) }
                (yaml_field(sight, &work.yaml()))
                button.btn name="act" value="fill" { (sight.w.say("page-plan-read-again")) }
            }
        }
    }
}
