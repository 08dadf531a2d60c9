//! A small journal with a bit of everything, and the tools to do it harm.

use std::path::Path;

use jiff::Timestamp;
use journal::{
    Commit, Destroyed, Finding, Journal, NewRecord, Options, SignedHead, blob_reference,
    destroyed_reference, seal, sealed_reference, verify,
};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection};
use tempfile::TempDir;

pub fn time(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

pub fn record(number: usize) -> NewRecord {
    NewRecord {
        kind: "duty-opened".to_owned(),
        version: 1,
        body: format!("{{\"duty\":\"d{number}\"}}").into_bytes(),
    }
}

pub fn records(count: usize) -> Commit {
    Commit {
        records: (1..=count).map(record).collect(),
        ..Commit::default()
    }
}

/// A record that names a sealed value and a file, with both.
pub fn personal(id: &str) -> Commit {
    let (sealed, digest) = seal(id, "王小明 13800000000".as_bytes(), [7; 16]);
    let photo = b"a photo of the gate".to_vec();
    let body = serde_json::json!({
        "who": sealed_reference(id, &digest),
        "evidence": [blob_reference(&photo_digest())],
    });
    Commit {
        records: vec![NewRecord {
            kind: "duty-done".to_owned(),
            version: 2,
            body: serde_json::to_vec(&body).unwrap(),
        }],
        sealed: vec![sealed],
        blobs: vec![photo],
        ..Commit::default()
    }
}

/// A record that names a sealed value.
pub fn naming(id: &str, digest: &[u8; 32]) -> NewRecord {
    let body = serde_json::json!({ "who": sealed_reference(id, digest) });
    NewRecord {
        kind: "person-set".to_owned(),
        version: 1,
        body: serde_json::to_vec(&body).unwrap(),
    }
}

/// A record that destroys, and with it what it destroys.
pub fn erasure(values: &[&str], blobs: &[[u8; 32]]) -> Commit {
    let destroyed = Destroyed {
        values: values.iter().map(|id| (*id).to_owned()).collect(),
        blobs: blobs.to_vec(),
    };
    let body = serde_json::json!({ "destroyed": destroyed_reference(&destroyed) });
    Commit {
        records: vec![NewRecord {
            kind: "erased".to_owned(),
            version: 1,
            body: serde_json::to_vec(&body).unwrap(),
        }],
        destroyed,
        ..Commit::default()
    }
}

pub fn photo_digest() -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(b"a photo of the gate").into()
}

/// A closed journal: `school` with five records, `factory` with three, heads written at the end.
/// Their rows take turns: ids 1-3 and 7-8 are the school's, 4-6 the factory's.
pub async fn small() -> (TempDir, Vec<SignedHead>) {
    let dir = TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    journal.append("school", 0, &records(2)).await.unwrap();
    journal.append("school", 2, &personal("p1")).await.unwrap();
    journal.append("factory", 0, &records(3)).await.unwrap();
    journal.append("school", 3, &records(2)).await.unwrap();
    let heads = journal.write_heads(time(0)).await.unwrap();
    assert_eq!(heads.len(), 2);
    journal.close(time(1)).await.unwrap();
    assert_eq!(findings(dir.path()).await, []);
    (dir, heads)
}

pub async fn findings(dir: &Path) -> Vec<Finding> {
    verify(dir, &[]).await.findings
}

/// A connection of somebody who has the file and SQLite's own tools.
pub async fn intruder(dir: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(dir.join("journal.db"))
        .pragma("ignore_check_constraints", "ON");
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// Does harm to the database by SQL.
pub async fn harm(dir: &Path, text: &str) {
    let mut connection = intruder(dir).await;
    sqlx::raw_sql(AssertSqlSafe(text.to_owned()))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

/// A copy of all files of a folder, as a crash at this moment would leave them.
pub fn copy(dir: &Path) -> TempDir {
    let copy = TempDir::new().unwrap();
    copy_into(dir, copy.path());
    copy
}

fn copy_into(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy_into(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
