//! Single rows: written, read, and refused when they hold what no row of ours can hold.

use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{Row, SqliteExecutor};

use super::sql;
use crate::chain::{Head, StoredRecord};
use crate::error::{JournalError, Result};
use crate::finding::Finding;
use crate::sealed::SealedValue;

pub async fn head_on(executor: impl SqliteExecutor<'_>, organisation: &str) -> Result<Head> {
    let failed = |error: sqlx::Error| JournalError::from_sqlite("reading a head", &error);
    let row = sqlx::query(sql::HEAD)
        .bind(organisation)
        .fetch_optional(executor)
        .await
        .map_err(failed)?;
    let mut head = Head::empty(organisation);
    let Some(row) = row else {
        return Ok(head);
    };
    let position: i64 = row.try_get(0).map_err(failed)?;
    let hash: &[u8] = row.try_get(1).map_err(failed)?;
    match (u64::try_from(position), hash.try_into()) {
        (Ok(position), Ok(hash)) => {
            head.position = position;
            head.hash = hash;
            Ok(head)
        }
        (position, _) => Err(JournalError::Damaged(Finding::RecordAltered {
            organisation: organisation.to_owned(),
            position: position.unwrap_or(0),
        })),
    }
}

pub async fn next_organisation(pool: &SqlitePool, after: &str) -> Result<Option<String>> {
    sqlx::query_scalar(sql::NEXT_ORGANISATION)
        .bind(after)
        .fetch_optional(pool)
        .await
        .map_err(|error| JournalError::from_sqlite("reading the organisations", &error))
}

pub async fn insert_records(
    connection: &mut SqliteConnection,
    organisation: &str,
    records: &[StoredRecord],
) -> std::result::Result<(), sqlx::Error> {
    let mut query = sqlx::query(sql::insert_records(records.len()));
    for record in records {
        query = query
            .bind(organisation)
            .bind(i64::try_from(record.position).unwrap_or(i64::MAX))
            .bind(record.kind.as_str())
            .bind(i64::from(record.version))
            .bind(record.body.as_slice())
            .bind(record.hash.as_slice());
    }
    query.execute(connection).await.map(drop)
}

pub async fn insert_sealed(
    connection: &mut SqliteConnection,
    organisation: &str,
    values: &[SealedValue],
) -> std::result::Result<(), sqlx::Error> {
    let mut query = sqlx::query(sql::insert_sealed(values.len()));
    for value in values {
        query = query
            .bind(organisation)
            .bind(value.id.as_str())
            .bind(value.salt.as_slice())
            .bind(value.value.as_slice())
            .bind(value.erase_on.map(|day| day.to_string()));
    }
    query.execute(connection).await.map(drop)
}

pub async fn insert_blob(
    executor: impl SqliteExecutor<'_>,
    digest: &[u8; 32],
    bytes: &[u8],
) -> Result<()> {
    sqlx::query(sql::PUT_BLOB)
        .bind(digest.as_slice())
        .bind(bytes)
        .execute(executor)
        .await
        .map(drop)
        .map_err(|error| JournalError::from_sqlite("storing a file", &error))
}

/// Reads position, kind, version, body and hash from a column on; `None` when one of them
/// cannot be what it should.
pub fn record(row: &SqliteRow, from: usize) -> Option<StoredRecord> {
    Some(StoredRecord {
        position: row.try_get::<i64, _>(from).ok()?.try_into().ok()?,
        kind: row.try_get(from + 1).ok()?,
        version: row.try_get::<i64, _>(from + 2).ok()?.try_into().ok()?,
        body: row.try_get(from + 3).ok()?,
        hash: row.try_get::<&[u8], _>(from + 4).ok()?.try_into().ok()?,
    })
}

pub fn sealed_value(row: &SqliteRow, id: String) -> Option<SealedValue> {
    let erase_on: Option<String> = row.try_get(3).ok()?;
    Some(SealedValue {
        id,
        salt: row.try_get::<&[u8], _>(1).ok()?.try_into().ok()?,
        value: row.try_get(2).ok()?,
        erase_on: erase_on.map(|day| day.parse()).transpose().ok()?,
    })
}
