//! Single rows: written, read, and refused when they hold what no row of ours can hold.
//!
//! SQLite and PostgreSQL take the same text and the same values; only sqlx's types differ, so
//! the functions are written once and made for both.

/// Makes the functions for one database.
macro_rules! rows {
    ($module:ident, $connection:ty, $pool:ty, $row:ty, $database:ty, $names:literal) => {
        pub mod $module {
            use sqlx::{Executor, Row};

            use crate::chain::{Head, StoredRecord};
            use crate::error::{JournalError, Result};
            use crate::finding::Finding;
            use crate::hex;
            use crate::references::destroyed_by;
            use crate::sealed::SealedValue;
            use crate::sql;
            use crate::store::{Commit, Destroyed, PAGE_RECORDS, blob_digest};
            use crate::views::$module as views;

            pub async fn head_on(
                executor: impl Executor<'_, Database = $database>,
                organisation: &str,
            ) -> Result<Head> {
                let failed = |error: sqlx::Error| JournalError::from_sqlx("reading a head", &error);
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

            pub async fn next_organisation(
                executor: impl Executor<'_, Database = $database>,
                after: &str,
            ) -> Result<Option<String>> {
                sqlx::query_scalar(sql::NEXT_ORGANISATION)
                    .bind(after)
                    .fetch_optional(executor)
                    .await
                    .map_err(|error| JournalError::from_sqlx("reading the organisations", &error))
            }

            async fn insert_records(
                connection: &mut $connection,
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

            async fn insert_sealed(
                connection: &mut $connection,
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
                executor: impl Executor<'_, Database = $database>,
                digest: &[u8; 32],
                bytes: &[u8],
            ) -> Result<()> {
                sqlx::query(sql::PUT_BLOB)
                    .bind(digest.as_slice())
                    .bind(bytes)
                    .execute(executor)
                    .await
                    .map(drop)
                    .map_err(|error| JournalError::from_sqlx("storing a file", &error))
            }

            /// Reads position, kind, version, body and hash from a column on; `None` when one of them
            /// cannot be what it should.
            pub fn record(row: &$row, from: usize) -> Option<StoredRecord> {
                Some(StoredRecord {
                    position: row.try_get::<i64, _>(from).ok()?.try_into().ok()?,
                    kind: row.try_get(from + 1).ok()?,
                    version: row.try_get::<i64, _>(from + 2).ok()?.try_into().ok()?,
                    body: row.try_get(from + 3).ok()?,
                    hash: row.try_get::<&[u8], _>(from + 4).ok()?.try_into().ok()?,
                })
            }

            fn sealed_value(row: &$row, id: String) -> Option<SealedValue> {
                let erase_on: Option<String> = row.try_get(3).ok()?;
                Some(SealedValue {
                    id,
                    salt: row.try_get::<&[u8], _>(1).ok()?.try_into().ok()?,
                    value: row.try_get(2).ok()?,
                    erase_on: erase_on.map(|day| day.parse()).transpose().ok()?,
                })
            }

            /// The hash of the record at a position, as it is stored.
            pub async fn hash_at(
                executor: impl Executor<'_, Database = $database>,
                organisation: &str,
                position: u64,
            ) -> Result<Option<Vec<u8>>> {
                let failed = |error: sqlx::Error| JournalError::from_sqlx("reading a head", &error);
                let row = sqlx::query(sql::HASH_AT)
                    .bind(organisation)
                    .bind(i64::try_from(position).unwrap_or(i64::MAX))
                    .fetch_optional(executor)
                    .await
                    .map_err(failed)?;
                row.map(|row| row.try_get(0).map_err(failed)).transpose()
            }

            /// All organisations that have records, in the order of their names' bytes.
            pub async fn organisations(pool: &$pool) -> Result<Vec<String>> {
                let mut found: Vec<String> = Vec::new();
                loop {
                    let last = found.last().map_or("", String::as_str);
                    let Some(next) = next_organisation(pool, last).await? else {
                        return Ok(found);
                    };
                    // A broken index may hand out names in a circle.
                    if next.as_str() <= last {
                        return Err(JournalError::Damaged(Finding::DatabaseUnreadable {
                            detail: "the organisations are out of order".to_owned(),
                        }));
                    }
                    found.push(next);
                }
            }

            /// At most `limit` records that stand after a position.
            pub async fn after(
                pool: &$pool,
                organisation: &str,
                after: u64,
                limit: usize,
            ) -> Result<Vec<StoredRecord>> {
                let failed =
                    |error: sqlx::Error| JournalError::from_sqlx("reading records", &error);
                let rows = sqlx::query(sql::AFTER)
                    .bind(organisation)
                    .bind(i64::try_from(after).unwrap_or(i64::MAX))
                    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
                    .fetch_all(pool)
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

            /// A page of the sealed values of an organisation, by id.
            pub async fn sealed_values(
                pool: &$pool,
                organisation: &str,
                after: &str,
            ) -> Result<Vec<SealedValue>> {
                let failed =
                    |error: sqlx::Error| JournalError::from_sqlx("reading sealed values", &error);
                let rows = sqlx::query(sql::SEALED_OF)
                    .bind(organisation)
                    .bind(after)
                    .bind(i64::try_from(PAGE_RECORDS).unwrap_or(i64::MAX))
                    .fetch_all(pool)
                    .await
                    .map_err(failed)?;
                rows.iter()
                    .map(|row| {
                        let id: String = row.try_get(0).map_err(failed)?;
                        sealed_value(row, id.clone()).ok_or_else(|| {
                            JournalError::Other(format!("sealed value {id} cannot be read"))
                        })
                    })
                    .collect()
            }

            /// One sealed value of an organisation.
            pub async fn one_sealed(
                pool: &$pool,
                organisation: &str,
                id: &str,
            ) -> Result<Option<SealedValue>> {
                let row = sqlx::query(sql::SEALED)
                    .bind(organisation)
                    .bind(id)
                    .fetch_optional(pool)
                    .await
                    .map_err(|error| JournalError::from_sqlx("reading a sealed value", &error))?;
                let Some(row) = row else {
                    return Ok(None);
                };
                let value = sealed_value(&row, id.to_owned());
                value
                    .map(Some)
                    .ok_or_else(|| JournalError::Other(format!("sealed value {id} cannot be read")))
            }

            /// Reads a file back and holds it to its digest.
            pub async fn blob(pool: &$pool, digest: &[u8; 32]) -> Result<Option<Vec<u8>>> {
                let failed = |error: sqlx::Error| JournalError::from_sqlx("reading a file", &error);
                let row = sqlx::query(sql::BLOB)
                    .bind(digest.as_slice())
                    .fetch_optional(pool)
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

            /// Takes away what records just appended destroy. A file that another organisation's
            /// records name stays.
            async fn destroy(
                connection: &mut $connection,
                organisation: &str,
                destroyed: &Destroyed,
            ) -> Result<()> {
                let failed = |error: sqlx::Error| JournalError::from_sqlx("destroying", &error);
                for id in &destroyed.values {
                    sqlx::query(sql::DROP_SEALED)
                        .bind(organisation)
                        .bind(id.as_str())
                        .execute(&mut *connection)
                        .await
                        .map_err(failed)?;
                }
                for digest in &destroyed.blobs {
                    if is_named_elsewhere(&mut *connection, organisation, digest).await? {
                        continue;
                    }
                    sqlx::query(sql::DROP_BLOB)
                        .bind(digest.as_slice())
                        .execute(&mut *connection)
                        .await
                        .map_err(failed)?;
                }
                Ok(())
            }

            /// Whether another organisation's records name a file and have not destroyed it.
            /// Reads all of them, so that nothing has to be kept for what happens seldom; where
            /// there is one organisation, it reads nothing.
            async fn is_named_elsewhere(
                connection: &mut $connection,
                organisation: &str,
                digest: &[u8; 32],
            ) -> Result<bool> {
                const NAMES: &str = concat!(
                    "SELECT body FROM records WHERE organisation = $1 AND ",
                    $names,
                    " > 0 ORDER BY position DESC LIMIT 1"
                );
                let failed =
                    |error: sqlx::Error| JournalError::from_sqlx("reading records", &error);
                let name = format!("\"{}\"", hex::encode(digest)).into_bytes();
                let mut last = String::new();
                while let Some(next) = next_organisation(&mut *connection, &last).await? {
                    if next != organisation {
                        let last_named: Option<Vec<u8>> = sqlx::query_scalar(NAMES)
                            .bind(next.as_str())
                            .bind(name.as_slice())
                            .fetch_optional(&mut *connection)
                            .await
                            .map_err(failed)?;
                        let gone = |body: &Vec<u8>| destroyed_by(body).blobs.contains(digest);
                        if last_named.is_some_and(|body| !gone(&body)) {
                            return Ok(true);
                        }
                    }
                    // A broken index may hand out names in a circle.
                    if next <= last {
                        return Ok(true);
                    }
                    last = next;
                }
                Ok(false)
            }

            /// Appends within a transaction that holds the organisation.
            pub async fn append_on(
                connection: &mut $connection,
                organisation: &str,
                expected: u64,
                commit: &Commit,
            ) -> Result<Head> {
                let failed = |error: sqlx::Error| JournalError::from_sqlx("appending", &error);
                let mut head = head_on(&mut *connection, organisation).await?;
                if head.position != expected {
                    return Err(JournalError::UnexpectedPosition {
                        expected,
                        found: head.position,
                    });
                }
                for blob in &commit.blobs {
                    insert_blob(&mut *connection, &blob_digest(blob)?, blob).await?;
                }
                for values in commit.sealed.chunks(sql::ROWS) {
                    insert_sealed(&mut *connection, organisation, values)
                        .await
                        .map_err(failed)?;
                }
                let records = head.extend(&commit.records);
                for rows in records.chunks(sql::ROWS) {
                    insert_records(&mut *connection, organisation, rows)
                        .await
                        .map_err(failed)?;
                }
                destroy(&mut *connection, organisation, &commit.destroyed).await?;
                if let Some(rows) = &commit.views {
                    views::write(connection, expected, &head, rows).await?;
                }
                Ok(head)
            }
        }
    };
}

rows!(
    sqlite,
    sqlx::sqlite::SqliteConnection,
    sqlx::sqlite::SqlitePool,
    sqlx::sqlite::SqliteRow,
    sqlx::Sqlite,
    "instr(body, $2)"
);
rows!(
    postgres,
    sqlx::postgres::PgConnection,
    sqlx::postgres::PgPool,
    sqlx::postgres::PgRow,
    sqlx::Postgres,
    "position($2 IN body)"
);
