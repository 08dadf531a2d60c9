//! The journal in PostgreSQL: one database for the logs of many organisations, each of which
//! one process holds.
//!
//! Whoever holds an organisation has its advisory lock on a connection that does nothing else,
//! so that a second process is refused at once; and has raised the epoch in the organisation's
//! row, which every append compares under the row's lock, so that a process whose connection
//! was lost cannot write after another one has taken over. Positions have no gaps because only
//! the owner of the row's lock gives them out. Signed heads and their key stay in the data
//! folder, away from the database that they are to prove.

mod open;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::Mutex;

pub use self::open::connect_options;
use crate::chain::{Head, StoredRecord};
use crate::counters::Counting;
use crate::error::{JournalError, Result};
use crate::folder::{self, Folder};
use crate::heads::{PublicKey, SignedHead};
use crate::keeper::{Chains, Keeper};
use crate::rows::postgres as rows;
use crate::sealed::SealedValue;
use crate::store::{Commit, Counters};
use crate::views::{ViewRows, postgres as views};

const RAISE_EPOCH: &str = "INSERT INTO organisations (organisation, epoch) VALUES ($1, 1) \
     ON CONFLICT (organisation) DO UPDATE SET epoch = organisations.epoch + 1 RETURNING epoch";

const EPOCH: &str = "SELECT epoch FROM organisations WHERE organisation = $1";

const LOCK_EPOCH: &str = "SELECT epoch FROM organisations WHERE organisation = $1 FOR UPDATE";

#[derive(Debug)]
pub struct Postgres {
    pool: PgPool,
    /// None when opened for reading only.
    writing: Option<Writing>,
}

#[derive(Debug)]
struct Writing {
    keeper: Keeper,
    connect: PgConnectOptions,
    held: Mutex<BTreeMap<String, Holding>>,
    counting: Counting,
}

/// One organisation that is ours.
#[derive(Debug)]
struct Holding {
    /// The epoch under which we write.
    epoch: i64,
    /// The connection that has the advisory lock; none since it was lost.
    lock: Option<PgConnection>,
}

impl Postgres {
    pub async fn open(dir: &Path, url: &str) -> Result<Self> {
        let connect = connect_options(url)?;
        folder::create_private_dir(dir)?;
        let folder = Folder::new(dir);
        let lock = folder.lock()?;
        let pool = open::pool(&connect).await?;
        open::create_tables(&pool, &connect).await?;
        // A crash during the first start leaves an empty database and no secret key.
        let is_new =
            !folder.secret_key().exists() && rows::next_organisation(&pool, "").await?.is_none();
        let keeper = Keeper::open(&folder, lock, is_new, &pool).await?;
        // After a crash the database may be ahead of its heads.
        keeper.mark_moved(rows::organisations(&pool).await?);
        Ok(Self {
            pool,
            writing: Some(Writing {
                keeper,
                connect,
                held: Mutex::default(),
                counting: Counting::default(),
            }),
        })
    }

    pub async fn open_reading(url: &str) -> Result<Self> {
        let connect = connect_options(url)?;
        let pool = open::pool(&connect).await?;
        open::check_format(&pool, &connect).await?;
        Ok(Self {
            pool,
            writing: None,
        })
    }

    /// Takes an organisation for this process, or finds that it has it.
    pub async fn hold(&self, organisation: &str) -> Result<()> {
        self.epoch_of(organisation).await.map(drop)
    }

    pub async fn append(&self, organisation: &str, expected: u64, commit: &Commit) -> Result<Head> {
        let writing = self.writing()?;
        let epoch = self.epoch_of(organisation).await?;
        let _moved = writing.keeper.mark_on_drop(organisation);
        let appended = self.append_as(epoch, organisation, expected, commit).await;
        match &appended {
            Ok(_) => writing.counting.add(commit.records.len()),
            Err(JournalError::UnexpectedPosition { .. }) => {}
            // What broke the append may have broken the lock too.
            Err(_) => writing.look_after_lock(organisation).await,
        }
        appended
    }

    pub async fn open_views(&self, organisation: &str) -> Result<u64> {
        let failed = |error: sqlx::Error| JournalError::from_sqlx("making views", &error);
        self.hold(organisation).await?;
        let mut transaction = self.pool.begin().await.map_err(failed)?;
        open::lock_tables(&mut transaction).await?;
        views::prepare(&mut transaction).await?;
        let stand = views::stand(&mut transaction, organisation).await?;
        transaction.commit().await.map_err(failed)?;
        Ok(stand)
    }

    pub async fn catch_up(&self, from: u64, head: &Head, rows: &ViewRows) -> Result<()> {
        let failed = |error: sqlx::Error| JournalError::from_sqlx("writing views", &error);
        let mut transaction = self.pool.begin().await.map_err(failed)?;
        views::write(&mut transaction, from, head, rows).await?;
        transaction.commit().await.map_err(failed)
    }

    /// Connections for reading.
    pub fn reading(&self) -> &PgPool {
        &self.pool
    }

    pub async fn head(&self, organisation: &str) -> Result<Head> {
        rows::head_on(&self.pool, organisation).await
    }

    pub async fn organisations(&self) -> Result<Vec<String>> {
        rows::organisations(&self.pool).await
    }

    pub async fn after(
        &self,
        organisation: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<StoredRecord>> {
        rows::after(&self.pool, organisation, after, limit).await
    }

    pub async fn sealed_values(&self, organisation: &str, after: &str) -> Result<Vec<SealedValue>> {
        rows::sealed_values(&self.pool, organisation, after).await
    }

    pub async fn sealed_value(&self, organisation: &str, id: &str) -> Result<Option<SealedValue>> {
        rows::one_sealed(&self.pool, organisation, id).await
    }

    pub async fn put_blob(&self, digest: &[u8; 32], bytes: &[u8]) -> Result<()> {
        self.writing()?;
        rows::insert_blob(&self.pool, digest, bytes).await
    }

    pub async fn blob(&self, digest: &[u8; 32]) -> Result<Option<Vec<u8>>> {
        rows::blob(&self.pool, digest).await
    }

    pub async fn write_heads(&self, now: Timestamp) -> Result<Vec<SignedHead>> {
        self.writing()?.keeper.write(&self.pool, now).await
    }

    pub fn public_key(&self) -> Option<PublicKey> {
        Some(self.writing.as_ref()?.keeper.public_key())
    }

    pub async fn finish(&self, now: Timestamp) -> Result<()> {
        let Some(writing) = &self.writing else {
            self.pool.close().await;
            return Ok(());
        };
        let heads = self.write_heads(now).await.map(drop);
        for (_, holding) in std::mem::take(&mut *writing.held.lock().await) {
            if let Some(lock) = holding.lock {
                // A connection that does not end politely ends all the same.
                let _ = lock.close().await;
            }
        }
        self.pool.close().await;
        heads
    }

    pub fn counters(&self) -> Counters {
        let counting = self.writing.as_ref().map(|writing| &writing.counting);
        counting.map_or_else(Counters::default, Counting::read)
    }

    fn writing(&self) -> Result<&Writing> {
        self.writing.as_ref().ok_or(JournalError::ReadOnly)
    }

    async fn append_as(
        &self,
        epoch: i64,
        organisation: &str,
        expected: u64,
        commit: &Commit,
    ) -> Result<Head> {
        let failed = |error: sqlx::Error| JournalError::from_sqlx("appending", &error);
        let mut transaction = self.pool.begin().await.map_err(failed)?;
        let now: i64 = sqlx::query_scalar(LOCK_EPOCH)
            .bind(organisation)
            .fetch_one(&mut *transaction)
            .await
            .map_err(failed)?;
        if now != epoch {
            return Err(JournalError::InUse);
        }
        let head = rows::append_on(&mut transaction, organisation, expected, commit).await?;
        transaction.commit().await.map_err(failed)?;
        Ok(head)
    }

    /// The epoch under which this process writes an organisation's log, which it takes first if
    /// it has not got it.
    async fn epoch_of(&self, organisation: &str) -> Result<i64> {
        let failed = |error: sqlx::Error| JournalError::from_sqlx("taking hold", &error);
        let writing = self.writing()?;
        let mut held = writing.held.lock().await;
        let known = held.get(organisation);
        if let Some(Holding {
            epoch,
            lock: Some(_),
        }) = known
        {
            return Ok(*epoch);
        }
        let mut lock = writing.connect.connect().await.map_err(failed)?;
        let is_ours: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
            .bind(lock_number(organisation))
            .fetch_one(&mut lock)
            .await
            .map_err(failed)?;
        if !is_ours {
            return Err(JournalError::InUse);
        }
        let epoch = match known {
            None => sqlx::query_scalar(RAISE_EPOCH)
                .bind(organisation)
                .fetch_one(&mut lock)
                .await
                .map_err(failed)?,
            Some(Holding { epoch, .. }) => {
                let now: i64 = sqlx::query_scalar(EPOCH)
                    .bind(organisation)
                    .fetch_one(&mut lock)
                    .await
                    .map_err(failed)?;
                // Somebody else had it meanwhile, and may have told people what we do not know.
                if now != *epoch {
                    return Err(JournalError::InUse);
                }
                now
            }
        };
        let holding = Holding {
            epoch,
            lock: Some(lock),
        };
        held.insert(organisation.to_owned(), holding);
        Ok(epoch)
    }
}

impl Writing {
    async fn look_after_lock(&self, organisation: &str) {
        let mut held = self.held.lock().await;
        let Some(holding) = held.get_mut(organisation) else {
            return;
        };
        if let Some(lock) = &mut holding.lock
            && lock.ping().await.is_err()
        {
            holding.lock = None;
        }
    }
}

impl Chains for PgPool {
    async fn head_of(&self, organisation: &str) -> Result<Head> {
        rows::head_on(self, organisation).await
    }

    async fn hash_at(&self, organisation: &str, position: u64) -> Result<Option<Vec<u8>>> {
        rows::hash_at(self, organisation, position).await
    }
}

/// The number of an organisation's advisory lock. Two organisations in one database share one
/// only by a chance of 2⁻⁶⁴, and then the second is refused.
fn lock_number(organisation: &str) -> i64 {
    let digest: [u8; 32] = Sha256::digest(format!("changbei {organisation}")).into();
    let [a, b, c, d, e, f, g, h, ..] = digest;
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}
