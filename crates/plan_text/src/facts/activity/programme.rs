//! The titled items of a campaign's programme.

use std::collections::BTreeSet;

use super::super::context::{Page, closes, has, opens};
use super::dates::Dates;
use super::{Activity, Found, push};
use crate::numbering::head;
use crate::outline::List;

/// Reads the programme lists of a document. The blocks they cover are put into `taken`.
pub(super) fn read(page: &Page, part: usize, taken: &mut BTreeSet<usize>, found: &mut Vec<Found>) {
    for list in page.outline.lists_of(part) {
        if !is_programme(page, list) {
            continue;
        }
        for &item in &list.items {
            if taken.contains(&item) {
                continue;
            }
            let end = end_of_item(page, item);
            let inner: Vec<&List> = page
                .outline
                .lists_under(item)
                .filter(|inner| is_titled(page, inner))
                .collect();
            if inner.is_empty() {
                push_item(page, item, end, found);
                taken.extend(item..end);
            } else {
                for &child in inner.iter().flat_map(|list| &list.items) {
                    let end = end_of_item(page, child);
                    push_item(page, child, end, found);
                    taken.extend(child..end);
                }
            }
        }
    }
}

/// The first block behind an item and all that stands under it.
fn end_of_item(page: &Page, item: usize) -> usize {
    let blocks = &page.outline.blocks;
    let part = blocks[item].part;
    let depth = |at: usize| page.outline.above(at).any(|above| above == item);
    (item + 1..blocks.len())
        .take(60)
        .find(|&at| blocks[at].part != part || !depth(at))
        .unwrap_or_else(|| blocks.len().min(item + 60))
}

fn is_programme(page: &Page, list: &List) -> bool {
    const HEADS: &[&str] = &[
        "活动内容", "活动安排", "活动形式", "重点活动", "主要活动", "具体活动", "系列活动",
        "活动项目", "宣传形式", "任务安排", "宣传活动", "以下形式", "以下活动", "下列活动",
        "活动步骤", "活动方式",
    ];
    const OTHERS: &[&str] = &[
        "要求", "目标", "意义", "原则", "保障", "组织领导", "总结", "目的",
    ];
    let over = list
        .lead
        .filter(|&lead| page.words(lead).ends_with(':'))
        .or(list.parent)
        .or(list.lead);
    let words = over.map_or("", |over| page.words(over));
    let last = words.rfind(['。', ',']).map_or(words, |at| {
        &words[at + words[at..].chars().next().map_or(1, char::len_utf8)..]
    });
    if has(last, OTHERS) {
        return has(last, HEADS) && has(last, &["以下形式", "以下活动"]);
    }
    if has(last, HEADS) {
        return is_titled(page, list) || items_act(page, list);
    }
    list.parent
        .is_none_or(|parent| page.words(parent).chars().count() > 30)
        && items_act(page, list)
}

/// Every item opens with the verb of an event.
fn items_act(page: &Page, list: &List) -> bool {
    const VERBS: &[&str] = &[
        "学习", "召开", "采用", "悬挂", "开办", "举办", "开展", "发放", "组织", "观看", "张贴",
        "制作", "播放", "编写", "邀请", "参加", "评选", "征集", "举行", "设置", "开设", "利用",
        "印发", "宣传", "布置", "设计",
    ];
    list.items.len() >= 2
        && list
            .items
            .iter()
            .all(|&item| opens(page.words(item), VERBS))
}

/// Every item has a title: a short first line.
fn is_titled(page: &Page, list: &List) -> bool {
    list.items.iter().all(|&item| {
        let words = page.words(item).trim_end_matches('。');
        let first = words.split('。').next().unwrap_or(words);
        let demands = has(
            &head(words, 12).replace("主要", "").replace("重要", ""),
            &["应", "须", "要"],
        );
        let subject_acts = words.ends_with(';') || demands;
        first.chars().take(60).count() < 60 && !subject_acts && first.chars().count() >= 3
    })
}

fn push_item(page: &Page, item: usize, end: usize, found: &mut Vec<Found>) {
    let block = &page.outline.blocks[item];
    let words = page.words(item);
    let first = &words[..words.find('。').unwrap_or(words.len())];
    let title = if first.chars().count() <= 28 {
        first
    } else {
        &first[..first.find(',').unwrap_or(first.len())]
    };
    let title = title.trim_end_matches([':', ';', ',']);
    if title.is_empty() {
        return;
    }
    let title_at = block.text.start + page.norm[block.text.clone()].find(title).unwrap_or(0);
    let printed = page.printed(title_at..title_at + title.len());
    let mut activity = Activity {
        title: Some(printed),
        owner: None,
        from: None,
        to: None,
    };
    for below in &page.outline.blocks[item..end] {
        details(&page.norm[below.text.clone()], &mut activity);
    }
    let range = block.range.start..title_at + title.len();
    push(page, found, item, range, activity);
}

/// `任务单位:…`, `完成时间:…`, and dates at the beginning of a line.
fn details(words: &str, activity: &mut Activity) {
    let words = words.trim();
    let (label, value) = head(words, 80)
        .split_once(':')
        .map_or(("", words), |(label, value)| (label.trim(), value.trim()));
    if closes(label, &["单位", "部门", "责任人", "负责人", "承办", "主办"])
        && label.chars().count() <= 8
    {
        let masked = value.chars().all(|c| matches!(c, '_' | 'x' | '*' | ' '));
        activity.owner =
            (!masked && !value.is_empty()).then(|| value.trim_end_matches(['。', ';']).to_owned());
    }
    let dated = if closes(label, &["时间", "日期"]) {
        value
    } else {
        words
    };
    if activity.from.is_none()
        && let Some(dates) = Dates::read(dated)
    {
        activity.from = Some(dates.from());
        activity.to = Some(dates.to());
    }
}
