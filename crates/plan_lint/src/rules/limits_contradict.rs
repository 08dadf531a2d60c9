//! Two limits for one report.

use std::collections::BTreeMap;

use plan_text::{Kind as Fact, Span};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, has};

/// Two limits for one report.
pub const RULE: Rule = Rule {
    code: "P025",
    name: "limits-contradict",
    kind: Kind::DeadlineConflict,
    severity: Severity::Major,
    certainty: Certainty::Practice,
    basis: &["standard-reporting"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/limits-contradict.md"),
    fix: "check-limits-contradict-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (_, part) in text.parts(PLANS) {
        let mut scopes: BTreeMap<_, Vec<(u64, Span)>> = BTreeMap::new();
        for fact in text.facts_of(part) {
            let Fact::Deadline(it) = &fact.kind else {
                continue;
            };
            // A written report after the first word is another report.
            if has(&it.action, &["书面", "总结", "调查", "续报", "补报"]) {
                continue;
            }
            if let (Some(to), Some(minutes)) = (&it.to, it.within_min) {
                let scope = scopes.entry((to.as_str(), it.level)).or_default();
                scope.push((minutes, fact.span));
            }
        }
        for ((to, _), limits) in scopes {
            if limits.iter().any(|limit| limit.0 != limits[0].0) {
                let mut spans = limits.iter().map(|limit| limit.1);
                let mut hit = spans
                    .next()
                    .map(|span| Hit::at(span, "check-limits-contradict", [("to", to.to_owned())]));
                if let Some(hit) = &mut hit {
                    hit.places = spans.collect();
                }
                hits.extend(hit);
            }
        }
    }
    hits
}
