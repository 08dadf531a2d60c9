//! Grades that leave a gap or overlap.

use plan_text::{Kind as Fact, Op, Part, Span};

use crate::finding::Hit;
use crate::kind::Kind;
use crate::rule::{Certainty, Check, PLANS, Rule, Severity, Status};
use crate::text::{Text, has};

/// Grades that leave a gap or overlap.
pub const RULE: Rule = Rule {
    code: "P021",
    name: "grades-leave-a-gap",
    kind: Kind::GradingGap,
    severity: Severity::Critical,
    certainty: Certainty::Practice,
    basis: &["network-grades", "accident-grades"],
    genres: PLANS,
    since: "0.1",
    status: Status::Stable,
    page: include_str!("../../rules/grades-leave-a-gap.md"),
    fix: "check-grades-leave-a-gap-fix",
    check: Check::Text(check),
};

/// A bound of a grade.
struct Bound {
    rank: u8,
    /// Which of the gradings of the document: every event may have one.
    scheme: usize,
    span: Span,
    low: Option<f64>,
    high: Option<f64>,
    said: String,
    what: (String, String),
}

fn check(text: &Text) -> Vec<Hit> {
    text.parts(PLANS)
        .flat_map(|(_, part)| {
            let bounds = bounds(text, part);
            let mut hits = Vec::new();
            for upper in &bounds {
                let lower = bounds.iter().find(|it| {
                    it.scheme == upper.scheme && it.rank == upper.rank + 1 && it.what == upper.what
                });
                let Some(lower) = lower else { continue };
                if !meet(lower, upper) {
                    hits.push(Hit::at(
                        upper.span,
                        "check-grades-leave-a-gap",
                        [("lower", lower.said.clone()), ("upper", upper.said.clone())],
                    ));
                }
            }
            hits
        })
        .collect()
}

/// Whole numbers may leave one between them: 至49, 从50.
fn meet(lower: &Bound, upper: &Bound) -> bool {
    match (lower.high, upper.low) {
        (Some(high), Some(low)) => (0.0..=1.0).contains(&(low - high)),
        // 以上 without an upper end is read from the severest grade downward.
        (None, Some(low)) => lower.low.is_none_or(|own| own < low),
        (_, None) => true,
    }
}

fn bounds(text: &Text, part: &Part) -> Vec<Bound> {
    let mut rank = None;
    let (mut scheme, mut ranks) = (0, Vec::new());
    let mut bounds: Vec<Bound> = Vec::new();
    for fact in text.facts_of(part) {
        match &fact.kind {
            Fact::Level(level) => {
                if ranks.contains(&level.rank) {
                    scheme += 1;
                    ranks.clear();
                }
                ranks.push(level.rank);
                rank = Some(level.rank);
            }
            Fact::Threshold(it) => {
                let Some(rank) = rank else { continue };
                let (low, high) = match it.op {
                    Op::AtLeast | Op::More => (Some(it.value), it.upper),
                    Op::AtMost | Op::Less => (None, Some(it.value)),
                    Op::Between => (Some(it.value), it.upper),
                    // A bare number: neither above nor below is said.
                    Op::Equal => (Some(it.value), Some(it.value)),
                };
                let metric: Vec<char> = it.metric.chars().collect();
                let tail = metric[metric.len().saturating_sub(2)..].iter().collect();
                let what = (tail, it.unit.clone());
                let twice = bounds
                    .iter()
                    .any(|it| it.scheme == scheme && it.rank == rank && it.what == what);
                if !twice && !is_joined(text, fact.span) {
                    bounds.push(Bound {
                        rank,
                        scheme,
                        span: fact.span,
                        low,
                        high,
                        said: said(text, fact.span),
                        what,
                    });
                }
            }
            Fact::Deadline(_)
            | Fact::Cadence(_)
            | Fact::Retention(_)
            | Fact::Window(_)
            | Fact::Role(_)
            | Fact::Hotline(_)
            | Fact::Procedure(_)
            | Fact::Activity(_)
            | Fact::Duty(_)
            | Fact::Qualification(_)
            | Fact::Basis(_) => {}
        }
    }
    bounds
}

/// `死亡1人以上且患病30人以上`: neither number alone is where the grade begins.
fn is_joined(text: &Text, span: Span) -> bool {
    text.within(span).next().is_some_and(|sentence| {
        let said = sentence.said(span);
        sentence
            .text
            .split(['或', ',', ';', ':'])
            .any(|alternative| alternative.contains('且') && has(alternative, &[&said]))
            || said.contains('且')
    })
}

fn said(text: &Text, span: Span) -> String {
    text.within(span)
        .next()
        .map_or_else(String::new, |sentence| sentence.said(span))
}
