//! How a record's body names what lies beside the chain, and how those names are found again.

use serde_json::{Value, json};

use crate::hex;
use crate::store::Destroyed;

/// What stands in a body in place of a sealed value.
pub fn sealed_reference(id: &str, digest: &[u8; 32]) -> Value {
    json!({ "sealed": id, "digest": hex::encode(digest) })
}

/// What stands in a body in place of a file.
pub fn blob_reference(digest: &[u8; 32]) -> Value {
    json!({ "blob": hex::encode(digest) })
}

/// What stands in the body of a record that destroys values and files.
pub fn destroyed_reference(destroyed: &Destroyed) -> Value {
    let files = destroyed.blobs.iter().map(|digest| hex::encode(digest));
    json!({ "values": destroyed.values, "files": files.collect::<Vec<_>>() })
}

/// What a record's body says that it destroys; nothing of it in most.
pub fn destroyed_by(body: &[u8]) -> Destroyed {
    let mut all = Destroyed::default();
    for reference in references(body).unwrap_or_default() {
        match reference {
            Reference::SealedDestroyed { id } => all.values.push(id),
            Reference::BlobDestroyed { digest } => all.blobs.push(digest),
            Reference::Sealed { .. } | Reference::Blob { .. } | Reference::Unreadable => {}
        }
    }
    all
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
    /// From here on this sealed value is destroyed.
    SealedDestroyed {
        id: String,
    },
    /// From here on this file is destroyed.
    BlobDestroyed {
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
                if let Some(gone) = fields.get("destroyed") {
                    match destroyed(gone) {
                        Some(gone) => found.extend(gone),
                        None => found.push(Reference::Unreadable),
                    }
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

/// The value of a `destroyed` key: the ids of values and the digests of files.
fn destroyed(gone: &Value) -> Option<Vec<Reference>> {
    let values = gone.get("values")?.as_array()?.iter();
    let values = values.map(|id| {
        let id = id.as_str()?.to_owned();
        Some(Reference::SealedDestroyed { id })
    });
    let files = gone.get("files")?.as_array()?.iter();
    let files = files.map(|digest| {
        let digest = hex::decode(digest.as_str()?)?;
        Some(Reference::BlobDestroyed { digest })
    });
    values.chain(files).collect()
}

fn blob(digest: &Value) -> Option<Reference> {
    Some(Reference::Blob {
        digest: hex::decode(digest.as_str()?)?,
    })
}
