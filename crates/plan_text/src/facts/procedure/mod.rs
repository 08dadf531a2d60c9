//! What to do in an event, as numbered steps.

mod heading;
mod items;

use std::collections::BTreeSet;
use std::ops::Range;

use heading::{Heading, heading, names_a_procedure};
use items::{Items, PHASES};
use serde::Serialize;

use super::context::{Page, closes, has};
use super::role::names_stand_in;
use super::{Found, Kind};
use crate::numbering::Style;
use crate::outline::List;

/// A procedure in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProcedureFact {
    /// Its heading without the number; null where the heading is lost.
    pub title: Option<String>,
    /// The number of its steps, nested ones not counted.
    pub steps: usize,
    /// What it is for, in the words of the text.
    pub event: String,
}

/// A procedure as found; ranges are bytes of the plain form.
#[derive(Debug, Clone)]
pub(crate) struct FoundProcedure {
    pub(crate) part: usize,
    /// The title, or what stands for it: the sentence that leads in, or the first words of the first step.
    pub(crate) title_range: Range<usize>,
    pub(crate) fact: ProcedureFact,
    /// Where the list of its steps stands among the outline's lists.
    pub(crate) list: usize,
}

/// All procedures in order.
pub(crate) fn procedures(page: &Page) -> Vec<FoundProcedure> {
    let lists = &page.outline.lists;
    let mut accepted: Vec<Option<FoundProcedure>> = lists
        .iter()
        .enumerate()
        .map(|(at, list)| judge(page, at, list))
        .collect();
    drop_containers_and_branches(page, &mut accepted);
    let mut all: Vec<FoundProcedure> = accepted.into_iter().flatten().collect();
    all.sort_by_key(|procedure| procedure.title_range.start);
    all
}

/// A heading whose items are procedures themselves only holds them; a list inside a procedure's step
/// is a branch of it.
fn drop_containers_and_branches(page: &Page, accepted: &mut [Option<FoundProcedure>]) {
    let lists = &page.outline.lists;
    for at in 0..lists.len() {
        if accepted[at].is_none() {
            continue;
        }
        let children: BTreeSet<usize> = lists[at]
            .items
            .iter()
            .filter(|&&item| {
                page.outline.lists_at(item).any(|child| {
                    accepted[child].as_ref().is_some_and(|procedure| {
                        procedure
                            .fact
                            .title
                            .as_deref()
                            .is_some_and(names_a_procedure)
                    })
                })
            })
            .copied()
            .collect();
        let holds = children.len() >= 2
            || (!children.is_empty() && children.len() * 2 > lists[at].items.len());
        if holds {
            accepted[at] = None;
        }
    }
    let is_step: BTreeSet<usize> = accepted
        .iter()
        .flatten()
        .flat_map(|procedure| lists[procedure.list].items.iter().copied())
        .collect();
    for at in 0..lists.len() {
        let inside = lists[at].parent.is_some_and(|parent| {
            std::iter::once(parent)
                .chain(page.outline.above(parent))
                .any(|above| is_step.contains(&above))
        });
        if inside
            && accepted[at].is_some()
            && lists[at]
                .lead
                .is_none_or(|lead| !is_own_heading(page, lead))
        {
            accepted[at] = None;
        }
    }
}

/// An unnumbered heading between an item and a list cuts the list off from the item.
fn is_own_heading(page: &Page, lead: usize) -> bool {
    let words = page.words(lead);
    words.chars().take(26).count() < 26 && !words.contains(['。', ',']) && names_a_procedure(words)
}

fn judge(page: &Page, at: usize, list: &List) -> Option<FoundProcedure> {
    let first = *list.items.first()?;
    let style = page.outline.blocks[first].mark?.style;
    let counts = !matches!(
        style,
        Style::Bullet
            | Style::Letter
            | Style::Ordinal
            | Style::Article
            | Style::Part
            | Style::Chapter
            | Style::Section
    );
    if list.items.len() < 2 || !counts {
        return None;
    }
    let heading = heading(page, list);
    let items = Items::new(page, list);
    // Who does what and who stands in is no course of action.
    let stand_ins = list
        .items
        .iter()
        .filter(|&&item| names_stand_in(page.words(item)));
    if stand_ins.count() * 2 > list.items.len() {
        return None;
    }
    let (title, range) = match heading {
        Heading::Other => {
            let title = named_by_place(page, list, &items)?;
            (Some(title.clone()), title)
        }
        Heading::Procedure { title } => {
            if !items.may_be_steps() {
                return None;
            }
            (Some(title.clone()), title)
        }
        Heading::Leads { lead } => {
            if !items.are_acts() {
                return None;
            }
            (None, lead)
        }
        Heading::Neutral { title } => {
            let words = title.clone().map_or("", |title| page.norm[title].trim());
            if has(words, PHASES) {
                return None;
            }
            let of_an_event =
                closes(words, EVENTS) && is_below_acts(page, list) && items.may_be_steps();
            let of_an_event =
                of_an_event || title.is_some() && named_by_place(page, list, &items).is_some();
            let starts = of_an_event
                || items.begin_with_an_event()
                || (title.is_none() && items.are_phases());
            if !starts {
                return None;
            }
            let first_words = first_clause(page, first);
            (title.clone(), title.unwrap_or(first_words))
        }
    };
    let printed = title.map(|title| {
        page.printed(title)
            .trim_matches([':', '：', '。', '【', '】'])
            .to_owned()
    });
    let event = printed
        .as_deref()
        .map_or_else(|| "通用".to_owned(), event_of);
    let fact = ProcedureFact {
        title: printed,
        steps: list.items.len(),
        event,
    };
    Some(FoundProcedure {
        part: page.outline.blocks[first].part,
        title_range: range,
        fact,
        list: at,
    })
}

/// Ends of the names of events.
const EVENTS: &[&str] = &[
    "事故", "事件", "案件", "火灾", "停电", "停水", "停气", "中毒", "泄漏", "泄露", "伤害", "地震",
    "洪水", "溺水", "触电", "踩踏", "故障", "中断", "攻击", "病毒", "爆炸", "坍塌", "坠落", "灾害",
    "台风", "暴雨", "盗窃", "抢劫", "斗殴", "疫情", "困人", "受伤", "伤亡", "瘫痪", "失窃", "丢失",
    "闯入", "袭击", "骚乱", "冲突", "恐吓", "险情", "走失", "暴露", "跌倒", "坠床", "猝死", "自杀",
    "休克", "窒息", "误吸", "烫伤", "过敏", "中暑", "晕厥", "起火",
];

/// A heading above says that what stands below it is how to act.
fn is_below_acts(page: &Page, list: &List) -> bool {
    list.parent.is_some_and(|parent| {
        page.outline.above(parent).any(|above| {
            let words = page.words(above);
            words.chars().take(32).count() < 32
                && has(
                    words,
                    &[
                        "处置", "处理", "应急", "措施", "应对", "预案", "响应", "救援",
                    ],
                )
                && !has(words, &["预防", "保障", "原则", "组织"])
        })
    })
}

/// The heading of a list of limited acts that stands right below a heading of procedures: there it names
/// what they are for, whatever its words are.
fn named_by_place(page: &Page, list: &List, items: &Items) -> Option<Range<usize>> {
    let parent = list.parent.filter(|_| list.lead.is_none())?;
    let only = page.outline.lists_under(parent).count() == 1;
    let named = only
        && items.may_be_steps()
        && items.are_bound()
        && is_right_below_acts(page, list)
        && page.words(parent).chars().take(32).count() < 32;
    let range = page.outline.blocks[parent].text.clone();
    let words = &page.norm[range.clone()];
    let lead = words.len() - words.trim_start().len();
    let length = words.trim().trim_end_matches(':').len();
    named.then(|| range.start + lead..range.start + lead + length)
}

/// The heading right above names procedures and nothing else, so this one names what its own is for:
/// `五、处置程序`, `（一）网页被篡改`.
fn is_right_below_acts(page: &Page, list: &List) -> bool {
    const NAMES: &[&str] = &[
        "处置程序", "处置流程", "处置步骤", "处置措施", "应急处置", "现场处置", "处置方法",
    ];
    let above = list
        .parent
        .and_then(|parent| page.outline.above(parent).next());
    above.is_some_and(|above| {
        let words = page.words(above).trim().trim_end_matches(':');
        words.chars().take(12).count() < 12 && closes(words, NAMES)
    })
}

/// `触电事故的处置程序` is for 触电事故, `舆情(较大及以上)` for 舆情.
fn event_of(title: &str) -> String {
    let mut event = title;
    if let Some((name, note)) = title.split_once(['(', '（'])
        && has(note, &["级", "及以上", "特别重大"])
    {
        event = name.trim();
    }
    for end in [
        "办法", "程序", "流程", "步骤", "措施", "预案", "方案", "的", "处置", "处理", "应急", "时",
        "发生", "应对", "救援",
    ]
    .iter()
    .cycle()
    .take(30)
    {
        event = event.strip_suffix(end).unwrap_or(event);
    }
    let event = event.trim_matches(['"', ' ']);
    if event.is_empty() {
        "通用".to_owned()
    } else {
        event.to_owned()
    }
}

fn first_clause(page: &Page, block: usize) -> Range<usize> {
    let range = page.outline.blocks[block].range.clone();
    let words = &page.norm[range.clone()];
    let mark = page.outline.blocks[block].text.start - range.start;
    let end = words[mark..]
        .find([',', '。', ';', ':'])
        .map_or(words.len(), |at| mark + at);
    let start = if words[mark..].trim().is_empty() {
        0
    } else {
        mark.min(end)
    };
    range.start + start.min(mark)..range.start + end.max(start + 1)
}

pub(super) fn fact(procedure: &FoundProcedure) -> Found {
    Found {
        range: procedure.title_range.clone(),
        part: procedure.part,
        kind: Kind::Procedure(procedure.fact.clone()),
        sameness: String::new(),
    }
}
