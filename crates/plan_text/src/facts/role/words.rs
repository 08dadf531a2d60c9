//! Which words name posts and groups, and how a holder is printed.

use super::super::context::{closes, has, opens};
use crate::normal::is_han;

/// Ends of the names of posts.
const POSTS: &[&str] = &[
    "总指挥", "副总指挥", "指挥长", "副指挥长", "现场指挥", "指挥员", "副指挥", "组长", "副组长",
    "队长", "副队长", "主任", "副主任", "成员", "成员单位", "组员", "队员", "顾问", "委员",
    "秘书长", "召集人", "负责人", "联络员", "联络人", "联系人", "协调员", "协调人", "发言人",
    "信息员", "报告人", "观察员", "责任人", "网格员", "监督员", "引导员", "疏散员", "总协调",
    "总调度", "总负责", "班长", "指挥", "通讯员", "通信员", "安全员", "管理员", "协管员", "宣传员",
    "调度员", "主持人", "副主席", "主席", "会长", "总监督",
];

/// Ends of the names of groups.
const GROUPS: &[&str] = &[
    "领导小组", "工作小组", "小组", "领导组", "工作组", "指挥部", "指挥组", "委员会", "指挥中心",
    "专班", "突击队", "抢险队", "救援队", "应急队", "消防队", "抢修队", "分队", "队伍", "大队",
    "中队", "救护队", "保障组", "救援组", "疏散组", "救护组", "警戒组", "抢险组", "通讯组",
    "通信组", "联络组", "后勤组", "宣传组", "灭火组", "处置组", "善后组", "协调组", "技术组",
    "综合组", "治安组", "医疗组", "保卫组", "安保组", "引导组", "监测组", "信息组", "舆情组",
    "专家组", "消毒组", "救治组", "防控组", "疏导组", "搜救组", "抢修组", "行动组", "组", "队",
    "办公室",
];

/// The end of a post's name that `text` ends with, the longest.
pub(super) fn post_at_end(text: &str) -> Option<&'static str> {
    POSTS
        .iter()
        .filter(|post| text.ends_with(**post))
        .max_by_key(|post| post.len())
        .copied()
}

/// Whether the words can be the name of a post.
pub(super) fn is_post(words: &str) -> bool {
    let words = words.trim();
    let length = words.chars().take(17).count();
    (2..=16).contains(&length)
        && words
            .chars()
            .all(|c| is_han(c) || matches!(c, ' ' | '(' | ')' | '"') || c.is_ascii_alphanumeric())
        && post_at_end(words).is_some()
        && words.matches('(').count() == words.matches(')').count()
        && !has(words, &["全体", "所有", "有关", "职责"])
}

/// Whether the words can be the name of a group.
pub(super) fn is_group(words: &str) -> bool {
    let words = words.trim().trim_matches('"');
    let length = words.chars().take(41).count();
    (3..=40).contains(&length)
        && words.chars().all(|c| {
            is_han(c)
                || matches!(c, '(' | ')' | '"' | '、' | '-' | '_' | ' ')
                || c.is_ascii_alphanumeric()
        })
        && closes(words, GROUPS)
        && !has(
            words,
            &[
                "专门工作组", "调查组", "临时", "各小组", "各组", "有关", "相关", "的小组", "及其",
                "其他", "下设", "包括", "分为", "设在", "成立", "设立", "组建",
            ],
        )
        && !closes(words, &["机构及组", "部队", "职责"])
}

/// A name without the spaces that stretch it and without the note on its short form.
pub(super) fn plain_name(printed: &str) -> String {
    let name: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
    let name =
        name.trim_matches(|c| matches!(c, '"' | ':' | ';' | ',' | '“' | '”' | '：' | '；' | '，'));
    let notes = [
        "(以下简称", "（以下简称", "(下称", "（下称", "(简称", "（简称",
    ];
    let short_form = notes.iter().filter_map(|note| name.find(note)).min();
    short_form.map_or(name, |at| &name[..at]).to_owned()
}

/// Words with which a duty begins, and not a holder.
const DUTIES: &[&str] = &[
    "负责", "组织", "全面", "协助", "统筹", "传达", "执行", "领导", "指挥", "根据", "按照", "接受",
    "对", "在", "承担", "协调", "贯彻", "主持", "检查", "监督", "掌握", "及时", "做好", "落实",
    "主要", "听从", "服从", "制定", "决定", "审定", "完成", "当", "参与", "收集", "向", "确保",
    "配合", "为", "实施", "发布", "宣布", "立即", "迅速", "见", "详见", "研究", "是", "提供",
    "保障", "开展", "进行", "依据",
];

/// Whether the words behind a label tell a duty.
pub(super) fn is_duty(words: &str) -> bool {
    let words = words.trim_start_matches(['(', ' ']);
    opens(words, DUTIES)
        && !opens(
            words,
            &[
                "为首", "当班", "当值", "当地", "当日", "对外", "在编", "组织部", "组织委员",
                "在岗", "在班", "主要领导", "主要负责", "执行校长", "执行董事", "监督员", "协调员",
                "指挥中心", "检查员", "监督部", "保障部", "保障科", "领导班子", "各", "领导",
            ],
        )
        || words.starts_with("领导和")
}

/// Who holds a post, as printed and joined with 、; none when it is masked or blank.
pub(super) fn holder(printed: &str) -> Option<String> {
    const LONGEST: usize = 400;
    let edge = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ':' | '：' | ';' | '；' | ',' | '，' | '。' | '、' | '"' | '“' | '”' | '-' | '—'
            )
    };
    let mut names: Vec<String> = Vec::new();
    let mut depth = 0usize;
    let mut current = String::new();
    let mut pending = None::<char>;
    for c in printed.trim_matches(edge).chars().take(LONGEST) {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separates =
            depth == 0 && (c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；' | '/'));
        if !separates {
            current.push(c);
            continue;
        }
        let alone = current.chars().count() == 1 && current.chars().all(is_han);
        if c.is_whitespace() && c != '\n' && alone && pending.is_none() {
            pending = current.pop();
            continue;
        }
        push_name(&mut names, &mut pending, &mut current);
    }
    push_name(&mut names, &mut pending, &mut current);
    names.retain(|name| {
        !is_mask(name)
            && !is_phone(name)
            && !opens(
                name,
                &[
                    "电话", "手机", "联系电话", "联系方式", "办公电话", "Tel", "tel",
                ],
            )
    });
    let joined = names.join("、");
    (!joined.is_empty()).then_some(joined)
}

/// Puts a name together: `王 五` stands for 王五.
fn push_name(names: &mut Vec<String>, pending: &mut Option<char>, current: &mut String) {
    let mut name: String = pending.take().into_iter().collect();
    name.push_str(current.trim());
    current.clear();
    let given = ["负责", "领导", "有关", "相关", "主要", "分管", "全体", "各"];
    let person = name
        .strip_suffix("同志")
        .filter(|name| !closes(name, &given));
    let name = person.unwrap_or(&name).trim_start_matches("由").trim();
    if !name.is_empty() {
        names.push(name.to_owned());
    }
}

/// `__`, `xx`, `***`, `( )`: nothing but a mask.
pub(super) fn is_mask(words: &str) -> bool {
    let words = words.trim().trim_end_matches("同志");
    words.chars().all(|c| {
        matches!(
            c,
            '_' | 'x'
                | 'X'
                | '×'
                | '*'
                | '〇'
                | '□'
                | '■'
                | '.'
                | '-'
                | '/'
                | '('
                | ')'
                | ' '
                | '?'
                | '…'
                | '、'
                | ','
                | '某'
                | ':'
                | '\\'
        )
    })
}

fn is_phone(words: &str) -> bool {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    digits >= 3
        && words
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '(' | ')'))
}
