//! Numbers that decide: casualties of a grade, a fever, years of experience.

use serde::Serialize;

use super::context::{Place, closes, has, opens, tail};
use super::{Found, Kind, core};
use crate::quantity::{Op, Quantity};

/// A number with its comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Threshold {
    /// What is measured, in the words of the text.
    pub metric: String,
    /// The comparison.
    pub op: Op,
    /// The number, 万 and 亿 multiplied out; of a range the lower end.
    pub value: f64,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// The unit as printed.
    pub unit: String,
}

pub(crate) fn read(place: &Place, at: usize) -> Option<Found> {
    let quantity = &place.quantities[at];
    let before = place.before(quantity);
    let after = place.after(quantity);
    let op = deciding_op(place, quantity, before, after)?;
    let counts_one_thing = quantity.value == 1.0 && quantity.unit == "个" && !place.deciding;
    if counts_one_thing
        || names_a_rank(quantity, before, after)
        || is_headcount_order(before, quantity)
    {
        return None;
    }
    let metric = metric(before, after);
    let value = Threshold {
        metric,
        op,
        value: quantity.value,
        upper: quantity.upper,
        unit: unit(quantity),
    };
    let sameness = format!(
        "threshold {op:?} {} {:?} {} {}",
        value.value,
        value.upper,
        value.unit,
        core(&format!("{before}|{after}"))
    );
    Some(Found {
        range: place.phrase(at),
        part: place.part,
        kind: Kind::Threshold(value),
        sameness,
    })
}

fn deciding_op(place: &Place, quantity: &Quantity, before: &str, after: &str) -> Option<Op> {
    if quantity.length.is_some() {
        let bound = after.strip_prefix('内').map(|rest| rest.trim_start());
        let fails = [
            "无法", "不能", "未能", "仍未", "仍无法", "未", "难以", "不可恢复",
        ];
        if opens(bound.unwrap_or(after), &fails) && quantity.op.is_none_or(|op| op != Op::Less) {
            return Some(Op::AtLeast);
        }
        if bound.is_some() {
            return place.deciding.then_some(Op::AtMost);
        }
    }
    if quantity.upper.is_some() {
        let plain_range = quantity.op.is_none();
        let decides = place.deciding
            || closes(before, &["在", "为", "有", "达", "具有", "具备", "于"])
            || has(after, &["经验", "之间", "的"])
            || quantity.percent
            || closes(before, &["年龄", "范围"])
            || quantity.unit.ends_with('岁');
        let is_span_of_time = quantity.length.is_some()
            && !place.deciding
            && !has(after, &["经验", "工作经历", "资历"]);
        return (!plain_range || (decides && !is_span_of_time)).then_some(Op::Between);
    }
    match quantity.op {
        Some(op) => Some(op),
        None => (closes(
            before,
            &["均在", "保持在", "维持在", "控制在", "稳定在", "都在"],
        ) && !quantity.unit.is_empty())
        .then_some(Op::Equal),
    }
}

/// `三级以上响应`, `二级以上医院`: the number is a rank; of wind and earthquakes it is a measure.
fn names_a_rank(quantity: &Quantity, before: &str, after: &str) -> bool {
    if quantity.value > 5.0
        || quantity.value.fract() != 0.0
        || has(before, &["风", "震", "浪", "烈度"])
    {
        return false;
    }
    quantity.unit.starts_with('级')
        && !opens(
            after.trim_start_matches(['的', '(', '及', '以', '上']),
            &[
                "大风", "风", "地震", "台风", "阵风", "强风", "热带", "烈度", "破坏",
            ],
        )
}

/// `配备2名以上…` orders a number of people, it decides nothing.
fn is_headcount_order(before: &str, quantity: &Quantity) -> bool {
    closes(before, &["配备", "配置", "安排", "指定", "设置", "派出"])
        && matches!(
            quantity.unit.as_str(),
            "名" | "人" | "个" | "位" | "台" | "具" | "套"
        )
        && quantity.op.is_none()
}

fn unit(quantity: &Quantity) -> String {
    quantity.unit.trim_start_matches(['万', '亿']).to_owned()
}

fn metric(before: &str, after: &str) -> String {
    let after = after.trim_start_matches(['的', ')']).trim();
    let before = tail(before.trim_end_matches(['为', '在', '(', '达', '均']), 16).trim();
    let words = if after.is_empty() || opens(after, &["时", "或", "且", "属"]) {
        before
    } else {
        after
    };
    words.chars().take(24).collect()
}
