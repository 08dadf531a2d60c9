//! `指挥部下设办公室`, `办公室设在…`: what stands under a group.

use std::ops::Range;

use super::super::super::context::{closes, opens, tail};
use super::super::Collector;
use super::super::words::is_group;
use crate::normal::is_han;
use crate::sentence::Sentence;

/// `指挥部下设办公室于总务科`, `指挥部下设抢险组、救护组和后勤组`.
pub(super) fn below(collector: &mut Collector, sentence: &Sentence) {
    let text = collector.page.norm;
    let words = &text[sentence.range.clone()];
    for (at, verb) in words
        .match_indices("下设")
        .chain(words.match_indices("下辖"))
    {
        let clause_start = words[..at].rfind([',', ';', '。', ':']).map_or(0, |at| {
            at + words[at..].chars().next().map_or(1, char::len_utf8)
        });
        let owner = words[clause_start..at].trim();
        let group = if is_group(owner) {
            Some(collector.known_group(owner))
        } else {
            collector.current_group()
        };
        let rest = words[at + verb.len()..].trim_start();
        let from = words.len() - rest.len();
        let begin = sentence.range.start + clause_start;
        let office = rest
            .find("办公室")
            .filter(|&at| at <= 12 && rest[..at].chars().all(is_han))
            .map(|at| at + "办公室".len());
        if let Some(len) = office {
            let name = sentence.range.start + from..sentence.range.start + from + len;
            let host = host_of(words, from + len)
                .map(|host| sentence.range.start + host.start..sentence.range.start + host.end);
            let end = host.as_ref().map_or(name.end, |host| host.end);
            collector.fill(begin..end, name, host, group.clone());
        }
        let behind_office = office.map_or(0, |len| {
            let joined = rest[len..].find(['及', '和', '与']).filter(|&at| at <= 60);
            joined.map_or(rest.len(), |at| len + at + '及'.len_utf8())
        });
        let from = from + behind_office;
        let names = listed_groups(&rest[behind_office..]);
        for name in names {
            let range =
                sentence.range.start + from + name.start..sentence.range.start + from + name.end;
            collector.set_up(range.clone(), range, None, group.clone());
        }
        if let Some(group) = group {
            collector.group = Some((group, collector.block));
        }
    }
}

/// Groups in a list that may be introduced by a count: `五个工作组:抢险组、…`.
fn listed_groups(rest: &str) -> Vec<Range<usize>> {
    let counted = crate::numeral::numeral(rest).is_some();
    let start = match rest.find(':').filter(|&at| at <= 60) {
        Some(colon) if counted => colon + 1,
        Some(_) | None if counted => return Vec::new(),
        Some(_) | None => 0,
    };
    let end = rest[start..]
        .find(['。', ';', ','])
        .map_or(rest.len(), |at| start + at);
    let mut names = Vec::new();
    let mut at = start;
    for (sep, c) in rest[start..end]
        .char_indices()
        .chain(std::iter::once((end - start, '、')))
    {
        if matches!(c, '、' | '和' | '及') {
            let piece = &rest[at..start + sep];
            let lead = piece.len() - piece.trim_start().len();
            let name = piece.trim().trim_end_matches('等');
            if is_group(name) {
                names.push(at + lead..at + lead + name.len());
            }
            at = (start + sep + c.len_utf8()).min(rest.len());
        }
    }
    names
}

/// The unit that hosts an office: `于总务科`, `,设在安全科`, `,办公地点设保卫科`.
fn host_of(words: &str, from: usize) -> Option<Range<usize>> {
    let rest = &words[from..];
    let direct = opens(rest, &["于", "在", "(设在", "设在", "设于"]);
    let next = rest.trim_start_matches([',', '(', ' ']);
    let to = |marker: &str| {
        next.find(marker)
            .filter(|&at| at <= 24)
            .map(|at| words.len() - next.len() + at + marker.len())
    };
    let start = if direct {
        let skip = ["(设在", "设在", "设于", "于", "在"]
            .iter()
            .find(|word| rest.starts_with(**word))
            .map_or(0, |word| word.len());
        Some(from + skip)
    } else if opens(next, &["办公", "设", "挂靠", "地点"]) {
        to("设在")
            .or_else(|| to("设于"))
            .or_else(|| to("挂靠在"))
            .or_else(|| to("挂靠"))
            .or_else(|| to("设"))
    } else {
        None
    }?;
    let end = words[start..]
        .find([',', '。', ';', ')', '(', ':'])
        .map_or(words.len(), |at| start + at);
    let name = words[start..end].trim();
    let lead = words[start..end].len() - words[start..end].trim_start().len();
    (!name.is_empty() && name.chars().take(25).count() < 25)
        .then(|| start + lead..start + lead + name.len())
}

/// `领导小组办公室设在安全科`: the office is named where its host is said.
pub(super) fn office(collector: &mut Collector, sentence: &Sentence) {
    let text = collector.page.norm;
    let words = &text[sentence.range.clone()];
    for (at, verb) in words
        .match_indices("办公室设在")
        .chain(words.match_indices("办公室设于"))
    {
        if closes(&words[..at], &["下设", "设立", "设"]) {
            continue;
        }
        let name = sentence.range.start + at..sentence.range.start + at + "办公室".len();
        let start = at + verb.len();
        let end = words[start..]
            .find([',', '。', ';', ')', '(', ':'])
            .map_or(words.len(), |to| start + to);
        let owner = tail(&words[..at], 40);
        let owner = &owner[owner.rfind([',', ';', '。', ':', ' ']).map_or(0, |at| {
            at + owner[at..].chars().next().map_or(1, char::len_utf8)
        })..];
        let group = if is_group(owner) {
            Some(collector.known_group(owner))
        } else {
            collector.current_group()
        };
        let host = sentence.range.start + start..sentence.range.start + end;
        collector.fill(name.start - owner.len()..host.end, name, Some(host), group);
    }
}

impl Collector<'_> {
    /// The full name of a group that is named short: 领导小组 for the one that was set up.
    pub(super) fn known_group(&self, name: &str) -> String {
        match &self.group {
            Some((full, _)) if full.ends_with(name) => full.clone(),
            Some(_) | None => super::super::plain_name(name),
        }
    }
}
