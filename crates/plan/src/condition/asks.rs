//! Which unknown fact to ask next.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Facts;
use super::checked::Checked;
use super::open::Open;
use crate::FactId;

/// A fact whose exact value could change an unknown verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
struct Candidate {
    settles: Settles,
    /// How many undecided claims wait for the fact.
    claims: usize,
    /// How many facts the text names before it.
    before: usize,
}

impl Checked {
    /// The facts that could change the verdict, the most decisive first: facts that can settle it
    /// alone either way, then one way, then the others; among equals the one that more undecided
    /// claims wait for, then the one that the text names first. Empty exactly when the verdict is
    /// settled.
    ///
    /// That a fact settles the verdict alone is read off the form of the condition, part by part.
    /// Where several parts name a fact, it may settle more or, for contradictory parts, less than
    /// is said here.
    pub fn asks(&self, facts: &Facts) -> Vec<Ask> {
        let Ok(open) = Open::of(&self.expression, facts) else {
            return Vec::new();
        };
        let mut candidates = BTreeMap::new();
        let either_way = Settles {
            if_true: true,
            if_false: true,
        };
        gather(&open, either_way, &mut candidates);
        let mut candidates: Vec<_> = candidates.into_iter().collect();
        candidates.sort_by_key(|(_, it)| (Reverse((it.settles.count(), it.claims)), it.before));
        candidates
            .into_iter()
            .map(|(fact, it)| Ask {
                fact: fact.clone(),
                settles_true: it.settles.if_true,
                settles_false: it.settles.if_false,
            })
            .collect()
    }
}

/// Goes down to the undecided claims with what each part settles.
fn gather<'a>(open: &Open<'a>, settles: Settles, candidates: &mut BTreeMap<&'a FactId, Candidate>) {
    match open {
        Open::Claim(claim) => {
            let before = candidates.len();
            let candidate = candidates.entry(&claim.fact).or_insert(Candidate {
                settles,
                claims: 0,
                before,
            });
            candidate.settles.if_true |= settles.if_true;
            candidate.settles.if_false |= settles.if_false;
            candidate.claims += 1;
        }
        Open::Parts {
            parts,
            all,
            only_fact,
        } => {
            // When one fact is all that is open here, its answer decides this part either way.
            let last_open = only_fact.is_some() || parts.len() == 1;
            let inner = Settles {
                if_true: settles.if_true && (!all || last_open),
                if_false: settles.if_false && (*all || last_open),
            };
            for part in parts {
                gather(part, inner, candidates);
            }
        }
    }
}

impl Settles {
    fn count(self) -> u8 {
        u8::from(self.if_true) + u8::from(self.if_false)
    }
}
