//! What to do in an event, as numbered steps.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;

use super::context::{Page, closes, has, opens};
use super::{Found, Kind};
use crate::numbering::{Style, head};
use crate::outline::List;
use crate::split::is_title;

/// A procedure in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProcedureFact {
    /// Its heading without the number; null where the heading is lost.
    pub title: Option<String>,
    /// The number of its steps, nested ones not counted.
    pub steps: usize,
    /// What it is for, in the words of the text.
    pub event: String,
}

/// A procedure as found; ranges are bytes of the plain form.
#[derive(Debug, Clone)]
pub(crate) struct FoundProcedure {
    pub(crate) part: usize,
    /// The title, or what stands for it: the sentence that leads in, or the first words of the first step.
    pub(crate) title_range: Range<usize>,
    pub(crate) fact: ProcedureFact,
    /// Where the list of its steps stands among the outline's lists.
    pub(crate) list: usize,
}

/// What a list's heading says about it.
enum Heading {
    /// It names a procedure.
    Procedure { title: Range<usize> },
    /// It introduces steps without being a title.
    Leads { lead: Range<usize> },
    /// It says nothing.
    Neutral { title: Option<Range<usize>> },
    /// It names something else.
    Other,
}

/// All procedures in order.
pub(crate) fn procedures(page: &Page) -> Vec<FoundProcedure> {
    let lists = &page.outline.lists;
    let mut accepted: Vec<Option<FoundProcedure>> = lists
        .iter()
        .enumerate()
        .map(|(at, list)| judge(page, at, list))
        .collect();
    drop_containers_and_branches(page, &mut accepted);
    let mut all: Vec<FoundProcedure> = accepted.into_iter().flatten().collect();
    all.sort_by_key(|procedure| procedure.title_range.start);
    all
}

/// A heading whose items are procedures themselves only holds them; a list inside a procedure's step
/// is a branch of it.
fn drop_containers_and_branches(page: &Page, accepted: &mut [Option<FoundProcedure>]) {
    let lists = &page.outline.lists;
    for at in 0..lists.len() {
        if accepted[at].is_none() {
            continue;
        }
        let children: BTreeSet<usize> = lists[at]
            .items
            .iter()
            .filter(|&&item| {
                page.outline.lists_at(item).any(|child| {
                    accepted[child].as_ref().is_some_and(|procedure| {
                        procedure
                            .fact
                            .title
                            .as_deref()
                            .is_some_and(names_a_procedure)
                    })
                })
            })
            .copied()
            .collect();
        let holds = children.len() >= 2
            || (!children.is_empty() && children.len() * 2 > lists[at].items.len());
        if holds {
            accepted[at] = None;
        }
    }
    let is_step: BTreeSet<usize> = accepted
        .iter()
        .flatten()
        .flat_map(|procedure| lists[procedure.list].items.iter().copied())
        .collect();
    for at in 0..lists.len() {
        let inside = lists[at].parent.is_some_and(|parent| {
            std::iter::once(parent)
                .chain(page.outline.above(parent))
                .any(|above| is_step.contains(&above))
        });
        if inside
            && accepted[at].is_some()
            && lists[at]
                .lead
                .is_none_or(|lead| !is_own_heading(page, lead))
        {
            accepted[at] = None;
        }
    }
}

/// An unnumbered heading between an item and a list cuts the list off from the item.
fn is_own_heading(page: &Page, lead: usize) -> bool {
    let words = page.words(lead);
    words.chars().take(26).count() < 26 && !words.contains(['。', ',']) && names_a_procedure(words)
}

fn judge(page: &Page, at: usize, list: &List) -> Option<FoundProcedure> {
    let first = *list.items.first()?;
    let style = page.outline.blocks[first].mark?.style;
    let counts = !matches!(
        style,
        Style::Bullet
            | Style::Letter
            | Style::Ordinal
            | Style::Article
            | Style::Part
            | Style::Chapter
            | Style::Section
    );
    if list.items.len() < 2 || !counts {
        return None;
    }
    let heading = heading(page, list);
    let items = Items::new(page, list);
    let (title, range) = match heading {
        Heading::Other => return None,
        Heading::Procedure { title } => {
            if !items.may_be_steps() {
                return None;
            }
            (Some(title.clone()), title)
        }
        Heading::Leads { lead } => {
            if !items.are_acts() {
                return None;
            }
            (None, lead)
        }
        Heading::Neutral { title } => {
            let words = title.clone().map_or("", |title| page.norm[title].trim());
            if has(words, PHASES) {
                return None;
            }
            let of_an_event =
                closes(words, EVENTS) && is_below_acts(page, list) && items.may_be_steps();
            let starts = of_an_event
                || items.begin_with_an_event()
                || (title.is_none() && items.are_phases());
            if !starts {
                return None;
            }
            let first_words = first_clause(page, first);
            (title.clone(), title.unwrap_or(first_words))
        }
    };
    let printed = title.map(|title| {
        page.printed(title)
            .trim_end_matches([':', ':', '。'])
            .to_owned()
    });
    let event = printed
        .as_deref()
        .map_or_else(|| "通用".to_owned(), event_of);
    let fact = ProcedureFact {
        title: printed,
        steps: list.items.len(),
        event,
    };
    Some(FoundProcedure {
        part: page.outline.blocks[first].part,
        title_range: range,
        fact,
        list: at,
    })
}

/// Ends of the names of events.
const EVENTS: &[&str] = &[
    "事故", "事件", "案件", "火灾", "停电", "停水", "停气", "中毒", "泄漏", "泄露", "伤害", "地震",
    "洪水", "溺水", "触电", "踩踏", "故障", "中断", "攻击", "病毒", "爆炸", "坍塌", "坠落", "灾害",
    "台风", "暴雨", "盗窃", "抢劫", "斗殴", "疫情", "困人", "受伤", "伤亡", "瘫痪", "失窃", "丢失",
    "闯入", "袭击", "骚乱", "冲突", "恐吓", "险情", "走失", "中暑", "晕厥", "起火",
];

/// A heading above says that what stands below it is how to act.
fn is_below_acts(page: &Page, list: &List) -> bool {
    list.parent.is_some_and(|parent| {
        page.outline.above(parent).any(|above| {
            let words = page.words(above);
            words.chars().take(32).count() < 32
                && has(
                    words,
                    &[
                        "处置", "处理", "应急", "措施", "应对", "预案", "响应", "救援",
                    ],
                )
                && !has(words, &["预防", "保障", "原则", "组织"])
        })
    })
}

/// `火灾事故的应急措施` is for 火灾事故.
fn event_of(title: &str) -> String {
    let mut event = title;
    for end in [
        "办法", "程序", "流程", "步骤", "措施", "预案", "方案", "的", "处置", "处理", "应急", "时",
        "发生", "应对", "救援",
    ]
    .iter()
    .cycle()
    .take(30)
    {
        event = event.strip_suffix(end).unwrap_or(event);
    }
    let event = event.trim_matches(['"', ' ']);
    if event.is_empty() {
        "通用".to_owned()
    } else {
        event.to_owned()
    }
}

fn first_clause(page: &Page, block: usize) -> Range<usize> {
    let range = page.outline.blocks[block].range.clone();
    let words = &page.norm[range.clone()];
    let mark = page.outline.blocks[block].text.start - range.start;
    let end = words[mark..]
        .find([',', '。', ';', ':'])
        .map_or(words.len(), |at| mark + at);
    let start = if words[mark..].trim().is_empty() {
        0
    } else {
        mark.min(end)
    };
    range.start + start.min(mark)..range.start + end.max(start + 1)
}

/// What stands over a list.
fn heading(page: &Page, list: &List) -> Heading {
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
fn names_a_procedure(title: &str) -> bool {
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

/// The items of a list, weighed.
struct Items {
    count: usize,
    acts: usize,
    plans: usize,
    phases: usize,
    headings: usize,
    first_is_event: bool,
}

impl Items {
    fn new(page: &Page, list: &List) -> Items {
        let mut items = Items {
            count: list.items.len(),
            acts: 0,
            plans: 0,
            phases: 0,
            headings: 0,
            first_is_event: false,
        };
        for (at, &item) in list.items.iter().enumerate() {
            let words = page.words(item);
            let opening = head(words, 90);
            let title = head(words, 18);
            let heading = words.chars().take(18).count() < 18 && !words.contains(['。', ',']);
            items.headings += usize::from(heading);
            items.acts += usize::from(has(opening, ACTS) && !has(title, PLANS));
            items.plans += usize::from(has(title, PLANS));
            items.phases += usize::from(heading && has(title, PHASES));
            if at == 0 {
                items.first_is_event = begins_with_an_event(opening);
            }
        }
        items
    }

    /// Under a heading that names a procedure: not preparation, and headings only when they are phases.
    fn may_be_steps(&self) -> bool {
        let prepares = self.plans * 2 > self.count;
        let bare_headings = self.headings * 2 > self.count && self.phases * 2 < self.count;
        !prepares && !bare_headings
    }

    fn are_acts(&self) -> bool {
        self.acts * 10 >= self.count * 5 && self.plans * 2 <= self.count
    }

    fn begin_with_an_event(&self) -> bool {
        self.first_is_event && self.acts * 10 >= self.count * 5 && self.plans * 5 <= self.count * 2
    }

    /// `研判预警`, `快速反应`, `总结评估`: the phases of a response as headings.
    fn are_phases(&self) -> bool {
        self.count >= 3 && self.headings * 5 >= self.count * 4 && self.phases * 5 >= self.count * 4
    }
}

const ACTS: &[&str] = &[
    "立即", "迅速", "马上", "第一时间", "报告", "上报", "报警", "拨打", "通知", "切断", "疏散",
    "撤离", "抢救", "救护", "扑救", "启动", "保护现场", "赶赴", "赶到", "关闭", "隔离", "警戒",
    "送医", "联系", "恢复", "清点", "调查", "控制", "配合", "应", "必须", "要", "尽快", "防止",
    "逃生", "重启", "确认", "组织", "协助", "进行",
];

const PLANS: &[&str] = &[
    "定期", "加强", "完善", "建立", "健全", "制定", "培训", "宣传", "日常", "提高", "储备", "平时",
    "预防", "教育", "开展", "树立", "负责", "由",
];

const PHASES: &[&str] = &[
    "研判", "预警", "反应", "响应", "处置", "跟踪", "动态", "评估", "总结", "报告", "救援", "恢复",
    "引导", "监测", "善后", "调查", "启动", "结束", "解除", "疏散", "救治", "控制", "核实", "上报",
    "接警", "发布", "终止", "报警", "抢险", "撤离", "处理", "公布", "通报",
];

/// The first step says what has happened, and that something must be done.
fn begins_with_an_event(opening: &str) -> bool {
    let near = head(opening, 34);
    let trigger = has(
        near,
        &[
            "发生", "发现", "出现", "接到", "接报", "得悉", "得知", "获知", "一旦", "遇", "收到",
            "听到", "察觉",
        ],
    ) || opens(near, &["当", "如", "若"]);
    let must = has(
        opening,
        &[
            "立即", "迅速", "马上", "第一时间", "立刻", "及时", "应", "须", "报告", "报警", "拨打",
        ],
    );
    trigger && must
}

pub(super) fn fact(procedure: &FoundProcedure) -> Found {
    Found {
        range: procedure.title_range.clone(),
        part: procedure.part,
        kind: Kind::Procedure(procedure.fact.clone()),
        sameness: String::new(),
    }
}
