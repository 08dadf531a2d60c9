//! A rough amount where a number decides.

use plan_text::Kind as Fact;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, clause_at, first};

/// A rough amount where a number decides.
pub const RULE: Rule = Rule {
    code: "P030",
    name: "amount-without-number",
    kind: Kind::Vague,
    severity: Severity::Minor,
    certainty: Certainty::Practice,
    basis: &["unit-plan-content"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/amount-without-number.md"),
    fix: "check-amount-without-number-fix",
    check: Check::Text(check),
};

const ROUGH: &[&str] = &[
    "数十",
    "数百",
    "数千",
    "几十",
    "若干",
    "少量",
    "短时间",
    "长时间",
    "较长时间",
    "一段时间",
    "多人",
    "大批",
    "成批",
];
const DECIDES: &[&str] = &["如", "若", "当", "超过", "无法", "不能"];

fn check(text: &Text) -> Vec<Hit> {
    // The item of a grade, also behind its label.
    let levels: Vec<_> = text
        .lines
        .iter()
        .map(|line| line.node.words.span)
        .filter(|span| {
            let facts = text.reading.facts_in(*span);
            facts.iter().any(|fact| matches!(fact.kind, Fact::Level(_)))
        })
        .collect();
    text.of_genres(PLANS)
        .filter(|sentence| !sentence.in_form)
        .filter_map(|sentence| {
            let grades = levels.iter().any(|level| level.overlaps(sentence.whole()));
            if let Some(penalty) = penalty(&sentence.text) {
                let word = sentence.text[penalty.clone()].to_owned();
                return Some(Hit::at(
                    sentence.span(penalty),
                    "check-amount-without-number",
                    [("word", word)],
                ));
            }
            let rough = first(&sentence.text, ROUGH)?;
            let clause = clause_at(&sentence.text, rough.start);
            let decides = first(&sentence.text[clause.clone()], DECIDES).is_some();
            let word = sentence.text[rough.clone()].to_owned();
            (grades || decides).then(|| {
                Hit::at(
                    sentence.span(rough.start..clause.end),
                    "check-amount-without-number",
                    [("word", word)],
                )
            })
        })
        .collect()
}

/// 给予一定的处分: nobody can say which.
fn penalty(text: &str) -> Option<std::ops::Range<usize>> {
    let some = first(text, &["一定的", "适当的", "一定", "适当"])?;
    let what = &text[some.end..];
    let named = ["处分", "处罚", "罚款", "奖励", "经济处罚", "补偿"]
        .iter()
        .find(|it| what.starts_with(**it))?;
    Some(some.start..some.end + named.len())
}
