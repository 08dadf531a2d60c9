//! One field under several labels.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, OWN_TEXTS, Rule, Severity, Status};
use crate::text::Text;
use std::collections::BTreeMap;

/// Labels such as 负责部门 and 任务单位 are used for one field of a document.
pub const RULE: Rule = Rule {
    code: "P088",
    name: "labels-differ",
    kind: Kind::Naming,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: OWN_TEXTS,
    since: "0.2",
    status: Status::Stable,
    page: include_str!("../../rules/labels-differ.md"),
    fix: "check-labels-differ-fix",
    check: Check::Text(check),
};

const HEADS: &[&str] = &["负责", "责任", "任务", "承办", "实施", "执行"];
const TAILS: &[&str] = &["部门", "单位", "科室", "处室"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(RULE.genres) {
        let mut labels: BTreeMap<String, Vec<plan_text::Span>> = BTreeMap::new();
        for sentence in text.of_part(part) {
            let label = sentence.text.split(':').next().unwrap_or_default();
            let known = sentence.text.len() > label.len()
                && HEADS.iter().any(|it| label.starts_with(it))
                && TAILS.iter().any(|it| label.ends_with(it))
                && label.chars().count() == 4;
            if known {
                let span = sentence.span(0..label.len());
                labels.entry(label.to_owned()).or_default().push(span);
            }
        }
        let most = labels.iter().max_by_key(|(_, spans)| spans.len());
        let Some(most) = most.map(|(label, _)| label.clone()) else {
            continue;
        };
        let others = labels.into_iter().filter(|(label, _)| *label != most);
        hits.extend(others.filter_map(|(label, spans)| {
            Hit::each(
                spans,
                "check-labels-differ",
                [("wrong", label), ("right", most.clone())],
            )
        }));
    }
    hits
}
