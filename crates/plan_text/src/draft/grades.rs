//! Grades of a draft, with conditions where every alternative of the criteria is understood.

use plan::condition::Condition;
use plan::{EventId, Grade, GradeId, Rank};

use super::cast::Cast;
use super::course::Course;
use super::criteria::{Bound, alternatives};
use super::original::{Original, clean, union, unnumbered};
use super::spelled;
use crate::facts::{Fact, Kind, Level};
use crate::span::Span;

/// A grade whose condition could not be written.
pub(super) struct Unwritten {
    pub(super) element: String,
    pub(super) place: Span,
}

/// A level of the text that grades incidents.
struct Graded<'a> {
    rank: Rank,
    at: Span,
    level: &'a Level,
    /// The event under whose heading it stands; none where the grading is of all events.
    event: Option<EventId>,
}

/// Builds the grades of the first scheme that grades events, and of every grading that stands under the
/// name of an event; levels of other schemes are not grades of incidents.
pub(super) fn grades(
    original: &Original,
    facts: &[Fact],
    within: Span,
    course: &mut Course,
    cast: &Cast,
) -> (Vec<Grade>, Vec<Unwritten>) {
    let levels: Vec<(Span, &Level)> = facts.iter().filter_map(level).collect();
    let chosen = chosen(original, &levels, within, course);
    let criteria: Vec<Span> = chosen
        .iter()
        .map(|it| criteria(original, it.at, &levels, within))
        .collect();
    let texts: Vec<&str> = criteria
        .iter()
        .zip(&chosen)
        .map(|(span, it)| {
            original.at(Span {
                start: it.at.end,
                end: span.end,
            })
        })
        .collect();
    let read: Vec<Option<Vec<Bound>>> = texts.iter().map(|text| alternatives(text)).collect();
    let starts: Vec<(usize, String)> = read
        .iter()
        .flatten()
        .flatten()
        .filter_map(Bound::lower)
        .collect();
    let is_closed = texts.iter().any(|text| spelled::is_below(text));
    let mut grades: Vec<Grade> = Vec::new();
    let mut unwritten = Vec::new();
    for (nth, it) in chosen.iter().enumerate() {
        let Ok(id) = GradeId::new(format!("grade-{}", it.rank.number())) else {
            continue;
        };
        let of_events = course
            .events
            .iter_mut()
            .filter(|event| it.event.as_ref().is_none_or(|own| *own == event.id));
        let mut when = Vec::new();
        for event in of_events {
            let condition = match &read[nth] {
                Some(bounds) => {
                    let said: Vec<String> = bounds.iter().map(|it| it.say(&starts)).collect();
                    let condition = Condition::parse(said.join(" 或 ")).ok();
                    if condition.is_some() {
                        for bound in bounds {
                            bound.declare(&mut event.facts);
                        }
                    }
                    condition
                }
                None if is_closed => spelled::condition(texts[nth], event, &mut course.cases),
                None => None,
            };
            when.extend(condition.map(|condition| (event.id.clone(), condition)));
        }
        if when.is_empty() {
            unwritten.push(Unwritten {
                element: format!("grade {id}"),
                place: it.at,
            });
        }
        match grades.iter_mut().find(|grade| grade.rank == it.rank) {
            Some(known) => {
                known.source = known.source.take().map(|source| {
                    let span = Span {
                        start: source.span.0,
                        end: source.span.1,
                    };
                    original.source(union(span, criteria[nth]))
                });
                known.when.extend(when);
            }
            None => grades.push(Grade {
                id,
                name: clean(&it.level.label),
                name_en: None,
                rank: it.rank,
                leader: None,
                when: when.into_iter().collect(),
                source: Some(original.source(criteria[nth])),
            }),
        }
    }
    leaders(original, within, cast, &mut grades);
    (grades, unwritten)
}

fn level(fact: &Fact) -> Option<(Span, &Level)> {
    match &fact.kind {
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
    }
}

/// The levels that become grades: one of each rank, or one of each rank under each event's name.
fn chosen<'a>(
    original: &Original,
    levels: &[(Span, &'a Level)],
    within: Span,
    course: &Course,
) -> Vec<Graded<'a>> {
    const SCHEMES: [&str; 4] = ["事件分级", "事故分级", "舆情分级", "响应分级"];
    let scheme = SCHEMES.into_iter().find(|scheme| {
        let of_it = levels.iter().filter(|(_, level)| level.scheme == *scheme);
        of_it.count() >= 2
    });
    let headings = headings(original, within, course);
    let mut chosen: Vec<Graded> = Vec::new();
    for (at, level) in levels {
        let last = headings.partition_point(|(start, _)| *start <= at.start);
        let event = last
            .checked_sub(1)
            .and_then(|last| headings[last].1.clone());
        let of_scheme =
            Some(level.scheme) == scheme || event.is_some() && SCHEMES.contains(&level.scheme);
        let Some(rank) = Rank::new(level.rank).filter(|_| of_scheme) else {
            continue;
        };
        let known = chosen
            .iter()
            .any(|it| it.rank == rank && (it.event == event || it.event.is_none()));
        if !known {
            chosen.push(Graded {
                rank,
                at: *at,
                level,
                event,
            });
        }
    }
    chosen
}

/// Where the text stands under the name of an event, and where it no longer does.
fn headings(original: &Original, within: Span, course: &Course) -> Vec<(usize, Option<EventId>)> {
    const LONGEST: usize = 24;
    let mut all = Vec::new();
    let mut start = within.start;
    for line in original.at(within).split_inclusive('\n') {
        let length = line.chars().count();
        let words = line.trim();
        if words.chars().take(LONGEST + 1).count() <= LONGEST && !words.is_empty() {
            let bare = unnumbered(words).trim_end_matches(['：', ':']).trim();
            let event = course.events.iter().find(|event| event.name == bare);
            let is_section = words.split_once('、').is_some_and(|(number, _)| {
                !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c))
            });
            if event.is_some() || is_section {
                all.push((start, event.map(|event| event.id.clone())));
            }
        }
        start += length;
    }
    all
}

/// `Ⅰ级、Ⅱ级响应由校长指挥，Ⅲ级响应由总指挥指挥`: who leads at which grade.
fn leaders(original: &Original, within: Span, cast: &Cast, grades: &mut [Grade]) {
    /// A grade and the sentence that says who leads it are shown as one place up to this length.
    const FURTHEST: usize = 1_500;
    const RANKS: [[&str; 2]; 4] = [
        ["Ⅰ级", "一级"],
        ["Ⅱ级", "二级"],
        ["Ⅲ级", "三级"],
        ["Ⅳ级", "四级"],
    ];
    for sentence in original.sentences(within) {
        let words = original.at(sentence);
        if !words.contains("响应由") {
            continue;
        }
        for clause in words.split(['，', ',', '。', '；', ';']) {
            let Some((of, by)) = clause.split_once("响应由") else {
                continue;
            };
            let name = ["负责指挥", "指挥", "负责", "领导"]
                .iter()
                .find_map(|end| by.trim().strip_suffix(end));
            let Some(post) = name.and_then(|name| cast.names.exactly(name.trim())) else {
                continue;
            };
            let named = grades.iter_mut().filter(|grade| {
                let spellings = RANKS.get(usize::from(grade.rank.number()).saturating_sub(1));
                spellings.is_some_and(|them| them.iter().any(|it| of.contains(it)))
            });
            for grade in named {
                let Some(source) = &grade.source else {
                    continue;
                };
                let span = Span {
                    start: source.span.0,
                    end: source.span.1,
                };
                let place = union(span, sentence);
                if grade.leader.is_none() && place.len() <= FURTHEST {
                    grade.leader = Some(post.clone());
                    grade.source = Some(original.source(place));
                }
            }
        }
    }
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
