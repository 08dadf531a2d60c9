//! Why a condition is true, false or unknown, as data; `words` makes the sentence.

use super::checked::{Checked, Claim, Expression};
use super::fact::{Facts, Known};
use super::open::Open;
use super::verdict::Verdict;
use serde::{Deserialize, Serialize};

/// Why a condition came to its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reason {
    /// The verdict.
    pub verdict: Verdict,
    /// The fewest statements about facts that bring it about, in the order of the text; for an
    /// unknown verdict, all the claims that it waits for.
    pub because: Vec<Because>,
}

/// One statement about a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Because {
    /// The statement. It holds (可燃气体浓度 ≥ 20), even where it made the condition false: then
    /// it is the contrary of what the condition asks. Only of an unknown verdict it is open.
    pub claim: Claim,
    /// What is known of its fact (24).
    pub known: Known,
}

impl Checked {
    /// Why the condition comes to its verdict.
    ///
    /// The fewest statements are found part by part, so a statement that two parts share may count
    /// twice against a choice; it is listed once.
    pub fn reason(&self, facts: &Facts) -> Reason {
        let verdict = self.evaluate(facts);
        let claims = match verdict {
            Verdict::True => fewest(&self.expression, facts, true),
            Verdict::False => fewest(&self.expression, facts, false),
            Verdict::Unknown => Open::of(&self.expression, facts)
                .map(|open| open.claims())
                .unwrap_or_default(),
        };
        let mut because = Vec::with_capacity(claims.len());
        for claim in claims {
            let known = facts.known(&claim.fact).clone();
            let claim = match verdict {
                Verdict::True | Verdict::Unknown => claim.clone(),
                Verdict::False => claim.negated(),
            };
            let it = Because { claim, known };
            if !because.contains(&it) {
                because.push(it);
            }
        }
        Reason { verdict, because }
    }
}

/// The fewest claims that make an expression what it is: true, or false.
fn fewest<'a>(expression: &'a Expression, facts: &Facts, is: bool) -> Vec<&'a Claim> {
    let (parts, one_is_enough) = match expression {
        Expression::Claim(claim) => return vec![claim],
        Expression::All(parts) => (parts, !is),
        Expression::Any(parts) => (parts, is),
    };
    let verdict = Verdict::from(is);
    let mut reasons = parts
        .iter()
        .filter(|part| part.evaluate(facts) == verdict)
        .map(|part| fewest(part, facts, is));
    if one_is_enough {
        reasons.min_by_key(Vec::len).unwrap_or_default()
    } else {
        reasons.by_ref().flatten().collect()
    }
}
