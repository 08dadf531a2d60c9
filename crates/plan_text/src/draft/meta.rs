//! What a text says about itself: title, organisation, basis.

use plan::Meta;

use super::original::{Original, bare, clean};
use crate::document::Part;
use crate::facts::{Fact, Kind};
use crate::span::Span;

/// Title, organisation and basis, as far as the text says them.
pub(super) fn meta(original: &Original, part: &Part, facts: &[Fact]) -> Meta {
    let title = part
        .title
        .as_ref()
        .map(|title| clean(&title.text))
        .or_else(|| first_line(original, part.span))
        .unwrap_or_default();
    let basis = facts.iter().filter_map(|fact| match &fact.kind {
        Kind::Basis(basis) => Some(basis.name.clone()),
        Kind::Deadline(_)
        | Kind::Cadence(_)
        | Kind::Retention(_)
        | Kind::Window(_)
        | Kind::Level(_)
        | Kind::Threshold(_)
        | Kind::Role(_)
        | Kind::Hotline(_)
        | Kind::Procedure(_)
        | Kind::Activity(_)
        | Kind::Duty(_)
        | Kind::Qualification(_) => None,
    });
    let mut names: Vec<String> = Vec::new();
    for name in basis {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Meta {
        organisation: labelled(original, part.span).or_else(|| in_title(&title)),
        title,
        basis: names,
        ..Meta::default()
    }
}

/// A short line at the top that says what kind of document it is.
fn first_line(original: &Original, within: Span) -> Option<String> {
    const KINDS: &[&str] = &[
        "预案", "方案", "制度", "办法", "规定", "规程", "通知", "计划",
    ];
    const LINES: usize = 5;
    let lines = original
        .at(within)
        .lines()
        .map(clean)
        .filter(|line| !line.is_empty());
    lines.take(LINES).find(|line| {
        let count = line.chars().count();
        (4..=40).contains(&count)
            && KINDS.iter().any(|kind| line.contains(kind))
            && !line.contains(['。', '；', ';', '，'])
    })
}

/// `编制单位：…`; a mask is no name.
fn labelled(original: &Original, within: Span) -> Option<String> {
    const LABELS: &[&str] = &["编制单位", "制定单位", "发布单位", "单位名称", "单位"];
    const LINES: usize = 60;
    original.at(within).lines().take(LINES).find_map(|line| {
        let line = line.trim();
        let rest = LABELS.iter().find_map(|label| line.strip_prefix(label))?;
        let name = bare(rest.strip_prefix(['：', ':'])?);
        let masked = name.is_empty() || name.contains(['_', 'x', 'X', '×', '*', '＿', '…']);
        (!masked && name.chars().count() <= 40).then_some(name)
    })
}

/// `青禾小学燃气泄漏应急预案` is of 青禾小学.
fn in_title(title: &str) -> Option<String> {
    const ENDS: &[&str] = &[
        "学校", "小学", "中学", "大学", "学院", "幼儿园", "有限公司", "公司", "工厂", "医院",
        "酒店", "宾馆", "集团", "镇人民政府", "街道办事处", "乡人民政府",
    ];
    let at = ENDS
        .iter()
        .filter_map(|end| title.find(end).map(|at| at + end.len()))
        .max()?;
    let name = title[..at].trim_start_matches(['《', ' ']);
    let named =
        name.chars().count() >= 4 && !name.contains(['_', 'x', 'X', '×', '*', '：', ':', '某']);
    named.then(|| name.to_owned())
}
