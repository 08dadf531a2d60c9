//! Blanks and masks that were never filled.

use plan_text::{Span, What};

use super::{owner_left_blank, year_left_open};
use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::{Line, Text};

/// A blank, a mask, or nothing behind a colon.
pub const RULE: Rule = Rule {
    code: "P001",
    name: "blank-left-open",
    kind: Kind::Placeholder,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["unit-plan-content"],
    genres: OWN_TEXTS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/blank-left-open.md"),
    fix: "check-blank-left-open-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for line in text.lines.iter().filter(|line| !line.in_form) {
        let part = &text.reading.document.parts[line.part];
        let owner = owner_left_blank::is_owner(&line.node.words.text);
        if owner || !RULE.genres.contains(&part.genre) {
            continue;
        }
        let mut spans = marks(text, line);
        spans.extend(empty_label(text, line));
        spans.sort();
        spans.dedup_by(|next, before| next.overlaps(*before));
        hits.extend(Hit::together(spans, "check-blank-left-open"));
    }
    hits
}

/// Masks and blank holders that the reading saw in a line.
fn marks(text: &Text, line: &Line) -> Vec<Span> {
    let here = line.node.span;
    let all = &text.reading.diagnostics;
    let from = all.partition_point(|it| it.span.start < here.start);
    all[from..]
        .iter()
        .take_while(|it| it.span.start < here.end)
        .filter(|it| match it.what {
            What::Masked => is_mask(line, it.span) && !year_left_open::is_year(line, it.span),
            What::BlankHolder => is_label(line, it.span),
            What::NumberOutOfOrder
            | What::HeadingLost
            | What::GradeWithoutCriteria
            | What::TimeNotUnderstood => false,
        })
        .map(|it| it.span)
        .collect()
}

/// A post before a colon or a mask waits for a name; one that is only announced does not.
fn is_label(line: &Line, span: Span) -> bool {
    let words = &line.node.words;
    let from = span.start.saturating_sub(words.span.start);
    let said: Vec<char> = words.text.chars().skip(from).take(span.len() + 1).collect();
    said.iter().any(|c| matches!(c, ':' | '：' | '_' | '×'))
}

/// A sign between letters or digits is part of a name or a product (`log_level`, `3×5`), and stars in
/// pairs are Markdown.
fn is_mask(line: &Line, span: Span) -> bool {
    let words: Vec<char> = line.node.words.text.chars().collect();
    let Some(at) = span.start.checked_sub(line.node.words.span.start) else {
        return false;
    };
    let Some(&sign) = words.get(at) else {
        return true;
    };
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let after = words.get(at + span.len());
    let inside = |wrong: fn(&char) -> bool| before.is_some_and(wrong) && after.is_some_and(wrong);
    match sign {
        '_' => !inside(char::is_ascii_alphanumeric),
        '×' => {
            span.len() > 1
                || !(before.is_some_and(char::is_ascii_digit)
                    || after.is_some_and(char::is_ascii_digit))
        }
        '*' => span.len() > 1 && line.node.words.text.matches("**").count() % 2 == 1,
        'x' | 'X' => {
            !before.is_some_and(char::is_ascii_alphanumeric)
                && !after.is_some_and(char::is_ascii_alphanumeric)
        }
        _ => true,
    }
}

/// What a reader needs a value for, wherever it stands alone before a colon.
const LABELS: &[&str] = &[
    "电话",
    "联系电话",
    "值班电话",
    "应急电话",
    "报警电话",
    "手机",
    "联系人",
    "联系方式",
    "地址",
    "网址",
    "邮箱",
    "电子邮箱",
    "传真",
    "负责人",
    "责任人",
    "责任单位",
    "负责单位",
    "成员",
    "组员",
];

/// A label with nothing behind its colon, neither in the line nor under it.
fn empty_label(text: &Text, line: &Line) -> Option<Span> {
    let words = &line.node.words;
    let label = words.text.trim_end().strip_suffix([':', '：'])?;
    let short = label.chars().count() <= 8;
    let known = LABELS.iter().any(|known| label.ends_with(known));
    if !short || !known || !line.node.children.is_empty() {
        return None;
    }
    let next = text
        .lines
        .iter()
        .find(|other| other.node.span.start >= line.node.span.end);
    let answered = next.is_some_and(|next| {
        let words = &next.node.words.text;
        next.node.number.is_none() && !words.contains([':', '：'])
    });
    (!answered).then_some(words.span)
}
