//! Answers to blanks, as a form gives them.

use duty::PostId;
use plan::{
    Basis, EventId, EventType, Gap, Lack, Limit, Plan, Post, Procedure, ProcedureId, ReportLimit,
    Step, StepId, Whose,
};
use plan_text::draft::{Blank, Proposal, fill};

use super::sheet::Work;
use crate::form::Posted;

/// An answer that cannot be taken: what was asked, what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub element: String,
    pub typed: String,
}

/// The name of an input for a gap.
pub(super) fn name(kind: &str, element: &str) -> String {
    format!("{kind}:{element}")
}

/// The kind of input that a gap asks for; none where only the YAML can mend it.
pub(super) fn kind(lack: &Lack) -> Option<&'static str> {
    match lack {
        Lack::Title => Some("title"),
        Lack::Posts => Some("posts"),
        Lack::Events => Some("events"),
        Lack::Notices => Some("notices"),
        Lack::Procedure => Some("procedure"),
        Lack::Event => Some("event"),
        Lack::Steps => Some("steps"),
        Lack::Post => Some("post"),
        Lack::Limit => Some("limit"),
        Lack::Recipient => Some("recipient"),
        Lack::Head => Some("head"),
        Lack::SignOff => Some("sign-off"),
        Lack::Unknown { .. } | Lack::Twice(_) | Lack::Circle | Lack::Condition(_) => None,
    }
}

/// Takes everything that a form says; answers what could not be taken.
pub(super) fn apply(work: &mut Work, posted: &Posted) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let gaps = work.gaps();
    let taken = posted.text("take");
    for gap in &gaps {
        let Some(kind) = kind(&gap.lack) else {
            continue;
        };
        let own = name(kind, &gap.element);
        let blank = work.blank(gap);
        let is_taken = taken == Some(own.as_str())
            || (taken == Some("all") && blank.is_some_and(Blank::is_taken_with_all));
        let proposal = blank.and_then(|it| it.proposal.clone());
        if let Some(proposal) = proposal.filter(|_| is_taken) {
            fill(&mut work.plan, &gap.element, &proposal);
        } else if let Err(typed) = answer(&mut work.plan, gap, &own, posted) {
            let element = gap.element.clone();
            wrong.push(Wrong { element, typed });
        }
    }
    for (element, name) in posted.named("holder:") {
        let id = element.strip_prefix("post ").unwrap_or(element);
        let post = work.plan.posts.iter_mut().find(|it| it.id.as_str() == id);
        if let Some(post) = post.filter(|post| post.holders.is_empty()) {
            let names = name.split(['、', '，', ',', '；', ';']).map(str::trim);
            post.holders = names
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect();
        }
    }
    if let Some(element) = posted.text("drop") {
        drop_element(&mut work.plan, element);
    }
    work.look_again();
    wrong
}

/// Takes the answer to one gap, if the form has one.
fn answer(plan: &mut Plan, gap: &Gap, name: &str, posted: &Posted) -> Result<(), String> {
    let typed = posted.text(name);
    let id = gap.element.split_once(' ').map_or("", |(_, id)| id);
    match &gap.lack {
        Lack::Title => {
            if let Some(typed) = typed {
                plan.meta.title = typed.to_owned();
            }
        }
        Lack::Posts => {
            if let Some(typed) = typed {
                new_post(plan, typed);
            }
        }
        Lack::Events => {
            if let Some(typed) = typed {
                new_event(plan, typed);
            }
        }
        Lack::Procedure => {
            let event = EventId::new(id).ok();
            let found = plan
                .procedures
                .iter_mut()
                .find(|it| Some(it.id.as_str()) == typed);
            if let Some(procedure) = found {
                procedure.event = event;
            } else if let Some(step) = posted.text(&format!("new-{name}")) {
                new_procedure(plan, event, step);
            }
        }
        Lack::Event => {
            let chosen = typed.and_then(|it| EventId::new(it).ok());
            let named = posted.text(&format!("new-{name}"));
            let event = chosen.or_else(|| named.map(|it| new_event(plan, it)));
            let procedure = plan.procedures.iter_mut().find(|it| it.id.as_str() == id);
            if let (Some(event), Some(procedure)) = (event, procedure) {
                procedure.event = Some(event);
            }
        }
        Lack::Steps => {
            let free = free(plan, "step", has_step);
            let procedure = plan.procedures.iter_mut().find(|it| it.id.as_str() == id);
            if let (Some(typed), Some(procedure), Ok(id)) = (typed, procedure, StepId::new(free)) {
                procedure.steps.push(step(id, typed));
            }
        }
        Lack::Post => {
            if let Some(post) = chosen_post(plan, name, posted) {
                fill(plan, &gap.element, &Proposal::Post(post));
            }
        }
        Lack::SignOff => {
            if let Some(post) = chosen_post(plan, name, posted) {
                fill(plan, &gap.element, &Proposal::SignOff(post));
            }
        }
        Lack::Head => {
            if let Some(post) = chosen_post(plan, name, posted) {
                plan.meta.head = Some(post);
            }
        }
        Lack::Recipient => {
            let report = plan.reports.iter_mut().find(|it| it.id.as_str() == id);
            if let (Some(typed), Some(report)) = (typed, report) {
                report.to = Some(typed.to_owned());
            }
        }
        Lack::Limit => {
            if let Some(typed) = typed {
                let limit = Limit::parse(typed).map_err(|_| typed.to_owned())?;
                set_limit(plan, &gap.element, id, limit);
            }
        }
        Lack::Notices
        | Lack::Unknown { .. }
        | Lack::Twice(_)
        | Lack::Circle
        | Lack::Condition(_) => {}
    }
    Ok(())
}

fn set_limit(plan: &mut Plan, element: &str, id: &str, limit: Limit) {
    let report = plan
        .reports
        .iter_mut()
        .find(|it| element.starts_with("report ") && it.id.as_str() == id);
    match report {
        Some(report) => report.limits.push(ReportLimit {
            within: limit,
            whose: Whose::Own,
            binds: Vec::new(),
            basis: None::<Basis>,
        }),
        None => {
            fill(plan, element, &Proposal::Limit(limit));
        }
    }
}

/// The post that was chosen, else one by the name that was typed.
fn chosen_post(plan: &mut Plan, name: &str, posted: &Posted) -> Option<PostId> {
    let chosen = posted.text(name).and_then(|it| PostId::new(it).ok());
    let chosen = chosen.filter(|id| plan.post(id).is_some());
    chosen.or_else(|| {
        let named = posted.text(&format!("new-{name}"))?;
        new_post(plan, named)
    })
}

/// The post of that name, made where it is not there.
fn new_post(plan: &mut Plan, name: &str) -> Option<PostId> {
    if let Some(known) = plan.posts.iter().find(|post| post.name == name) {
        return Some(known.id.clone());
    }
    let id = PostId::new(free(plan, "post", |plan, id| {
        plan.posts.iter().any(|post| post.id.as_str() == id)
    }));
    let id = id.ok()?;
    plan.posts.push(Post {
        id: id.clone(),
        name: name.to_owned(),
        name_en: None,
        holders: Vec::new(),
        hours: plan::Hours::Always,
        substitutes: Vec::new(),
        duties: Vec::new(),
        qualifications: Vec::new(),
        source: None,
    });
    Some(id)
}

/// The event of that name, made where it is not there.
fn new_event(plan: &mut Plan, name: &str) -> EventId {
    if let Some(known) = plan.events.iter().find(|event| event.name == name) {
        return known.id.clone();
    }
    let id = free(plan, "event", |plan, id| {
        plan.events.iter().any(|event| event.id.as_str() == id)
    });
    let id = EventId::new(id).expect("a word and a number make an identifier");
    plan.events.push(EventType {
        id: id.clone(),
        name: name.to_owned(),
        name_en: None,
        leader: None,
        caution: None,
        caution_en: None,
        facts: Vec::new(),
        source: None,
    });
    id
}

fn new_procedure(plan: &mut Plan, event: Option<EventId>, text: &str) {
    let id = free(plan, "procedure", |plan, id| {
        plan.procedures.iter().any(|it| it.id.as_str() == id)
    });
    let first = free(plan, "step", has_step);
    let (Ok(id), Ok(first)) = (ProcedureId::new(id), StepId::new(first)) else {
        return;
    };
    let named = event.as_ref().and_then(|event| plan.event(event));
    let name = named.map_or_else(|| id.to_string(), |event| event.name.clone());
    plan.procedures.push(Procedure {
        id,
        name,
        name_en: None,
        event,
        from: None,
        steps: vec![step(first, text)],
        source: None,
    });
}

fn step(id: StepId, text: &str) -> Step {
    Step {
        id,
        text: text.to_owned(),
        text_en: None,
        post: None,
        limit: None,
        after: Vec::new(),
        when: None,
        evidence: Vec::new(),
        life_safety: false,
        notice: None,
        source: None,
    }
}

fn has_step(plan: &Plan, id: &str) -> bool {
    let mut steps = plan.procedures.iter().flat_map(|it| &it.steps);
    steps.any(|step| step.id.as_str() == id)
}

/// An id that is not taken: post-4.
fn free(plan: &Plan, word: &str, is_taken: impl Fn(&Plan, &str) -> bool) -> String {
    let mut number = 1;
    loop {
        let id = format!("{word}-{number}");
        if !is_taken(plan, &id) {
            return id;
        }
        number += 1;
    }
}

/// Takes an event without a procedure, or a procedure without steps, out of the plan.
fn drop_element(plan: &mut Plan, element: &str) {
    let Some((section, id)) = element.split_once(' ') else {
        return;
    };
    match section {
        "event" => {
            plan.events.retain(|it| it.id.as_str() != id);
            for grade in &mut plan.grades {
                grade.when.retain(|event, _| event.as_str() != id);
            }
            plan.reports
                .retain(|it| it.event.as_ref().is_none_or(|it| it.as_str() != id));
        }
        "procedure" => plan.procedures.retain(|it| it.id.as_str() != id),
        // A form of ours drops nothing else.
        _ => {}
    }
}
