//! What is known about an incident so far.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::Number;
use crate::FactId;

/// A value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// A number, in the unit that the field declares.
    Number(Number),
    /// A length of time.
    Duration(SignedDuration),
    /// A text, or one of the choices of a field, written as the field declares it.
    Text(String),
}

/// A value that can be more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// A number, in the unit that the field declares.
    Number(Number),
    /// A length of time.
    Duration(SignedDuration),
}

/// How much is known about one fact.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// Nothing yet (不明). Not the same as no, and not the same as nought.
    #[default]
    Unknown,
    /// This value.
    Exact(Value),
    /// This much or more (至少3人).
    AtLeast(Quantity),
    /// This much or less (至多3人).
    AtMost(Quantity),
}

/// What is known; a fact that is not in here is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(BTreeMap<FactId, Known>);

/// Lower and upper bound of a quantity, both inclusive; `None` is no bound.
pub(super) struct Bounds {
    pub lowest: Option<Quantity>,
    pub highest: Option<Quantity>,
}

impl Facts {
    /// Nothing known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes what is known about a fact now, in place of what was known before.
    pub fn set(&mut self, fact: FactId, known: Known) {
        self.0.insert(fact, known);
    }

    /// The same facts with one more noted.
    #[must_use]
    pub fn with(mut self, fact: FactId, known: Known) -> Self {
        self.set(fact, known);
        self
    }

    /// What is known about a fact.
    pub fn known(&self, fact: &FactId) -> &Known {
        self.0.get(fact).unwrap_or(&Known::Unknown)
    }

    /// All that was noted, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&FactId, &Known)> {
        self.0.iter()
    }
}

impl FromIterator<(FactId, Known)> for Facts {
    fn from_iter<I: IntoIterator<Item = (FactId, Known)>>(facts: I) -> Self {
        Self(facts.into_iter().collect())
    }
}

impl Known {
    /// Exactly this number.
    pub fn number(number: impl Into<Number>) -> Self {
        Self::Exact(Value::Number(number.into()))
    }

    /// This number or more.
    pub fn at_least(number: impl Into<Number>) -> Self {
        Self::AtLeast(Quantity::Number(number.into()))
    }

    /// This number or less.
    pub fn at_most(number: impl Into<Number>) -> Self {
        Self::AtMost(Quantity::Number(number.into()))
    }

    /// Yes or no.
    pub fn yes_no(yes: bool) -> Self {
        Self::Exact(Value::YesNo(yes))
    }

    /// A text or a choice.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Exact(Value::Text(text.into()))
    }

    /// Exactly this long.
    pub fn duration(duration: SignedDuration) -> Self {
        Self::Exact(Value::Duration(duration))
    }

    /// Between which quantities the fact lies; `None` when it is known not to be a quantity.
    pub(super) fn bounds(&self) -> Option<Bounds> {
        match self {
            Self::Unknown => Some(Bounds::new(None, None)),
            Self::Exact(value) => value.quantity().map(|it| Bounds::new(Some(it), Some(it))),
            Self::AtLeast(lowest) => Some(Bounds::new(Some(*lowest), None)),
            Self::AtMost(highest) => Some(Bounds::new(None, Some(*highest))),
        }
    }
}

impl Bounds {
    fn new(lowest: Option<Quantity>, highest: Option<Quantity>) -> Self {
        Self { lowest, highest }
    }
}

impl Value {
    /// The value as a quantity, if it is one.
    pub fn quantity(&self) -> Option<Quantity> {
        match self {
            Self::Number(number) => Some(Quantity::Number(*number)),
            Self::Duration(duration) => Some(Quantity::Duration(*duration)),
            Self::YesNo(_) | Self::Text(_) => None,
        }
    }
}

/// A number and a length of time have no order between them.
impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) => Some(one.cmp(two)),
            (Self::Duration(one), Self::Duration(two)) => Some(one.cmp(two)),
            (Self::Number(_), Self::Duration(_)) | (Self::Duration(_), Self::Number(_)) => None,
        }
    }
}
