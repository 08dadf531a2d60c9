//! Events of a campaign told in running prose: each distinct event is one, and the subject carries over
//! to the clauses that follow.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::context::{Page, has, opens};
use super::dates::Dates;
use super::{Activity, Found, push};
use crate::normal::is_han;
use crate::sentence::Sentence;

/// Verbs with which an event is told, longest first.
const VERBS: &[&str] = &[
    "统一开设", "联合开展", "开展", "举办", "组织", "制作", "推出", "邀请", "携手", "开设", "召开",
    "举行", "发起", "联合",
];

pub(super) fn read(
    page: &Page,
    blocks: Range<usize>,
    taken: &BTreeSet<usize>,
    found: &mut Vec<Found>,
) {
    for sentence in page.sentences_of(blocks) {
        if taken.contains(&sentence.block) {
            continue;
        }
        if is_running_prose(page, sentence.block) {
            events(page, sentence, found);
        } else {
            once(page, sentence, found);
        }
    }
}

/// A block that tells events one after the other: several sentences, several dates.
fn is_running_prose(page: &Page, block: usize) -> bool {
    let words = &page.norm[page.outline.blocks[block].text.clone()];
    let sentences = words.matches('。').count();
    let dates = words
        .char_indices()
        .filter(|&(at, c)| c == '月' && words[..at].ends_with(|c: char| c.is_ascii_digit()))
        .take(4)
        .count();
    sentences >= 4 && dates >= 3
}

/// `开展一次清查活动`: an event counted once in other prose.
fn once(page: &Page, sentence: &Sentence, found: &mut Vec<Found>) {
    for clause in &sentence.clauses {
        let words = &page.norm[clause.clone()];
        let Some(at) = ["开展一次", "组织一次", "举办一次", "开展1次"]
            .iter()
            .filter_map(|verb| words.find(verb).map(|at| (at, verb.len())))
            .min()
        else {
            continue;
        };
        let title = &words[at.0 + at.1..];
        if title.contains("活动") && title.chars().count() <= 24 && !has(words, &["每", "或", "可"])
        {
            let owner = owner(&words[..at.0]);
            let activity = Activity {
                title: Some(title.to_owned()),
                owner,
                from: None,
                to: None,
            };
            push(
                page,
                found,
                sentence.block,
                clause.start + at.0..clause.end,
                activity,
            );
        }
    }
}

fn events(page: &Page, sentence: &Sentence, found: &mut Vec<Found>) {
    let mut subject = None;
    let mut dates: Option<Dates> = None;
    let mut at = sentence.range.start;
    let stops = page.norm[sentence.range.clone()]
        .char_indices()
        .filter(|(_, c)| matches!(c, ';' | '。' | ','))
        .map(|(at, c)| (sentence.range.start + at, c));
    let ends: Vec<(usize, char)> = stops
        .chain(std::iter::once((sentence.range.end, '。')))
        .collect();
    let mut told = 0;
    for (end, sign) in ends {
        let words = page.norm.get(at..end).unwrap_or("").trim();
        let start = at
            + (page.norm.get(at..end).unwrap_or("").len()
                - page.norm.get(at..end).unwrap_or("").trim_start().len());
        at = end + sign.len_utf8().min(sentence.range.end.saturating_sub(end));
        let own_dates = Dates::read(words);
        let behind_dates = own_dates.as_ref().map_or(words, |dates| {
            words[dates.len..].trim_start_matches(['期', '间'])
        });
        if let Some(own) = own_dates {
            dates = Some(own);
        }
        if behind_dates.is_empty() || behind_dates.ends_with("期间") {
            continue;
        }
        if let Some((verb_at, title)) = event(behind_dates) {
            if let Some(name) = owner(&behind_dates[..verb_at]) {
                subject = Some(name);
            }
            let from = dates.as_ref().map(Dates::from);
            let to = dates.as_ref().map(Dates::to);
            let offset = words.len() - behind_dates.len();
            let title_at = behind_dates.find(title).unwrap_or(verb_at);
            let range = start + offset + title_at..start + offset + title_at + title.len();
            let printed = page.printed(range.clone());
            push(
                page,
                found,
                sentence.block,
                range,
                Activity {
                    title: Some(printed),
                    owner: subject.clone(),
                    from,
                    to,
                },
            );
            told += 1;
            dates = None;
        }
        if told > 40 {
            return;
        }
    }
}

/// The event that a clause tells: where its verb stands, and its title.
fn event(clause: &str) -> Option<(usize, &str)> {
    let clause = clause.trim_end_matches("等");
    let first = VERBS
        .iter()
        .filter_map(|verb| clause.find(verb).map(|at| (at, *verb)))
        .min_by_key(|(at, verb)| (*at, usize::MAX - verb.len()))?;
    if first.0 > 120
        || opens(
            clause,
            &["对", "利用", "转发", "加强", "通过", "结合", "充分"],
        )
        || has(&clause[..first.0], &["通过", "利用", "要", "结合", "了解"])
    {
        return None;
    }
    let last = VERBS
        .iter()
        .filter_map(|verb| clause.rfind(verb).map(|at| (at, *verb)))
        .filter(|(at, _)| *at >= first.0)
        .max_by_key(|(at, verb)| (*at, verb.len()))?;
    let inside_brackets = |at: usize| {
        clause[..at].matches('《').count() > clause[..at].matches('》').count()
            || clause[..at].matches('"').count() % 2 == 1
    };
    let start = if inside_brackets(last.0) || last.1 == "联合" {
        first.0
    } else {
        last.0
    };
    let start = if clause.starts_with('在') && first.0 > 0 {
        0
    } else {
        start
    };
    let title = clause[start..].split("、与").next().unwrap_or("");
    let object = title.chars().filter(|&c| is_han(c)).count();
    (object >= 5 && !title.starts_with("联合")).then_some((first.0, title))
}

/// The subject before a verb: a short name.
fn owner(before: &str) -> Option<String> {
    let name = before
        .trim()
        .trim_end_matches(['将', '要', '应', '积', '极'])
        .trim_end_matches("统一");
    let name = name
        .strip_prefix("同时")
        .unwrap_or(name)
        .trim_start_matches(',');
    let length = name.chars().count();
    ((2..=14).contains(&length) && !opens(name, &["在", "以", "为", "对"])).then(|| name.to_owned())
}
