//! Two callers for one alarm.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, clause_at, first};

/// Two callers for one alarm.
pub const RULE: Rule = Rule {
    code: "P053",
    name: "two-callers",
    kind: Kind::RoleConflict,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["fire-alarm"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/two-callers.md"),
    fix: "check-two-callers-fix",
    check: Check::Text(check),
};

const CHARGED: &[&str] = &["负责对外报警", "负责外部报警", "对外报警及", "外部报警及"];
const CALLS: &[&str] = &[
    "报119",
    "拨打119",
    "报“119”",
    "拨打“119”",
    "报110",
    "拨打110",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let settled = text.part_has(part, &["核实", "补报"]) && text.part_has(part, &["先报警"]);
        let charged: Vec<_> = text
            .of_part(part)
            .filter_map(|sentence| {
                let at = first(&sentence.text, CHARGED)?;
                Some(sentence.span(clause_at(&sentence.text, at.start)))
            })
            .collect();
        let called = text
            .of_part(part)
            .filter(|it| !it.has(CHARGED))
            .find_map(|sentence| {
                let at = first(&sentence.text, CALLS)?;
                Some(sentence.span(clause_at(&sentence.text, at.start)))
            });
        if let (false, Some(called), false) = (settled, called, charged.is_empty()) {
            let spans = std::iter::once(called).chain(charged).collect();
            hits.extend(Hit::together(spans, "check-two-callers"));
        }
    }
    hits
}
