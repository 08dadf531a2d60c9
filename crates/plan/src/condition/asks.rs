//! Which unknown fact to ask next.

use super::Facts;
use super::checked::{Checked, Claim, Expression};
use super::verdict::Verdict;
use crate::FactId;

/// A fact whose exact value could change an unknown verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The fact; what is known of it so far is nothing, or only a bound.
    pub fact: FactId,
    /// An answer to this question alone can make the condition true.
    pub settles_true: bool,
    /// An answer to this question alone can make the condition false.
    pub settles_false: bool,
}

/// Which verdicts of the whole condition a part brings about by itself.
#[derive(Clone, Copy)]
struct Settles {
    if_true: bool,
    if_false: bool,
}

/// An ask while it is put together.
struct Candidate<'a> {
    fact: &'a FactId,
    settles: Settles,
    claims: usize,
}

impl Checked {
    /// The facts that could change the verdict, the most decisive first: facts that can settle it
    /// alone either way, then one way, then the others; among equals the one that more undecided
    /// claims wait for, then the one that the text names first. Empty exactly when the verdict is
    /// settled.
    ///
    /// That a fact settles the verdict alone is read off the form of the condition, part by part.
    /// So a fact that several parts name may settle more than is said here.
    pub fn asks(&self, facts: &Facts) -> Vec<Ask> {
        let mut candidates = Vec::new();
        if self.evaluate(facts) == Verdict::Unknown {
            let both = Settles {
                if_true: true,
                if_false: true,
            };
            gather(&self.expression, facts, both, &mut candidates);
        }
        // The sort is stable, so equals keep the order of the text.
        candidates.sort_by_key(|it| std::cmp::Reverse((it.settles.count(), it.claims)));
        candidates
            .into_iter()
            .map(|it| Ask {
                fact: it.fact.clone(),
                settles_true: it.settles.if_true,
                settles_false: it.settles.if_false,
            })
            .collect()
    }
}

/// Visits the undecided parts of an undecided expression, down to its claims.
fn gather<'a>(
    expression: &'a Expression,
    facts: &Facts,
    settles: Settles,
    candidates: &mut Vec<Candidate<'a>>,
) {
    let (parts, all) = match expression {
        Expression::Claim(claim) => return note(&claim.fact, settles, candidates),
        Expression::All(parts) => (parts, true),
        Expression::Any(parts) => (parts, false),
    };
    let open = open_parts(parts, facts);
    // When one fact is all that is open here, its answer decides this part, whatever it is.
    let one_fact = only_open_fact(expression, facts).is_some();
    let last_open = one_fact || open.len() == 1;
    let inner = Settles {
        if_true: settles.if_true && (!all || last_open),
        if_false: settles.if_false && (all || last_open),
    };
    for part in open {
        gather(part, facts, inner, candidates);
    }
}

/// The parts that are not decided yet.
fn open_parts<'a>(parts: &'a [Expression], facts: &Facts) -> Vec<&'a Expression> {
    parts
        .iter()
        .filter(|part| part.evaluate(facts) == Verdict::Unknown)
        .collect()
}

/// The only fact that the undecided claims of an undecided expression wait for.
fn only_open_fact<'a>(expression: &'a Expression, facts: &Facts) -> Option<&'a FactId> {
    let claims = open_claims(expression, facts);
    let first = &claims.first()?.fact;
    claims
        .iter()
        .all(|claim| claim.fact == *first)
        .then_some(first)
}

/// The undecided claims on which an undecided expression depends, in the order of the text.
pub(super) fn open_claims<'a>(expression: &'a Expression, facts: &Facts) -> Vec<&'a Claim> {
    match expression {
        Expression::Claim(claim) => vec![claim],
        Expression::All(parts) | Expression::Any(parts) => open_parts(parts, facts)
            .into_iter()
            .flat_map(|part| open_claims(part, facts))
            .collect(),
    }
}

fn note<'a>(fact: &'a FactId, settles: Settles, candidates: &mut Vec<Candidate<'a>>) {
    match candidates.iter_mut().find(|it| it.fact == fact) {
        Some(seen) => {
            seen.settles.if_true |= settles.if_true;
            seen.settles.if_false |= settles.if_false;
            seen.claims += 1;
        }
        None => candidates.push(Candidate {
            fact,
            settles,
            claims: 1,
        }),
    }
}

impl Settles {
    fn count(self) -> u8 {
        u8::from(self.if_true) + u8::from(self.if_false)
    }
}
