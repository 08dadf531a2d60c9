//! Which grade is certain, which are still possible, and what to ask next.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::asks::Ask;
use super::checked::Checked;
use super::fact::Facts;
use super::reason::Reason;
use super::verdict::Verdict;
use crate::{FactId, Rank};

/// What is known about the grade while facts may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grading {
    /// The most severe grade whose condition certainly holds.
    pub certain: Option<Rank>,
    /// Why that grade holds.
    pub reason: Option<Reason>,
    /// The more severe grades that may still turn out to hold, most severe first.
    pub possible: Vec<Rank>,
    /// The fact to ask next: one that by itself can raise to the most severe grade that is still
    /// possible, where there is one; among those the one that most of the possible grades wait
    /// for. `None` exactly when no more severe grade is possible.
    pub ask: Option<FactId>,
}

/// Grades by conditions, most severe first. A rank may have several conditions; each is enough.
pub fn grade(conditions: &[(Rank, Checked)], facts: &Facts) -> Grading {
    let verdicts: Vec<_> = conditions
        .iter()
        .map(|(rank, condition)| (*rank, condition, condition.evaluate(facts)))
        .collect();
    let certain = verdicts
        .iter()
        .find(|(_, _, verdict)| *verdict == Verdict::True);
    let certain_rank = certain.map(|(rank, _, _)| *rank);
    let open: Vec<(Rank, &Checked)> = verdicts
        .iter()
        .take_while(|(rank, _, _)| Some(*rank) != certain_rank)
        .filter(|(_, _, verdict)| *verdict == Verdict::Unknown)
        .map(|(rank, condition, _)| (*rank, *condition))
        .collect();
    let mut possible: Vec<Rank> = open.iter().map(|(rank, _)| *rank).collect();
    possible.dedup();
    Grading {
        certain: certain_rank,
        reason: certain.map(|(_, condition, _)| condition.reason(facts)),
        possible,
        ask: next_ask(&open, facts),
    }
}

/// The question that decides most about the most severe grade that is open.
fn next_ask(open: &[(Rank, &Checked)], facts: &Facts) -> Option<FactId> {
    let asks: Vec<Vec<Ask>> = open
        .iter()
        .map(|(_, condition)| condition.asks(facts))
        .collect();
    let waiting = |fact: &FactId| {
        asks.iter()
            .filter(|asks| asks.iter().any(|ask| ask.fact == *fact))
            .count()
    };
    // Of equals `min_by_key` takes the first, which is the more decisive one.
    asks.first()?
        .iter()
        .min_by_key(|ask| Reverse((ask.settles_true, waiting(&ask.fact))))
        .map(|ask| ask.fact.clone())
}
