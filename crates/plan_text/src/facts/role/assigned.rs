//! `由甲任组长`, `甲担任总指挥`, `主任由乙兼任`, `以甲为组长`, `各科室配备一名信息员`.

use std::ops::Range;

use super::super::context::{closes, has, opens, tail};
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

/// `指挥机构成员`: the group inside a post's name.
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

/// `主任由甲兼任`, `通信组;由行政部门担任`, `组长为校长`.
fn by_others(
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
        if who.chars().take(40).count() >= 40 || super::words::is_duty(who) {
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
        return Some((
            super::plain_name(stands),
            name_at..name_at + name.trim_end().len(),
        ));
    }
    if !stands.is_empty() && is_post(stands) && !matches!(stands, "人员") {
        return Some((
            super::plain_name(stands),
            name_at..name_at + name.trim_end().len(),
        ));
    }
    if !generic {
        return None;
    }
    if let Some(post) = at
        .checked_sub(1)
        .filter(|_| stands.is_empty())
        .and_then(|before| post_set_up(text, sentence.clauses[before].clone()))
    {
        return Some((super::plain_name(&text[post.clone()]), post));
    }
    let before = at
        .checked_sub(1)
        .filter(|_| stands.is_empty())
        .map(|before| sentence.clauses[before].clone());
    if let Some(name) =
        before.filter(|name| is_post(&text[name.clone()]) || is_group(&text[name.clone()]))
    {
        return Some((super::plain_name(&text[name.clone()]), name));
    }
    let block = &collector.page.outline.blocks[sentence.block];
    let label = head(&text[block.text.clone()], 24);
    let label = &label[..label.find([';', ':', ',', '。']).unwrap_or(label.len())];
    let label_range = block.text.start..block.text.start + label.trim_end().len();
    let follows = at > 0 || sentence.range.start > block.text.start;
    (follows && (is_group(label) || is_post(label)))
        .then(|| (super::plain_name(label), label_range))
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

/// `各科室配备一名信息员`, `指定专门的监控人员`: a post to be appointed.
fn appointed(collector: &mut Collector, clause: Range<usize>) -> bool {
    let text = collector.page.norm;
    let words = &text[clause.clone()];
    for verb in ["配备", "指定", "确定", "明确", "设立", "设置", "设", "安排"] {
        for (at, _) in words.match_indices(verb) {
            let mut rest = words[at + verb.len()..].trim_start_matches('了');
            let before = rest.len();
            if let Some(number) = crate::numeral::numeral(rest) {
                rest = rest[number.len..].trim_start_matches(['名', '个', '位', '人']);
            }
            rest = ["专门的", "专门", "专职", "兼职", "专(兼)职"]
                .iter()
                .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
            let determined = rest.len() < before;
            let run = rest
                .char_indices()
                .find(|&(_, c)| !is_han(c))
                .map_or(rest, |(at, _)| &rest[..at]);
            let run = run.split("负责").next().unwrap_or(run);
            let run = run.split('为').next_back().unwrap_or(run);
            let names_post = (is_post(run) || closes(run, &["人员", "员"]))
                && (3..=12).contains(&run.chars().count())
                && !closes(
                    run,
                    &[
                        "专人", "的人员", "职工", "成员", "工作人员", "有关人员", "技术人员",
                    ],
                );
            if determined && names_post && !has(run, &["以上", "和", "及"]) {
                let name_at = clause.start + words.len() - rest.len() + rest.find(run).unwrap_or(0);
                collector.fill(
                    clause.start..name_at + run.len(),
                    name_at..name_at + run.len(),
                    None,
                    None,
                );
                return true;
            }
        }
    }
    false
}

/// `发言人应选择熟悉情况的人员`.
fn chosen(collector: &mut Collector, sentence: &Sentence, clause: Range<usize>) -> bool {
    let text = collector.page.norm;
    let words = &text[clause.clone()];
    let Some((name, verb)) = ["应选择", "应选派", "应从", "选择", "从"]
        .iter()
        .find_map(|verb| words.find(verb).map(|at| (&words[..at], *verb)))
    else {
        return false;
    };
    let name = name.trim();
    let behind_at = clause.start + words.find(verb).unwrap_or(0) + verb.len();
    let end = sentence.range.end
        - (text[behind_at..sentence.range.end].len()
            - head(&text[behind_at..sentence.range.end], 60).len());
    let who = text[behind_at..end].trim_end_matches(['。', ' ']);
    let until = who.find([';', ':']).unwrap_or(who.len());
    let who_end = match verb {
        "从" | "应从" => match who.find("中") {
            Some(_) => behind_at + until,
            None => return false,
        },
        _ => behind_at + people_end(&who[..until]),
    };
    let is_sure =
        verb.starts_with('应') && is_post(name) && tail(name, 2) != "员" && who_end > behind_at;
    if is_sure {
        collector.fill(
            clause.start..who_end,
            clause.start..clause.start + name.len(),
            Some(behind_at..who_end),
            None,
        );
    }
    is_sure
}

/// The end of the words that describe people: `…的工作人员`.
fn people_end(words: &str) -> usize {
    let ends = ["人员", "同志", "干部", "负责人", "领导"];
    ends.iter()
        .filter_map(|end| words.find(end).map(|at| at + end.len()))
        .min()
        .unwrap_or_else(|| words.find(',').unwrap_or(words.len()))
}
