//! References to what must be destroyable: the value lies apart from the records.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A personal value or free text, kept apart under its id so that it can be destroyed while
/// the chain of records still verifies: the record holds only SHA-256(salt ‖ value).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sealed {
    /// Key of the value in the table of sealed values.
    #[serde(rename = "sealed")]
    pub id: String,
    /// Hex SHA-256 of salt and value.
    pub digest: String,
}

/// A document as it was sent, kept as a blob.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Paper {
    /// Hex SHA-256 of the bytes.
    pub blob: String,
}

/// A photo or file given as evidence, kept as a blob.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Photo {
    /// Hex SHA-256 of the bytes.
    pub blob: String,
    /// Media type, as recognised from the bytes.
    pub media: String,
}
