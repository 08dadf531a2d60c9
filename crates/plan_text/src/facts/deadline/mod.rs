//! Limits: a bounded time, or a point of the calendar, for an act.

mod day;
mod parties;

pub(super) use day::read_days;
use parties::described;
use serde::Serialize;

use super::context::{Place, closes, has, opens, tail};
use super::{Found, Kind, core};
use crate::grade;
use crate::numbering::head;
use crate::quantity::{Op, Quantity};

/// A limit for an act. Exactly one of `within_min` and `by` is set.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Deadline {
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_min: Option<u64>,
    /// `same_day`, `--MM-DD` or an ISO date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Counted in working time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub working: bool,
    /// The act, in the words of the text.
    pub action: String,
    /// To whom, where the clause says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Who must act, where the clause names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_whom: Option<String>,
    /// From when the time counts, where the clause says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<String>,
    /// The rank of the only grade it holds for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// What comes when the time has passed in vain.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub escalation: bool,
}

/// Words for acts that a limit is set for.
pub(crate) const ACTS: &[&str] = &[
    "报", "汇报", "通知", "通报", "完成", "到达", "赶到", "赶赴", "抵达", "到位", "到场", "响应",
    "恢复", "处置", "处理", "整改", "反馈", "答复", "回复", "发布", "启动", "撤离", "疏散", "提交",
    "送", "组织", "作出", "做出", "办结", "受理", "抢修", "修复", "核实", "备案", "公布", "召开",
    "集结", "出动", "集合", "接听", "解决", "关闭", "切断", "审批", "提出", "开展", "联系", "确认",
    "救援", "派", "出具", "移交", "上传", "更新", "排除", "消除", "供电", "投入", "签收", "转发",
    "传达", "办理", "申请", "审核", "验收", "登记", "检验", "检查", "抄送", "更换", "清理", "隔离",
    "接回", "就诊", "核查", "清点", "发出", "下达", "实施", "采取", "建立", "告知", "公告", "落实",
    "结束", "转移", "控制", "判断", "研判", "评估", "调查", "清洗", "补",
];

/// What cannot be done in time: the number then decides, it does not bind.
const FAILS: &[&str] = &[
    "无法", "不能", "未能", "未", "难以", "仍", "不可", "没有", "得不到", "尚未", "恢复不了",
    "不得", "不准", "禁止", "不再", "不受理", "无", "不予", "曾", "已",
];

pub(crate) fn read(place: &Place, at: usize) -> Option<Found> {
    let quantity = &place.quantities[at];
    let length = quantity.upper_length.or(quantity.length)?;
    let before = place.before(quantity);
    let after = place.after(quantity);
    if is_forecast_or_past(before) {
        return None;
    }
    let escalation = is_escalation(place, quantity);
    let limits = escalation
        || is_bounded(place, quantity, before, after)
        || is_arrival(quantity, before, after);
    if !limits {
        return None;
    }
    let value = Deadline {
        within_min: Some(length.minutes().round().max(0.0) as u64),
        working: length.working,
        escalation,
        level: single_grade(before)
            .or_else(|| single_grade(place.clause_before(quantity.range.start))),
        ..described(place, quantity.range.start, before, after)
    };
    let sameness = format!(
        "deadline {:?} {} {}",
        place.trigger_block(),
        value.within_min.unwrap_or(0),
        core(&format!("{before}{after}"))
    );
    Some(Found {
        range: place.phrase(at),
        part: place.part,
        kind: Kind::Deadline(value),
        sameness,
    })
}

/// `24小时内`, `不得超过2小时`, `≤15分钟`.
fn is_bounded(place: &Place, quantity: &Quantity, before: &str, after: &str) -> bool {
    let closed =
        after.starts_with('内') || (quantity.op == Some(Op::AtMost) && !quantity.compared_before);
    let tail_words = after.strip_prefix('内').unwrap_or(after).trim_start();
    if closed {
        let fails = opens(tail_words, FAILS)
            || opens(
                tail_words,
                &["连续", "累计", "的有效", "有效", "达到", "降雨", "可能"],
            );
        let looks_back = opens(
            tail_words,
            &[
                "有", "到过", "去过", "接触", "的", "来自", "返回", "入境", "出现过",
            ],
        ) && !tail_words.starts_with("有关");
        let fails = fails
            || looks_back
            || has(head(place.further(quantity), 24), &["发生变化", "发生改变"]);
        let acts = has(after, ACTS)
            || has(before, ACTS)
            || has(place.clause_before(quantity.range.start), ACTS)
            || has(place.further(quantity), ACTS);
        let says_more = length_is_short(quantity) && tail_words.chars().take(3).count() == 3;
        return !fails
            && (acts || says_more)
            && (!place.deciding || has(head(tail_words, 12), ORDERED));
    }
    let at_most = quantity.compared_before && matches!(quantity.op, Some(Op::AtMost | Op::Less));
    if !at_most || place.deciding {
        return false;
    }
    let printed = &place.page.norm[quantity.whole.start..quantity.range.start];
    let in_a_cell = place.page.norm[place.page.outline.blocks[place.sentence.block]
        .range
        .clone()]
    .contains('\t');
    let near = format!(
        "{}{before}{after}",
        place.clause_before(quantity.range.start)
    );
    printed.contains("最迟")
        || printed.contains('晚')
        || printed.contains('迟')
        || in_a_cell
        || (has(&near, ACTS) && !has(tail_words, FAILS))
}

/// Acts that are ordered within a time even where the text says what makes a grade; recovery and repair
/// within a time may be criteria there.
const ORDERED: &[&str] = &[
    "报告", "上报", "报送", "启动", "赶到", "到达", "赶赴", "组织", "派出", "召开", "疏散", "撤离",
    "转移", "通知", "发布", "成立", "抵达", "集结", "赴现场", "汇报",
];

/// At most months: longer spans need a word for the act.
fn length_is_short(quantity: &Quantity) -> bool {
    quantity
        .length
        .is_some_and(|length| length.unit < crate::time::TimeUnit::Year)
}

/// `15分钟到达现场`: an act of arriving right behind a time.
fn is_arrival(quantity: &Quantity, before: &str, after: &str) -> bool {
    let arrives = opens(after, &["响应"])
        || opens(
            after.trim_start(),
            &[
                "到达", "赶到", "抵达", "到场", "到位", "赶赴", "响应到位", "上报至", "报告至",
            ],
        );
    arrives && quantity.op.is_none() && !closes(before, &["每", "每隔", "隔", "前", "提前"])
}

/// `经过30分钟处理仍未恢复的,应通知…`.
fn is_escalation(place: &Place, quantity: &Quantity) -> bool {
    let before = place.before(quantity);
    let after = place.after(quantity);
    let passed = closes(before, &["经过", "经", "在", "抢修", "处理", "等待"])
        && has(after, &["仍", "未", "无法", "不能"])
        && !after.starts_with('内');
    passed
        && !place.deciding
        && has(
            place.further(quantity),
            &["通知", "报告", "上报", "汇报", "联系", "请求", "启动"],
        )
}

fn is_forecast_or_past(before: &str) -> bool {
    let before = before.trim_end();
    closes(
        before,
        &[
            "未来", "过去", "近", "最近", "今后", "此前", "预计", "连续", "前", "提前", "每",
            "每隔", "持续", "累计", "预报", "首次", "间隔",
        ],
    ) || has(before, &["预计", "预报"]) && !has(before, ACTS)
}

/// The rank of the one grade named before the limit; `较大以上` names several.
fn single_grade(before: &str) -> Option<u8> {
    let near = tail(before, 24);
    let mut found = None;
    let mut at = 0;
    while at < near.len() {
        let rest = &near[at..];
        match grade::grade(rest) {
            Some(grade) if grade.dress == grade::Dress::Code => return None,
            Some(grade) => {
                let after = &rest[grade.len..];
                if found.is_some() || opens(after, &["以上", "及以上", "和", "、", "或"]) {
                    return None;
                }
                found = Some(grade.rank);
                at += grade.len;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}
