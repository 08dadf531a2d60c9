//! What is still undecided of a condition.

use super::Facts;
use super::checked::{Claim, Expression};
use super::verdict::Verdict;
use crate::FactId;

/// The undecided parts of an undecided expression; what is decided already, or cannot matter any
/// more because of what is, has been left out.
pub(super) enum Open<'a> {
    Claim(&'a Claim),
    Parts {
        parts: Vec<Open<'a>>,
        /// All of them must hold; else any.
        all: bool,
        /// The fact that they wait for, where it is one and the same.
        only_fact: Option<&'a FactId>,
    },
}

impl<'a> Open<'a> {
    /// Takes the undecided parts, or gives the verdict. One pass over the expression.
    pub fn of(expression: &'a Expression, facts: &Facts) -> Result<Self, Verdict> {
        let (parts, all) = match expression {
            Expression::Claim(claim) => {
                return match claim.evaluate(facts.known(&claim.fact)) {
                    Verdict::Unknown => Ok(Self::Claim(claim)),
                    settled @ (Verdict::True | Verdict::False) => Err(settled),
                };
            }
            Expression::All(parts) => (parts, true),
            Expression::Any(parts) => (parts, false),
        };
        let mut open = Vec::new();
        for part in parts {
            match Self::of(part, facts) {
                Ok(part) => open.push(part),
                Err(verdict) if verdict == Verdict::from(!all) => return Err(verdict),
                Err(_) => {}
            }
        }
        let Some(first) = open.first() else {
            return Err(Verdict::from(all));
        };
        let only_fact = first
            .only_fact()
            .filter(|fact| open.iter().all(|part| part.only_fact() == Some(fact)));
        Ok(Self::Parts {
            parts: open,
            all,
            only_fact,
        })
    }

    /// The undecided claims, in the order of the text.
    pub fn claims(&self) -> Vec<&'a Claim> {
        let mut claims = Vec::new();
        self.add_claims(&mut claims);
        claims
    }

    fn add_claims(&self, claims: &mut Vec<&'a Claim>) {
        match self {
            Self::Claim(claim) => claims.push(claim),
            Self::Parts { parts, .. } => {
                for part in parts {
                    part.add_claims(claims);
                }
            }
        }
    }

    fn only_fact(&self) -> Option<&'a FactId> {
        match self {
            Self::Claim(claim) => Some(&claim.fact),
            Self::Parts { only_fact, .. } => *only_fact,
        }
    }
}
