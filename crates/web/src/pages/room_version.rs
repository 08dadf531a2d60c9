//! The plan version by which an incident runs, beside the newest: what would change, and the way
//! to move.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use engine::{AccountId, Act, Incident};
use maud::{Markup, html};
use plan::{Limit, Plan, Ready, Step};

use crate::answer::Failure;
use crate::components::once;
use crate::form::Posted;
use crate::pages::room::{change, reason};
use crate::sight::Sight;

/// `POST /incidents/{id}/version`: goes on by the corrected version.
pub(crate) async fn move_to(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
    posted: Result<Posted, StatusCode>,
) -> Response {
    change(&sight, account, &id, posted, |incident, posted, making| {
        let version = posted.text("version").and_then(|it| it.parse().ok());
        Ok(Act::MoveToVersion {
            incident: incident.id.clone(),
            version: version.ok_or(Failure::Malformed)?,
            reason: reason(making, &posted)?,
        })
    })
    .await
}

/// The newest version of an incident's plan, where that is not the one by which it runs.
pub(crate) fn newer(sight: &Sight, incident: &Incident) -> Option<(u32, Arc<Ready>)> {
    let versions = sight.published.state.plans.get(&incident.plan)?;
    let (version, ready) = versions.get_max()?;
    (*version > incident.version).then(|| (*version, ready.clone()))
}

/// Running by one version while another is published; nothing where that is not so.
pub(crate) fn section(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let newer = newer(sight, incident).filter(|_| incident.ended.is_none());
    let (Some((version, new)), Some(old)) = (newer, sight.plan(incident)) else {
        return html! {};
    };
    let changes = changes(sight, incident, old.plan(), new.plan());
    let said = w.with(
        "page-incident-version-newer",
        &[("running", incident.version), ("version", version)],
    );
    html! {
        section.sec aria-labelledby="version" {
            header { h2 id="version" { (w.say("page-incident-version")) } }
            div."pad stack" {
                p { b { (said) } }
                @if changes.is_empty() { p.sm { (w.say("page-incident-version-same")) } }
                @if !changes.is_empty() {
                    ul."rows bare" { @for (kind, text) in &changes {
                        li { div { (text) } span."st wait" { (w.say(kind)) } }
                    } }
                }
                @if sight.may_change() {
                    form.stack action={ "/incidents/" (incident.id) "/version" } method="post" {
                        (once(sight))
                        input type="hidden" name="version" value=(version);
                        p.sm { (w.say("page-incident-version-why")) }
                        label { (w.say("page-incident-reason")) input name="reason" required; }
                        button.btn { (w.with("page-incident-version-move", &[("version", version)])) }
                    }
                }
            }
        }
    }
}

/// Steps and reports that are gone, new, or worded or timed differently.
fn changes(
    sight: &Sight,
    incident: &Incident,
    old: &Plan,
    new: &Plan,
) -> Vec<(&'static str, String)> {
    let w = sight.w;
    let steps = |plan: &Plan| -> Vec<Step> {
        let procedures = plan.procedures_for(&incident.event);
        procedures.flat_map(|it| it.steps.clone()).collect()
    };
    let (before, after) = (steps(old), steps(new));
    let mut all = Vec::new();
    for step in &before {
        let text = w.pick(&step.text, step.text_en.as_deref()).to_owned();
        match after.iter().find(|it| it.id == step.id) {
            None => all.push(("page-incident-version-gone", text)),
            Some(now) if is_other(old, step, new, now) => {
                let text = w.pick(&now.text, now.text_en.as_deref()).to_owned();
                let limit = limits(sight, old.limit_of(step), new.limit_of(now));
                let text = w.clauses([text, limit]);
                all.push(("page-incident-version-changed", text));
            }
            Some(_) => {}
        }
    }
    for step in &after {
        if before.iter().all(|it| it.id != step.id) {
            let text = w.pick(&step.text, step.text_en.as_deref()).to_owned();
            all.push(("page-incident-version-new", text));
        }
    }
    for report in old.reports_for(&incident.event) {
        let mut reports = new.reports_for(&incident.event);
        let kind = match reports.find(|it| it.id == report.id) {
            None => "page-incident-version-gone",
            Some(now) if !same_report(report, now) => "page-incident-version-changed",
            Some(_) => continue,
        };
        all.push((
            kind,
            w.pick(&report.name, report.name_en.as_deref()).to_owned(),
        ));
    }
    for report in new.reports_for(&incident.event) {
        if old
            .reports_for(&incident.event)
            .all(|it| it.id != report.id)
        {
            let name = w.pick(&report.name, report.name_en.as_deref()).to_owned();
            all.push(("page-incident-version-new", name));
        }
    }
    all
}

/// How long a step may take by either version, where that differs.
fn limits(sight: &Sight, old: Option<Limit>, new: Option<Limit>) -> String {
    let w = sight.w;
    match (old, new) {
        (Some(old), Some(new)) if old != new => w.with(
            "page-incident-version-limit",
            &[
                ("old", w.span(old.duration())),
                ("new", w.span(new.duration())),
            ],
        ),
        _ => String::new(),
    }
}

/// Where a step stands in its document changes nothing of it.
fn is_other(old: &Plan, before: &Step, new: &Plan, after: &Step) -> bool {
    let bare = |step: &Step| Step {
        source: None,
        ..step.clone()
    };
    bare(before) != bare(after) || old.limit_of(before) != new.limit_of(after)
}

fn same_report(before: &plan::ReportRule, after: &plan::ReportRule) -> bool {
    let bare = |report: &plan::ReportRule| plan::ReportRule {
        source: None,
        ..report.clone()
    };
    bare(before) == bare(after)
}
