//! Reports that are due "in time" and no more.

use plan_text::{Kind as Fact, Span};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{FORBIDS, Sentence, Text, first, has};

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
    "规定时限",
    "规定时间",
];
const REPORTS: &[&str] = &["上报", "报告", "汇报", "报送", "通报", "报请"];

fn check(text: &Text) -> Vec<Hit> {
    let limits = limits(text);
    text.of_genres(PLANS)
        .filter(|sentence| !sentence.in_form)
        .filter(|sentence| !is_bounded(&limits, sentence))
        .flat_map(|sentence| {
            clauses(&sentence.text)
                .filter_map(|(at, clause)| Some((clause, phrase(clause, at)?)))
                .map(|(clause, range)| {
                    let word = first(clause, SOON).map_or("", |soon| &clause[soon]);
                    Hit::at(
                        sentence.span(range),
                        "check-report-without-limit",
                        [("word", word.to_owned())],
                    )
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The words of a clause from the word of time to the report and its recipient.
fn phrase(clause: &str, at: usize) -> Option<std::ops::Range<usize>> {
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

fn clauses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split([',', ';', '。', '!', '\t']).map(move |clause| {
        let here = at;
        at += clause.len()
            + text[at + clause.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        (here, clause)
    })
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

/// The sentence says a limit, as a fact or in digits that the reading did not take for one.
fn is_bounded(limits: &[Span], sentence: &Sentence) -> bool {
    let whole = sentence.whole();
    let in_figures = [
        "分钟",
        "小时",
        "日内",
        "天内",
        "时限为",
        "当日",
        "当天",
        "点前",
    ]
    .iter()
    .any(|unit| sentence.text.contains(unit));
    in_figures || limits.iter().any(|limit| limit.overlaps(whole))
}
