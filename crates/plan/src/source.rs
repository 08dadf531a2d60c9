//! Where in the written document an element stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The place of an element in the document it was read from; absent for what people added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Hex SHA-256 of the document as it was read.
    pub document: String,
    /// First and one past the last Unicode scalar value.
    pub span: (usize, usize),
    /// The words that stand there; dropped from records, since they may name people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}
