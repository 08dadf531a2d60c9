//! The parts of the room beside the timeline: posts, duties, clocks, reports.

use std::sync::Arc;

use duty::{Duty, Made};
use engine::{Incident, stand_for};
use maud::{Markup, html};
use plan::{Plan, ReportRule, Step};

use crate::components::{Near, clock, due_now, running, standing};
use crate::lines::{self, Line};
use crate::pages::documents;
use crate::pages::room::Shown;
use crate::papers::Paper;
use crate::sight::Sight;

/// Posts with who stands for them and why.
pub(crate) fn posts(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let duties = sight.duties_of(incident);
    let ready = sight.plan(incident);
    let posts = ready.iter().flat_map(|ready| &ready.plan().posts);
    html! {
        section.sec aria-labelledby="posts" {
            header { h2 id="posts" { (w.say("page-incident-posts")) } small { (w.say("page-incident-posts-counts")) } }
            ul."rows bare" {
                @for post in posts {
                    @let of_post: Vec<&Arc<Duty>> = duties.iter().filter(|it| it.post == post.id).collect();
                    @let done = of_post.iter().filter(|it| it.is_done()).count();
                    @let stand = ready.as_ref().map(|ready| {
                        stand_for(&sight.published.state, ready.plan(), &post.id, sight.now)
                    });
                    @let said = stand.as_ref().map(|stand| sight.names_in(&incident.id, |names| {
                        (names.people(w, &stand.people), w.stand(stand, names))
                    }));
                    @let silent = of_post.iter().any(|it| !it.is_answered() && !it.is_done()
                        && it.answer_due.is_some_and(|due| due < sight.now));
                    li class=[stand.as_ref().is_some_and(|it| it.people.is_empty()).then_some("hole")] {
                        div {
                            b { (w.pick(&post.name, post.name_en.as_deref())) }
                            @if let Some((people, why)) = said {
                                br; (people)
                                @if !why.is_empty() { " " small { (why) } }
                            }
                            @if silent { " " span."tag bad" { (w.say("page-incident-silent")) } }
                        }
                        @if !of_post.is_empty() { b { (done) " / " (of_post.len()) } }
                    }
                }
            }
        }
    }
}

/// Duties, late first; and steps that wait for others.
pub(crate) fn duties(sight: &Sight, incident: &Incident, shown: Shown) -> Markup {
    let w = sight.w;
    let mut all: Vec<Line> = sight
        .duties_of(incident)
        .iter()
        .map(|duty| Line::of(sight, duty))
        .collect();
    lines::sort(&mut all);
    let done = all.iter().filter(|line| line.duty.is_done()).count();
    let open = all.len() - done;
    let (with_open, with_done) = match shown {
        Shown::Done => (false, true),
        Shown::All => (true, true),
        Shown::Open => (true, false),
    };
    let shown: Vec<&Line> = all
        .iter()
        .filter(|line| {
            if line.duty.is_done() {
                with_done
            } else {
                with_open
            }
        })
        .collect();
    let waiting = if with_open && incident.ended.is_none() {
        waiting(sight, incident)
    } else {
        Vec::new()
    };
    let current = |on: bool| on.then_some("true");
    html! {
        section.sec aria-labelledby="duties" {
            header {
                h2 id="duties" { (w.with("page-incident-duties-count", &[("count", all.len())])) }
                nav aria-label=(w.say("page-incident-filter")) {
                    a href="?s=open" aria-current=[current(with_open && !with_done)] {
                        (w.with("page-incident-open", &[("count", open)])) } "　"
                    a href="?s=done" aria-current=[current(!with_open)] {
                        (w.with("page-incident-done", &[("count", done)])) } "　"
                    a href="?s=all" aria-current=[current(with_open && with_done)] {
                        (w.say("page-incident-all")) }
                }
            }
            ol.rows {
                @for line in &shown { (duty_row(sight, line)) }
                @for (step, why) in &waiting { (waiting_row(sight, step, why)) }
            }
            @if shown.is_empty() && waiting.is_empty() { p.pad { (w.say("page-incident-no-duties")) } }
        }
    }
}

fn duty_row(sight: &Sight, line: &Line) -> Markup {
    let w = sight.w;
    let next = if line.duty.is_done() {
        ""
    } else {
        line.next.as_str()
    };
    html! {
        li class=[line.is_late(sight.now).then_some("late")] {
            @match (line.due, &line.duty.discharge) {
                (_, Some(done)) => span."clk over" { (sight.clock(done.at)) },
                (Some(due), None) => (clock(sight, due)),
                (None, None) => span."clk over" { "—" },
            }
            div {
                p { a href=(line.path()) { b { (line.task) } } }
                p.sm {
                    (line.post) " " (line.people)
                    @if !next.is_empty() { " → " (next) }
                    @if line.duty.red_line.is_some() && !line.duty.is_answered() && !line.duty.is_done() {
                        " " span."tag bad" { (w.say("page-incident-red")) }
                    }
                }
            }
            (standing(sight, &line.duty))
        }
    }
}

fn waiting_row(sight: &Sight, step: &Step, why: &str) -> Markup {
    let w = sight.w;
    html! {
        li {
            span."clk over" { (w.say("page-incident-waits")) }
            div {
                p { b { (w.pick(&step.text, step.text_en.as_deref())) } }
                p.sm { (why) }
            }
            span."st wait" { (w.say("page-incident-not-begun")) }
        }
    }
}

/// Steps that have opened no duty yet, with what they wait for.
fn waiting(sight: &Sight, incident: &Incident) -> Vec<(Step, String)> {
    let w = sight.w;
    let Some(ready) = sight.plan(incident) else {
        return Vec::new();
    };
    let plan = ready.plan();
    let steps: Vec<&Step> = plan
        .procedures_for(&incident.event)
        .flat_map(|procedure| &procedure.steps)
        .collect();
    let made = |id: &str| incident.made.get(&of_step(id));
    let is_done = |id: &str| {
        let duty = made(id).and_then(|duty| sight.duty(duty));
        duty.is_some_and(|duty| duty.is_done())
    };
    let mut waiting = Vec::new();
    for step in &steps {
        if made(step.id.as_str()).is_some() || incident.passed.contains(&step.id) {
            continue;
        }
        let before: Vec<&str> = steps
            .iter()
            .filter(|other| step.after.contains(&other.id) && !is_done(other.id.as_str()))
            .map(|other| w.pick(&other.text, other.text_en.as_deref()))
            .collect();
        let why = if before.is_empty() {
            let when = step
                .when
                .as_ref()
                .map_or_else(String::new, |when| w.condition(when, plan));
            w.with("page-incident-waits-condition", &[("condition", when)])
        } else {
            w.with("page-incident-waits-steps", &[("steps", w.list(before))])
        };
        waiting.push(((*step).clone(), why));
    }
    waiting
}

fn of_step(id: &str) -> Made {
    Made {
        by: "step".to_owned(),
        element: id.to_owned(),
    }
}

/// Clocks, the nearest first, with how much of each is used up.
pub(crate) fn clocks(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let mut open: Vec<Line> = sight
        .duties_of(incident)
        .iter()
        .filter(|duty| due_now(duty).is_some())
        .map(|duty| Line::of(sight, duty))
        .collect();
    lines::sort(&mut open);
    html! {
        section."sec big-clk" aria-labelledby="clocks" {
            header { h2 id="clocks" { (w.say("page-incident-clocks")) } small { (w.say("page-incident-clocks-order")) } }
            @if open.is_empty() { p.pad { (w.say("page-incident-no-clocks")) } }
            ul."rows bare" { @for line in &open { (clock_row(sight, line)) } }
        }
    }
}

fn clock_row(sight: &Sight, line: &Line) -> Markup {
    let w = sight.w;
    let Some(due) = line.due else {
        return html! {};
    };
    let near = Near::of(due, sight.now);
    let key = if line.duty.is_answered() {
        "page-incident-clock-done"
    } else {
        "page-incident-clock-answer"
    };
    let whole = due.duration_since(line.duty.opened).as_secs().max(1);
    let used = sight.now.duration_since(line.duty.opened).as_secs();
    let length = w.span(due.duration_since(line.duty.opened));
    html! {
        li class=(near.class()) {
            b { (w.with(key, &[("post", line.post.clone())])) }
            span class={ "clk " (near.class()) } data-frame { (running(sight, due)) }
            small.wide { (w.with("page-incident-clock-under", &[
                ("time", sight.clock(due)), ("length", length), ("task", line.task.clone()),
            ])) }
            progress max=(whole) value=(used.clamp(0, whole)) { (w.remaining(due, sight.now)) }
        }
    }
}

/// What must be reported to whom, and whose limit binds.
pub(crate) fn reports(sight: &Sight, incident: &Incident) -> Markup {
    let w = sight.w;
    let ready = sight.plan(incident);
    let rules: Vec<(&Plan, &ReportRule)> = ready
        .iter()
        .map(|ready| ready.plan())
        .flat_map(|plan| {
            plan.reports_for(&incident.event)
                .map(move |rule| (plan, rule))
        })
        .collect();
    html! {
        section.sec aria-labelledby="reports" {
            header { h2 id="reports" { (w.say("page-incident-reports")) } }
            @if rules.is_empty() { p.pad { (w.say("page-incident-no-reports")) } }
            ul."rows bare" {
                @for (plan, rule) in rules { (report_row(sight, incident, plan, rule)) }
                @if sight.papers.is_some() { (closing_row(sight, incident)) }
                @if sight.is_administrator() {
                    li { a href={ "/holds?incident=" (incident.id) } { (w.say("page-holds-set")) } }
                }
            }
        }
    }
}

/// The written report, which can be looked at long before the end.
fn closing_row(sight: &Sight, incident: &Incident) -> Markup {
    let paper = Paper::Closing {
        incident: incident.id.clone(),
    };
    let when = if incident.ended.is_some() {
        "page-incident-closing-final"
    } else {
        "page-incident-closing-draft"
    };
    html! {
        li {
            div { (sight.w.say("paper-closing")) br; small { (sight.w.say(when)) } }
            (documents::link(sight, &paper))
        }
    }
}

fn report_row(sight: &Sight, incident: &Incident, plan: &Plan, rule: &ReportRule) -> Markup {
    let w = sight.w;
    let made = Made {
        by: "report".to_owned(),
        element: rule.id.to_string(),
    };
    let duty = incident.made.get(&made).and_then(|duty| sight.duty(duty));
    let name = w.pick(&rule.name, rule.name_en.as_deref());
    let to = rule
        .to
        .as_deref()
        .map(|to| w.pick(to, rule.to_en.as_deref()));
    html! {
        li {
            div {
                @match &duty {
                    Some(duty) => a href={ "/duties/" (duty.id) } { (name) },
                    None => (name),
                }
                br;
                small {
                    @if let Some(to) = to { (w.with("page-incident-report-to", &[("to", to)])) br; }
                    @if let Some(due) = duty.as_ref().and_then(|duty| duty.due) {
                        (w.with("page-incident-report-by", &[
                            ("time", sight.clock(due)), ("from", w.report_clock(rule.clock)),
                        ])) br;
                    }
                    (w.binding(rule, sight.published.state.kind()))
                    @if duty.is_none() && let Some(when) = &rule.when {
                        br; (w.with("page-incident-report-when", &[("condition", w.condition(when, plan))]))
                    }
                    @if let Some(paper) = duty.as_deref().and_then(Paper::of) {
                        br; (documents::link(sight, &paper))
                    }
                }
            }
            @match &duty {
                Some(duty) => (standing(sight, duty)),
                None => span."st wait" { (w.say("page-incident-not-due")) },
            }
        }
    }
}
