//! A contact without a number.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, before, clause_at, first, has};

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
    "与医院联系",
    "联系医院",
    "联系相关厂",
    "联系厂家",
    "联系相关厂商",
    "联系电力",
    "联系供电",
    "联系急救",
    "应急电话",
    "求援电话",
];
/// The caller says or leaves a number.
const TOLD: &[&str] = &["留下", "姓名、", "说明", "讲清", "报警所使用"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, it) in text.parts(PLANS) {
        if text.part_has(part, LISTS) || has_number(text, it.span) {
            continue;
        }
        let spans = text
            .of_part(part)
            .filter_map(|sentence| {
                let call = first(&sentence.text, CALLS)?;
                let told = has(before(&sentence.text, call.start, 30), TOLD);
                // An empty label is a blank, which has its own rule.
                let label = sentence.text[call.end..].starts_with(':');
                let clause = clause_at(&sentence.text, call.start);
                (!told && !label).then(|| sentence.span(clause.start..clause.end))
            })
            .collect();
        hits.extend(Hit::together(spans, "check-contact-without-number"));
    }
    hits
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
