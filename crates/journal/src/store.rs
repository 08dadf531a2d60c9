//! The journal as its callers see it, on disk or in memory.

use std::path::Path;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::chain::{Head, NewRecord, StoredRecord};
pub use crate::counters::Counters;
use crate::error::{JournalError, Result};
use crate::heads::{PublicKey, SignedHead};
use crate::memory::{Interruption, Memory};
use crate::postgres::Postgres;
use crate::sealed::SealedValue;
use crate::sqlite::{Options, Sqlite};
use crate::views::ViewRows;

/// The largest file that is stored, in bytes.
pub const BLOB_LIMIT_BYTES: usize = 20 * 1024 * 1024;

/// How many records or values are read at a time.
pub const PAGE_RECORDS: usize = 1_000;

/// The longest name of an organisation, in bytes.
const ORGANISATION_LIMIT_BYTES: usize = 200;

/// The log of all organisations of one data folder.
#[derive(Debug)]
pub struct Journal {
    pub(crate) store: Store,
}

#[derive(Debug)]
pub(crate) enum Store {
    Sqlite(Box<Sqlite>),
    Postgres(Box<Postgres>),
    Memory(Memory),
}

/// All that is to be on disk together, or not at all.
#[derive(Clone, Debug, Default)]
pub struct Commit {
    pub records: Vec<NewRecord>,
    /// Values that these records name for the first time.
    pub sealed: Vec<SealedValue>,
    /// Files that these records name; those already stored are stored once.
    pub blobs: Vec<Vec<u8>>,
    /// What the records add to the views, which must stand at the end of the log; without it
    /// they fall behind, and are caught up when the log is folded.
    pub views: Option<ViewRows>,
    /// What these records destroy, gone in the same moment as they are there.
    pub destroyed: Destroyed,
}

/// What an append takes away. Naming something that is not there is no error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destroyed {
    /// Ids of sealed values of the organisation.
    pub values: Vec<String>,
    /// Files, each unless another organisation's records name it too.
    pub blobs: Vec<[u8; 32]>,
}

impl Destroyed {
    /// Whether nothing is taken away.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.blobs.is_empty()
    }
}

impl Journal {
    /// Opens the journal of a data folder for the one process that may write, and creates what
    /// is not there.
    ///
    /// # Errors
    /// [`JournalError::InUse`] while another process has it open; [`JournalError::Damaged`] when
    /// the database is behind its signed heads, or heads or their key are gone; and what the
    /// disk may say.
    pub async fn open(dir: &Path, options: Options) -> Result<Self> {
        let store = Store::Sqlite(Box::new(Sqlite::open(dir, options).await?));
        Ok(Self { store })
    }

    /// Opens the journal in a PostgreSQL database (`postgres://…`), whose signed heads and their
    /// key are in the data folder, for the one process that may write in that folder.
    ///
    /// # Errors
    /// As [`Journal::open`], and what the database may say.
    pub async fn open_postgres(dir: &Path, url: &str) -> Result<Self> {
        let store = Store::Postgres(Box::new(Postgres::open(dir, url).await?));
        Ok(Self { store })
    }

    /// Opens a journal in a PostgreSQL database only for reading.
    ///
    /// # Errors
    /// What the database may say.
    pub async fn open_postgres_reading(url: &str) -> Result<Self> {
        let store = Store::Postgres(Box::new(Postgres::open_reading(url).await?));
        Ok(Self { store })
    }

    /// Takes an organisation's log for this process, so that no other may append to it. An
    /// append does so by itself; who is about to decide something should do it before reading.
    ///
    /// # Errors
    /// [`JournalError::InUse`] while another process has it. On SQLite the whole folder is one
    /// process's, and in memory nobody else is there.
    pub async fn hold(&self, organisation: &str) -> Result<()> {
        match &self.store {
            Store::Sqlite(_) | Store::Memory(_) => Ok(()),
            Store::Postgres(postgres) => postgres.hold(organisation).await,
        }
    }

    /// Opens a journal only for reading, beside a running server or without one. Takes no lock;
    /// whatever would write answers [`JournalError::ReadOnly`].
    ///
    /// # Errors
    /// As [`Journal::open`], except for the lock and the heads, which are not looked at.
    pub async fn open_reading(dir: &Path) -> Result<Self> {
        let store = Store::Sqlite(Box::new(Sqlite::open_reading(dir).await?));
        Ok(Self { store })
    }

    /// A journal that ends with the process.
    pub fn in_memory() -> Self {
        Self {
            store: Store::Memory(Memory::default()),
        }
    }

    /// Appends to one organisation's log in one transaction. `expected` is the position of the
    /// last record that the caller knows, 0 for none. When this returns `Ok`, everything is on
    /// disk.
    ///
    /// # Errors
    /// [`JournalError::UnexpectedPosition`] when the log does not stand there; then nothing was
    /// changed. After any other error the outcome counts as unknown: the caller reads again.
    pub async fn append(&self, organisation: &str, expected: u64, commit: &Commit) -> Result<Head> {
        check_organisation(organisation)?;
        if commit.sealed.iter().any(|value| value.id.is_empty()) {
            return Err(JournalError::Other("a sealed value needs an id".to_owned()));
        }
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.append(organisation, expected, commit).await,
            Store::Postgres(postgres) => postgres.append(organisation, expected, commit).await,
            Store::Memory(memory) => memory.append(organisation, expected, commit),
        }
    }

    /// The end of an organisation's chain; at position 0 when it has no record.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn head(&self, organisation: &str) -> Result<Head> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.head(organisation).await,
            Store::Postgres(postgres) => postgres.head(organisation).await,
            Store::Memory(memory) => Ok(memory.head(organisation)),
        }
    }

    /// All organisations that have records, in the order of their names' bytes.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn organisations(&self) -> Result<Vec<String>> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.organisations().await,
            Store::Postgres(postgres) => postgres.organisations().await,
            Store::Memory(memory) => Ok(memory.organisations()),
        }
    }

    /// Reads at most `limit` records from a position on, held to their chain.
    ///
    /// # Errors
    /// [`JournalError::Damaged`] when they do not follow one another.
    pub async fn read(
        &self,
        organisation: &str,
        from: u64,
        limit: usize,
    ) -> Result<Vec<StoredRecord>> {
        let from = from.max(1);
        let mut walk = self.walk(organisation, from - 1).await?;
        walk.next(limit).await
    }

    /// Starts reading all records that stand after a position, page by page.
    ///
    /// # Errors
    /// What the disk may say. A position beyond the end is not an error: nothing follows it.
    pub async fn walk(&self, organisation: &str, after: u64) -> Result<Walk<'_>> {
        let mut head = Head::empty(organisation);
        head.position = after;
        if after > 0 {
            let before = self.after(organisation, after - 1, 1).await?;
            if let Some(record) = before.first().filter(|record| record.position == after) {
                head.hash = record.hash;
            }
        }
        Ok(Walk {
            journal: self,
            head,
        })
    }

    /// The sealed values of an organisation whose ids come after one, in their order; at most
    /// [`PAGE_RECORDS`] at a time.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn sealed_values(&self, organisation: &str, after: &str) -> Result<Vec<SealedValue>> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.sealed_values(organisation, after).await,
            Store::Postgres(postgres) => postgres.sealed_values(organisation, after).await,
            Store::Memory(memory) => Ok(memory.sealed_values(organisation, after)),
        }
    }

    /// One sealed value; `None` when it never was or is no more.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn sealed_value(&self, organisation: &str, id: &str) -> Result<Option<SealedValue>> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.sealed_value(organisation, id).await,
            Store::Postgres(postgres) => postgres.sealed_value(organisation, id).await,
            Store::Memory(memory) => Ok(memory.sealed_value(organisation, id)),
        }
    }

    /// Stores a file under its SHA-256, before the record that names it is appended.
    ///
    /// # Errors
    /// [`JournalError::TooLarge`] over [`BLOB_LIMIT_BYTES`].
    pub async fn put_blob(&self, bytes: &[u8]) -> Result<[u8; 32]> {
        let digest = blob_digest(bytes)?;
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.put_blob(&digest, bytes).await?,
            Store::Postgres(postgres) => postgres.put_blob(&digest, bytes).await?,
            Store::Memory(memory) => memory.put_blob(digest, bytes),
        }
        Ok(digest)
    }

    /// Reads a file back; `None` when it was never stored.
    ///
    /// # Errors
    /// [`JournalError::Damaged`] when its bytes no longer have this digest.
    pub async fn blob(&self, digest: &[u8; 32]) -> Result<Option<Vec<u8>>> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.blob(digest).await,
            Store::Postgres(postgres) => postgres.blob(digest).await,
            Store::Memory(memory) => Ok(memory.blob(digest)),
        }
    }

    /// Signs the heads of all that is committed and writes them to the head file; those that
    /// have not moved keep their earlier signature. Returns the heads signed just now, which
    /// the caller may keep elsewhere too. To be called at the latest one second after a commit.
    ///
    /// The file is never ahead of the database on disk, because only commits are read for it.
    ///
    /// # Errors
    /// What the disk may say; the heads are then signed at the next call.
    pub async fn write_heads(&self, now: Timestamp) -> Result<Vec<SignedHead>> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.write_heads(now).await,
            Store::Postgres(postgres) => postgres.write_heads(now).await,
            Store::Memory(_) => Ok(Vec::new()),
        }
    }

    /// The key that heads are held to; none in memory, or when it is gone.
    pub fn public_key(&self) -> Option<PublicKey> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.public_key(),
            Store::Postgres(postgres) => postgres.public_key(),
            Store::Memory(_) => None,
        }
    }

    /// Writes the last heads, folds the write-ahead log into the database and lets go of it.
    ///
    /// # Errors
    /// What the disk may say; every commit is safe all the same.
    pub async fn close(self, now: Timestamp) -> Result<()> {
        self.finish(now).await
    }

    /// The same for a journal that others hold too; the folder is let go of by the last of them.
    ///
    /// # Errors
    /// As [`Journal::close`].
    pub async fn finish(&self, now: Timestamp) -> Result<()> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.finish(now).await,
            Store::Postgres(postgres) => postgres.finish(now).await,
            Store::Memory(_) => Ok(()),
        }
    }

    /// What was done since the journal was opened; zeros in memory.
    pub fn counters(&self) -> Counters {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.counters(),
            Store::Postgres(postgres) => postgres.counters(),
            Store::Memory(_) => Counters::default(),
        }
    }

    /// Makes the next append of a journal in memory go wrong; a journal on disk does not lie.
    pub fn interrupt_next_append(&self, interruption: Interruption) {
        match &self.store {
            Store::Sqlite(_) | Store::Postgres(_) => {}
            Store::Memory(memory) => memory.interrupt_next_append(interruption),
        }
    }

    async fn after(
        &self,
        organisation: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<StoredRecord>> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.after(organisation, after, limit).await,
            Store::Postgres(postgres) => postgres.after(organisation, after, limit).await,
            Store::Memory(memory) => Ok(memory.after(organisation, after, limit)),
        }
    }
}

/// A reading of one organisation's log from some position to its end.
#[derive(Debug)]
pub struct Walk<'a> {
    journal: &'a Journal,
    head: Head,
}

impl Walk<'_> {
    /// Reads up to [`PAGE_RECORDS`] more, held to their chain; empty at the end.
    ///
    /// # Errors
    /// [`JournalError::Damaged`] at the first record that does not follow from the one before.
    pub async fn next_page(&mut self) -> Result<Vec<StoredRecord>> {
        self.next(PAGE_RECORDS).await
    }

    /// How far it has read.
    pub fn head(&self) -> &Head {
        &self.head
    }

    async fn next(&mut self, limit: usize) -> Result<Vec<StoredRecord>> {
        let records = self
            .journal
            .after(&self.head.organisation, self.head.position, limit)
            .await?;
        self.head.follow(&records).map_err(JournalError::Damaged)?;
        Ok(records)
    }
}

/// The SHA-256 of a file that is small enough to be stored.
///
/// # Errors
/// [`JournalError::TooLarge`] over [`BLOB_LIMIT_BYTES`].
pub fn blob_digest(bytes: &[u8]) -> Result<[u8; 32]> {
    if bytes.len() > BLOB_LIMIT_BYTES {
        return Err(JournalError::TooLarge {
            bytes: bytes.len(),
            limit: BLOB_LIMIT_BYTES,
        });
    }
    Ok(Sha256::digest(bytes).into())
}

/// A name must fit into a line of the head file.
fn check_organisation(name: &str) -> Result<()> {
    let fits = !name.is_empty()
        && name.len() <= ORGANISATION_LIMIT_BYTES
        && !name.chars().any(|c| c.is_whitespace() || c.is_control());
    if fits {
        return Ok(());
    }
    Err(JournalError::Other(format!(
        "{name:?} cannot name an organisation"
    )))
}
