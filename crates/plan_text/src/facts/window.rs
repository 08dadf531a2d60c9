//! Spans of time that are neither limit, recurrence nor keeping time: how long something must stay so,
//! within which span events are counted, which minutes a stage takes.

use serde::Serialize;

use super::context::{Place, closes, has, opens, tail};
use super::{Found, Kind, core};
use crate::quantity::{Op, Quantity};

/// A span of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Window {
    /// ISO 8601; of a stage, its length.
    pub period: String,
    /// What it is about, in the words of the text.
    pub what: String,
    /// It may last longer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_least: bool,
    /// The minute at which a stage begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_min: Option<u64>,
    /// The minute at which a stage ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_min: Option<u64>,
}

/// Words for what must stay so for a time.
const HOLDS: &[&str] = &[
    "关闭", "隔离", "观察", "停用", "停课", "停产", "封锁", "封闭", "浸泡", "作用", "冲洗", "消毒",
    "通风", "测试", "试运行", "运行", "监测", "监护", "留观", "静置", "休息", "保持", "维持",
    "持续", "待命", "守护", "看守", "监控", "冷却", "警戒", "暂停", "静止", "等待", "按压", "煮沸",
    "冷敷", "浸没", "居家", "跟踪", "连续",
];

const UNCHANGED: &[&str] = &["无", "未", "没有", "正常", "稳定", "不再"];

pub(crate) fn read(place: &Place, at: usize) -> Option<Found> {
    let quantity = &place.quantities[at];
    let length = quantity.length?;
    let before = place.before(quantity);
    let after = place.after(quantity);
    if let Some(upper) = quantity.upper_length
        && is_stage(place, quantity, before, after)
    {
        let (from, to) = (scaled(length.minutes()), scaled(upper.minutes()));
        let period = format!("PT{}M", to.saturating_sub(from));
        return Some(found(
            place,
            at,
            before,
            Window {
                period,
                what: what(before, after),
                at_least: false,
                from_min: Some(from),
                to_min: Some(to),
            },
        ));
    }
    let around = closes(before.trim_end_matches('各'), &["前后"]);
    let counts = is_counting(place, at, after) || is_quiet_time(place, quantity, after);
    let holds = !place.deciding && is_held(quantity, before, after);
    if !(around || counts || holds) {
        return None;
    }
    let at_least =
        holds && (quantity.op == Some(Op::AtLeast) || has(tail(before, 14), &["至少", "不少于"]));
    Some(found(
        place,
        at,
        before,
        Window {
            period: length.period(),
            what: what(before, after),
            at_least,
            from_min: None,
            to_min: None,
        },
    ))
}

fn scaled(minutes: f64) -> u64 {
    minutes.round().max(0.0) as u64
}

fn found(place: &Place, at: usize, before: &str, window: Window) -> Found {
    let sameness = format!("window {} {}", window.period, core(&window.what));
    let mut range = place.phrase(at);
    range.start -= tail(before, 12).len();
    Found {
        range,
        part: place.part,
        kind: Kind::Window(window),
        sameness,
    }
}

fn what(before: &str, after: &str) -> String {
    let words = format!("{}{}", tail(before, 30), after);
    words.trim().chars().take(60).collect()
}

/// `在7日内累计发生3起`: the span in which events are counted.
fn is_counting(place: &Place, at: usize, after: &str) -> bool {
    let closed = after.starts_with('内') || place.quantities[at].op == Some(Op::AtMost);
    let rest = after.strip_prefix('内').unwrap_or(after);
    let clause_end = place.clause(place.quantities[at].range.start).end;
    let next_counts = place.quantities.get(at + 1).is_some_and(|next| {
        next.length.is_none()
            && !next.percent
            && next.range.end <= clause_end
            && matches!(
                next.unit.as_str(),
                "起" | "次" | "例" | "人" | "名" | "宗" | "个" | "件" | "条"
            )
    });
    let changes = has(rest, &["发生变化", "发生改变", "有变化"])
        || (rest.trim().is_empty()
            && has(
                super::super::numbering::head(place.further(&place.quantities[at]), 24),
                &["发生变化"],
            ));
    closed
        && (changes
            || opens(rest, &["累计", "连续", "先后", "共"])
            || (next_counts
                && opens(
                    rest,
                    &["发生", "出现", "发现", "有", "同一", "在同", "接到", "收到"],
                )))
}

/// `48小时内无新增`: a span in which something must not happen; with `无法` it would be a failure.
fn is_quiet_time(place: &Place, quantity: &Quantity, after: &str) -> bool {
    let closed =
        after.starts_with('内') || (quantity.op == Some(Op::AtMost) && !quantity.compared_before);
    let rest = after.strip_prefix('内').unwrap_or(after);
    let quiet = opens(rest, &["无", "没有", "未再", "未出现", "未发生", "不再"])
        && !opens(rest, &["无法", "无力", "无人", "没有恢复"]);
    closed && quiet && !place.deciding
}

fn is_held(quantity: &Quantity, before: &str, after: &str) -> bool {
    if after.starts_with('内') || matches!(quantity.op, Some(Op::AtMost | Op::Less)) {
        return false;
    }
    let near = tail(before, 14);
    if has(near, &["连续", "持续"]) && has(after, UNCHANGED) && quantity.op.is_none() {
        return true;
    }
    if is_minimum(quantity, before, after) {
        return true;
    }
    let conditional = quantity.op == Some(Op::AtLeast)
        && !quantity.compared_before
        && opens(after, &["的", "时", "者"]);
    if conditional {
        return false;
    }
    let ends_here = after.is_empty()
        || quantity.op == Some(Op::AtLeast)
        || opens(after, &["后", ")", "、", "左右", "的", "并", "以"]);
    has(near, HOLDS) && ends_here && !has(near, &["报告", "每隔", "发现", "完成", "持续时间"])
}

/// `照射不少于30分钟`: the least time that something must last; not what somebody has behind them
/// (years of practice) nor a condition (`…的`).
fn is_minimum(quantity: &Quantity, before: &str, after: &str) -> bool {
    let short = quantity
        .length
        .is_some_and(|length| length.unit <= crate::time::TimeUnit::Week);
    let at_least = quantity.compared_before && quantity.op == Some(Op::AtLeast);
    let said = closes(
        before,
        &[
            "时间", "每次", "时长", "照射", "浸泡", "通风", "消毒", "连续", "持续", "工作", "运行",
            "供电", "观察", "隔离", "静置",
        ],
    );
    short
        && at_least
        && said
        && !opens(after, &["的", "时", "未", "仍", "者"])
        && !has(after, &["经验"])
}

/// `第二阶段(5-15分钟)`, `5-15分钟:`.
fn is_stage(place: &Place, quantity: &Quantity, before: &str, after: &str) -> bool {
    if place.deciding || after.starts_with('内') || quantity.op.is_some() {
        return false;
    }
    let whole_clause = before.trim_end_matches(['(', '第', '约']).trim().is_empty()
        && after.trim_start_matches([')', '内']).trim().is_empty();
    has(before, &["阶段", "期间", "时段"])
        || (whole_clause && place.clause(quantity.range.start).start == place.sentence.range.start)
}
