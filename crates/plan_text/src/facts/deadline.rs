//! Limits: a bounded time, or a point of the calendar, for an act.

use serde::Serialize;

use super::context::{Place, closes, has, opens, tail};
use super::{Found, Kind, core};
use crate::grade;
use crate::quantity::{Op, Quantity};
use crate::time::{day, small_number};

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
        "deadline {} {}",
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
            || has(
                crate::numbering::head(place.further(quantity), 24),
                &["发生变化", "发生改变"],
            );
        let acts = has(after, ACTS)
            || has(before, ACTS)
            || has(place.clause_before(quantity.range.start), ACTS)
            || has(place.further(quantity), ACTS);
        return !fails
            && acts
            && (!place.deciding || has(tail_words, &["报告", "上报", "报送", "启动", "赶到"]));
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

fn described(place: &Place, at: usize, before: &str, after: &str) -> Deadline {
    let act = after
        .trim_start_matches("之内")
        .trim_start_matches("以内")
        .trim_start_matches('内')
        .trim_start_matches(',')
        .trim();
    let action = if has(act, ACTS) || act.chars().count() > 3 {
        act
    } else {
        before.trim()
    };
    let action = if action.is_empty() {
        place.clause_before(at)
    } else {
        action
    };
    Deadline {
        action: super::context::tail(action, 60).to_owned(),
        to: recipient(act),
        trigger: trigger(before),
        ..Deadline::default()
    }
}

/// `向…报告`, `报…`: to whom.
fn recipient(act: &str) -> Option<String> {
    let verbs = [
        "书面报告", "报告", "上报", "报送", "汇报", "通知", "报", "通报",
    ];
    if let Some(at) = act.find('向') {
        let rest = &act[at + '向'.len_utf8()..];
        let end = verbs.iter().filter_map(|verb| rest.find(verb)).min()?;
        return Some(rest[..end].trim().to_owned()).filter(|name| !name.is_empty());
    }
    let (at, verb) = verbs
        .iter()
        .filter_map(|verb| act.find(verb).map(|at| (at, *verb)))
        .min_by_key(|(at, verb)| (*at, usize::MAX - verb.len()))?;
    let name = act[at + verb.len()..]
        .trim_start_matches(['给', '至', '到'])
        .trim();
    let object = opens(
        name,
        &[
            "书面", "信息", "情况", "事故", "事件", "结果", "处理", "一次",
        ],
    );
    (!name.is_empty() && !object && name.chars().count() <= 30).then(|| name.to_owned())
}

/// `发现后`, `接到报告之日起`: what starts the time.
fn trigger(before: &str) -> Option<String> {
    let words = before.trim().trim_end_matches(['在', '于', '的']);
    let words = words.trim_end_matches("应").trim_end_matches("要");
    let ends = closes(words, &["后", "时", "之日起", "起", "之时", "之后"]);
    ends.then(|| tail(words, 40).to_owned())
}

/// Points of the calendar: `9月25日之前`, `当日内`, `9月底前`.
pub(crate) fn read_days(place: &Place, claimed: &[std::ops::Range<usize>], found: &mut Vec<Found>) {
    let range = place.sentence.range.clone();
    let text = &place.page.norm[range.clone()];
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some((len, by)) = point(&text[..at], rest) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let start = range.start + at;
        let clause = place.clause(start);
        let before = place.page.norm.get(clause.start..start).unwrap_or("");
        let is_claimed = claimed
            .iter()
            .any(|range| range.start < start + len && start < range.end);
        if !is_claimed && !has(before, &["每年", "每月", "每季", "每学期"]) {
            let next_clause_end = place
                .sentence
                .clauses
                .iter()
                .map(|clause| clause.end)
                .find(|&end| end > start + len)
                .unwrap_or(clause.end);
            let end = next_clause_end.max(start + len);
            let after = place.page.norm.get(start + len..end).unwrap_or("");
            let value = Deadline {
                by: Some(by.clone()),
                ..described(place, start, before, after)
            };
            let sameness = format!(
                "deadline {by} {}",
                core(&format!("{before}{}", &place.page.norm[start + len..end]))
            );
            let from = start - before.len() + before.len() - tail(before, 6).len();
            let end = next_point(place, start + len, end);
            found.push(Found {
                range: from..end,
                part: place.part,
                kind: Kind::Deadline(value),
                sameness,
            });
        }
        at += len;
    }
}

/// Cuts a span before the next point of the calendar, so that two limits of one clause stay apart.
fn next_point(place: &Place, from: usize, end: usize) -> usize {
    let text = &place.page.norm[from..end];
    let next = text
        .char_indices()
        .find(|&(at, _)| point(&text[..at], &text[at..]).is_some());
    next.map_or(end, |(at, _)| {
        from + text[..at].trim_end_matches(['在', '并', '于']).len()
    })
    .max(from)
}

/// A limit by the calendar at the beginning of `rest`.
fn point(head: &str, rest: &str) -> Option<(usize, String)> {
    let first = rest.chars().next()?;
    if matches!(first, '当' | '之' | '同' | '即') {
        return same_day(rest);
    }
    let may_start = (first.is_ascii_digit() || crate::numeral::is_han_numeral(first))
        && !head.ends_with(|c: char| {
            c.is_ascii_digit() || crate::numeral::is_han_numeral(c) || c == '_'
        });
    if !may_start {
        return None;
    }
    if let Some(day) = day(rest) {
        let tail = rest[day.len..].trim_start();
        let gap = rest[day.len..].len() - tail.len();
        let before = before_word(tail)?;
        return Some((day.len + gap + before, day.iso()));
    }
    let (len, month) = small_number(rest, 12)?;
    let tail = rest[len..]
        .strip_prefix("月底")
        .or_else(|| rest[len..].strip_prefix("月末"))?;
    let before = before_word(tail)?;
    let last = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Some((len + "月底".len() + before, format!("--{month:02}-{last}")))
}

/// `之前`, `前`, `下班前`, `17时前`, and not `前后`, `前夕`.
fn before_word(tail: &str) -> Option<usize> {
    let plain = |text: &str| {
        ["之前", "以前", "前"]
            .iter()
            .find(|word| text.starts_with(**word))
            .map(|word| word.len())
    };
    if let Some(len) = plain(tail) {
        return (!opens(&tail[len..], &["后", "夕", "往", "来", "线"])).then_some(len);
    }
    let head: String = tail.chars().take(8).collect();
    let at = head.find('前')?;
    let is_hour = head[..at].ends_with(['时', '点', '分', '0'])
        || head[..at].ends_with("下班")
        || head[..at].ends_with("晚");
    (is_hour && !head[..at].contains([',', '。', '日'])).then_some(at + '前'.len_utf8())
}

/// `当日内`, `发现当天上报`, `办结之日内`.
fn same_day(rest: &str) -> Option<(usize, String)> {
    let day = ["当日", "当天", "之日", "同日", "当晚", "即日"]
        .iter()
        .find(|word| rest.starts_with(**word))?;
    let tail = &rest[day.len()..];
    let bound = ["之内", "以内", "内"]
        .iter()
        .find(|word| tail.starts_with(**word))
        .map(|word| word.len())
        .or_else(|| before_word(tail));
    let acts = *day != "之日"
        && *day != "即日"
        && opens(
            tail,
            &[
                "上报", "报告", "报送", "完成", "办结", "处理完", "反馈", "向", "将", "回复",
                "答复",
            ],
        );
    let len = bound.or(acts.then_some(0))?;
    Some((day.len() + len, "same_day".to_owned()))
}
