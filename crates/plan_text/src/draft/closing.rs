//! The end of an incident, where the text says who declares it and what follows.

use duty::PostId;
use plan::{AfterDuty, Closing};

use super::cast::Cast;
use super::course::{as_limit, plain_minutes};
use super::original::{Original, clean, union, unnumbered};
use crate::facts::{Fact, Kind};
use crate::span::Span;

/// The sentences of the end stand near each other; one further off is not shown as one place.
const FURTHEST: usize = 800;

/// Reads the end: the first sentence that declares it, and near it the written report and the review.
pub(super) fn closing(
    original: &Original,
    within: Span,
    facts: &[Fact],
    cast: &Cast,
) -> Option<Closing> {
    let sentences = original.sentences(within);
    let declares = sentences
        .iter()
        .find(|&&sentence| declares_end(original.at(sentence)));
    let near =
        |sentence: &&Span| declares.is_none_or(|end| union(*end, **sentence).len() <= FURTHEST);
    let reports = sentences
        .iter()
        .filter(near)
        .find(|&&sentence| writes_report(original.at(sentence)));
    let reviews = sentences.iter().filter(near).find(|&sentence| {
        Some(sentence) != reports && Some(sentence) != declares && reviews(original.at(*sentence))
    });
    let place = [declares, reports]
        .into_iter()
        .flatten()
        .copied()
        .reduce(union)?;
    let reviews = reviews.filter(|sentence| union(place, **sentence).len() <= FURTHEST);
    let place = reviews.map_or(place, |sentence| union(place, *sentence));
    let duty = |sentence: &Span| AfterDuty {
        text: unnumbered(&clean(original.at(*sentence))).to_owned(),
        text_en: None,
        post: who(unnumbered(original.at(*sentence)), cast),
        limit: limit(facts, *sentence),
        notice: None,
    };
    Some(Closing {
        when: None,
        sign_off: declares.map(duty),
        report: reports.map(duty),
        review: reviews.map(duty),
        source: Some(original.source(place)),
    })
}

/// Who acts, or whose consent it takes; of several of that name the leader of the first group.
fn who(sentence: &str, cast: &Cast) -> Option<PostId> {
    let acts = cast.names.actor(sentence);
    let consents = || {
        let at = sentence.find('经')?;
        let (name, post) = cast.names.at_start(&sentence[at + '经'.len_utf8()..])?;
        let rest = &sentence[at + '经'.len_utf8() + name.len()..];
        ["批准", "同意", "决定", "签发"]
            .iter()
            .any(|word| rest.starts_with(word))
            .then_some(post)
    };
    let first_leader = || {
        let leader = cast.groups.iter().find_map(|group| group.leader.as_ref())?;
        let name = &cast.posts.iter().find(|post| post.id == *leader)?.name;
        ["由", "经"]
            .iter()
            .any(|by| sentence.contains(&format!("{by}{name}")))
            .then_some(leader)
    };
    acts.or_else(consents).or_else(first_leader).cloned()
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// `由总指挥宣布应急响应终止`.
fn declares_end(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "解除", "终止", "应急结束", "响应结束", "应急状态结束", "处置结束", "结束响应", "结束应急",
    ];
    const SAYS: &[&str] = &[
        "宣布", "下达", "下令", "发布", "批准", "签发", "决定", "签字",
    ];
    ENDS.iter().any(|end| {
        text.match_indices(end).any(|(at, _)| {
            let before: String = text[..at].chars().rev().take(24).collect();
            let before: String = before.chars().rev().collect();
            let after: String = text[at + end.len()..].chars().take(8).collect();
            // 决定活动是否终止 ends nothing yet.
            !before.ends_with("是否") && has(&before, SAYS) || has(&after, &["由", "的命令", "令"])
        })
    }) && !has(text, &["预警", "未经"])
}

/// `应急结束后3日内,由办公室写出书面报告`.
fn writes_report(text: &str) -> bool {
    (super::course::speaks_of_after(text) || sums_up(text))
        && has(
            text,
            &[
                "书面报告", "总结报告", "专题报告", "调查报告", "写出报告", "形成报告", "总结",
            ],
        )
}

/// `7天内写出书面总结`: a summary is written afterwards, whether that is said or not.
pub(super) fn sums_up(text: &str) -> bool {
    text.contains("写出") && text.contains("总结")
}

/// `对处置过程进行评估`.
fn reviews(text: &str) -> bool {
    has(text, &["评估", "复盘", "总结经验", "总结分析"])
        && has(text, &["结束后", "处置", "应急", "事后", "复盘"])
        && has(text, &["进行", "开展", "组织", "召开"])
        && !has(text, &["风险评估", "演练"])
}

fn limit(facts: &[Fact], sentence: Span) -> Option<plan::Limit> {
    let mut limits = facts
        .iter()
        .filter(|fact| sentence.contains(fact.span))
        .filter_map(|fact| {
            if let Kind::Deadline(deadline) = &fact.kind {
                plain_minutes(deadline)
            } else {
                None
            }
        });
    let first = limits.next()?;
    as_limit(limits.fold(first, u64::max))
}
