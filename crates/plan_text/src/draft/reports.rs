//! Reports of a draft: every limit that the text sets for telling somebody.

use plan::condition::Condition;
use plan::{Clock, EventId, ReportId, ReportLimit, ReportRule, Whose};

use super::actor::new_actor;
use super::branch;
use super::cast::Cast;
use super::closing::sums_up;
use super::course::{Course, as_limit, plain_minutes, speaks_of_after};
use super::ids::Ids;
use super::original::{Original, clean, unnumbered};
use crate::facts::{Deadline, Fact, Kind};
use crate::span::Span;

/// What was read of a report and could not be written as a plan.
pub(super) struct Unwritten {
    pub(super) element: String,
    pub(super) place: Span,
}

/// Builds the reports; also says which of them the text makes only in some cases.
pub(super) fn reports(
    original: &Original,
    facts: &[Fact],
    course: &mut Course,
    cast: &mut Cast,
) -> (Vec<ReportRule>, Vec<Unwritten>) {
    let mut ids = Ids::default();
    let mut rules = Vec::new();
    let mut conditional = Vec::new();
    for (fact, deadline) in facts
        .iter()
        .filter_map(|fact| Some((fact, deadline(fact)?)))
    {
        let Some(within) = plain_minutes(deadline).and_then(as_limit) else {
            continue;
        };
        let sentence = original.sentence(fact.span);
        let words = original.at(sentence);
        // What is written after the end belongs to the end.
        let afterwards = sums_up(words) || deadline.to.is_none() && speaks_of_after(words);
        if afterwards || !tells(deadline, original.at(fact.span)) {
            continue;
        }
        let Ok(id) = ReportId::new(ids.take(&format!("report-{}", rules.len() + 1))) else {
            continue;
        };
        let to = deadline.to.as_deref().map(str::trim);
        let procedure = course
            .places
            .iter()
            .position(|place| place.contains(fact.span));
        // A step that says something to nobody in particular is a step and no report.
        if procedure.is_some() && deadline.to.is_none() {
            continue;
        }
        let event = procedure.and_then(|at| course.procedures[at].event.clone());
        let when = case(original.at(sentence))
            .and_then(|words| declare_everywhere(words, event.as_ref(), course));
        if when.is_none()
            && (deadline.level.is_some() || is_conditional(original, sentence, fact.span, deadline))
        {
            conditional.push(Unwritten {
                element: format!("report {id}"),
                place: sentence,
            });
        }
        rules.push(ReportRule {
            id,
            name: clean(original.at(fact.span)),
            name_en: None,
            event,
            when,
            to: to
                .filter(|to| original.holds(sentence, to))
                .map(str::to_owned),
            to_en: None,
            post: actor(original, sentence, fact.span, cast),
            clock: clock(words),
            limits: vec![ReportLimit {
                within,
                whose: Whose::Own,
                binds: Vec::new(),
                basis: None,
            }],
            form: None,
            notice: None,
            source: Some(original.source(sentence)),
        });
    }
    (rules, conditional)
}

/// `有人受伤或死亡的，…`: in which case the report is due. A grade is no fact that can be asked.
fn case(sentence: &str) -> Option<&str> {
    let (clause, _) = unnumbered(sentence).split_once(['，', ','])?;
    let words = clause.trim().strip_suffix('的')?;
    let asked = (2..=30).contains(&words.chars().count())
        && !words.contains(['级', '】', '【', '\t'])
        && !words.contains(|c: char| c.is_ascii_digit());
    asked.then_some(words)
}

/// The condition of a case, asked of the event that the report is for, else of every event.
fn declare_everywhere(
    words: &str,
    event: Option<&EventId>,
    course: &mut Course,
) -> Option<Condition> {
    let mut condition = None;
    for it in &mut course.events {
        if event.is_none_or(|event| *event == it.id) {
            condition = Some(branch::declare(words, it, &mut course.cases)?);
        }
    }
    condition
}

fn deadline(fact: &Fact) -> Option<&Deadline> {
    match &fact.kind {
        Kind::Deadline(deadline) => Some(deadline),
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
    }
}

/// Whether the act is to tell somebody.
fn tells(deadline: &Deadline, words: &str) -> bool {
    const TELLS: &[&str] = &[
        "报告", "上报", "报送", "续报", "初报", "终报", "汇报", "呈报", "报",
    ];
    const NOT: &[&str] = &["报警", "报名", "报修", "报废", "预报", "警报", "报到"];
    let said = |text: &str| {
        let mut text = text.to_owned();
        for word in NOT {
            text = text.replace(word, "");
        }
        TELLS.iter().any(|word| text.contains(word))
    };
    said(&deadline.action) || said(words)
}

/// Who reports: the last one who acts in the words up to the limit.
fn actor(original: &Original, sentence: Span, fact: Span, cast: &mut Cast) -> Option<duty::PostId> {
    let before = unnumbered(original.at(Span {
        start: sentence.start,
        end: fact.end,
    }));
    let known = cast.names.last_actor(before).cloned();
    known.or_else(|| new_actor(original, before, sentence, cast))
}

/// The clock starts with the head where the text says that the head was told, else with the incident.
fn clock(words: &str) -> Clock {
    let head_told = [
        "单位负责人接到", "负责人接到", "主要负责人接", "校长接到", "负责人知悉", "校长知悉",
        "院长知悉", "经理知悉", "厂长知悉", "镇长知悉",
    ];
    if head_told.iter().any(|said| words.contains(said)) {
        Clock::HeadTold
    } else {
        Clock::Reported
    }
}

/// A report that is due only of some kinds of incident, which nobody has written as a condition.
fn is_conditional(original: &Original, sentence: Span, fact: Span, deadline: &Deadline) -> bool {
    let words = original.at(sentence);
    let before: String = original
        .at(Span {
            start: sentence.start,
            end: fact.start.max(sentence.start),
        })
        .chars()
        .rev()
        .take(30)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let narrowed = [
        "重伤", "死亡", "重大", "较大", "特别", "以上", "严重", "级", "属于", "涉及",
    ];
    let trigger = deadline.trigger.as_deref().unwrap_or("");
    narrowed
        .iter()
        .any(|word| before.contains(word) || trigger.contains(word))
        || ["如果", "如属", "若属"]
            .iter()
            .any(|word| words.contains(word))
}
