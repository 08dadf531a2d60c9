//! Rules from alert labels to events and facts.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EventId, FactId};

duty::identifier! {
    /// A signal rule.
    SignalRuleId;
}

/// A rule that takes an alert. What no rule takes is counted and shown, never recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignalRule {
    /// Its id.
    pub id: SignalRuleId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Labels that must have exactly these values.
    pub labels: BTreeMap<String, String>,
    /// The event that it reports.
    pub event: EventId,
    /// Facts taken from labels: fact to label.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<FactId, String>,
    /// The label that says where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}
