//! A report later than statute.

use plan_text::Kind as Fact;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, has};

/// A report later than statute.
pub const RULE: Rule = Rule {
    code: "P058",
    name: "report-later-than-statute",
    kind: Kind::LegalConflict,
    severity: Severity::Major,
    certainty: Certainty::Statute,
    basis: &[
        "accident-1h",
        "health-2h",
        "network-4h",
        "computer-case-24h",
    ],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/report-later-than-statute.md"),
    fix: "check-report-later-than-statute-fix",
    check: Check::Text(check),
};

/// Recipients and the hours that statute gives.
const LIMITS: &[(&[&str], u64)] = &[
    (&["应急管理", "安全生产监督"], 1),
    (&["卫生健康", "疾控", "疾病预防控制"], 2),
    (&["网信"], 4),
    (&["公安"], 24),
];

fn check(text: &Text) -> Vec<Hit> {
    const MINUTES: u64 = 60;
    let mut hits = Vec::new();
    for (_, part) in text.parts(PLANS) {
        for fact in text.facts_of(part) {
            let Fact::Deadline(it) = &fact.kind else {
                continue;
            };
            let Some(within) = it.within_min else {
                continue;
            };
            let sentence = text.within(fact.span).next();
            let later = sentence.is_some_and(|it| it.has(&["备案"]))
                || has(
                    &it.action,
                    &["书面", "总结", "补报", "续报", "备案", "调查", "评估"],
                );
            let to = it.to.as_deref().unwrap_or_default();
            let law = LIMITS.iter().find(|(who, _)| has(to, who));
            if let (false, true, Some((_, hours))) = (later, it.action.contains('报'), law)
                && within > hours * MINUTES
            {
                hits.push(Hit::at(
                    fact.span,
                    "check-report-later-than-statute",
                    [("limit", hours.to_string())],
                ));
            }
        }
    }
    hits
}
