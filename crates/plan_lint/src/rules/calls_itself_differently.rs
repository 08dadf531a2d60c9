//! A plan that calls itself by two names.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, first};
/// A plan that calls itself by two names.
pub const RULE: Rule = Rule {
    code: "P207",
    name: "calls-itself-differently",
    kind: Kind::Naming,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.3",
    status: Status::Preview,
    page: include_str!("../../rules/calls-itself-differently.md"),
    fix: "check-calls-itself-differently-fix",
    check: Check::Text(check),
};

const SELVES: &[&str] = &[
    "本预案",
    "本方案",
    "本制度",
    "本办法",
    "本规定",
    "本规程",
    "本细则",
    "本计划",
];

fn check(text: &Text) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, _) in text.parts(PLANS) {
        let mut said: Vec<(usize, &str)> = SELVES
            .iter()
            .map(|name| {
                let of_part = text.of_part(part).filter(|it| !it.in_form);
                (of_part.map(|it| it.text.matches(name).count()).sum(), *name)
            })
            .filter(|(count, _)| *count > 0)
            .collect();
        said.sort_unstable();
        let [(_, rare), .., (_, usual)] = said.as_slice() else {
            continue;
        };
        let spans = text
            .of_part(part)
            .filter_map(|it| Some(it.span(first(&it.text, &[rare])?)))
            .collect();
        let values = [("other", (*usual).to_owned())];
        hits.extend(Hit::each(spans, "check-calls-itself-differently", values));
    }
    hits
}
