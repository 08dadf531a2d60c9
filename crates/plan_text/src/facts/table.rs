//! Rows of a table of service times: under a column of acts, a cell that is a length of time is a limit.

use std::ops::Range;

use super::context::{Page, has};
use super::deadline::Deadline;
use super::{Found, Kind, core};
use crate::time::length;

/// Words in the head of a column of limits.
const COLUMNS: &[&str] = &[
    "时限", "响应", "恢复", "解决", "到场", "到达", "升级", "报告时间", "上报", "通报", "修复",
    "处理时间", "处置时间", "完成时间", "通知", "反馈", "RTO", "时效",
];

/// Reads the tables of a text. What the cells say is put into `claimed`, in order.
pub(super) fn read(page: &Page, claimed: &mut Vec<Range<usize>>, found: &mut Vec<Found>) {
    let mut head: Option<(usize, Vec<Range<usize>>)> = None;
    for (index, block) in page.outline.blocks.iter().enumerate() {
        let row = cells(page.norm, block.range.clone());
        if row.len() < 2 {
            head = None;
            continue;
        }
        let Some((part, columns)) = head.as_ref().filter(|(part, _)| *part == block.part) else {
            head = Some((block.part, row));
            continue;
        };
        for (column, cell) in row.iter().enumerate() {
            let title = columns
                .get(column)
                .map_or("", |title| page.norm[title.clone()].trim());
            if let Some(deadline) = limit(page, index, title, cell.clone()) {
                let sameness = format!(
                    "deadline row {:?} {title} {}",
                    deadline.level,
                    core(&page.norm[row[0].clone()])
                );
                claimed.push(cell.clone());
                found.push(Found {
                    range: trimmed(page.norm, cell.clone()),
                    part: *part,
                    kind: Kind::Deadline(deadline),
                    sameness,
                });
            }
        }
    }
}

fn cells(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    const MOST: usize = 40;
    let mut cells = Vec::new();
    let mut start = range.start;
    for (at, _) in text[range.clone()].match_indices('\t').take(MOST) {
        cells.push(start..range.start + at);
        start = range.start + at + 1;
    }
    if !cells.is_empty() {
        cells.push(start..range.end);
    }
    cells
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let lead = words.len() - words.trim_start().len();
    range.start + lead..range.start + lead + words.trim().len()
}

fn limit(page: &Page, block: usize, title: &str, cell: Range<usize>) -> Option<Deadline> {
    if !has(title, COLUMNS) || title.chars().take(16).count() > 15 {
        return None;
    }
    let words = page.norm[cell].trim();
    let bare = words.trim_start_matches(['≤', '<', '=', ' ']);
    let bare = ["不超过", "不大于", "小于"]
        .iter()
        .fold(bare, |bare, word| bare.strip_prefix(word).unwrap_or(bare));
    let length = length(bare)?;
    let rest = bare[length.len..].trim();
    let is_whole = matches!(rest, "" | "内" | "以内" | "之内");
    is_whole.then(|| Deadline {
        within_min: Some(length.minutes().round().max(0.0) as u64),
        working: length.working,
        action: title.to_owned(),
        level: page
            .definitions
            .rank_in(page.outline.blocks[block].range.clone()),
        ..Deadline::default()
    })
}
