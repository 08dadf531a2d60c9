//! Duties of posts, and what a post asks of who holds it.

use std::ops::Range;

use serde::Serialize;

use super::context::{Page, closes, has, opens};
use super::{Found, Kind};
use crate::numbering::{Style, head};
use crate::outline::List;
use crate::split::is_title;

/// One duty or one qualification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostDuty {
    /// The post, as its heading or the document's title names it.
    pub post: Option<String>,
    /// The number as printed; null where it is lost.
    pub n: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Duty,
    Qualification,
}

pub(crate) fn read(page: &Page, found: &mut Vec<Found>) {
    unnumbered(page, found);
    for list in &page.outline.lists {
        let Some(&first) = list.items.first() else {
            continue;
        };
        let block = &page.outline.blocks[first];
        if block.mark.is_none_or(|mark| {
            matches!(
                mark.style,
                Style::Chapter | Style::Section | Style::Part | Style::Article
            )
        }) {
            continue;
        }
        let Some((asked, post)) = heading(page, list) else {
            continue;
        };
        for &item in &list.items {
            let block = &page.outline.blocks[item];
            let n = block.mark.map(|mark| mark.value).filter(|value| *value > 0);
            let text = block.text.clone();
            match lost_number(page.norm, text.clone()) {
                Some((end, next)) => {
                    push(page, found, block.part, asked, &post, n, text.start..end);
                    push(page, found, block.part, asked, &post, None, next..text.end);
                }
                None => push(page, found, block.part, asked, &post, n, text),
            }
        }
    }
}

fn push(
    page: &Page,
    found: &mut Vec<Found>,
    part: usize,
    asked: Asked,
    post: &Option<String>,
    n: Option<u32>,
    text: Range<usize>,
) {
    const SHOWN: usize = 24;
    let words = page.norm[text.clone()].trim_end_matches(['。', ';', ' ', ',', '.']);
    let start = text.start + (words.len() - words.trim_start().len());
    let words = words.trim();
    if words.is_empty() {
        return;
    }
    let shown = if words.chars().take(SHOWN + 1).count() <= SHOWN {
        words
    } else {
        head(words, 20)
    };
    let value = PostDuty {
        post: post.clone(),
        n,
    };
    let kind = match asked {
        Asked::Duty => Kind::Duty(value),
        Asked::Qualification => Kind::Qualification(value),
    };
    found.push(Found {
        range: start..start + shown.len(),
        part,
        kind,
        sameness: String::new(),
    });
}

/// An item that lost its number inside another: `…;、参与…`.
fn lost_number(text: &str, range: Range<usize>) -> Option<(usize, usize)> {
    let words = &text[range.clone()];
    let at = [";、", "。、", ";.", "。."]
        .iter()
        .filter_map(|stray| words.find(stray).map(|at| (at, stray.len())))
        .min()?;
    let next = range.start + at.0 + at.1;
    (range.end > next).then_some((range.start + at.0, next))
}

/// What the list under a heading asks, and of which post.
fn heading(page: &Page, list: &List) -> Option<(Asked, Option<String>)> {
    let first = *list.items.first()?;
    let own = list.lead.or(list.parent);
    if let Some(own) = own
        && let Some(asked) = asked_by(page.words(own))
    {
        let label = page.words(own).trim_end_matches(':');
        let named = post_in(label).or_else(|| {
            list.parent
                .and_then(|parent| post_in(page.words(parent).trim_end_matches(':')))
        });
        let post = named
            .or_else(|| named_above(page, own))
            .or_else(|| title_post(page, first))?;
        return Some((asked, Some(post)));
    }
    let top_level = list.parent.is_none();
    let lead_is_title = list
        .lead
        .is_none_or(|lead| !page.words(lead).ends_with(':') || lead == 0);
    let post = title_post(page, first)?;
    (top_level && lead_is_title).then_some((Asked::Duty, Some(post)))
}

/// The post of `岗位名称:…` above a heading.
fn named_above(page: &Page, heading: usize) -> Option<String> {
    const FAR: usize = 40;
    let part = page.outline.blocks[heading].part;
    let before = page.outline.blocks[..heading].iter().rev().take(FAR);
    before
        .take_while(|block| block.part == part)
        .find_map(|block| {
            let words = page.norm[block.text.clone()].trim();
            let (label, name) = head(words, 40).split_once([':', '\t'])?;
            let is_name = matches!(
                label.trim(),
                "岗位名称" | "职位名称" | "岗位" | "职位" | "职务" | "职务名称" | "工种"
            );
            let length = name.trim().chars().count();
            (is_name && (2..=16).contains(&length)).then(|| name.trim().to_owned())
        })
}

/// Duties and qualifications that stand as unnumbered lines below their heading.
fn unnumbered(page: &Page, found: &mut Vec<Found>) {
    let outline = page.outline;
    let mut open: Option<(Asked, Option<String>)> = None;
    for (at, block) in outline.blocks.iter().enumerate() {
        let words = page.words(at);
        if let Some(asked) = asked_by(words).filter(|_| words.chars().count() <= 12) {
            let post = post_in(words.trim_end_matches(':'))
                .or_else(|| named_above(page, at))
                .or_else(|| title_post(page, at));
            open = post.map(|post| (asked, Some(post)));
            continue;
        }
        let is_item = block.mark.is_none()
            && words.ends_with([';', '。'])
            && words.chars().take(200).count() < 200;
        match &open {
            Some((asked, post)) if is_item => push(
                page,
                found,
                block.part,
                *asked,
                post,
                None,
                block.text.clone(),
            ),
            Some(_) | None => open = None,
        }
    }
}

fn asked_by(words: &str) -> Option<Asked> {
    let label = words
        .trim()
        .trim_end_matches([':', ')', '】', ']'])
        .trim_start_matches(['【', '[', '(']);
    let short = label.chars().take(25).count() < 25 && !label.contains([',', '。', ';']);
    if !short {
        return None;
    }
    if closes(
        label,
        &[
            "任职资格", "任职要求", "岗位要求", "任职条件", "资格要求", "岗位资格", "上岗条件",
            "应聘条件", "职位要求", "任职标准", "聘用条件", "任职资格要求", "任职要求和资格",
        ],
    ) {
        return Some(Asked::Qualification);
    }
    let is_duty = closes(
        label,
        &[
            "岗位职责", "职责", "工作职责", "工作内容", "职责描述", "岗位描述", "工作任务",
            "主要职责", "安全职责", "职责范围", "岗位任务", "职责如下", "职责为",
        ],
    );
    (is_duty
        && !has(
            label,
            &[
                "组织机构", "机构及职责", "体系", "机构与职责", "分工及职责", "机构和职责",
            ],
        ))
    .then_some(Asked::Duty)
}

/// The post named before 职责: `保管员职责`; not a group.
fn post_in(label: &str) -> Option<String> {
    const SUFFIXES: &[&str] = &[
        "任职资格", "任职要求", "岗位要求", "任职条件", "岗位职责", "工作职责", "安全生产职责",
        "安全职责", "主要职责", "职责描述", "职责范围", "工作内容", "的职责", "职责",
    ];
    let label = label.trim().trim_end_matches(':');
    let name = SUFFIXES
        .iter()
        .find_map(|suffix| label.strip_suffix(suffix))
        .unwrap_or("")
        .trim_end_matches(['的', '岗', '位'])
        .trim();
    let is_post = closes(
        name,
        &[
            "员", "长", "经理", "主管", "主任", "师", "工", "总监", "负责人", "总指挥", "指挥",
            "人", "书记", "校长", "园长", "院长", "教师", "保安", "助理", "专员", "干事", "秘书",
            "会计", "出纳", "厨师", "护士", "医生", "司机",
        ],
    );
    let is_group = closes(
        name,
        &["组", "部", "队", "小组", "办公室", "委员会", "成员"],
    );
    ((2..=16).contains(&name.chars().count()) && is_post && !is_group).then(|| name.to_owned())
}

/// The first post in the title of a document that lists the duties of a post.
fn title_post(page: &Page, block: usize) -> Option<String> {
    let part = page.outline.blocks[block].part;
    let first = *page.outline.parts.get(part)?;
    page.outline.blocks[first..=block.max(first)]
        .iter()
        .take(4)
        .find_map(|title| {
            let words = page.norm[title.text.clone()].trim();
            let header = head(words, 60);
            let is_heading = title.mark.is_none()
                && words.chars().take(60).count() < 60
                && !words.contains('。');
            let at = header
                .find("岗位职责")
                .or_else(|| header.find("工作职责"))
                .or_else(|| header.find("安全职责"))
                .or_else(|| header.find("职责").filter(|_| is_title(words)))?;
            let name = &header[..at];
            let name = name.rfind([':', ' ', '】']).map_or(name, |at| {
                &name[at + name[at..].chars().next().map_or(1, char::len_utf8)..]
            });
            let is_group = closes(
                name,
                &[
                    "组", "部", "队", "机构", "成员", "部门", "单位", "小组", "委员会",
                ],
            ) || opens(name, &["组织", "机构"]);
            (is_heading && !is_group && (2..=16).contains(&name.chars().count()))
                .then(|| name.to_owned())
        })
}
