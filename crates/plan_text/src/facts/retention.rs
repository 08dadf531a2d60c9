//! How long something is kept.

use serde::Serialize;

use super::context::{Place, has, opens, tail};
use super::{Found, Kind, core};
use crate::time::TimeUnit;

/// A keeping time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    /// ISO 8601.
    pub period: String,
    /// What is kept, in the words of the text.
    pub what: String,
}

const KEEPS: &[&str] = &[
    "保存", "保留", "留存", "存档", "保管", "储存", "存储", "归档", "备存", "留档",
];

pub(crate) fn read(place: &Place, at: usize) -> Option<Found> {
    let quantity = &place.quantities[at];
    let length = quantity
        .length
        .filter(|length| length.unit >= TimeUnit::Hour)?;
    let before = place.before(quantity);
    let after = place.after(quantity);
    let since_last = match at.checked_sub(1).map(|at| place.quantities[at].range.end) {
        Some(end) => place
            .page
            .norm
            .get(end..quantity.range.start)
            .filter(|between| between.len() < before.len())
            .unwrap_or(before),
        None => before,
    };
    let near = tail(since_last, 16);
    let kept_before = has(near, KEEPS) && !has(near, &["保留现场", "意见", "记录在"]);
    let kept_after = opens(
        after.trim_start(),
        &["备查", "存档", "的保存", "保存", "保留期", "的留存"],
    );
    let destroyed = after.starts_with("内不得销毁") || after.starts_with("内不得删除");
    if !(kept_before || kept_after || destroyed) || (after.starts_with('内') && !destroyed) {
        return None;
    }
    let what = if before.trim().is_empty() {
        place.clause_before(quantity.range.start)
    } else {
        before
    };
    let what = what.trim().trim_end_matches(['为', '于']).to_owned();
    let period = length.period();
    let sameness = format!("retention {period} {}", core(&what));
    let mut range = place.phrase(at);
    range.start -= near.len().min(before.len());
    Some(Found {
        range,
        part: place.part,
        kind: Kind::Retention(Retention { period, what }),
        sameness,
    })
}
