//! Every byte of a row flipped, through SQL and in the file itself.

use std::fs;
use std::path::Path;

use journal::verify;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection, Row};

use crate::small::{findings, harm, intruder, small};

/// Flips every byte of every column, one at a time.
#[tokio::test]
async fn a_flipped_byte_in_any_column_is_found() {
    let (dir, _) = small().await;
    let mut connection = intruder(dir.path()).await;
    let mut flipped = 0;
    let mut refused = 0;
    // The first, the one that names what is beside the chain, another organisation's, the last.
    for id in [1_i64, 3, 5, 8] {
        for column in ["organisation", "kind", "body", "hash"] {
            let text = format!("SELECT CAST({column} AS BLOB) FROM records WHERE id = $1");
            let value: Vec<u8> = sqlx::query_scalar(AssertSqlSafe(text))
                .bind(id)
                .fetch_one(&mut connection)
                .await
                .unwrap();
            let kind = if matches!(column, "body" | "hash") {
                "BLOB"
            } else {
                "TEXT"
            };
            let text = format!("UPDATE records SET {column} = CAST($1 AS {kind}) WHERE id = $2");
            for at in 0..value.len() {
                let mut changed = value.clone();
                changed[at] ^= 1 << (at % 8);
                let set = async |value: &[u8], connection: &mut SqliteConnection| {
                    sqlx::query(AssertSqlSafe(text.clone()))
                        .bind(value)
                        .bind(id)
                        .execute(connection)
                        .await
                        .unwrap();
                };
                set(&changed, &mut connection).await;
                assert_ne!(
                    findings(dir.path()).await,
                    [],
                    "{column} of {id}, byte {at}"
                );
                set(&value, &mut connection).await;
                flipped += 1;
            }
        }
        for column in ["id", "position", "version"] {
            let text = format!("SELECT {column} FROM records WHERE id = $1");
            let value: i64 = sqlx::query_scalar(AssertSqlSafe(text))
                .bind(id)
                .fetch_one(&mut connection)
                .await
                .unwrap();
            for bit in [0, 1, 2, 3, 7, 8, 15, 16, 24, 32, 40, 48, 56, 63] {
                let changed = value ^ (1 << bit);
                let text = format!("UPDATE records SET {column} = {changed} WHERE id = {id}");
                let updated = sqlx::raw_sql(AssertSqlSafe(text))
                    .execute(&mut connection)
                    .await;
                if updated.is_err() {
                    // Two rows cannot have one id or one position; no such file can be made.
                    refused += 1;
                    continue;
                }
                assert_ne!(
                    findings(dir.path()).await,
                    [],
                    "{column} of {id}, bit {bit}"
                );
                let row = if column == "id" { changed } else { id };
                let text = format!("UPDATE records SET {column} = {value} WHERE id = {row}");
                sqlx::raw_sql(AssertSqlSafe(text))
                    .execute(&mut connection)
                    .await
                    .unwrap();
                flipped += 1;
            }
        }
    }
    assert_eq!(findings(dir.path()).await, []);
    println!("{flipped} flips, {refused} refused");
    assert!(flipped > 400, "{flipped} flips, {refused} refused");
}

/// Flips every byte of the file. Some bytes hold nothing (free space, SQLite's counters), so the
/// promise is: either it is found, or everything that anyone can read is unchanged.
#[tokio::test]
async fn a_flipped_byte_in_the_file_is_found_or_changes_nothing() {
    let (dir, _) = small().await;
    // Small pages, so that the file is small and nearly all of it is in use.
    harm(
        dir.path(),
        "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL",
    )
    .await;
    assert_eq!(findings(dir.path()).await, []);
    let path = dir.path().join("journal.db");
    let sound = fs::read(&path).unwrap();
    let before = everything(dir.path()).await.unwrap();
    let mut found = 0;
    for at in 0..sound.len() {
        let mut flipped = sound.clone();
        flipped[at] ^= [0x01, 0x80, 0xff, 0x10][at % 4];
        for beside in ["journal.db-wal", "journal.db-shm"] {
            let _ = fs::remove_file(dir.path().join(beside));
        }
        fs::write(&path, &flipped).unwrap();
        if verify(dir.path(), &[]).await.is_clean() {
            let after = everything(dir.path()).await;
            assert_eq!(after.as_ref(), Some(&before), "byte {at}");
        } else {
            found += 1;
        }
    }
    println!("{found} of {} flips were found", sound.len());
    // Our values alone take more than this.
    assert!(found > 1_000, "{found} of {}", sound.len());
}

/// All values of our tables, as SQLite prints them; `None` when it cannot read them.
async fn everything(dir: &Path) -> Option<Vec<String>> {
    let mut connection = intruder(dir).await;
    let mut all = Vec::new();
    for text in [
        "SELECT id || quote(organisation) || position || quote(kind) || version || quote(body)
         || quote(hash) FROM records ORDER BY id",
        "SELECT quote(organisation) || quote(id) || quote(salt) || quote(value) FROM sealed",
        "SELECT quote(digest) || quote(bytes) FROM blobs",
    ] {
        for row in sqlx::query(text).fetch_all(&mut connection).await.ok()? {
            all.push(row.try_get(0).ok()?);
        }
    }
    connection.close().await.ok()?;
    Some(all)
}
