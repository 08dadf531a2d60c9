//! Posts to be appointed: `各班配备一名安全员`, `联络员应选择…`.

use std::ops::Range;

use super::super::super::context::{closes, has};
use super::super::Collector;
use super::super::words::is_post;
use crate::normal::is_han;
use crate::numbering::head;
use crate::sentence::Sentence;

/// `各班配备一名安全员`, `指定专门的疏散人员`: a post to be appointed.
pub(super) fn appointed(collector: &mut Collector, clause: Range<usize>) -> bool {
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

/// `联络员应选择住在附近的职工`.
pub(super) fn chosen(collector: &mut Collector, sentence: &Sentence, clause: Range<usize>) -> bool {
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
    let is_sure = verb.starts_with('应') && is_post(name) && who_end > behind_at;
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

/// The end of the words that describe people: `…的干部`.
fn people_end(words: &str) -> usize {
    let ends = ["人员", "同志", "干部", "负责人", "领导"];
    ends.iter()
        .filter_map(|end| words.find(end).map(|at| at + end.len()))
        .min()
        .unwrap_or_else(|| words.find(',').unwrap_or(words.len()))
}
