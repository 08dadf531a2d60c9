//! A draft of a plan, from the reading of a text: every element with the place that it came from.
//!
//! Nothing is invented. A name, a number, a limit or a post enters the draft only when it stands at the
//! place given as the element's source; what the text does not say stays missing and is a [`Blank`].

mod actor;
mod again;
mod blank;
mod branch;
mod cast;
mod closing;
mod course;
mod criteria;
mod grades;
mod ids;
mod meta;
mod names;
mod order;
mod original;
mod reports;
mod spelled;
mod substitutes;

use duty::PostId;
use plan::{Clock, Plan, ReportRule, Retention};

use crate::Reading;
use crate::facts::{Fact, Kind};
use crate::genre::Genre;
use crate::procedure::Procedure;
use crate::role::Role;
use crate::span::Span;

pub use again::{Change, Difference, Field, differences};
pub use blank::{Blank, LIFE_SAFETY_STEPS, Missing, Proposal, STEPS, fill, gaps, open, steps_of};

/// A plan as far as the text says it, and what must be filled before it runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What the text says.
    pub plan: Plan,
    /// What is missing, what would hurt first on top.
    pub blanks: Vec<Blank>,
    /// Which of the merged documents was drafted, from 0; none where the text is empty.
    pub part: Option<usize>,
}

/// Drafts the first of the merged documents that is a plan. `document_digest` names the text in every
/// source: hex SHA-256 of the document.
pub fn draft(text: &str, document_digest: &str, reading: &Reading) -> Draft {
    match first_plan(reading) {
        Some(part) => draft_part(text, document_digest, reading, part),
        None => Draft {
            blanks: blank::blanks(&Plan::default(), Vec::new()),
            plan: Plan::default(),
            part: None,
        },
    }
}

/// Drafts one of the merged documents, counted from 0; an empty plan where there is no such document.
pub fn draft_part(text: &str, document_digest: &str, reading: &Reading, part: usize) -> Draft {
    let original = original::Original::new(text, document_digest);
    let Some(document) = reading.document.parts.get(part) else {
        return Draft {
            blanks: blank::blanks(&Plan::default(), Vec::new()),
            plan: Plan::default(),
            part: None,
        };
    };
    let within = document.span;
    let facts: Vec<Fact> = reading
        .facts
        .iter()
        .filter(|fact| within.contains(fact.span))
        .cloned()
        .collect();
    let roles: Vec<&Role> = reading
        .roles
        .iter()
        .filter(|it| within.contains(it.span))
        .collect();
    let procedures: Vec<&Procedure> = reading
        .procedures
        .iter()
        .filter(|it| within.contains(it.span))
        .collect();
    let mut cast = cast::cast(&original, &roles, within);
    substitutes::read(&original, within, &mut cast);
    let set_up = cast.posts.len();
    let mut course = course::course(
        &original,
        &procedures,
        document.title.as_ref(),
        &facts,
        &mut cast,
    );
    let (grades, unwritten_grades) = grades::grades(&original, &facts, within, &mut course, &cast);
    let (reports, conditional) = reports::reports(&original, &facts, &mut course, &mut cast);
    let closing = closing::closing(&original, within, &facts, &cast);
    let (retention, too_long) = retention(&original, &facts);
    let plan = Plan {
        meta: plan::Meta {
            head: head_told(&original, &reports, &cast),
            ..meta::meta(&original, document, &facts)
        },
        posts: cast.posts,
        groups: cast.groups,
        events: course.events,
        grades,
        procedures: course.procedures,
        reports,
        notices: Vec::new(),
        closing,
        signals: Vec::new(),
        retention,
    };
    let mut seen = Vec::new();
    if reading.document.parts.len() > 1 {
        let missing = Missing::OtherDocuments {
            parts: reading.document.parts.len(),
            drafted: part + 1,
        };
        seen.push(blank::seen("meta".to_owned(), missing, None));
    }
    for (nth, post) in plan.posts.iter().enumerate() {
        let missing = if nth >= set_up {
            Missing::NotSetUp
        } else {
            Missing::Holder
        };
        if post.holders.is_empty() {
            seen.push(blank::seen(
                format!("post {}", post.id),
                missing,
                post.source.clone(),
            ));
        }
    }
    seen.extend(cast.differing.into_iter().map(|(post, at)| {
        blank::seen(
            format!("post {post}"),
            Missing::HoldersDiffer,
            Some(original.source(at)),
        )
    }));
    seen.extend(unwritten_grades.into_iter().map(|it| {
        blank::seen(
            it.element,
            Missing::GradeCondition,
            Some(original.source(it.place)),
        )
    }));
    seen.extend(conditional.into_iter().map(|it| {
        blank::seen(
            it.element,
            Missing::ReportCondition,
            Some(original.source(it.place)),
        )
    }));
    seen.extend(too_long.into_iter().map(|at| {
        blank::seen(
            "retention".to_owned(),
            Missing::Retention,
            Some(original.source(at)),
        )
    }));
    Draft {
        blanks: blank::blanks(&plan, seen),
        plan,
        part: Some(part),
    }
}

/// Whose knowledge starts a clock: of `在校长知悉后1小时内` 校长.
fn head_told(
    original: &original::Original,
    reports: &[ReportRule],
    cast: &cast::Cast,
) -> Option<PostId> {
    let told = reports
        .iter()
        .filter(|report| report.clock == Clock::HeadTold);
    let mut sentences = told
        .filter_map(|report| report.source.as_ref())
        .map(|source| {
            let (start, end) = source.span;
            original.at(Span { start, end })
        });
    sentences.find_map(|sentence| {
        let at = ["知悉", "接到"]
            .iter()
            .filter_map(|word| sentence.find(word))
            .min()?;
        cast.names
            .at_end(&sentence[..at])
            .map(|(_, post)| post.clone())
    })
}

/// The first document that is a plan; else the first with a procedure; else the first.
fn first_plan(reading: &Reading) -> Option<usize> {
    let parts = &reading.document.parts;
    let has_procedure = |span: Span| reading.procedures.iter().any(|it| span.contains(it.span));
    parts
        .iter()
        .position(|part| part.genre == Genre::Plan && has_procedure(part.span))
        .or_else(|| parts.iter().position(|part| part.genre == Genre::Plan))
        .or_else(|| parts.iter().position(|part| has_procedure(part.span)))
        .or((!parts.is_empty()).then_some(0))
}

/// Keeping times, and the places of those that are longer than the plan language can say.
fn retention(original: &original::Original, facts: &[Fact]) -> (Vec<Retention>, Vec<Span>) {
    let mut kept = Vec::new();
    let mut too_long = Vec::new();
    for fact in facts {
        let Kind::Retention(retention) = &fact.kind else {
            continue;
        };
        let sentence = original.sentence(fact.span);
        let what = retention.what.trim();
        match days(&retention.period).and_then(|days| course::as_limit(days.checked_mul(1_440)?)) {
            Some(keep) if original.holds(sentence, what) => kept.push(Retention {
                what: what.to_owned(),
                keep,
                source: Some(original.source(sentence)),
            }),
            Some(_) | None => too_long.push(fact.span),
        }
    }
    (kept, too_long)
}

/// The days of `P60D`, `P2W`, `P6M`, `P1Y`, `PT48H`; a month counts 30 and a year 365.
fn days(period: &str) -> Option<u64> {
    let hours = period
        .strip_prefix("PT")
        .and_then(|it| it.strip_suffix('H'));
    if let Some(hours) = hours {
        let hours: u64 = hours.parse().ok()?;
        return hours.is_multiple_of(24).then_some(hours / 24);
    }
    let period = period.strip_prefix('P')?;
    let unit = period.chars().next_back()?;
    let number: u64 = period.strip_suffix(unit)?.parse().ok()?;
    let factor = match unit {
        'D' => 1,
        'W' => 7,
        'M' => 30,
        'Y' => 365,
        _ => return None,
    };
    number.checked_mul(factor)
}
