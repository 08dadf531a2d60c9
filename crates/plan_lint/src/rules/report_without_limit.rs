//! Reports that are due "in time" and no more.

use std::ops::Range;

use plan_text::{Kind as Fact, Span};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{FORBIDS, Sentence, Text, after, clauses, first, has};

/// A report whose only limit is a word such as 及时 or 第一时间.
pub const RULE: Rule = Rule {
    code: "P003",
    name: "report-without-limit",
    kind: Kind::DeadlineMissing,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["standard-reporting", "network-4h", "accident-1h"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/report-without-limit.md"),
    fix: "check-report-without-limit-fix",
    check: Check::Text(check),
};

const SOON: &[&str] = &[
    "第一时间",
    "及时",
    "尽快",
    "尽早",
    "适时",
    "酌情",
    "迅速",
    "零时间",
];
const FIGURES: &[&str] = &[
    "分钟",
    "小时",
    "日内",
    "天内",
    "时限为",
    "当日",
    "当天",
    "点前",
];
const REPORTS: &[&str] = &["上报", "报告", "汇报", "报送", "通报", "报请"];

fn check(text: &Text) -> Vec<Hit> {
    let limits = limits(text);
    let mut hits: Vec<Hit> = Vec::new();
    let sentences: Vec<&Sentence> = text.of_genres(PLANS).filter(|it| !it.in_form).collect();
    for (at, sentence) in sentences.iter().enumerate() {
        // 按规定时限: the limit stands elsewhere, which has its own rule.
        let elsewhere = sentence.has(&["规定时限", "规定的时限", "规定期限", "时限要求"]);
        let next = sentences.get(at + 1);
        let told_next = next.is_some_and(|next| {
            next.has(REPORTS) && same_paragraph(text, sentence, next) && says_limit(&limits, next)
        });
        if elsewhere || told_next {
            continue;
        }
        for (start, clause) in clauses(&sentence.text) {
            if is_bounded(&limits, sentence, start..start + clause.len()) {
                continue;
            }
            let Some(range) = phrase(clause, start) else {
                continue;
            };
            let span = sentence.span(range);
            let word = first(clause, SOON).map_or("", |soon| &clause[soon]);
            // Said again in the same paragraph, it is the same report.
            let again = hits.last_mut().filter(|hit| {
                hit.span
                    .is_some_and(|last| is_one_line(text, last.end, span.start))
            });
            match again {
                Some(hit) => hit.places.push(span),
                None => hits.push(Hit::at(
                    span,
                    "check-report-without-limit",
                    [("word", word.to_owned())],
                )),
            }
        }
    }
    hits
}

fn same_paragraph(text: &Text, one: &Sentence, next: &Sentence) -> bool {
    one.part == next.part && is_one_line(text, one.whole().end, next.whole().start)
}

fn is_one_line(text: &Text, from: usize, to: usize) -> bool {
    let between = text.chars.get(from..to.max(from));
    between.is_some_and(|between| !between.contains(&'\n'))
}

fn says_limit(limits: &[Span], sentence: &Sentence) -> bool {
    sentence.has(FIGURES) || limits.iter().any(|it| it.overlaps(sentence.whole()))
}

/// The words of a clause from the word of time to the report and its recipient.
fn phrase(clause: &str, at: usize) -> Option<Range<usize>> {
    if let Some(range) = said_behind(clause) {
        return Some(at + range.start..at + range.end);
    }
    let soon = first(clause, SOON)?;
    let report = first(&clause[soon.end..], REPORTS)?;
    let between = &clause[soon.end..soon.end + report.start];
    let end = soon.end + report.end;
    // A report that is a paper (报告制度, 调查报告) is no act of reporting.
    let paper = has(
        &clause[end..].chars().take(3).collect::<String>(),
        &[
            "制度", "书", "表", "单", "员", "程序", "流程", "电话", "系统",
        ],
    );
    let is_near = between.chars().count() <= 12;
    // 接到报告后: somebody else has reported.
    let received = has(
        between,
        &["接到", "收到", "接受", "根据", "形成", "撰写", "编写"],
    );
    let quoted = ['“', '”', '"'].iter().any(|sign| clause.contains(*sign));
    // 规定时限和报告制度: two things side by side, no report that is due.
    let listed = between.starts_with(['和', '与', '、', '的']);
    (is_near && !listed && !paper && !received && !quoted && !has(clause, FORBIDS))
        .then_some(at + soon.start..at + clause.len())
}

/// 报告零时间: the word stands behind the report.
fn said_behind(clause: &str) -> Option<Range<usize>> {
    let report = first(clause, REPORTS)?;
    // 接到报告的第一时间: somebody else has reported.
    if has(&clause[..report.start], &["接到", "收到", "接报"]) {
        return None;
    }
    let soon = first(
        after(clause, report.end, 6),
        &["零时间", "第一时间", "不过夜"],
    )?;
    (soon.start <= '要'.len_utf8()).then_some(report.start..report.end + soon.end)
}

/// Where limits stand.
fn limits(text: &Text) -> Vec<Span> {
    text.reading
        .facts
        .iter()
        .filter(|fact| match &fact.kind {
            Fact::Deadline(_) => true,
            Fact::Cadence(_)
            | Fact::Retention(_)
            | Fact::Window(_)
            | Fact::Level(_)
            | Fact::Threshold(_)
            | Fact::Role(_)
            | Fact::Hotline(_)
            | Fact::Procedure(_)
            | Fact::Activity(_)
            | Fact::Duty(_)
            | Fact::Qualification(_)
            | Fact::Basis(_) => false,
        })
        .map(|fact| fact.span)
        .collect()
}

/// A clause, the one behind it or one before it that reports nothing itself says a limit: as a fact, or
/// in digits that the reading did not take for one.
fn is_bounded(limits: &[Span], sentence: &Sentence, clause: Range<usize>) -> bool {
    let says = |at: usize, words: &str| {
        let here = sentence.span(at..at + words.len());
        has(words, FIGURES) || limits.iter().any(|limit| limit.overlaps(here))
    };
    let all: Vec<_> = clauses(&sentence.text).collect();
    let Some(own) = all.iter().position(|(at, _)| *at == clause.start) else {
        return false;
    };
    let behind = all.get(own + 1).is_some_and(|(at, words)| says(*at, words));
    let before = all[..own]
        .iter()
        .any(|(at, words)| !has(words, REPORTS) && says(*at, words));
    says(all[own].0, all[own].1) || behind || before
}
