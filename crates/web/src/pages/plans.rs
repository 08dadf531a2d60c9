//! Plans: grades, posts and who stands for them now, steps, reports, notices.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::{AccountId, stand_for};
use maud::{Markup, html};
use plan::{EventType, NoticeRule, Plan, Procedure, Ready, Step};

use crate::components::grade_class;
use crate::layout::{self, Here};
use crate::pages::refusal;
use crate::sight::Sight;

/// `GET /plans`
pub(crate) async fn list(sight: Sight, Extension(account): Extension<AccountId>) -> Markup {
    let w = sight.w;
    let plans: Vec<_> = sight.published.state.current_plans().collect();
    layout::signed_in(
        &sight,
        &account,
        Here::Plans,
        &w.say("page-plan-plans"),
        html! {},
        html! {
            main id="main" {
                div.head {
                    h1 { (w.say("page-plan-plans")) }
                    @if sight.sees_everything() && sight.may_change() {
                        a."btn pri" href="/read" { (w.say("page-plan-read")) }
                    }
                }
                section.sec {
                    @if plans.is_empty() { p.pad { (w.say("page-plan-none")) } }
                    ul."rows bare" {
                        @for (id, version, ready) in &plans {
                            li {
                                div {
                                    a href={ "/plans/" (id) } { b { (title(&sight, ready.plan())) } } br;
                                    small { (w.list(ready.plan().events.iter().map(|it| {
                                        w.pick(&it.name, it.name_en.as_deref())
                                    }))) }
                                }
                                span { (w.with("page-plan-version", &[("version", *version)])) }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// `GET /plans/{id}`: the newest version.
pub(crate) async fn show(
    sight: Sight,
    Extension(account): Extension<AccountId>,
    Path(id): Path<String>,
) -> Response {
    let state = &sight.published.state;
    let found = state
        .current_plans()
        .find(|(known, _, _)| known.as_str() == id);
    match found {
        Some((_, version, ready)) => page(&sight, &account, version, ready).into_response(),
        None => refusal::plain(
            &sight,
            StatusCode::NOT_FOUND,
            "page-board-not-found",
            "page-board-not-found-why",
        ),
    }
}

fn page(sight: &Sight, account: &AccountId, version: u32, ready: &Arc<Ready>) -> Markup {
    let w = sight.w;
    let plan = ready.plan();
    layout::signed_in(
        sight,
        account,
        Here::Plans,
        &title(sight, plan),
        html! {},
        html! {
            main id="main" {
                div.head {
                    div {
                        h1 { (title(sight, plan)) }
                        p.sm {
                            (sight.organisation()) (w.pick("·", Some(", ")))
                            (w.with("page-plan-version", &[("version", version)]))
                            @if let Some(review) = plan.meta.review {
                                (w.pick("·", Some(", ")))
                                (w.with("page-plan-review", &[("day", review.to_string())]))
                            }
                        }
                    }
                }
                div."cols c-2" {
                    div { @for event in &plan.events { (grades(sight, plan, event)) } }
                    (posts(sight, plan))
                }
                @for procedure in &plan.procedures { (procedure_table(sight, plan, procedure)) }
                (reports(sight, plan))
                (notices(sight, plan))
            }
        },
    )
}

fn title(sight: &Sight, plan: &Plan) -> String {
    let meta = &plan.meta;
    sight
        .w
        .pick(&meta.title, meta.title_en.as_deref())
        .to_owned()
}

fn post_name(sight: &Sight, plan: &Plan, post: Option<&duty::PostId>) -> String {
    let w = sight.w;
    let Some(id) = post else {
        return w.say("tell-commander");
    };
    plan.post(id).map_or_else(
        || id.to_string(),
        |post| w.pick(&post.name, post.name_en.as_deref()).to_owned(),
    )
}

fn grades(sight: &Sight, plan: &Plan, event: &EventType) -> Markup {
    let w = sight.w;
    html! {
        section.sec {
            header {
                h2 { (w.with("page-plan-grades", &[("event", w.pick(&event.name, event.name_en.as_deref()))])) }
                small { (w.say("page-plan-grades-why")) }
            }
            div.scroll {
                table.tbl {
                    thead { tr {
                        th { (w.say("page-plan-grade")) } th { (w.say("page-plan-condition")) }
                        th { (w.say("page-plan-leader")) }
                    } }
                    tbody {
                        @for grade in &plan.grades {
                            @if let Some(when) = grade.when.get(&event.id) {
                                tr {
                                    td { span class={ (grade_class(Some(grade.rank))) " solid" } {
                                        (w.grade(grade.rank, Some(plan))) } }
                                    td { (w.condition(when, plan)) }
                                    td.nb { (post_name(sight, plan, grade.leader.as_ref().or(event.leader.as_ref()))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn posts(sight: &Sight, plan: &Plan) -> Markup {
    let w = sight.w;
    html! {
        section.sec {
            header { h2 { (w.say("page-plan-posts")) } small { (sight.clock(sight.now)) } }
            ul."rows bare" {
                @for post in &plan.posts {
                    @let stand = stand_for(&sight.published.state, plan, &post.id, sight.now);
                    @let (people, why) = sight.names(|names| {
                        (names.people(w, &stand.people), w.stand(&stand, names))
                    });
                    li class=[stand.people.is_empty().then_some("hole")] {
                        div {
                            b { (w.pick(&post.name, post.name_en.as_deref())) } "　" (people)
                            @if !why.is_empty() { br; small { (why) } }
                            @if !post.substitutes.is_empty() {
                                br; small { (w.with("page-plan-substitutes", &[("posts", {
                                    w.list(post.substitutes.iter().map(|it| post_name(sight, plan, Some(it))))
                                })])) }
                            }
                        }
                        small { (w.hours(post.hours)) }
                    }
                }
            }
        }
    }
}

fn procedure_table(sight: &Sight, plan: &Plan, procedure: &Procedure) -> Markup {
    let w = sight.w;
    let (who, evidence, before) = (
        w.say("page-desk-who"),
        w.say("page-plan-evidence"),
        w.say("page-plan-before"),
    );
    html! {
        section.sec {
            header {
                h2 { (w.pick(&procedure.name, procedure.name_en.as_deref())) }
                @if let Some(from) = procedure.from {
                    small { (w.with("page-plan-from", &[("grade", w.grade_short(from))])) }
                }
            }
            table."tbl stk" {
                thead { tr {
                    th { (w.say("page-plan-limit")) } th { (w.say("page-plan-step")) }
                    th { (who) } th { (evidence) } th { (before) }
                } }
                tbody {
                    @for (index, step) in procedure.steps.iter().enumerate() {
                        tr {
                            td.when { b { (plan.limit_of(step).map_or_else(|| "—".to_owned(), |it| w.limit_length(it))) } }
                            td.lead {
                                b { (index + 1) "　" (w.pick(&step.text, step.text_en.as_deref())) }
                                @if step.life_safety { br; small.life { (w.say("page-plan-life-safety")) } }
                                @if let Some(when) = &step.when {
                                    br; small { (w.with("page-plan-when", &[("condition", w.condition(when, plan))])) }
                                }
                            }
                            td data-th=(who) { (post_name(sight, plan, step.post.as_ref())) }
                            td data-th=(evidence) { (dash(w.evidence(&step.evidence))) }
                            td data-th=(before) { (dash(steps_before(procedure, step))) }
                        }
                    }
                }
            }
        }
    }
}

/// Numbers of the steps before a step.
fn steps_before(procedure: &Procedure, step: &Step) -> String {
    let numbers: Vec<String> = procedure
        .steps
        .iter()
        .enumerate()
        .filter(|(_, other)| step.after.contains(&other.id))
        .map(|(index, _)| (index + 1).to_string())
        .collect();
    numbers.join(" ")
}

fn dash(text: String) -> String {
    if text.is_empty() {
        "—".to_owned()
    } else {
        text
    }
}

fn reports(sight: &Sight, plan: &Plan) -> Markup {
    let w = sight.w;
    html! {
        @if !plan.reports.is_empty() {
            section.sec {
                header { h2 { (w.say("page-incident-reports")) } }
                ul."rows bare" {
                    @for rule in &plan.reports {
                        li {
                            div {
                                b { (w.pick(&rule.name, rule.name_en.as_deref())) } br;
                                small {
                                    (w.report_clock(rule.clock)) br;
                                    (w.binding(rule, sight.published.state.kind()))
                                    @if let Some(when) = &rule.when {
                                        br; (w.with("page-incident-report-when", &[("condition", w.condition(when, plan))]))
                                    }
                                }
                            }
                            span { (post_name(sight, plan, rule.post.as_ref())) }
                        }
                    }
                }
            }
        }
    }
}

fn notices(sight: &Sight, plan: &Plan) -> Markup {
    let w = sight.w;
    html! {
        @if !plan.notices.is_empty() {
            section.sec {
                header { h2 { (w.say("page-plan-notices")) } }
                ul."rows bare" { @for rule in &plan.notices { (notice_row(sight, plan, rule)) } }
            }
        }
    }
}

fn notice_row(sight: &Sight, plan: &Plan, rule: &NoticeRule) -> Markup {
    let w = sight.w;
    let said = |tell| sight.names(|names| w.tell(tell, &names.with_plan(plan)));
    let rung = |key: &str, after: plan::Limit, whom: String| {
        w.with(key, &[("after", w.limit_length(after)), ("whom", whom)])
    };
    html! {
        li {
            div {
                b { (w.pick(&rule.name, rule.name_en.as_deref())) } br;
                small {
                    (w.with("page-plan-answer", &[("length", w.limit_length(rule.answer))]))
                    @for step in &rule.ladder {
                        br; (rung("page-plan-unless-answered", step.after, said(&step.tell)))
                    }
                    @for step in &rule.overdue {
                        br; (rung("page-plan-unless-done", step.after, said(&step.tell)))
                    }
                }
            }
        }
    }
}
