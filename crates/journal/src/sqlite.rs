//! The journal in SQLite: one process, one connection that writes, others that read.

mod open;
mod rows;
pub mod sql;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqlitePool;

pub use self::open::{Options, reading_anywhere};
pub use self::rows::record;
use self::rows::{
    head_on, insert_blob, insert_records, insert_sealed, next_organisation, sealed_value,
};
use crate::chain::{Head, StoredRecord};
use crate::error::{JournalError, Result};
use crate::finding::Finding;
use crate::folder::{self, Folder};
use crate::heads::{HeadKey, PublicKey, SignedHead};
use crate::sealed::SealedValue;
use crate::store::{Commit, Counters, blob_digest};

#[derive(Debug)]
pub struct Sqlite {
    folder: Folder,
    readers: SqlitePool,
    /// None when opened for reading only.
    writing: Option<Writing>,
}

/// What only the holder of the lock has.
struct Writing {
    pool: SqlitePool,
    key: HeadKey,
    /// The heads as last signed; held while the head file is written.
    heads: tokio::sync::Mutex<BTreeMap<String, SignedHead>>,
    /// Organisations whose chain may have moved since.
    moved: Mutex<BTreeSet<String>>,
    commits: AtomicU64,
    records: AtomicU64,
    record_statements: AtomicU64,
    /// Released by the operating system when this is dropped, or the process dies.
    _lock: File,
}

impl Sqlite {
    pub async fn open(dir: &Path, options: Options) -> Result<Self> {
        folder::create_private_dir(dir)?;
        let folder = Folder::new(dir);
        let lock = folder.lock()?;
        let database = std::fs::metadata(folder.database());
        let no_database = !database.is_ok_and(|file| file.len() > 0);
        let is_complete = folder.secret_key().exists();
        if no_database && is_complete {
            return Err(JournalError::Damaged(Finding::DatabaseMissing));
        }
        let pool = open::writer(&folder, options).await?;
        // A crash during the first start leaves an empty database and no secret key.
        let is_new = !is_complete && next_organisation(&pool, "").await?.is_none();
        let (key, heads) = open::key_and_heads(&folder, is_new, &pool).await?;
        let readers = open::readers(&folder, options).await?;
        let sqlite = Self {
            folder,
            readers,
            writing: Some(Writing {
                pool,
                key,
                heads: tokio::sync::Mutex::new(heads),
                moved: Mutex::default(),
                commits: AtomicU64::new(0),
                records: AtomicU64::new(0),
                record_statements: AtomicU64::new(0),
                _lock: lock,
            }),
        };
        // After a crash the database may be ahead of its heads.
        let organisations = sqlite.organisations().await?;
        sqlite.writing()?.mark_moved(organisations);
        Ok(sqlite)
    }

    pub async fn open_reading(dir: &Path) -> Result<Self> {
        let folder = Folder::new(dir);
        let readers = open::readers_anywhere(&folder).await?;
        Ok(Self {
            folder,
            readers,
            writing: None,
        })
    }

    pub async fn append(&self, organisation: &str, expected: u64, commit: &Commit) -> Result<Head> {
        let failed = |error: sqlx::Error| JournalError::from_sqlite("appending", &error);
        let writing = self.writing()?;
        // Whatever the outcome, even a caller that stops waiting, the head is looked up again.
        let _moved = MovedOnDrop(writing, organisation);
        let mut transaction = writing
            .pool
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(failed)?;
        let mut head = head_on(&mut *transaction, organisation).await?;
        if head.position != expected {
            return Err(JournalError::UnexpectedPosition {
                expected,
                found: head.position,
            });
        }
        for blob in &commit.blobs {
            insert_blob(&mut *transaction, &blob_digest(blob)?, blob).await?;
        }
        for values in commit.sealed.chunks(sql::ROWS) {
            insert_sealed(&mut transaction, organisation, values)
                .await
                .map_err(failed)?;
        }
        let records = head.extend(&commit.records);
        for rows in records.chunks(sql::ROWS) {
            insert_records(&mut transaction, organisation, rows)
                .await
                .map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)?;
        writing.count(records.len());
        Ok(head)
    }

    pub async fn head(&self, organisation: &str) -> Result<Head> {
        head_on(&self.readers, organisation).await
    }

    pub async fn organisations(&self) -> Result<Vec<String>> {
        let mut found: Vec<String> = Vec::new();
        loop {
            let last = found.last().map_or("", String::as_str);
            let Some(next) = next_organisation(&self.readers, last).await? else {
                break;
            };
            // A broken index may hand out names in a circle.
            if next.as_str() <= last {
                return Err(JournalError::Damaged(Finding::DatabaseUnreadable {
                    detail: "the organisations are out of order".to_owned(),
                }));
            }
            found.push(next);
        }
        Ok(found)
    }

    pub async fn after(
        &self,
        organisation: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<StoredRecord>> {
        let failed = |error: sqlx::Error| JournalError::from_sqlite("reading records", &error);
        let rows = sqlx::query(sql::AFTER)
            .bind(organisation)
            .bind(i64::try_from(after).unwrap_or(i64::MAX))
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(&self.readers)
            .await
            .map_err(failed)?;
        let mut records = Vec::with_capacity(rows.len());
        for (row, ahead) in rows.iter().zip(1..) {
            let record = record(row, 0).ok_or_else(|| {
                JournalError::Damaged(Finding::RecordAltered {
                    organisation: organisation.to_owned(),
                    position: after.saturating_add(ahead),
                })
            })?;
            records.push(record);
        }
        Ok(records)
    }

    pub async fn sealed_values(&self, organisation: &str) -> Result<Vec<SealedValue>> {
        let failed =
            |error: sqlx::Error| JournalError::from_sqlite("reading sealed values", &error);
        let rows = sqlx::query(sql::SEALED_OF)
            .bind(organisation)
            .fetch_all(&self.readers)
            .await
            .map_err(failed)?;
        rows.iter()
            .map(|row| {
                let id: String = row.try_get(0).map_err(failed)?;
                sealed_value(row, id.clone())
                    .ok_or_else(|| JournalError::Other(format!("sealed value {id} cannot be read")))
            })
            .collect()
    }

    pub async fn put_blob(&self, digest: &[u8; 32], bytes: &[u8]) -> Result<()> {
        insert_blob(&self.writing()?.pool, digest, bytes).await
    }

    pub async fn blob(&self, digest: &[u8; 32]) -> Result<Option<Vec<u8>>> {
        let failed = |error: sqlx::Error| JournalError::from_sqlite("reading a file", &error);
        let row = sqlx::query(sql::BLOB)
            .bind(digest.as_slice())
            .fetch_optional(&self.readers)
            .await
            .map_err(failed)?;
        let Some(row) = row else {
            return Ok(None);
        };
        let bytes: Vec<u8> = row.try_get(0).map_err(failed)?;
        if blob_digest(&bytes)? != *digest {
            let digest = *digest;
            return Err(JournalError::Damaged(Finding::BlobAltered { digest }));
        }
        Ok(Some(bytes))
    }

    pub async fn write_heads(&self, now: Timestamp) -> Result<Vec<SignedHead>> {
        let writing = self.writing()?;
        let mut heads = writing.heads.lock().await;
        let moved = std::mem::take(&mut *writing.moved());
        let written = self.write_moved(writing, &mut heads, &moved, now).await;
        if written.is_err() {
            writing.mark_moved(moved);
        }
        written
    }

    pub fn public_key(&self) -> Option<PublicKey> {
        match &self.writing {
            Some(writing) => Some(writing.key.public()),
            None => PublicKey::load(&self.folder),
        }
    }

    pub async fn close(self, now: Timestamp) -> Result<()> {
        let heads = match &self.writing {
            Some(_) => self.write_heads(now).await.map(drop),
            None => Ok(()),
        };
        self.readers.close().await;
        if let Some(writing) = &self.writing {
            // SQLite folds its write-ahead log in when its last connection closes.
            writing.pool.close().await;
        }
        heads
    }

    pub fn counters(&self) -> Counters {
        let Some(writing) = &self.writing else {
            return Counters::default();
        };
        Counters {
            commits: writing.commits.load(Ordering::Relaxed),
            records: writing.records.load(Ordering::Relaxed),
            record_statements: writing.record_statements.load(Ordering::Relaxed),
        }
    }

    fn writing(&self) -> Result<&Writing> {
        self.writing.as_ref().ok_or(JournalError::ReadOnly)
    }

    async fn write_moved(
        &self,
        writing: &Writing,
        heads: &mut BTreeMap<String, SignedHead>,
        moved: &BTreeSet<String>,
        now: Timestamp,
    ) -> Result<Vec<SignedHead>> {
        let mut signed = Vec::new();
        for organisation in moved {
            // On the connection that writes: a commit that somebody stopped waiting for is then
            // either over or not begun.
            let head = head_on(&writing.pool, organisation).await?;
            let known = heads.get(organisation).map(|known| &known.head);
            if head.position > 0 && known != Some(&head) {
                signed.push(writing.key.sign(head, now));
            }
        }
        if signed.is_empty() {
            return Ok(signed);
        }
        let mut next = heads.clone();
        for head in &signed {
            next.insert(head.head.organisation.clone(), head.clone());
        }
        let (path, text) = (self.folder.heads(), writing.key.head_file(&next));
        tokio::task::spawn_blocking(move || folder::write_whole(&path, &text))
            .await
            .map_err(|error| JournalError::Other(format!("writing the heads: {error}")))??;
        *heads = next;
        Ok(signed)
    }
}

impl Writing {
    fn moved(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn mark_moved(&self, organisations: impl IntoIterator<Item = String>) {
        self.moved().extend(organisations);
    }

    fn count(&self, records: usize) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.records.fetch_add(records as u64, Ordering::Relaxed);
        self.record_statements
            .fetch_add(records.div_ceil(sql::ROWS) as u64, Ordering::Relaxed);
    }
}

/// Keeps the secret key out of every log line.
impl std::fmt::Debug for Writing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writing")
            .field("key", &self.key.public())
            .finish_non_exhaustive()
    }
}

struct MovedOnDrop<'a>(&'a Writing, &'a str);

impl Drop for MovedOnDrop<'_> {
    fn drop(&mut self) {
        self.0.mark_moved([self.1.to_owned()]);
    }
}
