//! The label of a grade, and whether it stands over its criteria.

use std::ops::Range;

use super::super::context::{closes, has, opens};
use super::{Definition, made};
use crate::grade::{Grade, grade};
use crate::normal::is_han;
use crate::numbering::head;
use crate::outline::Outline;

/// Words of criteria.
pub(super) const CRITERIA: &[&str] = &[
    "指", "造成", "导致", "发生", "出现", "符合", "达到", "超过", "以上", "以下", "不足", "可能",
    "影响", "引发", "涉及", "下列", "之一", "满足", "中断", "瘫痪", "死亡", "受伤", "损失", "损害",
    "%", "℃", "≥", "≤", ">", "<", "无法", "丧失", "失去", "波及", "扩散", "超出", "条件", "情形",
    "情况", "轻微", "严重", "局部", "全部", "危及", "失控", "能够", "小于", "大于", "低于", "高于",
    "少于", "不超过", "控制的", "可控", "需要", "小时内",
];

/// Words that begin an order, not a criterion.
const ORDERS: &[&str] = &[
    "由", "启动", "立即", "应", "须", "要", "报", "及时", "迅速", "向", "组织", "通知", "按照",
    "指挥", "负责", "实行", "请求", "采取", "务必", "在", "下", "1小时", "2小时", "响应由",
];

/// `Ⅰ级(特别重大):…`, `重大事件,是指…`, `一般火情。指…`: a label at the beginning.
pub(super) fn labelled(
    text: &str,
    outline: &Outline,
    block: usize,
    segment: Range<usize>,
) -> Option<Definition> {
    let words = &text[segment.clone()];
    let at = label_start(words)?;
    let found = grade(&words[at..])?;
    let label = label_end(words, at, &found)?;
    let behind = &words[label.end..];
    let label_range = segment.start..segment.start + label.end;
    let own_end = outline.blocks[block].text.end;
    let own = head(
        text[segment.start + label.end..own_end]
            .trim_start_matches([':', '。', ',', '-', ' ', '\t', ')', '是', '为', '"']),
        160,
    );
    let (criteria, below) = if own.chars().take(4).count() >= 4 {
        (own.to_owned(), own_end)
    } else {
        below(text, outline, block)
    };
    let strong = opens(
        behind,
        &["是指", "指", ",是指", ",指", "。指", ":指", "(指"],
    );
    let bare_word = behind.starts_with(':')
        && segment.start == outline.blocks[block].text.start
        && outline.blocks[block].mark.is_some();
    let graded_noun = found.coded || label.other.is_some() || label.noun || strong || bare_word;
    let plainly_labelled = behind.starts_with([':', '\t'])
        && (found.coded || label.other.is_some())
        && !words[..label.end].contains("响应");
    let judged = (plainly_labelled || has(&criteria, CRITERIA)) && !opens(&criteria, ORDERS);
    (graded_noun && (strong || judged) && criteria.chars().take(3).count() == 3)
        .then(|| made(text, outline, block, label_range, below, found, label.other))
}

/// Where the grade's name begins: at once, or behind a few words such as 事件 or 达到.
fn label_start(words: &str) -> Option<usize> {
    let trimmed = words.trim_start_matches(['"', ' ', '(', '*']);
    let skipped = words.len() - trimmed.len();
    if grade(trimmed).is_some() {
        return Some(skipped);
    }
    let mut at = skipped;
    for c in trimmed.chars().take(8) {
        if !is_han(c) || matches!(c, '为' | '的' | '和' | '由' | '以' | '在' | '第') {
            return None;
        }
        at += c.len_utf8();
        if let Some(found) = grade(&words[at..]) {
            let lead = &words[skipped..at];
            let names_the_thing = closes(
                lead,
                &[
                    "事件", "事故", "灾害", "故障", "响应", "预警", "级别", "等级", "启动", "疫情",
                    "达到", "突发", "灾情", "舆情", "风险", "应急", "隐患", "火灾",
                ],
            );
            return (found.coded && names_the_thing).then_some(at);
        }
    }
    None
}

pub(super) struct Label {
    pub(super) end: usize,
    /// A second dress in brackets.
    pub(super) other: Option<Grade>,
    /// A noun for what is graded stands in the label.
    pub(super) noun: bool,
}

pub(super) const NOUNS: &[&str] = &[
    "事件", "事故", "舆情", "灾害", "故障", "级", "级别", "隐患", "响应", "预警", "疫情", "案件",
    "火灾", "险情", "停电", "中断", "风险", "警报", "问题", "缺陷", "灾情", "洪水", "台风",
    "情况)", "类",
];

/// The end of the label that begins with the grade: the grade, a second dress in brackets, a noun; then
/// a sign or a word of definition. None when the label runs on into a sentence or a list.
pub(super) fn label_end(words: &str, at: usize, first: &Grade) -> Option<Label> {
    const LONGEST: usize = 24;
    let mut end = at + first.len;
    let mut other = None;
    let noun_from = end;
    let mut steps = 0;
    loop {
        let rest = &words[end..];
        let Some(c) = rest.chars().next() else { break };
        if steps > LONGEST {
            return None;
        }
        steps += 1;
        if c == '(' {
            if opens(rest, &["(指", "(是指"]) {
                break;
            }
            let inner_end = rest.find(')').filter(|&close| close <= 60)?;
            let inner = rest[1..inner_end].trim();
            other = other.or_else(|| grade(inner));
            end += inner_end + 1;
            continue;
        }
        if matches!(c, ':' | '。' | ',' | '-' | '\t' | ';' | '"')
            || opens(rest, &["是指", "指", "为:", "为"])
        {
            break;
        }
        if let Some(token) = ["应急响应", "响应", "应急"]
            .iter()
            .find(|token| rest.starts_with(**token))
        {
            end += token.len();
            continue;
        }
        if c == '/' {
            other = other.or_else(|| grade(&rest[1..]));
        } else if c == '、'
            || !(is_han(c) || c == ' ' || c.is_ascii_alphanumeric())
            || matches!(
                c,
                '的' | '时'
                    | '由'
                    | '应'
                    | '和'
                    | '及'
                    | '以'
                    | '务'
                    | '需'
                    | '要'
                    | '后'
                    | '上'
                    | '下'
            )
        {
            return None;
        }
        end += c.len_utf8();
    }
    let noun_words = words[noun_from..end].trim_end();
    let noun = NOUNS
        .iter()
        .any(|noun| noun_words.ends_with(noun) || noun_words.contains(&format!("{noun}(")));
    let short_and_closed =
        first.coded && words[end..].starts_with(':') && noun_words.chars().take(7).count() <= 6;
    let plain = short_and_closed || noun_words.is_empty() || noun || noun_words.ends_with(')');
    plain.then_some(Label {
        end: at + first.len + noun_words.len(),
        other,
        noun,
    })
}

/// The criteria that stand below a label without text of its own: up to three blocks.
pub(super) fn below(text: &str, outline: &Outline, block: usize) -> (String, usize) {
    const MOST: usize = 12;
    let mut criteria = String::new();
    let mut end = outline.blocks[block].text.end;
    let here = &outline.blocks[block];
    for (at, next) in outline.blocks.iter().enumerate().skip(block + 1).take(MOST) {
        let words = &text[next.text.clone()];
        let is_label =
            grade(words).is_some_and(|grade| grade.coded && label_end(words, 0, &grade).is_some());
        let belongs = if here.mark.is_some() {
            outline.above(at).any(|above| above == block)
        } else {
            let led = next
                .list
                .is_some_and(|list| outline.lists[list].lead == Some(block));
            led || (next.mark.is_none() && criteria.is_empty() && next.parent == here.parent)
        };
        if !belongs || is_label || next.part != here.part {
            break;
        }
        if criteria.chars().count() < 160 {
            criteria.push_str(head(words, 160));
        }
        end = next.text.end;
    }
    (criteria, end)
}
