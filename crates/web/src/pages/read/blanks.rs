//! The blanks as a list of things to do, each with what it takes to fill it.

use maud::{Markup, html};
use plan::{Gap, Lack, Plan};
use plan_text::draft::{Blank, Missing, Proposal, steps_of};

use super::fill::{self, Wrong, kind};
use super::marks::anchor;
use super::sheet::Work;
use crate::sight::Sight;

/// More than these wait until some are filled.
const MOST_SHOWN: usize = 100;

/// How far it is, and what could not be taken.
pub(super) fn progress(sight: &Sight, work: &Work, gaps: &[Gap], wrong: &[Wrong]) -> Markup {
    let w = sight.w;
    let of_text = work
        .drafted
        .blanks
        .iter()
        .filter(|it| it.missing.stops())
        .count();
    let all = of_text.max(gaps.len()).max(1);
    let done = all - gaps.len();
    html! {
        @for wrong in wrong {
            p.note.bad role="alert" {
                (w.with("page-plan-not-a-limit", &[
                    ("element", w.element(&wrong.element, Some(&work.plan))), ("typed", wrong.typed.clone()),
                ]))
            }
        }
        @if gaps.is_empty() {
            p.note.ok { (w.say("page-plan-nothing-missing")) }
        } @else {
            div."note ask" {
                b { (w.with("page-plan-missing", &[("count", gaps.len())])) } " "
                a href="#blanks" { (w.say("page-plan-to-blanks")) }
                progress max=(all) value=(done) { (done) " / " (all) }
            }
        }
    }
}

/// All blanks.
pub(super) fn list(sight: &Sight, work: &Work, gaps: &[Gap]) -> Markup {
    let w = sight.w;
    let look = work.to_look_at();
    let proposed = gaps
        .iter()
        .filter(|gap| work.blank(gap).is_some_and(Blank::is_taken_with_all))
        .count();
    html! {
        @if !gaps.is_empty() || !look.is_empty() {
            section.sec aria-labelledby="blanks" {
                header {
                    h2 id="blanks" { (w.say("page-plan-blanks")) }
                    small { (w.say("page-plan-blanks-order")) }
                }
                ol."rows bare" {
                    @for gap in gaps.iter().take(MOST_SHOWN) { (row(sight, work, gap)) }
                    @for blank in look.iter().take(MOST_SHOWN) { (look_row(sight, work, blank)) }
                }
                @if gaps.len() > MOST_SHOWN {
                    p."pad sm" { (w.with("page-plan-more", &[("count", gaps.len() - MOST_SHOWN)])) }
                }
                div.pad.stack {
                    button."btn pri" name="act" value="fill" { (w.say("page-plan-read-fill")) }
                    @if proposed > 1 {
                        button.btn name="take" value="all" {
                            (w.with("page-plan-take-all", &[("count", proposed)])) }
                    }
                }
            }
        }
    }
}

fn row(sight: &Sight, work: &Work, gap: &Gap) -> Markup {
    let w = sight.w;
    let source = work.blank(gap).and_then(|it| it.source.as_ref());
    let is_in_text = source.is_some() && !work.text.is_empty();
    let steps = steps_of(&work.plan, gap);
    // The places of joined steps are marked by their own names.
    let mark = match steps.first() {
        Some(step) => format!("step {}", step.id),
        None => gap.element.clone(),
    };
    html! {
        li.hole id={ "b-" (anchor(&gap.element)) } {
            div.stack {
                p { b { (w.element(&gap.element, Some(&work.plan))) } " " (w.lack(&gap.lack))
                    @if is_in_text {
                        " " a href={ "#m-" (anchor(&mark)) } { small { (w.say("page-plan-to-text")) } }
                    }
                }
                @if !steps.is_empty() {
                    details {
                        summary { (w.with("page-plan-steps-of", &[("count", steps.len())])) }
                        @for step in &steps { p {
                            a href={ "#" (anchor(&format!("step {}", step.id))) } {
                                (w.pick(&step.text, step.text_en.as_deref())) }
                        } }
                    }
                }
                (inputs(sight, work, gap))
            }
        }
    }
}

fn inputs(sight: &Sight, work: &Work, gap: &Gap) -> Markup {
    let w = sight.w;
    let Some(kind) = kind(&gap.lack) else {
        return html! { p.sm { a href="#yaml" { (w.say("page-plan-in-yaml")) } } };
    };
    let name = fill::name(kind, &gap.element);
    let label = |key: &str| w.say(key);
    let field = |key: &str, name: &str| {
        html! { input name=(name) aria-label=(label(key)) placeholder=(label(key)); }
    };
    let new = format!("new-{name}");
    let plan = &work.plan;
    html! {
        @match &gap.lack {
            Lack::Title => (field("page-plan-ask-title", &name)),
            Lack::Posts => (field("page-plan-ask-post", &name)),
            Lack::Events => (field("page-plan-ask-event", &name)),
            Lack::Recipient => (field("page-plan-ask-recipient", &name)),
            Lack::Limit => (field("page-plan-ask-limit", &name)),
            Lack::Steps => { (field("page-plan-ask-step", &name)) (drop(sight, gap)) },
            Lack::Post | Lack::Head | Lack::SignOff => div.two-btn {
                (choice(sight, &name, "page-plan-choose-post", plan.posts.iter().map(|it| {
                    (it.id.as_str(), w.pick(&it.name, it.name_en.as_deref()))
                })))
                (field("page-plan-ask-new-post", &new))
            },
            Lack::Event => div.two-btn {
                (choice(sight, &name, "page-plan-choose-event", plan.events.iter().map(|it| {
                    (it.id.as_str(), w.pick(&it.name, it.name_en.as_deref()))
                })))
                (field("page-plan-ask-event", &new))
            },
            Lack::Procedure => div.two-btn {
                (choice(sight, &name, "page-plan-choose-procedure", without_event(plan).map(|it| {
                    (it.id.as_str(), w.pick(&it.name, it.name_en.as_deref()))
                })))
                (field("page-plan-ask-step", &new))
                (drop(sight, gap))
            },
            Lack::Notices | Lack::Unknown { .. } | Lack::Twice(_) | Lack::Circle | Lack::Condition(_) => {},
        }
        @if let Some(proposal) = work.blank(gap).and_then(|it| it.proposal.as_ref()) {
            button.btn name="take" value=(name) {
                (w.with("page-plan-take", &[("proposal", proposed(sight, plan, proposal))])) }
        }
    }
}

fn without_event(plan: &Plan) -> impl Iterator<Item = &plan::Procedure> {
    plan.procedures.iter().filter(|it| it.event.is_none())
}

fn choice<'a>(
    sight: &Sight,
    name: &str,
    key: &'static str,
    options: impl Iterator<Item = (&'a str, &'a str)>,
) -> Markup {
    let label = sight.w.say(key);
    html! {
        select name=(name) aria-label=(label) {
            option value="" { (label) }
            @for (id, text) in options { option value=(id) { (text) } }
        }
    }
}

fn drop(sight: &Sight, gap: &Gap) -> Markup {
    html! {
        button.btn name="drop" value=(gap.element) { (sight.w.say("page-plan-drop")) }
    }
}

fn proposed(sight: &Sight, plan: &Plan, proposal: &Proposal) -> String {
    let w = sight.w;
    match proposal {
        Proposal::Notices(rule) => w.with(
            "page-plan-propose-notices",
            &[("length", w.limit_length(rule.answer))],
        ),
        Proposal::Post(id) | Proposal::SignOff(id) => plan.post(id).map_or_else(
            || id.to_string(),
            |post| w.pick(&post.name, post.name_en.as_deref()).to_owned(),
        ),
        Proposal::Limit(limit) => w.limit_length(*limit),
        Proposal::Event(_) => w.say("page-plan-propose-event"),
    }
}

/// Something that nothing waits for.
fn look_row(sight: &Sight, work: &Work, blank: &Blank) -> Markup {
    let w = sight.w;
    let in_text = blank.source.is_some() && !work.text.is_empty();
    let holder = match blank.missing {
        Missing::Holder | Missing::NotSetUp => true,
        Missing::Gap(_)
        | Missing::HoldersDiffer
        | Missing::GradeCondition
        | Missing::ReportCondition
        | Missing::OtherDocuments { .. }
        | Missing::Retention => false,
    };
    html! {
        li {
            div.stack {
                p { b { (w.element(&blank.element, Some(&work.plan))) } " " (look(sight, blank))
                    @if in_text {
                        " " a href={ "#m-" (anchor(&blank.element)) } { small { (w.say("page-plan-to-text")) } }
                    }
                }
                @if holder {
                    input name=(fill::name("holder", &blank.element))
                        aria-label=(w.say("page-plan-ask-holder")) placeholder=(w.say("page-plan-ask-holder"));
                }
            }
        }
    }
}

fn look(sight: &Sight, blank: &Blank) -> String {
    let w = sight.w;
    match &blank.missing {
        Missing::Gap(lack) => w.lack(lack),
        Missing::Holder => w.say("page-plan-look-holder"),
        Missing::HoldersDiffer => w.say("page-plan-look-holders-differ"),
        Missing::NotSetUp => w.say("page-plan-look-not-set-up"),
        Missing::GradeCondition => w.say("page-plan-look-grade"),
        Missing::ReportCondition => w.say("page-plan-look-report"),
        Missing::OtherDocuments { parts, drafted } => w.with(
            "page-plan-look-documents",
            &[("parts", *parts), ("drafted", *drafted)],
        ),
        Missing::Retention => w.say("page-plan-look-retention"),
    }
}
