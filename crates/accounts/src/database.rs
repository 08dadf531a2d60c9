//! The tables, the key, and what is kept in memory beside them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use engine::{AccountId, OrganisationId};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use tokio::sync::Semaphore;

use crate::key::Key;
use crate::limits::Limits;
use crate::passwords::{AT_ONCE, Cost};
use crate::{Whose, sql};

/// Why the tables or the key could not be used.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The database.
    #[error("the tables of accounts: {0}")]
    Database(#[from] sqlx::Error),
    /// The key file.
    #[error("the key of accounts: {0}")]
    Key(#[from] std::io::Error),
    /// A row that we did not write.
    #[error("the tables of accounts hold an id that is none: {0}")]
    BadRow(String),
    /// A password could not be hashed.
    #[error("a password could not be hashed: {0}")]
    Hash(String),
}

const EMPTY_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// All accounts of a data folder.
pub struct Accounts {
    pub(crate) pool: SqlitePool,
    pub(crate) key: Key,
    pub(crate) cost: Cost,
    pub(crate) hashing: Semaphore,
    limits: Mutex<Limits>,
    logins: RwLock<BTreeMap<Whose, String>>,
}

impl Accounts {
    /// Opens the accounts of a data folder; creates what is not there.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn open(data: &Path, cost: Cost) -> Result<Self, AccountsError> {
        let connect = SqliteConnectOptions::new()
            .filename(data.join("accounts.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY");
        let pool = SqlitePoolOptions::new().max_connections(4);
        let pool = pool.connect_with(connect).await?;
        // After a crash the write-ahead log may hold what was removed just before it.
        sqlx::query(EMPTY_LOG).execute(&pool).await?;
        Self::with(pool, Key::load(data)?, cost).await
    }

    /// Accounts that end with the process.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn in_memory(cost: Cost) -> Result<Self, AccountsError> {
        // A database in memory belongs to its one connection.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None);
        let connect = SqliteConnectOptions::new().in_memory(true);
        Self::with(pool.connect_with(connect).await?, Key::draw()?, cost).await
    }

    /// Ends all connections, so that all that was written lies in one file again.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn with(pool: SqlitePool, key: Key, cost: Cost) -> Result<Self, AccountsError> {
        for table in sql::TABLES {
            sqlx::query(table).execute(&pool).await?;
        }
        let mut logins = BTreeMap::new();
        for row in sqlx::query(sql::ALL_LOGINS).fetch_all(&pool).await? {
            logins.insert(whose(&row)?, row.try_get("login")?);
        }
        Ok(Self {
            pool,
            key,
            cost,
            hashing: Semaphore::new(AT_ONCE),
            limits: Mutex::new(Limits::default()),
            logins: RwLock::new(logins),
        })
    }

    /// The name by which an account signs in; known without looking into the tables.
    pub fn login(&self, whose: &Whose) -> Option<String> {
        let logins = self.logins.read().unwrap_or_else(PoisonError::into_inner);
        logins.get(whose).cloned()
    }

    pub(crate) fn remember_login(&self, whose: &Whose, login: &str) {
        let mut logins = self.logins.write().unwrap_or_else(PoisonError::into_inner);
        logins.insert(whose.clone(), login.to_owned());
    }

    pub(crate) fn forget_login(&self, whose: &Whose) {
        let mut logins = self.logins.write().unwrap_or_else(PoisonError::into_inner);
        logins.remove(whose);
    }

    /// Writes the file anew without what was deleted, and empties the write-ahead log. The file
    /// is small: accounts, and no more than a few sessions of each.
    pub(crate) async fn wipe(&self) -> Result<(), AccountsError> {
        for text in ["VACUUM", EMPTY_LOG] {
            sqlx::query(text).execute(&self.pool).await?;
        }
        Ok(())
    }

    pub(crate) fn limits(&self) -> MutexGuard<'_, Limits> {
        self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The account of a row.
pub(crate) fn whose(row: &SqliteRow) -> Result<Whose, AccountsError> {
    let bad = |bad: &dyn std::fmt::Display| AccountsError::BadRow(bad.to_string());
    let organisation: String = row.try_get("organisation")?;
    let account: String = row.try_get("account")?;
    Ok(Whose {
        organisation: OrganisationId::new(organisation).map_err(|it| bad(&it))?,
        account: AccountId::new(account).map_err(|it| bad(&it))?,
    })
}

/// A time of a row.
pub(crate) fn time(row: &SqliteRow, column: &str) -> Result<Timestamp, AccountsError> {
    let milliseconds: i64 = row.try_get(column)?;
    Timestamp::from_millisecond(milliseconds)
        .map_err(|error| AccountsError::BadRow(error.to_string()))
}
