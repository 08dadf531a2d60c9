//! `主任由甲兼任`, `抢修组;由乙担任`, `组长为校长`: the post comes first.

use std::ops::Range;

use super::super::super::context::has;
use super::super::words::{is_duty, is_group, is_post};
use super::super::{Collector, plain_name};
use super::{belongs, group_in, is_post_itself};
use crate::numbering::head;
use crate::sentence::Sentence;

/// `主任由甲兼任`, `抢修组;由乙担任`, `组长为校长`.
pub(super) fn by_others(
    collector: &mut Collector,
    sentence: &Sentence,
    at: usize,
    group: &Option<String>,
) -> bool {
    let text = collector.page.norm;
    let clause = sentence.clauses[at].clone();
    let words = &text[clause.clone()];
    if let Some((name, who)) = words
        .split_once('为')
        .filter(|(name, who)| is_post_itself(name.trim()) && !is_post(who))
    {
        if who.chars().take(40).count() >= 40 || is_duty(who) {
            return false;
        }
        let name_range = clause.start..clause.start + name.len();
        collector.fill(
            clause.clone(),
            name_range,
            Some(clause.end - who.len()..clause.end),
            group.clone(),
        );
        return true;
    }
    let included = [
        "成员单位包括", "成员包括", "组员包括", "成员有", "组员有", "队员包括",
    ]
    .iter()
    .find_map(|opening| words.strip_prefix(*opening));
    if let Some(who) =
        included.filter(|who| who.chars().take(81).count() <= 80 && !who.trim().is_empty())
    {
        let opening = &words[..words.len() - who.len()];
        let name = opening.trim_end_matches("包括").trim_end_matches('有');
        let name = clause.start..clause.start + name.len();
        collector.fill(
            clause.clone(),
            name,
            Some(clause.end - who.len()..clause.end),
            group.clone(),
        );
        return true;
    }
    let Some(by) = words.find('由') else {
        return false;
    };
    let behind = &words[by + '由'.len_utf8()..];
    let end = ["担任", "兼任", "出任", "担当", "兼"]
        .iter()
        .filter_map(|verb| behind.rfind(verb).filter(|&at| at > 0))
        .max();
    let name = words[..by]
        .trim_end_matches("主要")
        .trim_end_matches('应')
        .trim_end_matches("分别");
    let (role, role_range) = match resolve(collector, sentence, at, name, clause.start) {
        Some(found) => found,
        None => return false,
    };
    let is_named_post = is_post(&role);
    let leads = ["负责", "牵头", "承担"]
        .iter()
        .find_map(|verb| behind.strip_suffix(*verb))
        .map(str::len);
    let end = end.or(leads.filter(|&len| len > 0 && name.trim().is_empty() && !is_named_post));
    let end = match end {
        Some(end) => end,
        None if is_named_post
            && !has(
                behind,
                &[
                    "负责", "组成", "构成", "任", "为", "组织", "指定", "决定", "宣布", "批准",
                ],
            )
            && behind.chars().take(20).count() < 20 =>
        {
            behind.len()
        }
        None => return false,
    };
    let who = clause.start + by + '由'.len_utf8()..clause.start + by + '由'.len_utf8() + end;
    if text[who.clone()].trim().is_empty() {
        return false;
    }
    let range = role_range.start.min(clause.start)..clause.end;
    let range = if range.len() > 400 { clause } else { range };
    if is_named_post {
        let own_group = group_in(&role).or_else(|| {
            group
                .clone()
                .filter(|_| belongs(collector, sentence, group))
        });
        collector.fill(range, role_range, Some(who), own_group);
    } else {
        let under = group.clone().filter(|group| *group != role);
        collector.set_up(range, role_range, Some(who), under);
    }
    true
}

/// The post or group that 由 speaks of: the words before it, or the label that the block begins with.
fn resolve(
    collector: &Collector,
    sentence: &Sentence,
    at: usize,
    name: &str,
    name_at: usize,
) -> Option<(String, Range<usize>)> {
    let text = collector.page.norm;
    let stands = name.trim();
    let generic = stands.is_empty()
        || matches!(
            stands,
            "小组"
                | "该组"
                | "此小组"
                | "本组"
                | "该小组"
                | "组员"
                | "成员"
                | "人员"
                | "此组"
                | "本小组"
        );
    if !generic && (is_post(stands) || is_group(stands)) {
        return Some((plain_name(stands), name_at..name_at + name.trim_end().len()));
    }
    if !stands.is_empty() && is_post(stands) && !matches!(stands, "人员") {
        return Some((plain_name(stands), name_at..name_at + name.trim_end().len()));
    }
    if !generic {
        return None;
    }
    if let Some(post) = at
        .checked_sub(1)
        .filter(|_| stands.is_empty())
        .and_then(|before| post_set_up(text, sentence.clauses[before].clone()))
    {
        return Some((plain_name(&text[post.clone()]), post));
    }
    let before = at
        .checked_sub(1)
        .filter(|_| stands.is_empty())
        .map(|before| sentence.clauses[before].clone());
    if let Some(name) =
        before.filter(|name| is_post(&text[name.clone()]) || is_group(&text[name.clone()]))
    {
        return Some((plain_name(&text[name.clone()]), name));
    }
    let block = &collector.page.outline.blocks[sentence.block];
    let label = head(&text[block.text.clone()], 24);
    let label = &label[..label.find([';', ':', ',', '。']).unwrap_or(label.len())];
    let label_range = block.text.start..block.text.start + label.trim_end().len();
    let follows = at > 0 || sentence.range.start > block.text.start;
    (follows && (is_group(label) || is_post(label))).then(|| (plain_name(label), label_range))
}

/// `设报告人一名`: the post that a clause sets up, for `,由…担任` behind it.
fn post_set_up(text: &str, clause: Range<usize>) -> Option<Range<usize>> {
    let words = &text[clause.clone()];
    let verbs = ["下设", "设立", "设置", "配备", "设"];
    let behind = verbs
        .iter()
        .find_map(|verb| words.find(verb).map(|at| at + verb.len()));
    let start = behind.unwrap_or(0);
    let counted = words[start..].trim_end_matches(['名', '人', '位', ' ']);
    let name =
        counted.trim_end_matches(|c: char| c.is_ascii_digit() || crate::numeral::is_han_numeral(c));
    let has_count = name.len() < words[start..].len();
    (is_post(name) && (has_count || behind.is_some()))
        .then(|| clause.start + start..clause.start + start + name.len())
}
