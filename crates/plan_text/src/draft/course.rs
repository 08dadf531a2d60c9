//! Events and procedures of a draft, step by step.

use std::collections::BTreeMap;

use plan::{EventId, EventType, Limit, Procedure, ProcedureId, Rank, Step, StepId};

use duty::{Evidence, PostId};

use super::actor::new_actor;
use super::branch;
use super::cast::Cast;
use super::ids::{self, Ids};
use super::order::{self, Placed};
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
    /// The cases that are asked with yes or no, by the words of the text.
    pub(super) cases: Vec<String>,
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
        let answered = event
            .as_ref()
            .and_then(|id| course.events.iter_mut().find(|it| it.id == *id));
        let listed = steps(original, procedure, &own, facts, cast);
        let steps = set_in_order(listed, answered, cast, &mut course.cases);
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
            name_en: None,
            event,
            from: from_rank(&name),
            name,
            steps,
            source: Some(original.source(procedure.title.as_ref().map_or(place, |it| it.span))),
        });
    }
    course
}

/// `舆情（较大及以上）` begins at grade Ⅲ.
fn from_rank(title: &str) -> Option<Rank> {
    let (_, note) = title.split_once(['（', '('])?;
    let words = [
        ("特别重大", 1),
        ("重大", 2),
        ("较大", 3),
        ("一般", 4),
        ("Ⅰ级", 1),
        ("Ⅱ级", 2),
        ("Ⅲ级", 3),
        ("Ⅳ级", 4),
    ];
    let (_, rank) = words.iter().find(|(word, _)| note.starts_with(word))?;
    Rank::new(*rank)
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
    /// The list it stands in.
    list: usize,
    /// The heading over the list.
    heading: Option<Words>,
}

/// A step with the list it stands in, and whether that list stands under the name of an actor.
struct InList {
    step: Step,
    list: usize,
    under_actor: bool,
}

fn steps(
    original: &Original,
    procedure: &procedure::Procedure,
    prefix: &str,
    facts: &[Fact],
    cast: &mut Cast,
) -> Vec<InList> {
    let mut printed = Vec::new();
    let mut lists = 1;
    for step in &procedure.steps {
        print(step, &Above::default(), &mut lists, &mut printed);
    }
    let mut steps = Vec::new();
    for (at, printed) in printed.into_iter().enumerate() {
        let Ok(id) = StepId::new(format!("{prefix}-step-{}", at + 1)) else {
            continue;
        };
        let text = clean(&printed.text);
        let heading = printed.heading.as_ref();
        let of_list = heading.and_then(|it| Some((actor_of_heading(&it.text, cast)?, it.span)));
        let named = cast.names.actor(&text).cloned();
        let (post, place) = match (named, &of_list) {
            (Some(post), _) => (Some(post), printed.place),
            // Who acts stands over the list, so the place of the step reaches up to there.
            (None, Some((post, heading))) => (Some(post.clone()), union(*heading, printed.place)),
            (None, None) => (
                new_actor(original, &text, printed.place, cast),
                printed.place,
            ),
        };
        let step = Step {
            id,
            post,
            limit: limit(facts, printed.place),
            after: Vec::new(),
            when: None,
            evidence: evidence(&text),
            life_safety: is_life_safety(&text),
            notice: None,
            source: Some(original.source(place)),
            text_en: None,
            text,
        };
        steps.push(InList {
            step,
            list: printed.list,
            under_actor: of_list.is_some(),
        });
    }
    steps
}

/// The post that a heading names and does no more than name: `（二）疏散引导组：`.
fn actor_of_heading(heading: &str, cast: &Cast) -> Option<PostId> {
    let name = heading.trim().trim_end_matches(['：', ':', '。', ' ']);
    let name = ["职责", "任务", "行动"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    cast.names.exactly(name).cloned()
}

/// Says which step waits for which, and in which case a step is taken. A life-safety step waits for nothing
/// and is taken always.
fn set_in_order(
    mut listed: Vec<InList>,
    mut event: Option<&mut EventType>,
    cast: &Cast,
    cases: &mut Vec<String>,
) -> Vec<Step> {
    for in_list in listed.iter_mut().filter(|it| !it.step.life_safety) {
        let Some(event) = event.as_deref_mut() else {
            break;
        };
        let step = &mut in_list.step;
        step.when = branch::case(&step.text, &event.name, &cast.names)
            .map(str::to_owned)
            .and_then(|words| branch::declare(&words, event, cases));
    }
    let placed: Vec<Placed> = listed
        .iter()
        .map(|it| Placed {
            text: &it.step.text,
            post: it.step.post.as_ref(),
            life_safety: it.step.life_safety,
            is_branch: it.step.when.is_some(),
            list: it.list,
            under_actor: it.under_actor,
        })
        .collect();
    let before = order::before(&placed);
    let ids: Vec<StepId> = listed.iter().map(|it| it.step.id.clone()).collect();
    listed
        .into_iter()
        .zip(before)
        .map(|(it, before)| Step {
            after: before.into_iter().map(|at| ids[at].clone()).collect(),
            ..it.step
        })
        .collect()
}

/// What the text asks to be handed in.
fn evidence(text: &str) -> Vec<Evidence> {
    const WRITES: &[&str] = &[
        "记录", "登记", "填写", "书面", "签字", "写出", "台账", "清单",
    ];
    const PHOTOS: &[&str] = &["拍照", "照片", "摄像", "录像", "拍摄"];
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let written = says(WRITES).then_some(Evidence::Text);
    written
        .into_iter()
        .chain(says(PHOTOS).then_some(Evidence::Photo))
        .collect()
}

/// The list above an item.
#[derive(Default, Clone)]
struct Above {
    list: usize,
    heading: Option<Words>,
}

/// A step with what belongs to it. A step that is only a heading gives its items instead.
fn print(step: &procedure::Step, above: &Above, lists: &mut usize, printed: &mut Vec<Printed>) {
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
                list: above.list,
                heading: above.heading.clone(),
            });
        }
        let inner = Above {
            list: *lists,
            heading: is_heading.then(|| step.words.clone()),
        };
        *lists += 1;
        for nested in &step.nested {
            print(nested, &inner, lists, printed);
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
    printed.push(Printed {
        place,
        text,
        list: above.list,
        heading: above.heading.clone(),
    });
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
