//! Events and procedures of a draft, step by step.

use std::collections::BTreeMap;

use plan::{EventId, EventType, Limit, Procedure, ProcedureId, Step, StepId};

use super::actor::new_actor;
use super::cast::Cast;
use super::ids::{self, Ids};
use super::original::{Original, clean, union};
use crate::document::Words;
use crate::facts::{Deadline, Fact, Kind};
use crate::procedure;
use crate::span::Span;

/// Events with what is done in them.
#[derive(Default)]
pub(super) struct Course {
    pub(super) events: Vec<EventType>,
    pub(super) procedures: Vec<Procedure>,
    /// Where each procedure stands, beside `procedures`.
    pub(super) places: Vec<Span>,
}

/// The word of a reading for a procedure that answers any event.
const ANY_EVENT: &str = "通用";

/// Builds events and procedures.
pub(super) fn course(
    original: &Original,
    found: &[&procedure::Procedure],
    title: Option<&Words>,
    facts: &[Fact],
    cast: &mut Cast,
) -> Course {
    let mut course = Course::default();
    let mut known: BTreeMap<String, EventId> = BTreeMap::new();
    let mut event_ids = Ids::default();
    let mut ids = Ids::default();
    for procedure in found {
        let event = event_of(original, procedure, title).and_then(|(name, at)| {
            if let Some(id) = known.get(&name) {
                return Some(id.clone());
            }
            let number = course.events.len() + 1;
            let wish = ids::event(&name).map_or_else(|| format!("event-{number}"), str::to_owned);
            let id = EventId::new(event_ids.take(&wish)).ok()?;
            known.insert(name.clone(), id.clone());
            course.events.push(EventType {
                id: id.clone(),
                name,
                name_en: None,
                leader: None,
                caution: None,
                caution_en: None,
                facts: Vec::new(),
                source: Some(original.source(at)),
            });
            Some(id)
        });
        let number = course.procedures.len() + 1;
        let wish = event
            .as_ref()
            .map_or_else(|| format!("procedure-{number}"), EventId::to_string);
        let own = ids.take(&wish);
        let Ok(id) = ProcedureId::new(&own) else {
            continue;
        };
        let steps = steps(original, procedure, &own, facts, cast);
        let name = procedure
            .title
            .as_ref()
            .map_or_else(String::new, |title| title.text.clone());
        let place = procedure
            .title
            .as_ref()
            .map_or(procedure.span, |title| union(procedure.span, title.span));
        course.places.push(place);
        course.procedures.push(Procedure {
            id,
            name,
            name_en: None,
            event,
            from: None,
            steps,
            source: Some(original.source(procedure.title.as_ref().map_or(place, |it| it.span))),
        });
    }
    course
}

/// The event of a procedure with the place that names it: its own title; of a procedure for any event,
/// the title of the document where that names one.
fn event_of(
    original: &Original,
    procedure: &procedure::Procedure,
    title: Option<&Words>,
) -> Option<(String, Span)> {
    if procedure.event != ANY_EVENT {
        let place = procedure
            .title
            .as_ref()
            .map_or(procedure.span, |title| title.span);
        let name = procedure.event.trim();
        return original
            .holds(place, name)
            .then(|| (name.to_owned(), place));
    }
    let title = title?;
    let name = event_in_title(&title.text)?;
    original
        .holds(title.span, name)
        .then(|| (name.to_owned(), title.span))
}

/// `青禾小学燃气泄漏事故应急预案` is for 燃气泄漏事故.
fn event_in_title(title: &str) -> Option<&str> {
    const ENDS: &[&str] = &[
        "预案", "方案", "处置", "现场", "专项", "应急", "救援", "响应", "突发事件", "突发",
    ];
    const OWNERS: &[&str] = &[
        "学校", "小学", "中学", "大学", "学院", "幼儿园", "公司", "工厂", "厂", "医院", "酒店",
        "宾馆", "街道", "镇", "乡", "县", "市", "区", "局", "中心", "车间", "仓库", "集团", "校园",
    ];
    let mut name = title.trim().trim_end_matches(['）', ')', '》']);
    while let Some(shorter) = ENDS.iter().find_map(|end| name.strip_suffix(end)) {
        name = shorter;
    }
    let from = OWNERS
        .iter()
        .filter_map(|owner| name.rfind(owner).map(|at| at + owner.len()))
        .max()
        .unwrap_or(0);
    let name = name[from..].trim();
    let general = [
        "安全", "安全生产", "安全事故", "事故", "综合", "突发公共", "总体",
    ];
    ((2..=12).contains(&name.chars().count()) && !general.contains(&name)).then_some(name)
}

/// One thing to do as printed: its place and its words.
struct Printed {
    place: Span,
    text: String,
}

fn steps(
    original: &Original,
    procedure: &procedure::Procedure,
    prefix: &str,
    facts: &[Fact],
    cast: &mut Cast,
) -> Vec<Step> {
    let mut printed = Vec::new();
    for step in &procedure.steps {
        print(step, &mut printed);
    }
    let mut steps = Vec::new();
    for (at, printed) in printed.into_iter().enumerate() {
        let Ok(id) = StepId::new(format!("{prefix}-step-{}", at + 1)) else {
            continue;
        };
        let text = clean(&printed.text);
        let post = cast
            .names
            .actor(&text)
            .cloned()
            .or_else(|| new_actor(original, &text, printed.place, cast));
        steps.push(Step {
            id,
            post,
            limit: limit(facts, printed.place),
            after: Vec::new(),
            when: None,
            evidence: Vec::new(),
            life_safety: is_life_safety(&text),
            notice: None,
            source: Some(original.source(printed.place)),
            text_en: None,
            text,
        });
    }
    steps
}

/// A step with what belongs to it. A step that is only a heading gives its items instead.
fn print(step: &procedure::Step, printed: &mut Vec<Printed>) {
    const SHORT_HEADING: usize = 16;
    const SHORT_ITEMS: usize = 160;
    let words = step.words.text.trim();
    let is_heading =
        words.chars().count() <= SHORT_HEADING && !words.ends_with(['。', ';', '；', '.']);
    let nested: usize = step
        .nested
        .iter()
        .map(|it| it.words.text.chars().count())
        .sum();
    if !step.nested.is_empty() && (is_heading || nested > SHORT_ITEMS) {
        if !is_heading {
            printed.push(Printed {
                place: step.span,
                text: words.to_owned(),
            });
        }
        for nested in &step.nested {
            print(nested, printed);
        }
        return;
    }
    let mut place = step.span;
    let mut text = words.to_owned();
    let mut pieces = Vec::new();
    belonging(step, &mut pieces);
    pieces.sort_by_key(|(span, _)| *span);
    // From the first paragraph on that speaks of the time after, nothing belongs to a step that has words
    // of its own.
    let own = pieces
        .into_iter()
        .take_while(|(_, piece)| is_heading || !speaks_of_after(piece));
    for (span, piece) in own {
        place = union(place, span);
        text.push_str(&piece);
    }
    printed.push(Printed { place, text });
}

/// Paragraphs and items under a step, items with their numbers, each with its place.
fn belonging(step: &procedure::Step, pieces: &mut Vec<(Span, String)>) {
    pieces.extend(
        step.more
            .iter()
            .map(|words| (words.span, words.text.clone())),
    );
    for item in &step.nested {
        let number = item
            .number
            .as_ref()
            .map_or("", |number| number.printed.text.as_str());
        pieces.push((item.span, format!("{number}{}", item.words.text)));
        belonging(item, pieces);
    }
}

/// `处置结束后,由…写出报告` is no part of the step above it.
pub(super) fn speaks_of_after(text: &str) -> bool {
    let head: String = text.chars().take(24).collect();
    [
        "结束后", "结案后", "终止后", "解除后", "处置完毕后", "处理完毕后", "恢复后",
    ]
    .iter()
    .any(|word| head.contains(word))
}

/// The limit of a step: the longest of the lengths of time that bind it, since the step is done when all
/// of it is. Calendar points and working days are no length and stay blank.
fn limit(facts: &[Fact], place: Span) -> Option<Limit> {
    let first = facts.partition_point(|fact| fact.span.start < place.start);
    let near = facts[first..]
        .iter()
        .take_while(|fact| fact.span.start < place.end);
    let bound = near.filter(|fact| place.contains(fact.span));
    let minutes: Vec<Option<u64>> = bound
        .filter_map(|fact| match &fact.kind {
            Kind::Deadline(deadline) => Some(plain_minutes(deadline)),
            Kind::Cadence(_)
            | Kind::Retention(_)
            | Kind::Window(_)
            | Kind::Level(_)
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
    let all: Option<Vec<u64>> = minutes.into_iter().collect();
    as_limit(all?.into_iter().max()?)
}

/// The minutes of a limit that is a plain length of time; none of an escalation, which is no limit of the act.
pub(super) fn plain_minutes(deadline: &Deadline) -> Option<u64> {
    deadline
        .within_min
        .filter(|_| !deadline.working && !deadline.escalation)
}

/// Minutes as a limit, where the plan language has room for them.
pub(super) fn as_limit(minutes: u64) -> Option<Limit> {
    let seconds = i64::try_from(minutes).ok()?.checked_mul(60)?;
    Limit::seconds(seconds)
        .ok()
        .filter(|limit| limit.as_seconds() > 0)
}

/// A step that saves people. Goods saved are not people saved.
fn is_life_safety(text: &str) -> bool {
    const SAVES: &[&str] = &[
        "疏散", "撤离", "撤出", "逃生", "救人", "急救", "救护", "救治", "搜救", "拨打119",
        "拨打120", "报119", "报120", "抢救伤", "抢救被困", "抢救受",
    ];
    SAVES.iter().any(|word| text.contains(word))
}
