//! `由甲任组长`, `甲担任总指挥`, `主任由乙兼任`, `以甲为组长`, `各科室配备一名信息员`.

mod appointed;
mod by;

use std::ops::Range;

use appointed::{appointed, chosen};
use by::by_others;

use super::super::context::{closes, has, opens};
use super::Collector;
use super::words::{is_group, is_post, post_at_end};
use crate::normal::is_han;
use crate::numbering::head;
use crate::sentence::Sentence;

pub(super) fn read(collector: &mut Collector, sentence: &Sentence) {
    let group = group_of(collector, sentence);
    let mut taken = sentence.range.start;
    for at in 0..sentence.clauses.len() {
        let clause = sentence.clauses[at].clone();
        if collector.is_understood(clause.start) {
            continue;
        }
        if let Some(end) = by_verb(
            collector,
            sentence,
            at,
            clause.start.max(taken)..clause.end,
            &group,
        ) {
            taken = end;
            continue;
        }
        let done = by_others(collector, sentence, at, &group)
            || appointed(collector, clause.clone())
            || chosen(collector, sentence, clause.clone());
        if done {
            taken = clause.end;
        }
    }
}

/// The group that a sentence's posts belong to: the one it sets up, else the one being filled.
fn group_of(collector: &Collector, sentence: &Sentence) -> Option<String> {
    let set_up_here = collector
        .roles
        .iter()
        .rev()
        .take_while(|role| sentence.range.start <= role.range.start)
        .find(|role| role.is_group && role.range.start < sentence.range.end);
    set_up_here
        .map(|role| role.fact.role.clone())
        .or_else(|| collector.current_group())
}

const VERBS: &[&str] = &["担任", "兼任", "出任", "担当", "任", "为", "兼"];

/// `甲任组长、乙任副组长`: who, verb, post. Gives the end of the last one read.
fn by_verb(
    collector: &mut Collector,
    sentence: &Sentence,
    clause_index: usize,
    clause: Range<usize>,
    group: &Option<String>,
) -> Option<usize> {
    let text = collector.page.norm;
    let mut from = clause.start;
    let mut last = None;
    let mut at = clause.start;
    while at < clause.end {
        let rest = &text[at..clause.end];
        let step = rest.chars().next().map_or(1, char::len_utf8);
        let verb = VERBS
            .iter()
            .find(|verb| rest.starts_with(**verb) && is_verb(text, at, clause.start, verb));
        let Some(verb) = verb else {
            at += step;
            continue;
        };
        let name_at = at + verb.len();
        let Some(name) = post_behind(&text[name_at..clause.end]).map(|len| name_at..name_at + len)
        else {
            at += verb.len();
            continue;
        };
        let Some(by) = who_before(text, from..at, verb) else {
            at += verb.len();
            continue;
        };
        let by = if *verb == "为" && clause_index > 0 {
            with_names_before(text, sentence, clause_index, by, from == clause.start)
        } else {
            by
        };
        let own_group = group_in(&text[name.clone()]).or_else(|| {
            group
                .clone()
                .filter(|_| belongs(collector, sentence, group))
        });
        collector.fill(by.start..name.end, name.clone(), Some(by), own_group);
        at = name.end;
        from = name.end
            + (text[name.end..clause.end].len()
                - text[name.end..clause.end]
                    .trim_start_matches(['、', ' ', ','])
                    .len());
        last = Some(name.end);
    }
    last
}

/// Whether posts of this sentence belong to the group: it stands in the sentence, or the group was
/// named shortly before.
fn belongs(collector: &Collector, sentence: &Sentence, group: &Option<String>) -> bool {
    let Some(group) = group else { return false };
    let words = &collector.page.norm[sentence.range.clone()];
    let near = collector
        .group
        .as_ref()
        .is_some_and(|(_, named)| collector.block - named <= 2);
    near || words.contains(group.as_str())
}

/// `救援队成员`: the group inside a post's name.
fn group_in(name: &str) -> Option<String> {
    name.strip_suffix("成员")
        .filter(|group| is_group(group) || group.ends_with("机构"))
        .map(str::to_owned)
}

/// The verb stands for itself: not the 任 of 责任, nor the 为 of 认为.
fn is_verb(text: &str, at: usize, start: usize, verb: &str) -> bool {
    let before = &text[start..at];
    let behind = &text[at + verb.len()..];
    match verb {
        "任" => {
            !before.ends_with([
                '主', '责', '担', '兼', '委', '信', '常', '现', '历', '胜', '专', '放', '出', '曾',
                '继',
            ]) && !behind.starts_with(['务', '何', '命', '职', '意', '课', '期', '教', '免', '用'])
        }
        "为" => {
            !before.ends_with([
                '认', '作', '成', '行', '因', '视', '定', '列', '设', '称', '分', '改', '变', '较',
                '最', '更', '即', '均', '转', '升',
            ]) || before.ends_with("均")
        }
        "兼" => !behind.starts_with(['顾', '任', '职', '并']) && !before.ends_with("兼"),
        _ => true,
    }
}

/// The bytes of the post's name at the beginning.
fn post_behind(rest: &str) -> Option<usize> {
    const LONGEST: usize = 16;
    let run_end = rest
        .char_indices()
        .take(LONGEST)
        .find(|&(_, c)| !is_han(c))
        .map_or_else(|| head(rest, LONGEST).len(), |(at, _)| at);
    let run = &rest[..run_end];
    if is_post(run) {
        return Some(run_end);
    }
    let of = run.find('的').map_or(run, |at| &run[..at]);
    let cut = of
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .rev()
        .find(|&end| {
            post_at_end(&of[..end]).is_some()
                && is_post(&of[..end])
                && opens(&of[end..], &["", "和", "及", "负责", "组成", "参加", "并"])
        });
    cut.filter(|&end| {
        of[end..].is_empty() || opens(&of[end..], &["和", "及", "负责", "组成", "并"])
    })
}

/// Who: the words between 由 or the clause's beginning and the verb.
fn who_before(text: &str, range: Range<usize>, verb: &str) -> Option<Range<usize>> {
    let words = &text[range.clone()];
    let marker = words
        .rfind('由')
        .map(|at| at + '由'.len_utf8())
        .or_else(|| {
            words
                .rfind('以')
                .filter(|_| verb == "为")
                .map(|at| at + '以'.len_utf8())
        });
    let start = marker.unwrap_or(0);
    let who = words[start..].trim_end_matches(['分', '别', '并']).trim();
    let lead = words[start..].len() - words[start..].trim_start().len();
    let lead = lead
        + ["其中", "请", "应", "均"]
            .iter()
            .find(|word| words[start + lead..].starts_with(**word))
            .map_or(0, |word| word.len());
    let length = who.chars().take(61).count();
    let says_who = (1..=60).contains(&length)
        && !is_post_itself(who)
        && !has(
            &who.replace("负责人", ""),
            &["负责", "进行", "开展", "应当", "实施"],
        )
        && !closes(who, &["是", "以"]);
    let is_sure = marker.is_some() || verb != "为" || length <= 24;
    (says_who && is_sure && start + lead < words.len()).then(|| {
        range.start + start + lead
            ..range.start
                + start
                + lead
                + words[start + lead..]
                    .trim_end_matches(['分', '别', '并', ' '])
                    .len()
    })
}

/// `组长为校长` names the post first.
fn is_post_itself(who: &str) -> bool {
    matches!(
        who,
        "组长" | "副组长" | "总指挥" | "副总指挥" | "成员" | "组员" | "指挥长" | "队长"
    )
}

/// Takes in bare names of the clauses before: `甲、乙,丙科,丁科负责人为成员`.
fn with_names_before(
    text: &str,
    sentence: &Sentence,
    clause_index: usize,
    by: Range<usize>,
    whole: bool,
) -> Range<usize> {
    let mut start = by.start;
    if !whole {
        return by;
    }
    for clause in sentence.clauses[..clause_index].iter().rev().take(10) {
        let words = &text[clause.clone()];
        let bare = words.chars().take(30).count() < 30
            && !has(
                &words.replace("负责人", "").replace("主任", ""),
                &[
                    "任", "为", "成立", "设立", "负责", "由", "组长", "指挥", "小组", "工作", ";",
                ],
            )
            && !has(words, &["根据", "按照", "要求", "切实", "加强"]);
        let joined = text[clause.end..start].trim() == ",";
        if !bare || !joined {
            break;
        }
        start = clause.start;
    }
    start..by.end
}
