//! `成立某某领导小组`, `某某队由…组成`, `指挥部下设办公室`, `办公室设在…`.

mod below;

use std::ops::Range;

use below::{below, office};

use super::super::context::{closes, has, opens, tail};
use super::Collector;
use super::words::{is_group, is_post};
use crate::normal::is_han;
use crate::numbering::head;
use crate::sentence::Sentence;

pub(super) fn read(collector: &mut Collector, sentence: &Sentence) {
    set_up_groups(collector, sentence);
    made_up_of(collector, sentence);
    below(collector, sentence);
    office(collector, sentence);
}

const SETS_UP: &[&str] = &["成立", "设立", "组建", "建立", "设置", "组织成立"];

/// `成立…小组`, `成立以甲为组长的…小组`, `成立由甲任组长,乙为成员的…小组`.
fn set_up_groups(collector: &mut Collector, sentence: &Sentence) {
    let text = collector.page.norm;
    let words = &text[sentence.range.clone()];
    for verb in SETS_UP {
        for (at, _) in words.match_indices(verb) {
            let after_verb = at + verb.len();
            let lead = words[after_verb..].len()
                - words[after_verb..]
                    .trim_start_matches(['了', '起', ' ', '"'])
                    .len();
            let from = after_verb + lead;
            let rest = &words[from..];
            if is_only_in_an_event(&words[..at]) {
                continue;
            }
            let verb_at = sentence.range.start + at;
            if opens(rest, &["由", "以"]) {
                if let Some(name) = group_behind_of(rest) {
                    let name = sentence.range.start + from + name.start
                        ..sentence.range.start + from + name.end;
                    let forms =
                        forming(&text[sentence.range.start + from..name.start]).map(|range| {
                            sentence.range.start + from + range.start
                                ..sentence.range.start + from + range.end
                        });
                    collector.set_up(verb_at..name.end, name, forms, None);
                }
                continue;
            }
            for name in group_names(rest) {
                let range = sentence.range.start + from + name.start
                    ..sentence.range.start + from + name.end;
                let strong = matches!(*verb, "成立" | "设立" | "组建")
                    || closes(
                        &text[range.clone()],
                        &["小组", "指挥部", "委员会", "领导组"],
                    );
                if strong {
                    collector.set_up(verb_at..range.end, range, None, None);
                }
            }
        }
    }
}

/// A group that is set up only when something happens is no standing group.
fn is_only_in_an_event(before: &str) -> bool {
    let near = tail(before, 14);
    has(
        near,
        &[
            "后立即", "后,立即", "发生后", "启动后", "根据需要", "必要时", "视情", "可",
            "根据情况", "根据事",
        ],
    ) || has(near, &["组成", "牵头"])
}

/// The group in `由甲任组长、乙为成员的某某小组`.
fn group_behind_of(rest: &str) -> Option<Range<usize>> {
    const FAR: usize = 200;
    let near = head(rest, FAR);
    near.match_indices('的').find_map(|(at, of)| {
        let start = at + of.len();
        let name = han_run(&near[start..]);
        is_group(name).then_some(start..start + name.len())
    })
}

/// Who forms a group: `由甲、乙组成`.
fn forming(words: &str) -> Option<Range<usize>> {
    let start = words.find('由')? + '由'.len_utf8();
    let end = words[start..]
        .find("组成")
        .or_else(|| words[start..].find("构成"))?
        + start;
    (end > start && !has(&words[start..end], &["任", "为组长"])).then_some(start..end)
}

/// The run of ideographs and brackets at the beginning.
fn han_run(text: &str) -> &str {
    const LONGEST: usize = 60;
    let text = head(text, LONGEST);
    let mut depth = 0usize;
    let end = text
        .char_indices()
        .find(|&(_, c)| {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            !(is_han(c) || depth > 0 || matches!(c, '"' | '-' | '_') || c.is_ascii_alphanumeric())
        })
        .map_or(text.len(), |(at, _)| at);
    let run = &text[..end];
    let run = run.split("(以下简称").next().unwrap_or(run);
    run.split("(下称").next().unwrap_or(run)
}

/// The names of groups at the beginning of `rest`: one, or several joined with 、 and 和.
fn group_names(rest: &str) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut at = 0;
    for _ in 0..12 {
        let run = han_run(&rest[at..]);
        let (name, skip) = match run.split_once('和') {
            Some((first, second)) if is_group(first) && is_group(second) => {
                (first, '和'.len_utf8())
            }
            Some(_) | None => (cut_at_verb(run), 0),
        };
        if is_group(name) && !opens(name, &["专门", "相应", "各"]) {
            names.push(at..at + name.len());
        } else if names.is_empty() {
            break;
        }
        at += name.len();
        let follows = &rest[at..];
        if skip > 0 {
            at += skip;
        } else if let Some(next) = follows.strip_prefix('、') {
            at = rest.len() - next.len();
        } else {
            break;
        }
        if name.is_empty() {
            break;
        }
    }
    names
}

/// `领导小组负责…`: the name ends before the verb.
fn cut_at_verb(run: &str) -> &str {
    ["负责", "下设", "由", "统一", "全面", "具体"]
        .iter()
        .filter_map(|verb| run.find(verb).filter(|&at| at > 0 && is_group(&run[..at])))
        .min()
        .map_or(run, |at| &run[..at])
}

/// `某某队由甲、乙组成`, `甲、乙组成的某某小组`, `成员由甲、乙组成`.
fn made_up_of(collector: &mut Collector, sentence: &Sentence) {
    const FAR: usize = 150;
    let text = collector.page.norm;
    let words = &text[sentence.range.clone()];
    for (at, verb) in words
        .match_indices("组成")
        .chain(words.match_indices("构成"))
    {
        let before = tail(&words[..at], FAR);
        let offset = at - before.len();
        let behind = &words[at + verb.len()..];
        if opens(behind, &["员", "人员", "部分", "如下", "及", "和"])
            && !behind.starts_with("人员的")
        {
            continue;
        }
        let absolute = |range: Range<usize>| {
            sentence.range.start + offset + range.start..sentence.range.start + offset + range.end
        };
        let whole = |start: usize| {
            sentence.range.start + offset + start..sentence.range.start + at + verb.len()
        };
        let by = before
            .rfind('由')
            .filter(|by| !has(&before[*by..], &["任组长", "为组长", "任总指挥", "担任"]));
        if let Some(by) = by {
            let made_of = by + '由'.len_utf8()..before.len();
            let name = name_before(&before[..by]);
            let printed = &before[name.clone()];
            if is_post(printed) {
                let group = collector.current_group();
                collector.fill(
                    whole(name.start),
                    absolute(name),
                    Some(absolute(made_of)),
                    group,
                );
            } else if is_group(printed) {
                collector.set_up(
                    whole(name.start),
                    absolute(name),
                    Some(absolute(made_of)),
                    None,
                );
            } else if let Some(group) = group_behind(behind) {
                let start = sentence.range.start + at + verb.len();
                collector.set_up(
                    whole(by),
                    start + group.start..start + group.end,
                    Some(absolute(made_of)),
                    None,
                );
            } else if printed.trim().is_empty()
                && collector
                    .block_label()
                    .is_some_and(|label| label.end <= sentence.range.start + offset + by)
            {
                let under = collector.outer_group();
                if let Some(label) = collector.block_label() {
                    collector.set_up(
                        label.start..sentence.range.start + at + verb.len(),
                        label,
                        Some(absolute(made_of)),
                        under,
                    );
                }
            } else if printed.trim().is_empty()
                || closes(printed, &["主要", "成员", "小组", "人员"])
            {
                complete_last_group(collector, absolute(made_of));
            }
        } else if let Some(group) = group_behind(behind) {
            let start = sentence.range.start + at + verb.len();
            let made_of = makers(before);
            collector.set_up(
                whole(made_of.start),
                start + group.start..start + group.end,
                Some(absolute(made_of)),
                None,
            );
        }
    }
}

/// `,由甲、乙组成` behind the group that was just set up.
fn complete_last_group(collector: &mut Collector, made_of: Range<usize>) {
    let part = collector.part;
    let held = collector.held(made_of.clone());
    let block = collector.block;
    if let Some(last) = collector.roles.last_mut().filter(|last| {
        last.is_group && last.part == part && last.block == block && last.fact.holder.is_none()
    }) {
        last.fact.holder = held;
        last.range.end = made_of.end.max(last.range.end);
        last.holder = Some(made_of);
    }
}

/// The name right before 由, without 主要.
fn name_before(words: &str) -> Range<usize> {
    let trimmed = ["主要", "分别", "应", "均", "则"]
        .iter()
        .fold(words, |words, filler| {
            words.strip_suffix(filler).unwrap_or(words)
        });
    let start = trimmed.rfind([',', ';', ':', '。', '、']).map_or(0, |at| {
        at + trimmed[at..].chars().next().map_or(1, char::len_utf8)
    });
    start..trimmed.len()
}

/// `的某某小组`, `各工作小组` behind 组成.
fn group_behind(behind: &str) -> Option<Range<usize>> {
    let lead = ["的", "各", "了", ""]
        .iter()
        .find(|lead| behind.starts_with(**lead))
        .map_or(0, |lead| lead.len());
    let run = han_run(&behind[lead..]);
    let name = cut_at_verb(run);
    (is_group(name) && !name.starts_with("事件")).then_some(lead..lead + name.len())
}

/// Who forms a group named behind: the clause, and the clauses before it that are bare names.
fn makers(before: &str) -> Range<usize> {
    let mut start = before.len();
    for _ in 0..8 {
        let clause_start = before[..start]
            .rfind([',', ';', ':', '。'])
            .map_or(0, |at| {
                at + 1.max(before[at..].chars().next().map_or(1, char::len_utf8))
            });
        let clause = &before[clause_start..start];
        let bare = clause.chars().take(15).count() < 15
            && !has(clause, &["工作", "时", "后", "为了", "应"]);
        if start != before.len() && !bare {
            break;
        }
        start = clause_start;
        if start == 0 {
            break;
        }
        start -= before[..start]
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
    }
    let lead = before[start..].len()
        - before[start..]
            .trim_start_matches([',', ';', ':', '。', ' '])
            .len();
    start + lead..before.len()
}
