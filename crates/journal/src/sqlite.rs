//! The journal in SQLite: one process, one connection that writes, others that read.

mod open;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnection, SqlitePool};

pub use self::open::{Options, reading_anywhere};
use crate::chain::{Head, StoredRecord};
use crate::counters::Counting;
use crate::error::{JournalError, Result};
use crate::finding::Finding;
use crate::folder::{self, Folder};
use crate::heads::{PublicKey, SignedHead};
use crate::keeper::{Chains, Keeper};
use crate::rows::sqlite as rows;
use crate::sealed::SealedValue;
use crate::sql;
use crate::store::{Commit, Counters};
use crate::views::{ViewRows, sqlite as views};

#[derive(Debug)]
pub struct Sqlite {
    folder: Folder,
    readers: SqlitePool,
    /// None when opened for reading only.
    writing: Option<Writing>,
}

/// What only the holder of the lock has.
#[derive(Debug)]
struct Writing {
    pool: SqlitePool,
    keeper: Keeper,
    counting: Counting,
    /// Something was destroyed, and the write-ahead log may still hold it.
    has_traces: AtomicBool,
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
        let is_new = !is_complete && rows::next_organisation(&pool, "").await?.is_none();
        let keeper = Keeper::open(&folder, lock, is_new, &pool).await?;
        let readers = open::readers(&folder, options).await?;
        // After a crash the database may be ahead of its heads.
        keeper.mark_moved(rows::organisations(&readers).await?);
        Ok(Self {
            folder,
            readers,
            writing: Some(Writing {
                pool,
                keeper,
                counting: Counting::default(),
                has_traces: AtomicBool::new(false),
            }),
        })
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
        let failed = |error: sqlx::Error| JournalError::from_sqlx("appending", &error);
        let writing = self.writing()?;
        let _moved = writing.keeper.mark_on_drop(organisation);
        let mut connection = writing.pool.acquire().await.map_err(failed)?;
        let appended = append_on(&mut connection, organisation, expected, commit).await;
        if appended.is_err() {
            // A disk that is full makes SQLite end the transaction by itself, and the connection
            // would go on counting one: every later append would fail until the next start.
            connection.close_on_drop();
        }
        let head = appended?;
        writing.counting.add(commit.records.len());
        if !commit.destroyed.is_empty() {
            writing.has_traces.store(true, Ordering::Relaxed);
            drop(connection);
            // It is recorded; what cannot be wiped now is wiped with the next head or start.
            let _ = writing.wipe_traces().await;
        }
        Ok(head)
    }

    pub async fn open_views(&self, organisation: &str) -> Result<u64> {
        let failed = |error: sqlx::Error| JournalError::from_sqlx("making views", &error);
        let pool = &self.writing()?.pool;
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        views::prepare(&mut transaction).await?;
        let stand = views::stand(&mut transaction, organisation).await?;
        transaction.commit().await.map_err(failed)?;
        Ok(stand)
    }

    pub async fn catch_up(&self, from: u64, head: &Head, rows: &ViewRows) -> Result<()> {
        let failed = |error: sqlx::Error| JournalError::from_sqlx("writing views", &error);
        let pool = &self.writing()?.pool;
        let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
        views::write(&mut transaction, from, head, rows).await?;
        transaction.commit().await.map_err(failed)
    }

    /// Connections for reading.
    pub fn reading(&self) -> &SqlitePool {
        &self.readers
    }

    pub async fn head(&self, organisation: &str) -> Result<Head> {
        rows::head_on(&self.readers, organisation).await
    }

    pub async fn organisations(&self) -> Result<Vec<String>> {
        rows::organisations(&self.readers).await
    }

    pub async fn after(
        &self,
        organisation: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<StoredRecord>> {
        rows::after(&self.readers, organisation, after, limit).await
    }

    pub async fn sealed_values(&self, organisation: &str, after: &str) -> Result<Vec<SealedValue>> {
        rows::sealed_values(&self.readers, organisation, after).await
    }

    pub async fn sealed_value(&self, organisation: &str, id: &str) -> Result<Option<SealedValue>> {
        rows::one_sealed(&self.readers, organisation, id).await
    }

    pub async fn put_blob(&self, digest: &[u8; 32], bytes: &[u8]) -> Result<()> {
        rows::insert_blob(&self.writing()?.pool, digest, bytes).await
    }

    pub async fn blob(&self, digest: &[u8; 32]) -> Result<Option<Vec<u8>>> {
        rows::blob(&self.readers, digest).await
    }

    pub async fn write_heads(&self, now: Timestamp) -> Result<Vec<SignedHead>> {
        let writing = self.writing()?;
        writing.wipe_traces().await?;
        writing.keeper.write(&writing.pool, now).await
    }

    pub fn public_key(&self) -> Option<PublicKey> {
        match &self.writing {
            Some(writing) => Some(writing.keeper.public_key()),
            None => PublicKey::load(&self.folder),
        }
    }

    pub async fn finish(&self, now: Timestamp) -> Result<()> {
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
        let counting = self.writing.as_ref().map(|writing| &writing.counting);
        counting.map_or_else(Counters::default, Counting::read)
    }

    fn writing(&self) -> Result<&Writing> {
        self.writing.as_ref().ok_or(JournalError::ReadOnly)
    }
}

impl Writing {
    async fn wipe_traces(&self) -> Result<()> {
        if self.has_traces.load(Ordering::Relaxed) && open::wipe_log(&self.pool).await? {
            self.has_traces.store(false, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl Chains for SqlitePool {
    async fn head_of(&self, organisation: &str) -> Result<Head> {
        rows::head_on(self, organisation).await
    }

    async fn hash_at(&self, organisation: &str, position: u64) -> Result<Option<Vec<u8>>> {
        rows::hash_at(self, organisation, position).await
    }
}

/// One transaction: all of a commit, or nothing.
async fn append_on(
    connection: &mut SqliteConnection,
    organisation: &str,
    expected: u64,
    commit: &Commit,
) -> Result<Head> {
    let failed = |error: sqlx::Error| JournalError::from_sqlx("appending", &error);
    let mut transaction = connection
        .begin_with("BEGIN IMMEDIATE")
        .await
        .map_err(failed)?;
    let head = rows::append_on(&mut transaction, organisation, expected, commit).await?;
    if !commit.destroyed.values.is_empty() {
        for text in sql::REWRITE_SEALED {
            sqlx::query(text)
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        }
    }
    transaction.commit().await.map_err(failed)?;
    Ok(head)
}
