//! The grade that a person sets, beside the one that facts and conditions make certain.

use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use duty::PersonId;
use engine::{AccountId, Act, Incident};
use maud::{Markup, html};
use plan::Rank;

use crate::answer::Failure;
use crate::components::once;
use crate::form::Posted;
use crate::pages::room::{change, reason};
use crate::sight::Sight;

/// `POST /incidents/{id}/grade`: raises or lowers the grade.
pub(crate) async fn set(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |incident, posted, making| {
        let rank = posted.text("rank").and_then(|it| it.parse().ok());
        Ok(Act::SetGrade {
            incident: incident.id.clone(),
            rank: rank.and_then(Rank::new).ok_or(Failure::Malformed)?,
            reason: reason(making, &posted)?,
            on_behalf_of: decided_by(&posted),
        })
    })
    .await
}

/// On whose word a form was filled.
pub(crate) fn decided_by(posted: &Posted) -> Option<PersonId> {
    posted.text("person").and_then(|it| PersonId::new(it).ok())
}

/// What a person made of the grade, and what facts make of it.
pub(crate) fn by_person(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let Some(set) = &incident.grade_set else {
        return html! {};
    };
    let computed = match incident.grading.computed {
        Some(rank) => w.with("event-grade-computed", &[("grade", w.grade_short(rank))]),
        None => w.say("event-grade-computed-none"),
    };
    let by = match &set.person {
        Some(person) => w.with(
            "page-incident-grade-by",
            &[("person", sight.person(person))],
        ),
        None => w.say("page-incident-grade-by-hand"),
    };
    let because = sight
        .said(Some(&set.reason))
        .map(|reason| w.with("event-because", &[("reason", reason)]));
    let said = w.clauses([by, because.unwrap_or_default(), computed]);
    html! {
        p.note { (w.with("sentence", &[("said", said)])) " " (w.say("page-incident-grade-raises")) }
    }
}

/// The form; nothing once it is over.
pub(crate) fn form(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let ready = sight.plan(incident);
    let plan = ready.as_ref().map(|ready| ready.plan());
    html! {
        form."pad stack" action={ "/incidents/" (incident.id) "/grade" } method="post" {
            (once(sight))
            p.sm { (w.say("page-incident-grade-why")) }
            label { (w.say("page-incident-grade"))
                select name="rank" required {
                    @for rank in Rank::ALL {
                        option value=(rank.number()) selected[incident.grading.certain == Some(rank)] {
                            (w.grade(rank, plan))
                        }
                    }
                }
            }
            label { (w.say("page-incident-reason")) input name="reason" required; }
            (deciding(sight, leaders(incident)))
            button.btn { (w.say("page-incident-grade-send")) }
        }
    }
}

/// Who leads an incident.
pub(crate) fn leaders(incident: &Incident) -> Vec<PersonId> {
    let leader = incident.leader.as_ref();
    leader.map_or_else(Vec::new, |leader| leader.people.clone())
}

/// Of the watch it is asked on whose word it enters a decision; whoever else decides is asking.
pub(crate) fn deciding(sight: &Sight, people: Vec<PersonId>) -> Markup {
    let w = sight.w;
    html! {
        @if sight.is_watch() {
            label { (w.say("page-incident-decided-by"))
                select name="person" {
                    option value="" { (w.say("page-incident-decided-by-nobody")) }
                    @for person in &people {
                        option value=(person) { (sight.person(person)) }
                    }
                }
            }
        }
    }
}
