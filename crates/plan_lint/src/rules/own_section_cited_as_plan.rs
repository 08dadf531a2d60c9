//! A section cited as another plan.

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, before};

/// A section cited as another plan.
pub const RULE: Rule = Rule {
    code: "P039",
    name: "own-section-cited-as-plan",
    kind: Kind::UndefinedRef,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &[],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/own-section-cited-as-plan.md"),
    fix: "check-own-section-cited-as-plan-fix",
    check: Check::Text(check),
};

fn check(text: &Text) -> Vec<Hit> {
    text.of_genres(PLANS)
        .filter_map(|sentence| {
            let (open, close) = (sentence.text.find('《')?, sentence.text.find('》')?);
            let title = sentence.text.get(open + '《'.len_utf8()..close)?;
            let led = before(&sentence.text, open, 4);
            let started = ["启动", "执行", "按照", "按"]
                .iter()
                .any(|verb| led.ends_with(verb));
            let key: String = title.chars().take(4).collect();
            let own = text.lines_of(sentence.part).any(|line| {
                let is_heading = !line.node.children.is_empty();
                is_heading && line.node.words.text.starts_with(&key)
            });
            (started && own && title.contains("预案")).then(|| {
                Hit::at(
                    sentence.span(open..close + '》'.len_utf8()),
                    "check-own-section-cited-as-plan",
                    [],
                )
            })
        })
        .collect()
}
