//! First reports to several.

use plan_text::Span;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Sentence, Text, clauses, first};

/// First reports to several.
pub const RULE: Rule = Rule {
    code: "P054",
    name: "first-report-to-several",
    kind: Kind::RoleConflict,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["standard-reporting"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/first-report-to-several.md"),
    fix: "check-first-report-to-several-fix",
    check: Check::Text(check),
};

const FINDS: &[&str] = &["发现", "发生"];
const TELLS: &[&str] = &["报告", "告知", "通知", "汇报"];
const ENOUGH: usize = 3;

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let mut spans: Vec<(String, Span)> = Vec::new();
        for sentence in text.of_part(part).filter(|it| it.has(FINDS)) {
            let Some((recipient, span)) = told(sentence) else {
                continue;
            };
            let known = spans.iter().any(|(it, _)| it == &recipient);
            if !known {
                spans.push((recipient, span));
            }
        }
        if spans.len() >= ENOUGH {
            let spans = spans.into_iter().map(|it| it.1).collect();
            hits.extend(Hit::together(spans, "check-first-report-to-several"));
        }
    }
    hits
}

/// The one who is told in a clause behind the finding.
fn told(sentence: &Sentence) -> Option<(String, Span)> {
    let finds = first(&sentence.text, FINDS)?;
    let (at, clause) = clauses(&sentence.text).find(|(at, clause)| {
        let led = at + clause.len() > finds.end;
        led && sentence.has(&["立即", "同时", "及时"]) && first(clause, TELLS).is_some()
    })?;
    let tells = first(clause, TELLS)?;
    let recipient = &clause[tells.end..];
    let length = recipient.chars().count();
    let vague = recipient.contains("有关") || recipient.contains("相关");
    (2..=12).contains(&length).then_some(())?;
    (!vague).then(|| (recipient.to_owned(), sentence.span(at..at + clause.len())))
}
