//! A duty that no plan foresaw.

use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use duty::{Evidence, PersonId, PostId};
use engine::{AccountId, Act, Incident, Refusal};
use maud::{Markup, html};
use plan::Limit;

use crate::answer::Failure;
use crate::components::once;
use crate::form::Posted;
use crate::pages::room::change;
use crate::sight::Sight;

/// `POST /incidents/{id}/duties`: adds a duty to a running incident.
pub(crate) async fn add(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |incident, posted, making| {
        let limit = match posted.text("limit") {
            Some(text) => {
                let limit = Limit::try_from(text.to_owned());
                Some(limit.map_err(|_| Failure::Malformed)?)
            }
            None => None,
        };
        let (post, person) = to(&posted);
        let empty = || Failure::Refused(Box::new(Refusal::Empty));
        let asks = |name: &str, evidence| posted.text(name).map(|_| evidence);
        Ok(Act::AddDuty {
            incident: incident.id.clone(),
            post,
            person,
            text: making.seal(posted.text("text"))?.ok_or_else(empty)?,
            limit,
            life_safety: posted.text("life-safety").is_some(),
            evidence: [
                asks("ask-text", Evidence::Text),
                asks("ask-photo", Evidence::Photo),
            ]
            .into_iter()
            .flatten()
            .collect(),
        })
    })
    .await
}

/// The post and the person that a form names.
pub(crate) fn to(posted: &Posted) -> (Option<PostId>, Option<PersonId>) {
    (
        posted.text("post").and_then(|it| PostId::new(it).ok()),
        posted.text("to").and_then(|it| PersonId::new(it).ok()),
    )
}

/// For which post or person something is; `none` says what becomes of it without a post.
pub(crate) fn whom(sight: &Sight, incident: &Incident, none: &str) -> Markup {
    let w = sight.w;
    let state = &sight.published.state;
    let ready = sight.plan(incident);
    let posts = ready.iter().flat_map(|ready| &ready.plan().posts);
    let mut people: Vec<&PersonId> = Vec::new();
    for post in posts.clone() {
        for person in state.holders.get(&post.id).into_iter().flatten() {
            if !people.contains(&person) {
                people.push(person);
            }
        }
    }
    html! {
        label { (w.say("page-incident-to-post"))
            select name="post" {
                option value="" { (w.say(none)) }
                @for post in posts {
                    option value=(post.id) { (w.pick(&post.name, post.name_en.as_deref())) }
                }
            }
        }
        label { (w.say("page-incident-to-person"))
            select name="to" {
                option value="" { (w.say("page-incident-to-person-none")) }
                @for person in people { option value=(person) { (sight.person(person)) } }
            }
        }
    }
}

/// The form.
pub(crate) fn form(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    html! {
        form."pad stack" action={ "/incidents/" (incident.id) "/duties" } method="post" {
            (once(sight))
            label { (w.say("page-incident-add-text")) input name="text" required; }
            (whom(sight, incident, "page-incident-to-post-none"))
            label { (w.say("page-incident-add-limit"))
                input name="limit" placeholder=(w.say("page-incident-add-limit-example")); }
            label { input type="checkbox" name="life-safety" value="yes"; " " (w.say("page-incident-add-life")) }
            label { input type="checkbox" name="ask-text" value="yes"; " " (w.say("page-incident-add-ask-text")) }
            label { input type="checkbox" name="ask-photo" value="yes"; " " (w.say("page-incident-add-ask-photo")) }
            button.btn { (w.say("page-incident-add-send")) }
        }
    }
}
