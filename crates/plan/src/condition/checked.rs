//! A condition with its names looked up, and what it says of given facts.

use super::fact::{Bounds, Known, Quantity, Value};
use super::verdict::Verdict;
use super::{Facts, Op};
use crate::FactId;
use serde::{Deserialize, Serialize};

/// A condition that was checked against the fields; what is evaluated. Made anew from its source
/// and the fields wherever it is needed, so it has no stored form.
///
/// Negations have been carried inwards (`非 (死亡人数 >= 3)` is `死亡人数 < 3`), which changes no
/// verdict: it is De Morgan's law, and it holds in Kleene's logic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub(super) expression: Expression,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    Claim(Claim),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

/// What a condition says of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Claim {
    /// The fact.
    pub fact: FactId,
    /// What is said of it.
    pub test: Test,
}

/// What is said of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// It is yes, or it is no.
    YesNo(bool),
    /// It compares like this with a quantity.
    Quantity {
        /// How.
        op: Op,
        /// With what; a number counts in the field's unit.
        value: Quantity,
        /// The field's unit, to print.
        unit: Option<String>,
    },
    /// It is one of these texts.
    OneOf(Vec<String>),
    /// It is another text than these.
    NoneOf(Vec<String>),
}

impl Checked {
    /// What the condition says, by Kleene's logic: unknown only where what is known leaves both
    /// open, though not always where it does not (`x >= 3 or x < 3` is unknown while x is).
    pub fn evaluate(&self, facts: &Facts) -> Verdict {
        self.expression.evaluate(facts)
    }

    /// What it says of single facts, in the order of the text.
    pub fn claims(&self) -> Vec<&Claim> {
        let mut claims = Vec::new();
        self.expression.each_claim(&mut |claim| claims.push(claim));
        claims
    }

    /// The facts that it mentions, in the order of the text, each once.
    pub fn facts(&self) -> Vec<&FactId> {
        let mut facts = Vec::new();
        for claim in self.claims() {
            if !facts.contains(&&claim.fact) {
                facts.push(&claim.fact);
            }
        }
        facts
    }
}

impl Claim {
    /// What it says of what is known. A value of another kind than the field's is unknown.
    pub fn evaluate(&self, known: &Known) -> Verdict {
        match (&self.test, known) {
            (Test::YesNo(wanted), Known::Exact(Value::YesNo(is))) => (wanted == is).into(),
            (Test::OneOf(texts), Known::Exact(Value::Text(is))) => texts.contains(is).into(),
            (Test::NoneOf(texts), Known::Exact(Value::Text(is))) => (!texts.contains(is)).into(),
            (Test::Quantity { op, value, .. }, known) => known
                .bounds()
                .map_or(Verdict::Unknown, |bounds| op.holds(&bounds, value)),
            (Test::YesNo(_) | Test::OneOf(_) | Test::NoneOf(_), _) => Verdict::Unknown,
        }
    }

    /// The claim that is true exactly when this one is false.
    #[must_use]
    pub fn negated(&self) -> Self {
        let test = match &self.test {
            Test::YesNo(yes) => Test::YesNo(!yes),
            Test::Quantity { op, value, unit } => Test::Quantity {
                op: op.negated(),
                value: *value,
                unit: unit.clone(),
            },
            Test::OneOf(texts) => Test::NoneOf(texts.clone()),
            Test::NoneOf(texts) => Test::OneOf(texts.clone()),
        };
        Self {
            fact: self.fact.clone(),
            test,
        }
    }
}

impl Expression {
    /// All of these; parts that say "all of" themselves are taken apart.
    pub fn all(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::All(inner) => flat.extend(inner),
                Self::Claim(_) | Self::Any(_) => flat.push(part),
            }
        }
        Self::only(&mut flat).unwrap_or(Self::All(flat))
    }

    /// Any of these; parts that say "any of" themselves are taken apart.
    pub fn any(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Any(inner) => flat.extend(inner),
                Self::Claim(_) | Self::All(_) => flat.push(part),
            }
        }
        Self::only(&mut flat).unwrap_or(Self::Any(flat))
    }

    fn only(parts: &mut Vec<Self>) -> Option<Self> {
        if parts.len() == 1 { parts.pop() } else { None }
    }

    pub fn evaluate(&self, facts: &Facts) -> Verdict {
        match self {
            Self::Claim(claim) => claim.evaluate(facts.known(&claim.fact)),
            Self::All(parts) => Verdict::all(parts.iter().map(|part| part.evaluate(facts))),
            Self::Any(parts) => Verdict::any(parts.iter().map(|part| part.evaluate(facts))),
        }
    }

    pub fn each_claim<'a>(&'a self, visit: &mut impl FnMut(&'a Claim)) {
        match self {
            Self::Claim(claim) => visit(claim),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.each_claim(visit);
                }
            }
        }
    }
}

impl Op {
    /// Whether every, no or only some quantity within the bounds compares so with the value.
    fn holds(self, bounds: &Bounds, value: &Quantity) -> Verdict {
        let lowest = bounds.lowest.as_ref();
        let highest = bounds.highest.as_ref();
        let at_least = || {
            Verdict::between(
                lowest.is_some_and(|it| it >= value),
                highest.is_some_and(|it| it < value),
            )
        };
        let more = || {
            Verdict::between(
                lowest.is_some_and(|it| it > value),
                highest.is_some_and(|it| it <= value),
            )
        };
        let equal = || {
            Verdict::between(
                lowest == Some(value) && highest == Some(value),
                lowest.is_some_and(|it| it > value) || highest.is_some_and(|it| it < value),
            )
        };
        match self {
            Self::Ge => at_least(),
            Self::Lt => at_least().not(),
            Self::Gt => more(),
            Self::Le => more().not(),
            Self::Eq => equal(),
            Self::Ne => equal().not(),
        }
    }
}
