//! How people are told, and who is told if they do not answer.

use duty::Tell;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Limit;

duty::identifier! {
    /// A notice rule.
    NoticeRuleId;
}

/// A rung climbed unless somebody has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// How long after the duty was opened.
    pub after: Limit,
    /// Whom it tells.
    pub tell: Tell,
}

/// A rung climbed unless the duty is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overdue {
    /// How long after the duty's limit.
    pub after: Limit,
    /// Whom it tells.
    pub tell: Tell,
}

/// A way of telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRule {
    /// Its id.
    pub id: NoticeRuleId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// How long one told may take to answer.
    pub answer: Limit,
    /// Who is told if nobody answers. The holder is told at once; that rung is not written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ladder: Vec<Rung>,
    /// Who is told if it is not done in time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overdue: Vec<Overdue>,
    /// The channels, in the order they are tried; absent, the person's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
}
