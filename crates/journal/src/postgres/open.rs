//! Opening a PostgreSQL database: whose it is, of which format, and its tables when it is new.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};

use crate::error::{JournalError, Result};
use crate::sql;

/// Connections for appends, reading and heads; one more for each organisation's lock.
const CONNECTIONS: u32 = 5;

/// How long to wait for the database before saying that it does not answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Guards the creation of the tables ("cblg"), which PostgreSQL does not do twice at once.
const CREATING: i64 = 0x6362_6c67;

/// The tables. Names and ids are compared by their bytes, as SQLite does.
const TABLES: [&str; 5] = [
    "CREATE TABLE changbei (format BIGINT NOT NULL)",
    "CREATE TABLE organisations (\
     organisation TEXT COLLATE \"C\" PRIMARY KEY, \
     epoch BIGINT NOT NULL)",
    "CREATE TABLE records (\
     organisation TEXT COLLATE \"C\" NOT NULL, \
     position BIGINT NOT NULL CHECK (position > 0), \
     kind TEXT NOT NULL, \
     version BIGINT NOT NULL, \
     body BYTEA NOT NULL, \
     hash BYTEA NOT NULL, \
     PRIMARY KEY (organisation, position))",
    "CREATE TABLE sealed (\
     organisation TEXT COLLATE \"C\" NOT NULL CHECK (organisation <> ''), \
     id TEXT COLLATE \"C\" NOT NULL CHECK (id <> ''), \
     salt BYTEA NOT NULL, \
     value BYTEA NOT NULL, \
     erase_on TEXT, \
     PRIMARY KEY (organisation, id))",
    "CREATE TABLE blobs (\
     digest BYTEA NOT NULL PRIMARY KEY, \
     bytes BYTEA NOT NULL)",
];

/// Reads a `postgres://` address. An answer to a commit means that it is on disk, whatever the
/// server's own setting says.
///
/// # Errors
/// [`JournalError::Other`] when it is none; its text holds no password.
pub fn connect_options(url: &str) -> Result<PgConnectOptions> {
    let options: PgConnectOptions = url
        .parse()
        .map_err(|error| JournalError::Other(format!("the address of the database: {error}")))?;
    Ok(options
        .application_name("changbei")
        .statement_cache_capacity(sql::STATEMENTS)
        .options([("synchronous_commit", "on")]))
}

pub async fn pool(connect: &PgConnectOptions) -> Result<PgPool> {
    PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_with(connect.clone())
        .await
        .map_err(|error| JournalError::from_sqlx("opening the database", &error))
}

/// Creates the tables in a database that has none of them.
pub async fn create_tables(pool: &PgPool, connect: &PgConnectOptions) -> Result<()> {
    let failed = |error: sqlx::Error| JournalError::from_sqlx("creating the tables", &error);
    let mut transaction = pool.begin().await.map_err(failed)?;
    lock_tables(&mut transaction).await?;
    let is_new: bool = sqlx::query_scalar(
        "SELECT to_regclass('changbei') IS NULL AND to_regclass('records') IS NULL",
    )
    .fetch_one(&mut *transaction)
    .await
    .map_err(failed)?;
    if is_new {
        for text in TABLES {
            sqlx::query(text)
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        }
        sqlx::query("INSERT INTO changbei (format) VALUES ($1)")
            .bind(sql::FORMAT)
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)?;
    check_format(pool, connect).await
}

/// Waits until nobody else makes tables, up to the end of the transaction.
pub async fn lock_tables(transaction: &mut PgConnection) -> Result<()> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(CREATING)
        .execute(transaction)
        .await
        .map(drop)
        .map_err(|error| JournalError::from_sqlx("creating the tables", &error))
}

/// Refuses a database that is not ours or of a format that this build does not know.
pub async fn check_format(pool: &PgPool, connect: &PgConnectOptions) -> Result<()> {
    let failed = |error: sqlx::Error| JournalError::from_sqlx("opening the database", &error);
    let is_ours: bool = sqlx::query_scalar("SELECT to_regclass('changbei') IS NOT NULL")
        .fetch_one(pool)
        .await
        .map_err(failed)?;
    if !is_ours {
        return Err(JournalError::NotOurs {
            file: connect.get_database().unwrap_or_default().into(),
        });
    }
    let found: i64 = sqlx::query_scalar("SELECT format FROM changbei")
        .fetch_one(pool)
        .await
        .map_err(failed)?;
    if found == sql::FORMAT {
        return Ok(());
    }
    Err(JournalError::Newer {
        found,
        known: sql::FORMAT,
    })
}
