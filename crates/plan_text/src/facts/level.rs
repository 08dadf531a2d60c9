//! Grades where the text says what makes them.

use std::ops::Range;

use serde::Serialize;

use super::context::{Page, closes, has, opens, tail};
use super::{Found, Kind};
use crate::grade::{Dress, Grade, grade};
use crate::normal::is_han;
use crate::numbering::head;
use crate::outline::Outline;

/// A grade with its criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Level {
    /// 1 is the most severe.
    pub rank: u8,
    /// As printed.
    pub label: String,
    /// What is graded: 预警级别, 响应分级, 舆情分级, 事故分级, 事件分级.
    pub scheme: &'static str,
}

/// A grade's definition: where its label and its criteria stand.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    label: Range<usize>,
    criteria: Range<usize>,
    block: usize,
    level: Level,
    code: bool,
}

/// All definitions of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    all: Vec<Definition>,
}

impl Definitions {
    /// Each definition's block and rank.
    pub(crate) fn ranks(&self) -> impl Iterator<Item = (usize, u8)> + '_ {
        self.all
            .iter()
            .map(|definition| (definition.block, definition.level.rank))
    }

    /// The rank of the grade whose label stands in a range.
    pub(crate) fn rank_in(&self, range: Range<usize>) -> Option<u8> {
        let next = self
            .all
            .partition_point(|definition| definition.label.start < range.start);
        self.all
            .get(next)
            .filter(|definition| definition.label.start < range.end)
            .map(|definition| definition.level.rank)
    }

    /// Whether the byte `at` lies in the criteria of a grade.
    pub(crate) fn hold(&self, at: usize) -> bool {
        let next = self
            .all
            .partition_point(|definition| definition.label.start <= at);
        self.all[..next]
            .iter()
            .rev()
            .take(3)
            .any(|definition| definition.criteria.contains(&at) || definition.label.contains(&at))
    }
}

pub(crate) fn read(page: &Page) -> Vec<Found> {
    page.definitions
        .all
        .iter()
        .map(|definition| {
            let block = &page.outline.blocks[definition.block];
            let label = page
                .printed(definition.label.clone())
                .chars()
                .take(40)
                .collect();
            let level = Level {
                label,
                ..definition.level.clone()
            };
            let sameness = format!("level {} {} {:?}", level.rank, level.scheme, block.parent);
            Found {
                range: definition.label.clone(),
                part: block.part,
                kind: Kind::Level(level),
                sameness,
            }
        })
        .collect()
}

/// Finds the definitions.
pub(crate) fn definitions(text: &str, outline: &Outline) -> Definitions {
    let mut all: Vec<Definition> = Vec::new();
    for (index, block) in outline.blocks.iter().enumerate() {
        let mut start = block.text.start;
        for end in segment_ends(text, block.text.clone()) {
            let lead = text[start..end].len() - text[start..end].trim_start().len();
            let segment = start + lead..end;
            let found = labelled(text, outline, index, segment.clone())
                .or_else(|| concluded(text, outline, index, segment.clone()))
                .or_else(|| explained(text, outline, index, segment));
            let repeats = |definition: &Definition| {
                all.last().is_some_and(|last| {
                    last.level.rank == definition.level.rank
                        && last.criteria.start <= definition.label.start
                        && definition.label.start < last.criteria.end
                })
            };
            if let Some(definition) = found.filter(|definition| !repeats(definition)) {
                if let Some(last) = all.last_mut().filter(|last| last.block == index) {
                    last.criteria.end = last.criteria.end.min(definition.label.start);
                }
                all.push(definition);
            }
            start = end;
        }
    }
    with_codes_from_one(Definitions { all })
}

/// Where the codes begin with P1 and not with P0, P1 is the most severe.
fn with_codes_from_one(mut definitions: Definitions) -> Definitions {
    let has_zero = definitions
        .all
        .iter()
        .any(|definition| definition.code && definition.level.rank == 1);
    for definition in definitions
        .all
        .iter_mut()
        .filter(|definition| definition.code && !has_zero)
    {
        definition.level.rank = definition.level.rank.saturating_sub(1).max(1);
    }
    definitions
}

/// Ends of the pieces in which a definition may begin: sentences and their parts between semicolons.
fn segment_ends(text: &str, range: Range<usize>) -> Vec<usize> {
    let mut ends: Vec<usize> = text[range.clone()]
        .char_indices()
        .filter(|(_, c)| matches!(c, '。' | ';' | '!'))
        .map(|(at, c)| range.start + at + c.len_utf8())
        .collect();
    if ends.last() != Some(&range.end) {
        ends.push(range.end);
    }
    ends
}

/// Words of criteria.
const CRITERIA: &[&str] = &[
    "指", "造成", "导致", "发生", "出现", "符合", "达到", "超过", "以上", "以下", "不足", "可能",
    "影响", "引发", "涉及", "下列", "之一", "满足", "中断", "瘫痪", "死亡", "受伤", "损失", "损害",
    "%", "℃", "≥", "≤", ">", "<", "无法", "丧失", "失去", "波及", "扩散", "超出", "条件", "情形",
    "情况", "轻微", "严重", "局部", "全部", "危及", "失控", "能够", "小时内",
];

/// Words that begin an order, not a criterion.
const ORDERS: &[&str] = &[
    "由", "启动", "立即", "应", "须", "要", "报", "及时", "迅速", "向", "组织", "通知", "按照",
    "指挥", "负责", "实行", "请求", "采取", "务必", "在", "下", "1小时", "2小时", "响应由",
];

/// `Ⅰ级(特别重大):…`, `重大事件,是指…`, `一般网络舆情。指…`: a label at the beginning.
fn labelled(
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

struct Label {
    end: usize,
    /// A second dress in brackets.
    other: Option<Grade>,
    /// A noun for what is graded stands in the label.
    noun: bool,
}

const NOUNS: &[&str] = &[
    "事件", "事故", "舆情", "灾害", "故障", "级", "级别", "隐患", "响应", "预警", "疫情", "案件",
    "火灾", "险情", "停电", "中断", "风险", "警报", "问题", "缺陷", "灾情", "洪水", "台风",
    "情况)", "类",
];

/// The end of the label that begins with the grade: the grade, a second dress in brackets, a noun; then
/// a sign or a word of definition. None when the label runs on into a sentence or a list.
fn label_end(words: &str, at: usize, first: &Grade) -> Option<Label> {
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
    let plain = noun_words.is_empty() || noun || noun_words.ends_with(')');
    plain.then_some(Label {
        end: at + first.len + noun_words.len(),
        other,
        noun,
    })
}

/// The criteria that stand below a label without text of its own: up to three blocks.
fn below(text: &str, outline: &Outline, block: usize) -> (String, usize) {
    let mut criteria = String::new();
    let mut end = outline.blocks[block].text.end;
    let here = &outline.blocks[block];
    for next in outline.blocks.iter().skip(block + 1).take(12) {
        let is_sibling = next.mark.is_some()
            && here.mark.is_some_and(|mark| {
                next.mark
                    .is_some_and(|other| other.style == mark.style && other.prefix == mark.prefix)
            });
        let words = &text[next.text.clone()];
        let is_label =
            grade(words).is_some_and(|grade| grade.coded && label_end(words, 0, &grade).is_some());
        if is_sibling
            || next.part != here.part
            || is_label
            || (here.mark.is_none() && next.mark.is_none() && !criteria.is_empty())
        {
            break;
        }
        if criteria.chars().count() < 160 {
            criteria.push_str(head(words, 160));
        }
        end = next.text.end;
    }
    (criteria, end)
}

/// `死亡10人以上的,为特别重大事故`, `有下列情形之一的,为重大事件:`, `发生…时,启动Ⅰ级响应`.
fn concluded(
    text: &str,
    outline: &Outline,
    block: usize,
    segment: Range<usize>,
) -> Option<Definition> {
    const VERBS: &[&str] = &[
        "定为", "列为", "划为", "判定为", "称为", "确定为", "界定为", "认定为", "构成", "属于",
        "启动", "发布", "发出", "属", "为", "是",
    ];
    let words = &text[segment.clone()];
    let from = tail(words, 60);
    let offset = words.len() - from.len();
    let (at, verb, found) = VERBS.iter().find_map(|verb| {
        from.match_indices(verb).find_map(|(at, _)| {
            let name = from[at + verb.len()..].trim_start_matches(['"', '(']);
            let name_at = from.len() - name.len();
            grade(name).map(|grade| (offset + name_at, *verb, grade))
        })
    })?;
    let label = label_end(words, at, &found).or_else(|| closing_label(words, at, &found))?;
    let rest = words[label.end..].trim_end_matches(['。', ';', ':', '"', ' ', ')']);
    let before = words[..at - verb.len().min(at)].trim_end_matches(['应', ',', '"', ' ']);
    let conditional = closes(
        before,
        &[
            "的", "时", "后", "之一", "情形", "者", "情况", "标准", "条件",
        ],
    );
    let graded = found.coded || label.noun;
    let criteria = has(before, CRITERIA) && before.chars().count() >= 4;
    let ends = rest.chars().take(12).count() < 12;
    (conditional && graded && criteria && ends && !opens(rest, &["以上", "及以上"])).then(|| {
        let start = segment.start + at;
        let (_, below) = if words.trim_end().ends_with(':') {
            below(text, outline, block)
        } else {
            (String::new(), segment.end)
        };
        let mut definition = made(
            text,
            outline,
            block,
            start..segment.start + label.end,
            below,
            found,
            label.other,
        );
        definition.criteria.start = segment.start;
        definition
    })
}

fn closing_label(words: &str, at: usize, first: &Grade) -> Option<Label> {
    let end = at + first.len;
    let rest = words[end..].trim_end_matches(['。', ';', ':']);
    let noun = NOUNS.iter().any(|noun| rest.contains(noun));
    (rest.chars().take(14).count() < 14 && !rest.contains(['、', ','])).then_some(Label {
        end: end + rest.len(),
        other: None,
        noun,
    })
}

/// `一般事故(指只有轻伤…)` inside a sentence.
fn explained(
    text: &str,
    outline: &Outline,
    block: usize,
    segment: Range<usize>,
) -> Option<Definition> {
    let words = &text[segment.clone()];
    let open = words.find("(指").or_else(|| words.find("(是指"))?;
    let lead = tail(&words[..open], 10);
    let lead_at = open - lead.len();
    let (at, found) = lead
        .char_indices()
        .find_map(|(at, _)| grade(&lead[at..]).map(|grade| (lead_at + at, grade)))?;
    let noun = NOUNS.iter().any(|noun| words[at..open].ends_with(noun));
    let close = words[open..].find(')').map(|close| open + close + 1)?;
    noun.then(|| {
        let mut definition = made(
            text,
            outline,
            block,
            segment.start + at..segment.start + close,
            segment.start + close,
            found,
            None,
        );
        definition.criteria.start = segment.start + open;
        definition
    })
}

fn made(
    text: &str,
    outline: &Outline,
    block: usize,
    label: Range<usize>,
    end: usize,
    first: Grade,
    other: Option<Grade>,
) -> Definition {
    let numbered = [Some(&first), other.as_ref()]
        .into_iter()
        .flatten()
        .find(|grade| matches!(grade.dress, Dress::Number | Dress::Code));
    let rank = numbered.map_or(first.rank, |grade| grade.rank);
    let code = numbered.is_some_and(|grade| grade.dress == Dress::Code);
    let printed = text[label.clone()].trim();
    let scheme = scheme(text, outline, block, printed);
    Definition {
        criteria: label.end..end.max(label.end),
        block,
        level: Level {
            rank,
            label: printed.chars().take(40).collect(),
            scheme,
        },
        label,
        code,
    }
}

/// What is graded, by the label's noun, else by the headings above.
fn scheme(text: &str, outline: &Outline, block: usize, label: &str) -> &'static str {
    let of = |words: &str| {
        [
            ("舆情", "舆情分级"),
            ("预警", "预警级别"),
            ("响应", "响应分级"),
            ("处置分级", "响应分级"),
            ("事故", "事故分级"),
            ("事件", "事件分级"),
        ]
        .into_iter()
        .find(|(word, _)| words.contains(word))
        .map(|(_, scheme)| scheme)
    };
    of(label)
        .or_else(|| {
            outline
                .above(block)
                .take(3)
                .find_map(|above| of(head(&text[outline.blocks[above].text.clone()], 30)))
        })
        .unwrap_or("事件分级")
}
