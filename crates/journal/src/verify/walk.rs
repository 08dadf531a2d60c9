//! The one pass over all rows: chains, ids, and what the bodies name.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use super::{VerifyReport, broken};
use crate::chain::{Head, StoredRecord};
use crate::finding::Finding;
use crate::references::{Reference, references};
use crate::rows::sqlite::record;
use crate::sealed::sealed_digest;
use crate::sql;
use crate::store::blob_digest;

/// How many rows are held in memory at a time.
const PAGE: i64 = 1_000;

/// Positions whose hashes somebody will ask for, by organisation.
pub type Wanted = BTreeMap<String, BTreeSet<u64>>;

/// One organisation's chain as it stands in the database.
pub struct Chain {
    /// The last row, with the hash it carries.
    pub head: Head,
    /// No record up to here is altered or missing.
    pub intact_to: u64,
    /// The hashes at the positions asked for.
    pub hashes: BTreeMap<u64, [u8; 32]>,
}

/// What the rows beside the chain hold.
struct Beside {
    sealed: SealedDigests,
    blobs: BTreeSet<[u8; 32]>,
    /// Sealed values that are not there, with the last record that names each; what a record
    /// destroyed is not among them.
    missing: BTreeMap<(String, String), u64>,
    /// The same of files.
    missing_blobs: BTreeMap<(String, [u8; 32]), u64>,
    /// What records destroyed: a duty that a later record repeats may still name it.
    destroyed: BTreeSet<(String, String)>,
    /// The same of files.
    destroyed_blobs: BTreeSet<(String, [u8; 32])>,
}

/// Walks all records in the order of their ids.
///
/// # Errors
/// The finding that made it impossible to read to the end.
pub async fn records(
    connection: &mut SqliteConnection,
    wanted: &Wanted,
    report: &mut VerifyReport,
) -> Result<BTreeMap<String, Chain>, Finding> {
    let mut beside = Beside {
        sealed: sealed(connection).await?,
        blobs: blobs(connection, report).await?,
        missing: BTreeMap::new(),
        missing_blobs: BTreeMap::new(),
        destroyed: BTreeSet::new(),
        destroyed_blobs: BTreeSet::new(),
    };
    let mut chains: BTreeMap<String, Chain> = BTreeMap::new();
    let mut from = i64::MIN;
    let mut expected_id = 1;
    loop {
        let rows = sqlx::query(sql::ROWS_FROM)
            .bind(from)
            .bind(PAGE)
            .fetch_all(&mut *connection)
            .await
            .map_err(broken)?;
        let Some(last) = rows.last() else { break };
        let next = last.try_get::<i64, _>(0).map_err(broken)?.saturating_add(1);
        // A broken file may hand out rows in a circle.
        if next <= from {
            return Err(out_of_order("records"));
        }
        from = next;
        for row in &rows {
            let found: i64 = row.try_get(0).map_err(broken)?;
            if found != expected_id {
                report.add(Finding::IdGap {
                    expected: expected_id,
                    found,
                });
            }
            expected_id = found.saturating_add(1);
            let Some((organisation, record)) = read(row) else {
                report.add(Finding::RowUnreadable { id: found });
                continue;
            };
            let chain = chains
                .entry(organisation.clone())
                .or_insert_with(|| Chain::empty(&organisation));
            chain.step(&record, wanted.get(&organisation), report);
            beside.check(&organisation, &record, report);
        }
        if from == i64::MAX {
            break;
        }
    }
    beside.left_over(report);
    Ok(chains)
}

impl Chain {
    fn empty(organisation: &str) -> Self {
        Self {
            head: Head::empty(organisation),
            intact_to: 0,
            hashes: BTreeMap::new(),
        }
    }

    /// Goes on from the hash that the row carries even when it is the wrong one, so that one
    /// altered record is one finding and not one for every record after it.
    fn step(
        &mut self,
        record: &StoredRecord,
        wanted: Option<&BTreeSet<u64>>,
        report: &mut VerifyReport,
    ) {
        let is_intact = self.intact_to == self.head.position;
        match self.head.follow(std::slice::from_ref(record)) {
            Ok(()) if is_intact => self.intact_to = record.position,
            Ok(()) => {}
            Err(finding) => {
                report.add(finding);
                self.head.position = record.position;
                self.head.hash = record.hash;
            }
        }
        if wanted.is_some_and(|wanted| wanted.contains(&record.position)) {
            self.hashes.insert(record.position, record.hash);
        }
    }
}

impl Beside {
    fn check(&mut self, organisation: &str, record: &StoredRecord, report: &mut VerifyReport) {
        let organisation = organisation.to_owned();
        let position = record.position;
        let Some(found) = references(&record.body) else {
            report.add(Finding::BodyNotJson {
                organisation,
                position,
            });
            return;
        };
        for reference in found {
            let organisation = organisation.clone();
            match reference {
                Reference::Sealed { id, digest } => {
                    let key = (organisation, id);
                    let value = self.sealed.get_mut(&key);
                    let (organisation, id) = key;
                    match value {
                        None => {
                            let key = (organisation, id);
                            if !self.destroyed.contains(&key) {
                                self.missing.insert(key, position);
                            }
                        }
                        Some((kept, is_named)) => {
                            *is_named = true;
                            if *kept != digest {
                                report.add(Finding::SealedAltered {
                                    organisation,
                                    position,
                                    id,
                                });
                            }
                        }
                    }
                }
                Reference::Blob { digest } => {
                    let key = (organisation, digest);
                    if !self.blobs.contains(&digest) && !self.destroyed_blobs.contains(&key) {
                        self.missing_blobs.insert(key, position);
                    }
                }
                Reference::SealedDestroyed { id } => {
                    let key = (organisation, id);
                    self.missing.remove(&key);
                    if self.sealed.contains_key(&key) {
                        let (organisation, id) = key.clone();
                        report.add(Finding::NotDestroyed {
                            organisation,
                            position,
                            id,
                        });
                    }
                    self.destroyed.insert(key);
                }
                // One that is still there may be another organisation's too.
                Reference::BlobDestroyed { digest } => {
                    let key = (organisation, digest);
                    self.missing_blobs.remove(&key);
                    self.destroyed_blobs.insert(key);
                }
                Reference::Unreadable => report.add(Finding::ReferenceUnreadable {
                    organisation,
                    position,
                }),
            }
        }
    }
}

impl Beside {
    /// What no record names, and what a record names and none destroyed.
    fn left_over(self, report: &mut VerifyReport) {
        for ((organisation, id), position) in self.missing {
            report.add(Finding::SealedMissing {
                organisation,
                position,
                id,
            });
        }
        for ((organisation, digest), position) in self.missing_blobs {
            report.add(Finding::BlobMissing {
                organisation,
                position,
                digest,
            });
        }
        for ((organisation, id), (_, is_named)) in self.sealed {
            if !is_named {
                report.add(Finding::SealedUnnamed { organisation, id });
            }
        }
    }
}

fn out_of_order(table: &str) -> Finding {
    Finding::DatabaseUnreadable {
        detail: format!("the rows of {table} are out of order"),
    }
}

fn read(row: &SqliteRow) -> Option<(String, StoredRecord)> {
    Some((row.try_get(1).ok()?, record(row, 2)?))
}

/// By organisation and id: the digest, and whether a record named it.
type SealedDigests = BTreeMap<(String, String), ([u8; 32], bool)>;

async fn sealed(connection: &mut SqliteConnection) -> Result<SealedDigests, Finding> {
    let mut found = BTreeMap::new();
    let mut after = (String::new(), String::new());
    loop {
        let rows = sqlx::query(sql::SEALED_AFTER)
            .bind(&after.0)
            .bind(&after.1)
            .bind(PAGE)
            .fetch_all(&mut *connection)
            .await
            .map_err(broken)?;
        for row in &rows {
            let next = (
                row.try_get(0).map_err(broken)?,
                row.try_get(1).map_err(broken)?,
            );
            // A broken index may hand out rows in a circle.
            if next <= after {
                return Err(out_of_order("sealed"));
            }
            after = next;
            let salt: &[u8] = row.try_get(2).map_err(broken)?;
            let value: &[u8] = row.try_get(3).map_err(broken)?;
            // A salt that is too long or too short must not pass for one that lends bytes to
            // its value or borrows some, so it gives a digest that no record names.
            let digest = match salt.len() {
                16 => sealed_digest(salt, value),
                _ => [0; 32],
            };
            found.insert(after.clone(), (digest, false));
        }
        if rows.is_empty() {
            return Ok(found);
        }
    }
}

async fn blobs(
    connection: &mut SqliteConnection,
    report: &mut VerifyReport,
) -> Result<BTreeSet<[u8; 32]>, Finding> {
    let digests: Vec<Vec<u8>> = sqlx::query_scalar(sql::BLOB_DIGESTS)
        .fetch_all(&mut *connection)
        .await
        .map_err(broken)?;
    let mut found = BTreeSet::new();
    for digest in digests {
        let bytes: Option<Vec<u8>> = sqlx::query_scalar(sql::BLOB)
            .bind(&digest)
            .fetch_optional(&mut *connection)
            .await
            .map_err(broken)?;
        let computed = bytes.and_then(|bytes| blob_digest(&bytes).ok());
        if computed.is_none_or(|computed| computed.as_slice() != digest) {
            // A name that is not even a digest is told as one filled up with zeros.
            let mut name = [0; 32];
            let length = digest.len().min(32);
            name[..length].copy_from_slice(&digest[..length]);
            report.add(Finding::BlobAltered { digest: name });
        }
        if let Some(computed) = computed {
            found.insert(computed);
        }
    }
    Ok(found)
}
