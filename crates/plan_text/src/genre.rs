//! What kind of document a text is.

use std::ops::Range;

use serde::Serialize;

use crate::facts::{Page, is_campaign};
use crate::numbering::{Style, head};

/// What kind of document a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Genre {
    /// 应急预案, 处置方案
    Plan,
    /// 活动通知, 活动方案
    CampaignNotice,
    /// 岗位职责
    DutyList,
    /// 工作计划, 工作方案
    WorkPlan,
    /// 条例, 办法: written in articles
    Regulation,
    /// 演练脚本
    DrillScript,
    /// None of these.
    Other,
}

/// Tells the genre of the document that these blocks make.
pub(crate) fn genre(page: &Page, blocks: Range<usize>) -> Genre {
    let articles = page.outline.blocks[blocks.clone()]
        .iter()
        .filter(|block| block.mark.is_some_and(|mark| mark.style == Style::Article))
        .count();
    let titles = titles(page, blocks.clone());
    let says = |words: &[&str]| words.iter().any(|word| titles.contains(word));
    if articles >= 3 {
        return if says(&["预案"]) {
            Genre::Plan
        } else {
            Genre::Regulation
        };
    }
    if says(&["演练脚本", "演练方案", "演习脚本", "演练记录", "演习方案"]) {
        return Genre::DrillScript;
    }
    if says(&["岗位职责", "任职要求", "任职资格", "岗位要求"]) {
        return Genre::DutyList;
    }
    if is_campaign(page, blocks.clone()) && !is_called_a_plan(page, blocks.clone()) {
        return Genre::CampaignNotice;
    }
    let emergencies = count(
        page,
        blocks.clone(),
        &["应急", "预案", "处置", "救援", "疏散", "险情"],
    );
    let work = count(
        page,
        blocks.clone(),
        &[
            "工作目标", "指导思想", "工作重点", "工作要点", "进一步", "扎实", "年度",
        ],
    );
    if says(&["工作计划", "工作要点", "工作安排"]) || (work >= 5 && work * 2 > emergencies)
    {
        return Genre::WorkPlan;
    }
    if says(&["预案", "应急", "处置方案"]) || emergencies >= 3 {
        return Genre::Plan;
    }
    if says(&["职责"]) {
        Genre::DutyList
    } else {
        Genre::Other
    }
}

/// `…处置预案` as the first line, and headings that only a plan has: a plan for the safety of activities
/// speaks of them all the time.
fn is_called_a_plan(page: &Page, blocks: Range<usize>) -> bool {
    let words = |block: &crate::outline::Block| page.norm[block.text.clone()].trim();
    let blocks = &page.outline.blocks[blocks];
    let called = blocks
        .first()
        .is_some_and(|block| words(block).ends_with("预案"));
    let handles = |block: &&crate::outline::Block| {
        block.mark.is_some() && matches!(words(block), "处置程序" | "应急处置" | "事件分级")
    };
    called && blocks.iter().filter(handles).count() >= 2
}

/// The first unnumbered lines and short labels, where a document says what it is.
fn titles(page: &Page, blocks: Range<usize>) -> String {
    const LINES: usize = 6;
    let mut all = String::new();
    let opening = page.outline.blocks[blocks.clone()]
        .iter()
        .take(LINES)
        .filter(|block| block.mark.is_none());
    let labels = page.outline.blocks[blocks]
        .iter()
        .skip(LINES)
        .take(60)
        .filter(|block| block.mark.is_none() && block.text.len() <= 24);
    for block in opening.chain(labels) {
        all.push_str(head(&page.norm[block.text.clone()], 60));
        all.push('\n');
    }
    all
}

fn count(page: &Page, blocks: Range<usize>, words: &[&str]) -> usize {
    const ENOUGH: usize = 200;
    page.outline.blocks[blocks]
        .iter()
        .take(400)
        .map(|block| {
            let text = head(&page.norm[block.text.clone()], ENOUGH);
            words
                .iter()
                .map(|word| text.matches(word).count())
                .sum::<usize>()
        })
        .sum()
}
