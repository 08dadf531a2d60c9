//! Rows of the views in both databases, as `crate::rows` does it for the records.

/// Makes the functions for one database. `$create` is how a table is told to it.
macro_rules! rows {
    ($module:ident, $connection:ty, $pool:ty, $row:ty, $create:ident) => {
        pub mod $module {
            use duty::{Duty, DutyId, IncidentId};
            use engine::Incident;
            use serde::de::DeserializeOwned;
            use sqlx::{AssertSqlSafe, Connection, Row};

            use crate::chain::{Head, StoredRecord};
            use crate::error::{JournalError, Result};
            use crate::rows::$module::{hash_at, record};
            use crate::views::{Place, ViewRows, elsewhere, nanoseconds, sql};

            /// Makes all tables anew, unless they are there, as this build knows them.
            pub async fn prepare(connection: &mut $connection) -> Result<()> {
                let failed = |error: sqlx::Error| JournalError::from_sqlx("making views", &error);
                if are_there(connection).await {
                    return Ok(());
                }
                for table in sql::TABLES {
                    let drop = format!("DROP TABLE IF EXISTS {}", table.name);
                    let texts = [drop, table.$create()].into_iter();
                    let indices = table.indices.iter().map(|text| (*text).to_owned());
                    for text in texts.chain(indices) {
                        sqlx::query(AssertSqlSafe(text))
                            .execute(&mut *connection)
                            .await
                            .map_err(failed)?;
                    }
                }
                Ok(())
            }

            /// In a transaction of its own, since PostgreSQL goes on in none that has failed.
            async fn are_there(connection: &mut $connection) -> bool {
                let Ok(mut probe) = connection.begin().await else {
                    return false;
                };
                for table in sql::TABLES {
                    let found = sqlx::query(table.probe).fetch_all(&mut *probe).await;
                    if found.is_err() {
                        return false;
                    }
                }
                let others: std::result::Result<i64, _> = sqlx::query_scalar(sql::OTHER_VERSIONS)
                    .bind(sql::VERSION)
                    .fetch_one(&mut *probe)
                    .await;
                others.is_ok_and(|count| count == 0)
            }

            /// Where an organisation's views stand; they are emptied when the log does not have
            /// that record.
            pub async fn stand(connection: &mut $connection, organisation: &str) -> Result<u64> {
                let failed = |error: sqlx::Error| JournalError::from_sqlx("reading views", &error);
                let row = sqlx::query(sql::STANDS)
                    .bind(organisation)
                    .fetch_optional(&mut *connection)
                    .await
                    .map_err(failed)?;
                if let Some(row) = row {
                    let position: i64 = row.try_get(0).map_err(failed)?;
                    let hash: Vec<u8> = row.try_get(1).map_err(failed)?;
                    let position = u64::try_from(position).unwrap_or(u64::MAX);
                    let is_so = match position {
                        0 => true,
                        at => hash_at(&mut *connection, organisation, at).await? == Some(hash),
                    };
                    if is_so {
                        return Ok(position);
                    }
                }
                for table in &sql::TABLES[1..] {
                    let text = format!("DELETE FROM {} WHERE organisation = $1", table.name);
                    sqlx::query(AssertSqlSafe(text))
                        .bind(organisation)
                        .execute(&mut *connection)
                        .await
                        .map_err(failed)?;
                }
                sqlx::query(sql::BEGIN)
                    .bind(organisation)
                    .bind(sql::VERSION)
                    .bind([0_u8; 32].as_slice())
                    .execute(&mut *connection)
                    .await
                    .map_err(failed)?;
                Ok(0)
            }

            /// Writes what records add, within the transaction that has them.
            pub async fn write(
                connection: &mut $connection,
                from: u64,
                head: &Head,
                rows: &ViewRows,
            ) -> Result<()> {
                let failed = |error: sqlx::Error| JournalError::from_sqlx("writing views", &error);
                let organisation = head.organisation.as_str();
                let moved = sqlx::query(sql::MOVE)
                    .bind(number(head.position))
                    .bind(head.hash.as_slice())
                    .bind(organisation)
                    .bind(number(from))
                    .execute(&mut *connection)
                    .await
                    .map_err(failed)?;
                if moved.rows_affected() != 1 {
                    return Err(elsewhere(organisation, from));
                }
                for rows in rows.timelines.chunks(crate::sql::ROWS) {
                    let mut query = sqlx::query(crate::sql::insert_timeline(rows.len()));
                    for row in rows {
                        query = query
                            .bind(organisation)
                            .bind(row.incident.as_ref().map_or("", IncidentId::as_str))
                            .bind(number(row.position))
                            .bind(i64::from(row.is_signal));
                    }
                    query.execute(&mut *connection).await.map_err(failed)?;
                }
                for incident in &rows.incidents {
                    sqlx::query(sql::PUT_INCIDENT)
                        .bind(organisation)
                        .bind(incident.id.as_str())
                        .bind(nanoseconds(incident.reported))
                        .bind(json(incident.as_ref()))
                        .execute(&mut *connection)
                        .await
                        .map_err(failed)?;
                }
                for row in &rows.duties {
                    sqlx::query(sql::PUT_DUTY)
                        .bind(organisation)
                        .bind(row.duty.id.as_str())
                        .bind(row.duty.incident.as_str())
                        .bind(number(row.place as u64))
                        .bind(nanoseconds(row.duty.opened))
                        .bind(json(row.duty.as_ref()))
                        .execute(&mut *connection)
                        .await
                        .map_err(failed)?;
                }
                Ok(())
            }

            pub async fn incidents(
                pool: &$pool,
                organisation: &str,
                after: Option<&Place>,
                limit: usize,
            ) -> Result<Vec<Incident>> {
                list(pool, sql::INCIDENTS, organisation, after, limit).await
            }

            pub async fn duties(
                pool: &$pool,
                organisation: &str,
                after: Option<&Place>,
                limit: usize,
            ) -> Result<Vec<Duty>> {
                list(pool, sql::DUTIES, organisation, after, limit).await
            }

            pub async fn incident(
                pool: &$pool,
                organisation: &str,
                id: &IncidentId,
            ) -> Result<Option<Incident>> {
                let found = named(pool, sql::INCIDENT, organisation, id.as_str()).await?;
                Ok(found.into_iter().next())
            }

            pub async fn duty(
                pool: &$pool,
                organisation: &str,
                id: &DutyId,
            ) -> Result<Option<Duty>> {
                let found = named(pool, sql::DUTY, organisation, id.as_str()).await?;
                Ok(found.into_iter().next())
            }

            pub async fn duties_of(
                pool: &$pool,
                organisation: &str,
                incident: &IncidentId,
            ) -> Result<Vec<Duty>> {
                named(pool, sql::DUTIES_OF, organisation, incident.as_str()).await
            }

            pub async fn timeline(
                pool: &$pool,
                organisation: &str,
                incident: &IncidentId,
                after: u64,
                limit: usize,
            ) -> Result<Vec<StoredRecord>> {
                let rows = sqlx::query(sql::TIMELINE)
                    .bind(organisation)
                    .bind(incident.as_str())
                    .bind(number(after))
                    .bind(number(limit as u64))
                    .fetch_all(pool)
                    .await;
                records(rows)
            }

            pub async fn signals(
                pool: &$pool,
                organisation: &str,
                limit: usize,
            ) -> Result<Vec<StoredRecord>> {
                newest(pool, sql::SIGNALS, organisation, limit).await
            }

            pub async fn changes(
                pool: &$pool,
                organisation: &str,
                limit: usize,
            ) -> Result<Vec<StoredRecord>> {
                newest(pool, sql::CHANGES, organisation, limit).await
            }

            async fn newest(
                pool: &$pool,
                text: &'static str,
                organisation: &str,
                limit: usize,
            ) -> Result<Vec<StoredRecord>> {
                let rows = sqlx::query(text)
                    .bind(organisation)
                    .bind(number(limit as u64))
                    .fetch_all(pool)
                    .await;
                records(rows)
            }

            fn records(
                rows: std::result::Result<Vec<$row>, sqlx::Error>,
            ) -> Result<Vec<StoredRecord>> {
                let rows =
                    rows.map_err(|error| JournalError::from_sqlx("reading views", &error))?;
                let unreadable =
                    || JournalError::Other("a record named by a view cannot be read".to_owned());
                rows.iter()
                    .map(|row| record(row, 0).ok_or_else(unreadable))
                    .collect()
            }

            async fn list<T: DeserializeOwned>(
                pool: &$pool,
                text: &'static str,
                organisation: &str,
                after: Option<&Place>,
                limit: usize,
            ) -> Result<Vec<T>> {
                // Nothing that was ever listed comes before this.
                let first = (i64::MAX, "");
                let after = after.map_or(first, |(at, id)| (nanoseconds(*at), id.as_str()));
                let rows = sqlx::query(text)
                    .bind(organisation)
                    .bind(after.0)
                    .bind(after.1)
                    .bind(number(limit as u64))
                    .fetch_all(pool)
                    .await;
                bodies(rows)
            }

            async fn named<T: DeserializeOwned>(
                pool: &$pool,
                text: &'static str,
                organisation: &str,
                id: &str,
            ) -> Result<Vec<T>> {
                let rows = sqlx::query(text)
                    .bind(organisation)
                    .bind(id)
                    .fetch_all(pool)
                    .await;
                bodies(rows)
            }

            fn bodies<T: DeserializeOwned>(
                rows: std::result::Result<Vec<$row>, sqlx::Error>,
            ) -> Result<Vec<T>> {
                let failed = |error: sqlx::Error| JournalError::from_sqlx("reading views", &error);
                rows.map_err(failed)?
                    .iter()
                    .map(|row| {
                        let body: &[u8] = row.try_get(0).map_err(failed)?;
                        serde_json::from_slice(body).map_err(|error| {
                            JournalError::Other(format!("a row of a view cannot be read: {error}"))
                        })
                    })
                    .collect()
            }

            fn json(value: &impl serde::Serialize) -> Vec<u8> {
                serde_json::to_vec(value).expect("incidents and duties have text keys only")
            }

            fn number(count: u64) -> i64 {
                i64::try_from(count).unwrap_or(i64::MAX)
            }
        }
    };
}

rows!(
    sqlite,
    sqlx::sqlite::SqliteConnection,
    sqlx::sqlite::SqlitePool,
    sqlx::sqlite::SqliteRow,
    for_sqlite
);
rows!(
    postgres,
    sqlx::postgres::PgConnection,
    sqlx::postgres::PgPool,
    sqlx::postgres::PgRow,
    for_postgres
);
