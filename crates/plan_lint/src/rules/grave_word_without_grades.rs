//! A grave word without grades.

use plan_text::Kind as Fact;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, first};

/// A grave word without grades.
pub const RULE: Rule = Rule {
    code: "P055",
    name: "grave-word-without-grades",
    kind: Kind::GradingLevelMissing,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["network-grades"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/grave-word-without-grades.md"),
    fix: "check-grave-word-without-grades-fix",
    check: Check::Text(check),
};

const KINDS: &[&str] = &["事件", "事故", "舆情", "突发", "险情", "灾情"];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, it) in text.parts(PLANS) {
        let graded = text
            .facts_of(it)
            .iter()
            .any(|fact| matches!(fact.kind, Fact::Level(_)))
            || text.part_has(part, &["分级", "级响应", "等级划分", "Ⅰ级", "ⅰ级", "I级"]);
        let grave = text.of_part(part).find_map(|sentence| {
            let at = sentence.text.find("重大")?;
            let kind = first(after(&sentence.text, at, 8), KINDS)?;
            Some(sentence.span(at..at + kind.end))
        });
        if let (false, Some(span)) = (graded, grave) {
            hits.push(Hit::at(span, "check-grave-word-without-grades", []));
        }
    }
    hits
}
