//! A contact without a number.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, before, clause_at, first, has, opening};

/// A contact without a number.
pub const RULE: Rule = Rule {
    code: "P042",
    name: "contact-without-number",
    kind: Kind::MissingContact,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["plan-annex", "standard-annex"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/contact-without-number.md"),
    fix: "check-contact-without-number-fix",
    check: Check::Text(check),
};

const LISTS: &[&str] = &[
    "通讯录",
    "通信录",
    "联系表",
    "联络表",
    "电话表",
    "联系电话表",
    "号码表",
    "联系电话见",
    "联系方式见",
];
/// What needs a number behind it.
const CALLS: &[&str] = &[
    "联系方式",
    "联络方式",
    "固定电话",
    "值班电话",
    "应急电话",
    "求援电话",
];
/// Bodies outside that are called.
const OUTSIDE: &[&str] = &[
    "医院",
    "急救",
    "厂家",
    "厂商",
    "供应商",
    "服务商",
    "运营商",
    "维保单位",
    "供电",
    "电力公司",
    "供水",
    "自来水公司",
    "燃气公司",
    "通信公司",
    "消防队",
    "派出所",
    "保险公司",
];
/// The caller says or leaves a number.
const TOLD: &[&str] = &["留下", "姓名、", "说明", "讲清", "报警所使用"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut nowhere = Vec::new();
    for (part, it) in text.parts(PLANS) {
        if text.part_has(part, LISTS) || has_number(text, it.span) {
            continue;
        }
        let spans = text
            .of_part(part)
            .filter_map(|sentence| {
                let call = calls(&sentence.text)?;
                let told = has(before(&sentence.text, call.start, 30), TOLD);
                // An empty label is a blank, which has its own rule.
                let label = sentence.text[call.end..].starts_with(':');
                let clause = clause_at(&sentence.text, call.start);
                (!told && !label).then(|| sentence.span(clause.start..clause.end))
            })
            .collect();
        let called = Hit::together(spans, "check-contact-without-number");
        // A plan that reports and has no number at all.
        let reports = text.part_has(part, &["报告", "上报", "报警", "通知", "联系"]);
        let whole = text.whole_plans().any(|(whole, _)| whole == part);
        match called {
            None if reports && whole => nowhere.push(opening(it)),
            None => {}
            Some(hit) => hits.push(hit),
        }
    }
    hits.extend(Hit::together(
        nowhere,
        "check-contact-without-number-anywhere",
    ));
    hits
}

/// A word for a number, 联系某某 or 与某某联系.
fn calls(text: &str) -> Option<std::ops::Range<usize>> {
    first(text, CALLS).or_else(|| {
        text.match_indices("联系").find_map(|(at, verb)| {
            let behind = at + verb.len();
            let after = after(text, behind, 8).split([',', '。', ';']).next();
            let called = after.and_then(|it| first(it, OUTSIDE));
            let with = OUTSIDE.iter().find_map(|body| {
                let start = text[..at].strip_suffix(body)?.rfind('与')?;
                (text[start..at].chars().count() <= 12).then_some(start)
            });
            match (called, with) {
                (Some(called), _) => Some(at..behind + called.end),
                (None, Some(start)) => Some(start..behind),
                (None, None) => None,
            }
        })
    })
}

/// A run of at least seven digits, blanks and hyphens between them allowed.
fn has_number(text: &Text, span: plan_text::Span) -> bool {
    const SHORTEST: usize = 7;
    let end = span.end.min(text.chars.len());
    let mut digits = 0;
    text.chars[span.start.min(end)..end].iter().any(|c| {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '-' | '—' if digits > 0 => {}
            _ => digits = 0,
        }
        digits >= SHORTEST
    })
}
