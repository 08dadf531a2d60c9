//! How a record's body names what lies beside the chain, and how those names are found again.

use serde_json::{Value, json};

use crate::hex;

/// What stands in a body in place of a sealed value.
pub fn sealed_reference(id: &str, digest: &[u8; 32]) -> Value {
    json!({ "sealed": id, "digest": hex::encode(digest) })
}

/// What stands in a body in place of a file.
pub fn blob_reference(digest: &[u8; 32]) -> Value {
    json!({ "blob": hex::encode(digest) })
}

/// One name found in a body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    Sealed {
        id: String,
        digest: [u8; 32],
    },
    Blob {
        digest: [u8; 32],
    },
    /// It has the keys of a reference, and not the values of one.
    Unreadable,
}

/// Finds every reference in a body, at any depth; none when the body is not JSON.
pub(crate) fn references(body: &[u8]) -> Option<Vec<Reference>> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let mut found = Vec::new();
    let mut waiting = vec![&value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => {
                if let (Some(id), Some(digest)) = (fields.get("sealed"), fields.get("digest")) {
                    found.push(sealed(id, digest).unwrap_or(Reference::Unreadable));
                }
                if let Some(digest) = fields.get("blob") {
                    found.push(blob(digest).unwrap_or(Reference::Unreadable));
                }
                waiting.extend(fields.values());
            }
        }
    }
    Some(found)
}

fn sealed(id: &Value, digest: &Value) -> Option<Reference> {
    Some(Reference::Sealed {
        id: id.as_str()?.to_owned(),
        digest: hex::decode(digest.as_str()?)?,
    })
}

fn blob(digest: &Value) -> Option<Reference> {
    Some(Reference::Blob {
        digest: hex::decode(digest.as_str()?)?,
    })
}
