//! Opening a data folder: what is there, what is created, and what must not be glossed over.

use std::path::Path;
use std::time::Duration;

use sqlx::Connection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};

use crate::error::{JournalError, Result, sqlite_code};
use crate::folder::Folder;
use crate::sql;

/// How to open a database on disk.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How long to wait for another program that holds the database, such as a backup.
    pub busy: Duration,
    /// The most pages of 4 KiB that the database may take, so that a full disk is met while
    /// there is room to say so; none for no limit.
    pub pages: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            busy: Duration::from_secs(5),
            pages: None,
        }
    }
}

/// Connections kept prepared for reading beside the one that writes.
const READERS: u32 = 3;

/// Opens the one connection that writes, and creates the tables in a new file.
pub async fn writer(folder: &Folder, options: Options) -> Result<SqlitePool> {
    let mut connect = SqliteConnectOptions::new()
        .filename(folder.database())
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(options.busy)
        // What is destroyed must not stay in free pages, nor in files beside the folder.
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(sql::STATEMENTS);
    if let Some(pages) = options.pages {
        connect = connect.pragma("max_page_count", pages.to_string());
    }
    // SQLite changes a file when it switches it to WAL, so a stranger's is turned away before.
    refuse_strangers(folder).await?;
    let pool = pool(1)
        .connect_with(connect)
        .await
        .map_err(|error| opening(folder, &error))?;
    create_tables(&pool).await?;
    // After a crash the write-ahead log may hold what was destroyed just before it.
    wipe_log(&pool).await?;
    Ok(pool)
}

/// Moves the write-ahead log into the database and empties it, so that no earlier state of a page
/// stays there. Says whether it could: a reader that has not ended keeps it.
pub async fn wipe_log(pool: &SqlitePool) -> Result<bool> {
    let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(pool)
        .await
        .map_err(|error| JournalError::from_sqlx("emptying the write-ahead log", &error))?;
    Ok(busy == 0)
}

/// Opens connections that cannot write.
pub async fn readers(folder: &Folder, options: Options) -> Result<SqlitePool> {
    let connect = reading(folder).busy_timeout(options.busy);
    pool(READERS)
        .connect_with(connect)
        .await
        .map_err(|error| opening(folder, &error))
}

/// Opens connections for reading a folder that may be on a medium that cannot be written.
pub async fn readers_anywhere(folder: &Folder) -> Result<SqlitePool> {
    let connect = reading_anywhere(folder).await?;
    pool(READERS)
        .connect_with(connect)
        .await
        .map_err(|error| opening(folder, &error))
}

/// Finds out how a folder can be read. A database in WAL mode wants to create a file beside
/// itself; where that cannot be, and no write-ahead log waits, the file is read as immutable.
pub async fn reading_anywhere(folder: &Folder) -> Result<SqliteConnectOptions> {
    let connect = reading(folder);
    match look(&connect).await {
        Ok(found) => {
            found.check(folder)?;
            Ok(connect)
        }
        // SQLITE_CANTOPEN, SQLITE_READONLY
        Err(error) if matches!(sqlite_code(&error), Some(14 | 8)) => {
            let waiting = std::fs::metadata(folder.write_ahead_log());
            if !folder.database().exists() || waiting.is_ok_and(|file| file.len() > 0) {
                return Err(opening(folder, &error));
            }
            let connect = connect.immutable(true);
            let found = look(&connect)
                .await
                .map_err(|error| opening(folder, &error))?;
            found.check(folder)?;
            Ok(connect)
        }
        Err(error) => Err(opening(folder, &error)),
    }
}

/// What a database says of itself.
struct Found {
    application: i64,
    format: i64,
    objects: i64,
}

impl Found {
    fn check(&self, folder: &Folder) -> Result<()> {
        if self.application != sql::APPLICATION_ID {
            return Err(JournalError::NotOurs {
                file: folder.database(),
            });
        }
        if self.format != sql::FORMAT {
            return Err(JournalError::Newer {
                found: self.format,
                known: sql::FORMAT,
            });
        }
        Ok(())
    }
}

async fn refuse_strangers(folder: &Folder) -> Result<()> {
    let file = std::fs::metadata(folder.database());
    if file.is_ok_and(|file| file.len() > 0) {
        let found = look(&reading(folder))
            .await
            .map_err(|error| opening(folder, &error))?;
        // A crash before the first transaction leaves a file without anything in it.
        if found.application != 0 || found.objects > 0 {
            found.check(folder)?;
        }
    }
    Ok(())
}

async fn look(connect: &SqliteConnectOptions) -> std::result::Result<Found, sqlx::Error> {
    let mut connection = SqliteConnection::connect_with(connect).await?;
    let found = Found {
        application: number(&mut connection, "PRAGMA application_id").await?,
        format: number(&mut connection, "PRAGMA user_version").await?,
        objects: number(&mut connection, "SELECT count(*) FROM sqlite_schema").await?,
    };
    connection.close().await?;
    Ok(found)
}

async fn number(
    connection: &mut SqliteConnection,
    text: &'static str,
) -> std::result::Result<i64, sqlx::Error> {
    sqlx::query_scalar(text).fetch_one(connection).await
}

async fn create_tables(pool: &SqlitePool) -> Result<()> {
    let failed = |error: sqlx::Error| JournalError::from_sqlx("creating the tables", &error);
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
    let format = number(&mut transaction, "PRAGMA user_version")
        .await
        .map_err(failed)?;
    if format == 0 {
        for (_, text) in sql::TABLES {
            sqlx::query(text)
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        }
        for text in [
            format!("PRAGMA application_id = {}", sql::APPLICATION_ID),
            format!("PRAGMA user_version = {}", sql::FORMAT),
        ] {
            sqlx::query(sqlx::AssertSqlSafe(text))
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        }
    }
    transaction.commit().await.map_err(failed)
}

fn reading(folder: &Folder) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.database())
        .read_only(true)
}

/// One process holds the folder for as long as it runs, so its connections are kept.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

fn opening(folder: &Folder, error: &sqlx::Error) -> JournalError {
    let file = folder.database();
    match sqlite_code(error) {
        // SQLITE_NOTADB
        Some(26) => JournalError::NotOurs { file },
        // SQLITE_CANTOPEN, for a file or folder that is there
        Some(14) if is_there(&file) => JournalError::ReadOnly,
        Some(_) | None => JournalError::from_sqlx(&format!("opening {}", file.display()), error),
    }
}

fn is_there(file: &Path) -> bool {
    file.exists() || file.parent().is_some_and(Path::exists)
}
