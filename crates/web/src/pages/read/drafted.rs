//! The draft beside its text: who, what, by when, and where it stands.

use maud::{Markup, html};
use plan::{Grade, Plan, Post, Procedure, ReportRule, Source, Step};

use super::marks::anchor;
use super::sheet::Work;
use crate::components::grade_class;
use crate::sight::Sight;

/// The draft, section by section.
pub(super) fn draft(sight: &Sight, work: &Work) -> Markup {
    let w = sight.w;
    let plan = &work.plan;
    html! {
        section.sec aria-labelledby="draft" {
            header { h2 id="draft" { (w.say("page-plan-draft")) } }
            @if !plan.posts.is_empty() {
                h3.pad { (w.say("section-posts")) }
                ul."rows bare" {
                    @for post in &plan.posts { (post_row(sight, work, post)) }
                    @for group in &plan.groups {
                        @let element = format!("group {}", group.id);
                        li id=(anchor(&element)) {
                            div {
                                b { (w.pick(&group.name, group.name_en.as_deref())) } br;
                                small { (w.list(group.posts.iter().map(|it| name(sight, plan, Some(it))))) }
                            }
                            (to_text(sight, work, &element, &group.source))
                        }
                    }
                }
            }
            @if !plan.grades.is_empty() {
                h3.pad { (w.say("page-plan-grade")) }
                ul."rows bare" { @for grade in &plan.grades { (grade_row(sight, work, grade)) } }
            }
            @for procedure in &plan.procedures { (procedure_rows(sight, work, procedure)) }
            @if !plan.reports.is_empty() {
                h3.pad { (w.say("page-incident-reports")) }
                ol."rows two" { @for rule in &plan.reports { (report_row(sight, work, rule)) } }
            }
            @if !plan.notices.is_empty() {
                h3.pad { (w.say("page-plan-notices")) }
                ul."rows bare" {
                    @for rule in &plan.notices {
                        li { div {
                            b { (w.pick(&rule.name, rule.name_en.as_deref())) } br;
                            small { (w.with("page-plan-answer", &[("length", w.limit_length(rule.answer))])) }
                        } }
                    }
                }
            }
            (closing(sight, work))
        }
    }
}

fn name(sight: &Sight, plan: &Plan, id: Option<&duty::PostId>) -> String {
    let post = id.and_then(|id| plan.post(id));
    match (post, id) {
        (Some(post), _) => sight.w.pick(&post.name, post.name_en.as_deref()).to_owned(),
        (None, Some(id)) => id.to_string(),
        (None, None) => sight.w.say("page-plan-nobody"),
    }
}

fn to_text(sight: &Sight, work: &Work, element: &str, source: &Option<Source>) -> Markup {
    html! {
        @if source.is_some() && !work.text.is_empty() {
            a href={ "#m-" (anchor(element)) } { small { (sight.w.say("page-plan-to-text")) } }
        } @else { span {} }
    }
}

fn post_row(sight: &Sight, work: &Work, post: &Post) -> Markup {
    let element = format!("post {}", post.id);
    html! {
        li id=(anchor(&element)) {
            div {
                b { (sight.w.pick(&post.name, post.name_en.as_deref())) }
                @if !post.holders.is_empty() { "　" (sight.w.list(&post.holders)) }
                @if !post.substitutes.is_empty() {
                    br; small { (sight.w.with("page-plan-substitutes", &[("posts", {
                        sight.w.list(post.substitutes.iter().map(|it| name(sight, &work.plan, Some(it))))
                    })])) }
                }
            }
            (to_text(sight, work, &element, &post.source))
        }
    }
}

fn grade_row(sight: &Sight, work: &Work, grade: &Grade) -> Markup {
    let element = format!("grade {}", grade.id);
    html! {
        li id=(anchor(&element)) {
            div {
                span class={ (grade_class(Some(grade.rank))) } {
                    (sight.w.grade(grade.rank, Some(&work.plan))) }
                @for when in grade.when.values() { br; small { (when.source()) } }
            }
            (to_text(sight, work, &element, &grade.source))
        }
    }
}

fn procedure_rows(sight: &Sight, work: &Work, procedure: &Procedure) -> Markup {
    let w = sight.w;
    let event = procedure.event.as_ref().and_then(|it| work.plan.event(it));
    html! {
        h3.pad id=(anchor(&format!("procedure {}", procedure.id))) {
            (w.pick(&procedure.name, procedure.name_en.as_deref()))
            @if let Some(event) = event {
                " " small { (w.pick(&event.name, event.name_en.as_deref())) }
            }
        }
        ol."rows two" { @for step in &procedure.steps { (step_row(sight, work, procedure, step)) } }
    }
}

fn step_row(sight: &Sight, work: &Work, procedure: &Procedure, step: &Step) -> Markup {
    let w = sight.w;
    let element = format!("step {}", step.id);
    let limit = work.plan.limit_of(step);
    let event = procedure.event.as_ref().and_then(|it| work.plan.event(it));
    let leader = event.and_then(|it| it.leader.as_ref());
    let post = step.post.as_ref().or(leader);
    let is_open = limit.is_none() || post.is_none();
    html! {
        li id=(anchor(&element)) class=[(is_open).then_some("hole")] {
            span.clk {
                (limit.map_or_else(|| "—".to_owned(), |it| w.limit_length(it)))
                // Not the text's: the organisation's usual limit.
                @if limit.is_some() && step.limit.is_none() { br; small { (w.say("page-plan-usual-limit")) } }
            }
            div {
                b { (w.pick(&step.text, step.text_en.as_deref())) } br;
                small { (name(sight, &work.plan, post)) " "
                    @if let Some(when) = &step.when { "· " (when.source()) " " }
                    @if !step.after.is_empty() { "· " (after(sight, procedure, step)) " " }
                }
                (to_text(sight, work, &element, &step.source))
                @if step.life_safety { br; small.life { (w.say("page-plan-life-safety")) } }
            }
        }
    }
}

/// `在第1、2步之后`
fn after(sight: &Sight, procedure: &Procedure, step: &Step) -> String {
    let numbers = step.after.iter().filter_map(|before| {
        let at = procedure.steps.iter().position(|it| it.id == *before)?;
        Some((at + 1).to_string())
    });
    sight
        .w
        .with("page-plan-after", &[("steps", sight.w.list(numbers))])
}

fn report_row(sight: &Sight, work: &Work, rule: &ReportRule) -> Markup {
    let w = sight.w;
    let element = format!("report {}", rule.id);
    let limit = rule.strictest(work.plan.meta.kind);
    let to = rule
        .to
        .as_deref()
        .map(|to| w.pick(to, rule.to_en.as_deref()));
    html! {
        li id=(anchor(&element)) class=[(to.is_none() || limit.is_none()).then_some("hole")] {
            span.clk { (limit.map_or_else(|| "—".to_owned(), |it| w.limit_length(it.within))) }
            div {
                b { (w.pick(&rule.name, rule.name_en.as_deref())) } br;
                small {
                    @if let Some(to) = to { (w.with("page-incident-report-to", &[("to", to)])) " " }
                    (name(sight, &work.plan, rule.post.as_ref())) " "
                }
                (to_text(sight, work, &element, &rule.source))
            }
        }
    }
}

fn closing(sight: &Sight, work: &Work) -> Markup {
    let w = sight.w;
    let Some(closing) = &work.plan.closing else {
        return html! {};
    };
    let duties = [&closing.sign_off, &closing.report, &closing.review];
    html! {
        h3.pad id="closing" { (w.say("section-closing")) }
        ol."rows two" {
            @for duty in duties.into_iter().flatten() {
                li {
                    span.clk { (duty.limit.map_or_else(|| "—".to_owned(), |it| w.limit_length(it))) }
                    div {
                        b { (w.pick(&duty.text, duty.text_en.as_deref())) } br;
                        small { (name(sight, &work.plan, duty.post.as_ref())) }
                    }
                }
            }
        }
    }
}
