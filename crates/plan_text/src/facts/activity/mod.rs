//! What a campaign holds: its own dates, its theme days, the titled items of its programme, and events
//! told in running prose.

mod dates;
mod programme;
mod prose;

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use super::context::{Page, closes, has};
use super::{Found, Kind, core};
use crate::normal::is_han;
use crate::numbering::head;
use dates::Dates;

/// Something a campaign holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// As printed.
    pub title: Option<String>,
    /// Who holds it, where the text says so.
    pub owner: Option<String>,
    /// First day, `--MM-DD` or an ISO date.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
}

pub(crate) fn read(page: &Page, found: &mut Vec<Found>) {
    for part in 0..page.outline.parts.len() {
        let first = page.outline.parts[part];
        let end = page
            .outline
            .parts
            .get(part + 1)
            .copied()
            .unwrap_or(page.outline.blocks.len());
        if is_campaign(page, first..end) {
            let name = campaign_name(page, first..end);
            let mut taken = BTreeSet::new();
            campaign_dates(page, first..end, &name, found);
            theme_days(page, first..end, found);
            programme::read(page, part, &mut taken, found);
            prose::read(page, first..end, &taken, found);
        }
    }
}

fn push(
    page: &Page,
    found: &mut Vec<Found>,
    block: usize,
    range: Range<usize>,
    activity: Activity,
) {
    let sameness = format!(
        "activity {} {:?}",
        core(activity.title.as_deref().unwrap_or("")),
        activity.from
    );
    let part = page.outline.blocks[block].part;
    found.push(Found {
        range,
        part,
        kind: Kind::Activity(activity),
        sameness,
    });
}

/// A document that announces a campaign: it names the campaign often, or has headings for its theme,
/// time and programme; and it is no plan for emergencies.
pub(crate) fn is_campaign(page: &Page, blocks: Range<usize>) -> bool {
    let mut mentions = 0;
    let mut headings = 0;
    let mut emergencies = 0;
    for block in &page.outline.blocks[blocks] {
        let words = &page.norm[block.text.clone()];
        let opening = head(words, 400);
        mentions += opening.matches("活动").count().min(6);
        let title = head(words, 14);
        headings += usize::from(has(
            title,
            &[
                "活动主题", "活动时间", "活动内容", "活动安排", "宣传主题", "活动形式", "活动目的",
                "活动要求", "主题:", "宣传内容", "宣传形式",
            ],
        ));
        emergencies += opening.matches("应急").count()
            + opening.matches("预案").count()
            + opening.matches("处置").count();
    }
    (mentions >= 3 && headings >= 2 || mentions >= 8 || (headings >= 1 && mentions >= 2))
        && emergencies < mentions
}

/// The campaign's name: the run before 活动 that stands most often, the longest of them.
fn campaign_name(page: &Page, blocks: Range<usize>) -> Option<String> {
    let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for block in &page.outline.blocks[blocks] {
        let words = &page.norm[block.text.clone()];
        for (at, _) in words.match_indices("活动").take(200) {
            let before = super::context::tail(&words[..at], 24);
            let run_at = before
                .char_indices()
                .rev()
                .find(|&(_, c)| !is_han(c))
                .map_or(0, |(at, c)| at + c.len_utf8());
            let mut run = &before[run_at..];
            for verb in [
                "开展", "举办", "组织", "做好", "参加", "推进", "实施", "制定", "搞好", "我院",
                "我校", "我市", "我县", "我区", "我镇", "全区", "全市", "全校", "各项", "本次",
                "此次", "深入", "的",
            ] {
                run = run.rfind(verb).map_or(run, |at| &run[at + verb.len()..]);
            }
            if (4..=18).contains(&run.chars().count())
                && closes(
                    run,
                    &[
                        "周", "月", "日", "年", "行动", "宣传", "教育", "专项", "竞赛",
                    ],
                )
            {
                *counts.entry(format!("{run}活动")).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .max_by_key(|(name, count)| {
            (
                *count * 3 + usize::from(has(name, &["周", "月"])) * 4,
                name.len(),
            )
        })
        .map(|(name, _)| name)
}

/// The line that says when the whole campaign is: below a heading for time, behind such a label, or alone.
fn campaign_dates(
    page: &Page,
    blocks: Range<usize>,
    name: &Option<String>,
    found: &mut Vec<Found>,
) {
    for index in blocks {
        let block = &page.outline.blocks[index];
        let words = page.norm[block.text.clone()].trim();
        let start = block.text.start
            + (page.norm[block.text.clone()].len()
                - page.norm[block.text.clone()].trim_start().len());
        let labelled = ["活动时间", "宣传时间", "时间"].iter().find(|label| {
            words.starts_with(**label) && words[label.len()..].starts_with([':', ' '])
        });
        let skip = labelled.map_or(0, |label| label.len() + 1);
        let lead = words[skip..].len() - words[skip..].trim_start().len();
        let Some(dates) = Dates::read(&words[skip + lead..]) else {
            continue;
        };
        let alone = words.chars().count() <= 40 && block.mark.is_none();
        if dates.is_range() && (alone || labelled.is_some()) {
            let activity = Activity {
                title: name.clone(),
                owner: None,
                from: Some(dates.from()),
                to: Some(dates.to()),
            };
            push(
                page,
                found,
                index,
                start..start + skip + lead + dates.len,
                activity,
            );
        }
    }
}

/// `5月12日为减灾日`, `5月13日急救日`.
fn theme_days(page: &Page, blocks: Range<usize>, found: &mut Vec<Found>) {
    for index in blocks {
        let block = &page.outline.blocks[index];
        let words = &page.norm[block.text.clone()];
        let mut before = ' ';
        for (at, c) in words.char_indices() {
            let starts = c.is_ascii_digit() && !before.is_ascii_digit() && before != '-';
            before = c;
            if !starts {
                continue;
            }
            let Some(dates) = Dates::read(&words[at..]).filter(|dates| !dates.is_range()) else {
                continue;
            };
            let behind = &words[at + dates.len..];
            let name = behind
                .strip_prefix('为')
                .or_else(|| behind.strip_prefix('是'))
                .unwrap_or(behind);
            let run = name
                .char_indices()
                .find(|&(_, c)| !is_han(c))
                .map_or(name, |(at, _)| &name[..at]);
            if run.ends_with('日') && (3..=12).contains(&run.chars().count()) {
                let start = block.text.start + at;
                let end = block.text.start + words.len() - name.len() + run.len();
                let activity = Activity {
                    title: Some(run.to_owned()),
                    owner: None,
                    from: Some(dates.from()),
                    to: Some(dates.to()),
                };
                push(page, found, index, start..end, activity);
            }
        }
    }
}
