//! A body outside the organisation acts.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, after, first};

/// A body outside the organisation acts.
pub const RULE: Rule = Rule {
    code: "P047",
    name: "outsider-acts",
    kind: Kind::RoleConflict,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["standard-organisation"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/outsider-acts.md"),
    fix: "check-outsider-acts-fix",
    check: Check::Text(check),
};

const BODIES: &[&str] = &["所", "科", "局", "站", "股", "大队", "中队"];
const ACTS: &[&str] = &[
    "提请", "负责", "组织", "牵头", "研究", "制定", "协调", "处置", "及时", "立即", "报",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let organised = text.reading.roles.iter().any(|role| role.part == part);
        for sentence in text.of_part(part).filter(|_| organised) {
            let Some(by) = sentence.text.rfind('由') else {
                continue;
            };
            let from = by + '由'.len_utf8();
            let Some(acts) = first(after(&sentence.text, from, 8), ACTS) else {
                continue;
            };
            let body = &sentence.text[from..from + acts.start];
            let named = body.chars().count() >= 2 && BODIES.iter().any(|tail| body.ends_with(tail));
            let times: usize = text
                .of_part(part)
                .map(|it| it.text.matches(body).count())
                .sum();
            if named && times == 1 {
                let span = sentence.span(by..from + acts.end);
                hits.push(Hit::at(
                    span,
                    "check-outsider-acts",
                    [("body", body.to_owned())],
                ));
            }
        }
    }
    hits
}
