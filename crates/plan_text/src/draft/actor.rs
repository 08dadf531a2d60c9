//! Posts that only a sentence of action names: no part of the text sets them up, yet the text says that they act.

use duty::PostId;

use super::cast::Cast;
use super::names::{acts, subjects};
use super::original::Original;
use crate::span::Span;

/// A post that only this sentence names: `门卫应立即打开大门`. The first piece where two are named.
pub(super) fn new_actor(
    original: &Original,
    text: &str,
    place: Span,
    cast: &mut Cast,
) -> Option<PostId> {
    let name = subjects(text).find_map(|subject| {
        let end = subject
            .words
            .char_indices()
            .skip(2)
            .take(10)
            .map(|(at, _)| at)
            .find(|&at| acts(&subject.words[at..]) && is_actor(first_of(&subject.words[..at])))?;
        Some(first_of(&subject.words[..end]).to_owned())
    })?;
    if let Some(known) = cast.names.exactly(&name) {
        return Some(known.clone());
    }
    cast.add_actor(original, &name, place)
}

fn first_of(words: &str) -> &str {
    let end = words
        .find(['、', '或', '及', '和', '与'])
        .unwrap_or(words.len());
    &words[..end]
}

/// Whether words are the name of somebody who can be asked: a post, a unit, a team.
pub(super) fn is_actor(words: &str) -> bool {
    const NOBODY: &[&str] = &[
        "有关", "相关", "所有", "全体", "任何", "无关", "被", "受", "伤", "外来", "其他", "其它",
        "各", "上述", "该", "此", "由", "向", "对", "在", "如", "若", "当", "可", "请", "及时",
        "立即", "迅速", "通知", "报告", "组织", "发现", "接到", "不", "要", "应",
    ];
    const ROLES: &[&str] = &[
        "员", "长", "主任", "经理", "负责人", "领导", "部门", "部", "科", "处", "组", "队",
        "办公室", "办", "中心", "室", "门卫", "保安", "教师", "老师", "班主任", "校医", "医生",
        "护士", "电工", "值班人", "司机", "厨师", "宿管", "书记", "总监", "主管",
    ];
    // What ends like a post and is none.
    const THINGS: &[&str] = &[
        "全部", "内部", "外部", "局部", "头部", "现场负责", "教室", "宿舍", "人员", "伤员", "成员",
    ];
    let count = words.chars().count();
    (2..=9).contains(&count)
        && words.chars().all(crate::normal::is_han)
        && !NOBODY.iter().any(|word| words.starts_with(word))
        && !THINGS.contains(&words)
        && ROLES.iter().any(|role| words.ends_with(role))
        && !["有关", "相关", "的", "后", "时"]
            .iter()
            .any(|word| words.contains(word))
}
