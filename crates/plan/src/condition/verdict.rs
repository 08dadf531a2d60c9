//! Kleene's three values.

use serde::{Deserialize, Serialize};

/// What a condition comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds, whatever is still unknown.
    True,
    /// It does not hold, whatever is still unknown.
    False,
    /// It depends on what is still unknown.
    Unknown,
}

impl Verdict {
    /// The contrary; unknown stays unknown.
    #[must_use]
    #[allow(
        clippy::should_implement_trait,
        reason = "the operator ! would read as if two values were all there are"
    )]
    pub fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Neither unknown.
    pub fn is_settled(self) -> bool {
        self != Self::Unknown
    }

    /// Whether all hold: one that does not settles it.
    pub fn all(verdicts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::True;
        for verdict in verdicts {
            match verdict {
                Self::False => return Self::False,
                Self::Unknown => all = Self::Unknown,
                Self::True => {}
            }
        }
        all
    }

    /// Whether any holds: one that does settles it.
    pub fn any(verdicts: impl IntoIterator<Item = Self>) -> Self {
        Self::all(verdicts.into_iter().map(Self::not)).not()
    }

    /// From "certainly so" and "certainly not so".
    pub(super) fn between(so: bool, not_so: bool) -> Self {
        if so {
            Self::True
        } else if not_so {
            Self::False
        } else {
            Self::Unknown
        }
    }
}

impl From<bool> for Verdict {
    fn from(so: bool) -> Self {
        if so { Self::True } else { Self::False }
    }
}
