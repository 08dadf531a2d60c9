//! The hash chain: what a record is as bytes, and how each one is tied to the one before it.

use sha2::{Digest, Sha256};

use crate::finding::Finding;

/// Names what is hashed and in which format, so that a hash of ours can stand for nothing else.
const DOMAIN: &[u8] = b"changbei record 1";

/// A record that is to be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Which event this is, for example `duty-opened`; the words belong to the record format.
    pub kind: String,
    /// The version of the JSON under this kind.
    pub version: u16,
    /// The JSON as it will be stored, byte for byte.
    pub body: Vec<u8>,
}

/// A record as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its place in its organisation's chain; the first record stands at 1.
    pub position: u64,
    pub kind: String,
    pub version: u16,
    pub body: Vec<u8>,
    /// SHA-256 over this record and the hash before it.
    pub hash: [u8; 32],
}

/// The end of one organisation's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub organisation: String,
    /// The position of the last record; 0 when there is none.
    pub position: u64,
    /// The hash of the last record; zeros when there is none.
    pub hash: [u8; 32],
}

impl Head {
    /// The head of a chain without records.
    pub fn empty(organisation: &str) -> Self {
        Self {
            organisation: organisation.to_owned(),
            position: 0,
            hash: [0; 32],
        }
    }

    /// Moves over records that follow this head, and stops at the first that does not belong.
    ///
    /// # Errors
    /// [`Finding::PositionGap`] or [`Finding::RecordAltered`].
    pub(crate) fn follow(&mut self, records: &[StoredRecord]) -> Result<(), Finding> {
        for record in records {
            let expected = self.position + 1;
            if record.position != expected {
                return Err(Finding::PositionGap {
                    organisation: self.organisation.clone(),
                    expected,
                    found: record.position,
                });
            }
            if record.hash != hash_of(&self.organisation, &self.hash, record) {
                return Err(Finding::RecordAltered {
                    organisation: self.organisation.clone(),
                    position: record.position,
                });
            }
            self.position = record.position;
            self.hash = record.hash;
        }
        Ok(())
    }

    /// Ties new records to this head and moves it to the last of them.
    pub(crate) fn extend(&mut self, records: &[NewRecord]) -> Vec<StoredRecord> {
        records
            .iter()
            .map(|record| {
                let mut stored = StoredRecord {
                    position: self.position + 1,
                    kind: record.kind.clone(),
                    version: record.version,
                    body: record.body.clone(),
                    hash: [0; 32],
                };
                stored.hash = hash_of(&self.organisation, &self.hash, &stored);
                self.position = stored.position;
                self.hash = stored.hash;
                stored
            })
            .collect()
    }
}

/// Hashes a record as stored; the `hash` it carries is not looked at.
///
/// Every field is preceded by its length, so that no two records share their bytes. The row's
/// `id` is left out because it belongs to the database and not to the chain; `verify` holds it
/// by demanding that ids run without gap.
pub(crate) fn hash_of(organisation: &str, previous: &[u8; 32], record: &StoredRecord) -> [u8; 32] {
    let mut hash = Sha256::new();
    for field in [
        DOMAIN,
        previous,
        organisation.as_bytes(),
        &record.position.to_be_bytes(),
        record.kind.as_bytes(),
        &record.version.to_be_bytes(),
        &record.body,
    ] {
        hash.update((field.len() as u64).to_be_bytes());
        hash.update(field);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The format is a promise: journals already written must verify for ever. The expected
    /// value was computed with Python's hashlib from the description above.
    #[test]
    fn the_first_record_of_a_chain_hashes_as_it_always_did() {
        let mut head = Head::empty("school");
        head.extend(&[NewRecord {
            kind: "duty-opened".to_owned(),
            version: 1,
            body: br#"{"duty":"d1"}"#.to_vec(),
        }]);
        assert_eq!(
            crate::hex::encode(&head.hash),
            "a3bbf821d936aca0bb412281dee38465b5fe464179f7e7a18217478b136c72cb"
        );
    }
}
