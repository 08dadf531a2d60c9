//! Grades.

use std::collections::BTreeMap;

use duty::PostId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::{EventId, Source};

duty::identifier! {
    /// A grade.
    GradeId;
}

/// Severity: 1 is the most severe (特别重大), 4 the least (一般).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "u8", into = "u8")]
#[schemars(with = "u8")]
pub struct Rank(u8);

impl Rank {
    /// All ranks, most severe first.
    pub const ALL: [Self; 4] = [Self(1), Self(2), Self(3), Self(4)];

    /// Takes 1 to 4.
    pub fn new(rank: u8) -> Option<Self> {
        (1..=4).contains(&rank).then_some(Self(rank))
    }

    /// 1 to 4.
    pub fn number(self) -> u8 {
        self.0
    }

    /// At least as severe as the other.
    pub fn reaches(self, other: Self) -> bool {
        self.0 <= other.0
    }
}

impl TryFrom<u8> for Rank {
    type Error = String;
    fn try_from(rank: u8) -> Result<Self, String> {
        Self::new(rank).ok_or_else(|| format!("rank {rank} is not 1, 2, 3 or 4"))
    }
}

impl From<Rank> for u8 {
    fn from(rank: Rank) -> Self {
        rank.0
    }
}

/// One grade: when it holds, and who leads then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Its id.
    pub id: GradeId,
    /// Its name in Chinese: 较大.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Its severity.
    pub rank: Rank,
    /// Who leads at this grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<PostId>,
    /// The condition per event type.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub when: BTreeMap<EventId, Condition>,
    /// Where it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}
