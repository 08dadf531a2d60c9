//! Grades of a draft, with conditions where every alternative of the criteria is understood.

use plan::condition::Condition;
use plan::{Grade, GradeId, Rank};

use super::course::Course;
use super::criteria::{Bound, alternatives};
use super::original::{Original, clean};
use crate::facts::{Fact, Kind, Level};
use crate::span::Span;

/// A grade whose condition could not be written.
pub(super) struct Unwritten {
    pub(super) element: String,
    pub(super) place: Span,
}

/// Builds the grades of the first scheme that grades events; levels of other schemes are not grades of
/// incidents.
pub(super) fn grades(
    original: &Original,
    facts: &[Fact],
    within: Span,
    course: &mut Course,
) -> (Vec<Grade>, Vec<Unwritten>) {
    let levels: Vec<(Span, &Level)> = facts
        .iter()
        .filter_map(|fact| match &fact.kind {
            Kind::Level(level) => Some((fact.span, level)),
            Kind::Deadline(_)
            | Kind::Cadence(_)
            | Kind::Retention(_)
            | Kind::Window(_)
            | Kind::Threshold(_)
            | Kind::Role(_)
            | Kind::Hotline(_)
            | Kind::Procedure(_)
            | Kind::Activity(_)
            | Kind::Duty(_)
            | Kind::Qualification(_)
            | Kind::Basis(_) => None,
        })
        .collect();
    let scheme = ["事件分级", "事故分级", "舆情分级", "响应分级"]
        .into_iter()
        .find(|scheme| {
            levels
                .iter()
                .filter(|(_, level)| level.scheme == *scheme)
                .count()
                >= 2
        });
    let mut chosen: Vec<(Rank, Span, &Level)> = Vec::new();
    for (at, level) in &levels {
        let rank = Rank::new(level.rank);
        let Some(rank) = rank.filter(|_| Some(level.scheme) == scheme) else {
            continue;
        };
        if !chosen.iter().any(|(other, ..)| *other == rank) {
            chosen.push((rank, *at, level));
        }
    }
    let criteria: Vec<Span> = chosen
        .iter()
        .map(|(_, at, _)| criteria(original, *at, &levels, within))
        .collect();
    let read: Vec<Option<Vec<Bound>>> = criteria
        .iter()
        .zip(&chosen)
        .map(|(span, (_, at, _))| {
            alternatives(original.at(Span {
                start: at.end,
                end: span.end,
            }))
        })
        .collect();
    let starts: Vec<(usize, String)> = read
        .iter()
        .flatten()
        .flatten()
        .filter_map(Bound::lower)
        .collect();
    let mut grades = Vec::new();
    let mut unwritten = Vec::new();
    for (((rank, at, level), place), bounds) in chosen.into_iter().zip(criteria).zip(&read) {
        let Ok(id) = GradeId::new(format!("grade-{}", rank.number())) else {
            continue;
        };
        let condition = bounds.as_ref().and_then(|bounds| {
            let said: Vec<String> = bounds.iter().map(|bound| bound.say(&starts)).collect();
            Condition::parse(said.join(" 或 ")).ok()
        });
        let mut when = std::collections::BTreeMap::new();
        if let (Some(condition), Some(bounds)) = (&condition, bounds) {
            for event in &mut course.events {
                for bound in bounds {
                    bound.declare(&mut event.facts);
                }
                when.insert(event.id.clone(), condition.clone());
            }
        }
        if when.is_empty() {
            unwritten.push(Unwritten {
                element: format!("grade {id}"),
                place: at,
            });
        }
        grades.push(Grade {
            id,
            name: clean(&level.label),
            name_en: None,
            rank,
            leader: None,
            when,
            source: Some(original.source(place)),
        });
    }
    (grades, unwritten)
}

/// From a grade's label to the end of what makes it: the end of its line, or of the lines up to the next
/// grade where the label stands alone.
fn criteria(original: &Original, label: Span, levels: &[(Span, &Level)], within: Span) -> Span {
    const LONGEST: usize = 600;
    let next = levels
        .iter()
        .map(|(at, _)| at.start)
        .filter(|&start| start >= label.end)
        .min()
        .unwrap_or(within.end)
        .min(label.end + LONGEST)
        .min(within.end);
    let rest = original.at(Span {
        start: label.end,
        end: next,
    });
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let bare = rest[..line].trim_matches(['：', ':', '）', ')', ' ', '\u{3000}', '。']);
    let end = if bare.is_empty() { rest.len() } else { line };
    let kept = rest[..end].trim_end();
    Span {
        start: label.start,
        end: label.end + kept.chars().count(),
    }
}
