//! Periods as printed: `每月`, `每两小时`, `按季`, `月度检查`, `三年一修订`.

use super::super::context::{closes, has, opens};
use crate::numeral::numeral;
use crate::time::{Length, TimeUnit, length};

/// A period as printed: bytes it takes and what it means.
pub(super) struct Period {
    pub(super) len: usize,
    pub(super) iso: String,
    pub(super) monthly: bool,
    pub(super) yearly: bool,
}

fn made(len: usize, iso: &str) -> Period {
    Period {
        len,
        iso: iso.to_owned(),
        monthly: iso == "P1M",
        yearly: iso == "P1Y",
    }
}

/// Names of periods, longest first.
const NAMES: &[(&str, &str)] = &[
    ("个工作日", "P1D"),
    ("工作日", "P1D"),
    ("个半小时", "PT90M"),
    ("半小时", "PT30M"),
    ("半个小时", "PT30M"),
    ("个小时", "PT1H"),
    ("小时", "PT1H"),
    ("分钟", "PT1M"),
    ("刻钟", "PT15M"),
    ("个星期", "P1W"),
    ("星期", "P1W"),
    ("个季度", "P3M"),
    ("季度", "P3M"),
    ("季", "P3M"),
    ("个学期", "P6M"),
    ("学期", "P6M"),
    ("学年", "P1Y"),
    ("半个月", "P15D"),
    ("半月", "P15D"),
    ("半年", "P6M"),
    ("半天", "PT12H"),
    ("年度", "P1Y"),
    ("年", "P1Y"),
    ("个月", "P1M"),
    ("月份", "P1M"),
    ("月", "P1M"),
    ("周", "P1W"),
    ("旬", "P10D"),
    ("双周", "P2W"),
    ("天", "P1D"),
    ("日", "P1D"),
    ("晚", "P1D"),
    ("早", "P1D"),
];

pub(super) fn period(head: &str, rest: &str) -> Option<Period> {
    let first = rest.chars().next()?;
    match first {
        '每' => every(head, rest),
        '按' | '逐' => by_the(rest),
        '全' => rest
            .strip_prefix("全年")
            .filter(|rest| counted_behind(rest))
            .map(|_| made("全年".len(), "P1Y")),
        '日' | '周' | '月' | '季' | '旬' | '年' | '半' => {
            named_practice(head, rest).or_else(|| once_in(head, rest))
        }
        _ if first.is_ascii_digit() || crate::numeral::is_han_numeral(first) => once_in(head, rest),
        _ => None,
    }
}

/// `每月`, `每两小时`, `每隔3天`.
fn every(head: &str, rest: &str) -> Option<Period> {
    if closes(head, &["每人", "每台", "每户", "每名", "每位", "/"]) {
        return None;
    }
    let mut at = '每'.len_utf8();
    at += ["间隔", "隔", "逢", "满"]
        .iter()
        .find(|word| rest[at..].starts_with(**word))
        .map_or(0, |word| word.len());
    let words = &rest[at..];
    if let Some(length) = length(words).or_else(|| short_length(words)) {
        return Some(Period {
            len: at + length.len,
            iso: length.period(),
            monthly: length.period() == "P1M",
            yearly: length.period() == "P1Y",
        });
    }
    let (name, iso) = NAMES.iter().find(|(name, _)| words.starts_with(name))?;
    let is_other_word = words[name.len()..].starts_with(['级', '代', '龄', '纪', '轻']);
    (!is_other_word).then(|| made(at + name.len(), iso))
}

/// `两日`, `三月` behind 每.
fn short_length(words: &str) -> Option<Length> {
    let number = numeral(words)?;
    let rest = &words[number.len..];
    let unit = match rest.chars().next()? {
        '日' => TimeUnit::Day,
        '月' => TimeUnit::Month,
        '周' => TimeUnit::Week,
        '时' => TimeUnit::Hour,
        _ => return None,
    };
    (!number.digits).then_some(Length {
        len: number.len + 3,
        amount: number.value,
        unit,
        working: false,
    })
}

/// `按月`, `逐日`.
fn by_the(rest: &str) -> Option<Period> {
    let words = &rest[3..];
    let (name, iso) = [
        ("季度", "P3M"),
        ("季", "P3M"),
        ("年度", "P1Y"),
        ("年", "P1Y"),
        ("月", "P1M"),
        ("周", "P1W"),
        ("日", "P1D"),
        ("天", "P1D"),
        ("旬", "P10D"),
    ]
    .into_iter()
    .find(|(name, _)| words.starts_with(name))?;
    let follows = &words[name.len()..];
    (!opens(
        follows,
        &[
            "龄", "计", "满", "薪", "期", "底", "均", "增", "减", "份", "照", "提高", "上升",
            "下降",
        ],
    ))
    .then(|| made(3 + name.len(), iso))
}

/// Practices that are named by their period: `日报告制度`, `月检`, `年度演练`, `旬(周)例会`.
fn named_practice(head: &str, rest: &str) -> Option<Period> {
    const PRACTICES: &[&str] = &[
        "报告", "报", "检查", "检", "巡查", "例会", "例行", "考核", "调度", "研判", "通报", "排查",
        "演练", "会商", "评估", "总结", "自查", "分析", "评审", "清", "结", "测",
    ];
    const UNBOUND: &[char] = &[
        '当', '次', '今', '昨', '明', '每', '生', '节', '假', '本', '同', '单', '前', '后', '近',
        '终', '即', '上', '下', '该', '全', '按', '逐', '多', '一', '平', '往', '历', '几', '去',
        '整', '隔', '常',
    ];
    let (name, iso, long) = [
        ("半年度", "P6M", true),
        ("年度", "P1Y", true),
        ("季度", "P3M", true),
        ("月度", "P1M", true),
        ("日", "P1D", false),
        ("周", "P1W", false),
        ("旬", "P10D", false),
        ("月", "P1M", false),
        ("季", "P3M", false),
    ]
    .into_iter()
    .find(|(name, ..)| rest.starts_with(name))?;
    if head.ends_with(UNBOUND)
        || head.ends_with(|c: char| c.is_ascii_digit() || crate::numeral::is_han_numeral(c))
    {
        return None;
    }
    let mut after = &rest[name.len()..];
    if let Some(inner) = after.strip_prefix('(') {
        after = inner
            .split_once(')')
            .filter(|(inside, _)| inside.chars().count() <= 2)
            .map_or(after, |(_, behind)| behind.trim_start());
    }
    let practice = PRACTICES.iter().find(|word| after.starts_with(**word))?;
    let behind = &after[practice.len()..];
    let behind = behind.trim_start_matches('"');
    let as_rule = opens(behind, &["制", "、零", "和零", "、\"零", "和\"零", "、"])
        || closes(
            head.trim_end_matches('"'),
            &[
                "实行", "坚持", "执行", "落实", "实施", "开展", "组织", "进行", "做好", "召开",
                "建立",
            ],
        )
        || *practice == "例行";
    let is_plan = has(
        crate::numbering::head(behind, 6),
        &["计划", "安排", "表", "工作报告"],
    ) || behind.starts_with(['中', '、', '结', '的', '得', '目']);
    ((long && !is_plan && *practice != "报" && *practice != "清" && *practice != "结") || as_rule)
        .then(|| made(name.len(), iso))
}

/// `一周一次`, `3年一修订`, `24小时报告一次`.
fn once_in(head: &str, rest: &str) -> Option<Period> {
    if head.ends_with(|c: char| {
        c.is_ascii_digit()
            || crate::numeral::is_han_numeral(c)
            || matches!(c, '第' | '每' | '隔' | '.' | '近' | '后' | '前' | '在')
    }) {
        return None;
    }
    let half = ["半年", "半月", "半天", "半小时"]
        .iter()
        .any(|word| rest.starts_with(word));
    let found = length(rest).or_else(|| short_length(rest))?;
    if found.unit == TimeUnit::Month && half {
        return None;
    }
    let after = &rest[found.len..];
    let after_word = after.strip_prefix("内").map_or(after, |_| "内");
    if counted_behind(after_word) {
        return Some(Period {
            len: found.len,
            iso: found.period(),
            monthly: false,
            yearly: false,
        });
    }
    let rule = after_word.strip_prefix('一').is_some_and(|rest| {
        opens(
            rest,
            &[
                "报", "修订", "修编", "检", "查", "考", "训", "演", "评", "换", "更新", "审", "清",
                "测", "会", "巡",
            ],
        )
    });
    let reported = [
        "报告", "上报", "汇报", "更新", "通报", "巡查", "检查", "巡视",
    ]
    .iter()
    .find_map(|verb| after_word.strip_prefix(verb))
    .is_some_and(|rest| rest.starts_with("一次") || rest.starts_with("1次"));
    (rule || reported).then(|| Period {
        len: found.len,
        iso: found.period(),
        monthly: false,
        yearly: false,
    })
}

/// `一次`, `至少组织两次`: a count at once, or behind words of ordering.
fn counted_behind(words: &str) -> bool {
    let fillers = [
        "至少", "不少于", "不得少于", "组织", "开展", "进行", "召开", "安排",
    ];
    let mut rest = words;
    while let Some(behind) = fillers.iter().find_map(|filler| rest.strip_prefix(*filler)) {
        rest = behind;
    }
    numeral(rest)
        .is_some_and(|n| n.value >= 1.0 && opens(&rest[n.len..], &["次", "遍", "回", "轮"]))
}

pub(super) fn next_period(after: &str) -> Option<usize> {
    after.find('每').filter(|&at| {
        NAMES
            .iter()
            .any(|(name, _)| after[at + 3..].starts_with(name))
    })
}
