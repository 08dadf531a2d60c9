//! What stands over a list, and what it says about it.

use std::ops::Range;

use super::super::context::{Page, closes, has};
use crate::outline::List;
use crate::split::is_title;

/// What a list's heading says about it.
pub(super) enum Heading {
    /// It names a procedure.
    Procedure { title: Range<usize> },
    /// It introduces steps without being a title.
    Leads { lead: Range<usize> },
    /// It says nothing.
    Neutral { title: Option<Range<usize>> },
    /// It names something else.
    Other,
}

/// What stands over a list.
pub(super) fn heading(page: &Page, list: &List) -> Heading {
    let bracketed = list
        .lead
        .filter(|&lead| page.words(lead).starts_with(['【', '[']));
    if let Some(parent) = list.parent.filter(|_| bracketed.is_some())
        && !has_earlier_list(page, parent, list)
        && let found @ Heading::Procedure { .. } = classify(page, parent)
    {
        return found;
    }
    if let Some(lead) = list.lead {
        match lead_heading(page, list, lead) {
            Heading::Neutral { title: None } => {}
            found @ (Heading::Procedure { .. }
            | Heading::Leads { .. }
            | Heading::Neutral { .. }
            | Heading::Other) => return found,
        }
    }
    let Some(parent) = list.parent else {
        return Heading::Neutral { title: None };
    };
    if has_earlier_list(page, parent, list) {
        return Heading::Neutral { title: None };
    }
    classify(page, parent)
}

/// The numbers begin again under a heading that already has its list: the heading of the second list
/// is lost.
fn has_earlier_list(page: &Page, parent: usize, list: &List) -> bool {
    let style_of = |list: &List| {
        list.items
            .first()
            .and_then(|&first| page.outline.blocks[first].mark)
            .map(|mark| mark.style)
    };
    let first = list.items.first().copied().unwrap_or(0);
    page.outline.lists_under(parent).any(|other| {
        style_of(other) == style_of(list)
            && other.items.first().is_some_and(|&earlier| earlier < first)
    })
}

fn is_short(page: &Page, block: usize) -> bool {
    page.words(block).chars().take(32).count() < 32
}

fn lead_heading(page: &Page, list: &List, lead: usize) -> Heading {
    let range = page.outline.blocks[lead].text.clone();
    let words = page.norm[range.clone()].trim();
    if words.chars().take(32).count() < 32 && !words.contains(['。', ',']) {
        let is_document_title = is_title(words)
            && (lead == 0
                || page
                    .outline
                    .parts
                    .iter()
                    .any(|&first| lead >= first && lead < first + 4));
        if is_document_title {
            return Heading::Neutral { title: Some(range) };
        }
        return classify(page, lead);
    }
    let last_clause = words.rfind([',', '。', ';']).map_or(words, |at| {
        &words[at + words[at..].chars().next().map_or(1, char::len_utf8)..]
    });
    if words.ends_with(':')
        && has(
            last_clause,
            &["步骤", "程序", "流程", "办法", "如下", "以下", "下列"],
        )
        && has(
            last_clause,
            &[
                "处置", "处理", "应急", "操作", "救援", "抢险", "疏散", "响应",
            ],
        )
        && !has(last_clause, OTHER)
    {
        let start = range.start + words.len() - last_clause.len()
            + (page.norm[range.clone()].len() - page.norm[range.clone()].trim_start().len());
        return Heading::Procedure {
            title: start..start + last_clause.trim_end_matches(':').len(),
        };
    }
    let first_end = words.find(['。', ':', ';']).unwrap_or(words.len());
    let first = &words[..first_end];
    let handles = has(first, &["处置", "处理", "救援", "抢险", "应急措施"])
        && !has(first, OTHER)
        && has(
            first,
            &[
                "进行", "采取", "需要", "按", "步骤", "程序", "如下", "立即", "应",
            ],
        );
    let parent_is_heading = list.parent.is_some_and(|parent| {
        is_short(page, parent) && matches!(classify(page, parent), Heading::Procedure { .. })
    });
    if handles && !parent_is_heading && first.chars().take(60).count() < 60 {
        return Heading::Leads {
            lead: range.start..range.start + first_end,
        };
    }
    Heading::Neutral { title: None }
}

fn classify(page: &Page, block: usize) -> Heading {
    let range = page.outline.blocks[block].text.clone();
    let words = page.norm[range.clone()].trim().trim_end_matches(':');
    let first = words
        .find(['。', ':', ';'])
        .map_or(words, |at| &words[..at]);
    let is_heading = words.chars().take(32).count() < 32
        && !words.contains(['。', ';'])
        && words.chars().filter(|c| *c == ',').count() <= 1;
    if !is_heading {
        let labelled =
            first.len() < words.len() && first.chars().count() <= 24 && !first.contains(',');
        if labelled && names_a_procedure(first) {
            let lead = page.norm[range.clone()].len() - page.norm[range.clone()].trim_start().len();
            return Heading::Procedure {
                title: range.start + lead..range.start + lead + first.len(),
            };
        }
        return if labelled && has(first, OTHER) {
            Heading::Other
        } else {
            Heading::Neutral { title: None }
        };
    }
    let lead = page.norm[range.clone()].len() - page.norm[range.clone()].trim_start().len();
    let title = range.start + lead..range.start + lead + words.len();
    if names_a_procedure(words) {
        Heading::Procedure { title }
    } else if has(words, OTHER) {
        Heading::Other
    } else {
        Heading::Neutral { title: Some(title) }
    }
}

/// Words in the heading of a list that is no procedure.
const OTHER: &[&str] = &[
    "预防", "保障", "防范", "日常", "培训", "演练", "宣传", "监督", "职责", "原则", "要求", "目的",
    "依据", "范围", "组织", "机构", "准备", "分工", "奖惩", "检查", "分级", "分类", "条件", "任务",
    "注意事项", "附则", "附件", "基本方法", "基本措施", "重要措施", "主要措施", "具体方法",
    "具体措施", "职能", "内容", "制度", "考核", "概况", "危险源", "风险", "特点", "原因", "时间",
    "主题", "物资", "体系", "目标", "责任", "背景", "后期", "定义", "标准", "资格", "活动", "安排",
    "成员", "情形", "种类", "类型", "工作措施", "防护措施", "保证措施", "安全措施", "管理措施",
    "信息内容", "报告内容",
];

/// Whether a heading names a way of acting in an event.
pub(super) fn names_a_procedure(title: &str) -> bool {
    let title = title.trim().trim_end_matches([':', ')', '"']);
    let sequence = has(title, &["程序", "流程", "步骤"]);
    let handles = has(
        title,
        &[
            "应急", "处置", "处理", "应对", "响应", "救援", "抢险", "疏散", "救治", "急救", "处警",
            "抢修", "自救", "逃生", "救护", "善后", "报警", "扑救", "控制",
        ],
    );
    let means = has(
        title,
        &[
            "办法", "措施", "预案", "方案", "对策", "要点", "规程", "操作",
        ],
    );
    let acts = closes(
        title,
        &[
            "处置", "处理", "应对", "救援", "疏散", "急救", "抢修", "扑救", "救护", "逃生",
            "处置时", "怎么办",
        ],
    ) && title.chars().count() >= 4;
    let other = OTHER.iter().any(|word| {
        title.contains(word)
            && !(*word == "组织" && title.contains("组织疏散"))
            && !(*word == "演练" && sequence && handles)
    });
    let conditions = has(
        title,
        &[
            "下列情", "以下情", "如下情", "情形之一", "情况之一", "下列条件", "以下条件",
        ],
    );
    !other && !conditions && (sequence || (handles && means) || acts)
}
