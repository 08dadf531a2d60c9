//! A hazard without a procedure.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Sentence, Text, clause_at, first};

/// A hazard without a procedure.
pub const RULE: Rule = Rule {
    code: "P037",
    name: "hazard-without-procedure",
    kind: Kind::ScopeGap,
    severity: Severity::Major,
    certainty: Certainty::Standard,
    basis: &["unit-plan-content", "plan-annex"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/hazard-without-procedure.md"),
    fix: "check-hazard-without-procedure-fix",
    check: Check::Text(check),
};

const MAY: &[&str] = &["可能发生", "可能出现", "可能引发", "易发生"];
const TAILS: &[&str] = &["等事故", "事故", "事件", "灾害", "等", "伤害"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        for sentence in text.of_part(part) {
            let Some(may) = first(&sentence.text, MAY) else {
                continue;
            };
            let clause = clause_at(&sentence.text, may.end);
            let list = &sentence.text[may.end..clause.end];
            if list.starts_with('的') || list.matches('、').count() < 1 || !list.contains("事故")
            {
                continue;
            }
            let lost: Vec<String> = list
                .trim_end_matches(['。', ';'])
                .split('、')
                .map(stem)
                .filter(|hazard| hazard.chars().count() >= 2)
                .filter(|hazard| !is_dealt_with(text, part, sentence, hazard))
                .collect();
            if !lost.is_empty() {
                hits.push(Hit::at(
                    sentence.span(may.start..clause.end),
                    "check-hazard-without-procedure",
                    [("hazard", lost.join("、"))],
                ));
            }
        }
    }
    hits
}

/// 以及中毒事故等 is 中毒.
fn stem(item: &str) -> String {
    let mut item = item.trim_start_matches(['和', '及', '与', '或']);
    for lead in ["以及", "各类", "各种"] {
        item = item.strip_prefix(lead).unwrap_or(item);
    }
    loop {
        let Some(shorter) = TAILS.iter().find_map(|tail| item.strip_suffix(tail)) else {
            return item.to_owned();
        };
        item = shorter;
    }
}

/// Its first two characters stand somewhere else in the document.
fn is_dealt_with(text: &Text, part: usize, own: &Sentence, hazard: &str) -> bool {
    let key: String = hazard.chars().take(2).collect();
    text.of_part(part)
        .any(|it| it.whole() != own.whole() && it.text.contains(&key))
}
