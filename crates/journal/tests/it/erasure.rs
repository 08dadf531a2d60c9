//! What was destroyed: no byte of it in the folder or a new backup, and everything verifies.

use std::path::Path;

use journal::{
    Commit, Finding, Journal, NewRecord, Options, SealedValue, backup, blob_reference, restore,
    seal,
};
use tempfile::TempDir;

use crate::small::{copy, erasure, findings, harm, naming, photo_digest, small, time};

/// Every file of a folder that holds these bytes.
fn holding(dir: &Path, mark: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, mark));
        } else if std::fs::read(&path)
            .unwrap()
            .windows(mark.len())
            .any(|bytes| bytes == mark)
        {
            found.push(path.display().to_string());
        }
    }
    found
}

/// A name of many lengths, so that pages of the table are filled, split and joined.
fn value(number: usize, mark: &str) -> (SealedValue, NewRecord) {
    let text = format!("{mark}-{}", "字".repeat(number * 7 % 400));
    let id = format!("value-{number}");
    let (sealed, digest) = seal(&id, text.as_bytes(), [7; 16]);
    let record = naming(&id, &digest);
    (sealed, record)
}

fn id(number: &usize) -> String {
    format!("value-{number}")
}

#[tokio::test]
async fn no_byte_of_what_was_destroyed_stays_in_the_folder_or_a_new_backup() {
    let dir = TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    let mark = |number: usize| ["甲乙丙", "丁戊己", "庚辛壬"][number % 3];
    let mut position = 0;
    for batch in 0..30 {
        let (sealed, mut records): (Vec<_>, Vec<_>) = (batch * 10..batch * 10 + 10)
            .map(|number| value(number, mark(number)))
            .unzip();
        let photo = format!("photo of {}", mark(batch)).repeat(300).into_bytes();
        let digest = journal.put_blob(&photo).await.unwrap();
        let body = serde_json::json!({ "photo": blob_reference(&digest) });
        records.push(NewRecord {
            kind: "answered".to_owned(),
            version: 1,
            body: serde_json::to_vec(&body).unwrap(),
        });
        let commit = Commit {
            records,
            sealed,
            ..Commit::default()
        };
        let head = journal.append("school", position, &commit).await.unwrap();
        position = head.position;
    }
    // One after the other, so that what stays is moved between pages before it goes.
    for gone in [1, 0] {
        let numbers: Vec<usize> = (0..300).filter(|it| it % 3 == gone).collect();
        let ids: Vec<String> = numbers.iter().map(id).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let photo = format!("photo of {}", mark(gone)).repeat(300);
        let digest = journal.put_blob(photo.as_bytes()).await.unwrap();
        let head = journal
            .append("school", position, &erasure(&ids, &[digest]))
            .await
            .unwrap();
        position = head.position;
        // At once, in every file there is, beside a journal that is open.
        let name = mark(gone).as_bytes();
        assert_eq!(holding(dir.path(), name), Vec::<String>::new(), "{gone}");
        let place = TempDir::new().unwrap();
        let file = place.path().join("backup");
        let reading = Journal::open_reading(dir.path()).await.unwrap();
        backup(&reading, dir.path(), &file).await.unwrap();
        assert_eq!(holding(place.path(), name), Vec::<String>::new());
        let hex: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(holding(place.path(), hex.as_bytes()), Vec::<String>::new());
        let back = place.path().join("data");
        restore(&file, &back, time(1)).await.unwrap();
        assert_eq!(findings(&back).await, []);
    }
    assert!(!holding(dir.path(), mark(2).as_bytes()).is_empty());
    journal.close(time(2)).await.unwrap();
    assert_eq!(findings(dir.path()).await, []);
}

#[tokio::test]
async fn after_a_crash_right_behind_the_commit_a_start_wipes_what_is_left() {
    let dir = TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    let (sealed, record) = value(3, "甲乙丙");
    let commit = Commit {
        records: vec![record],
        sealed: vec![sealed],
        ..Commit::default()
    };
    journal.append("school", 0, &commit).await.unwrap();
    journal.write_heads(time(0)).await.unwrap();
    // A reader in the middle of its reading keeps the write-ahead log as it is.
    let mut reader = crate::small::intruder(dir.path()).await;
    sqlx::raw_sql("BEGIN; SELECT count(*) FROM sealed")
        .execute(&mut reader)
        .await
        .unwrap();
    let erasing = erasure(&["value-3"], &[]);
    journal.append("school", 1, &erasing).await.unwrap();
    let crashed = copy(dir.path());
    let mark = "甲乙丙".as_bytes();
    assert!(!holding(crashed.path(), mark).is_empty(), "the log has it");
    let again = Journal::open(crashed.path(), Options::default())
        .await
        .unwrap();
    assert_eq!(holding(crashed.path(), mark), Vec::<String>::new());
    again.close(time(1)).await.unwrap();
    assert_eq!(findings(crashed.path()).await, []);
    // And without a crash it is gone as soon as nobody reads.
    drop(reader);
    journal.write_heads(time(2)).await.unwrap();
    assert_eq!(holding(dir.path(), mark), Vec::<String>::new());
}

#[tokio::test]
async fn verify_tells_what_was_destroyed_from_what_is_missing() {
    let (dir, _) = small().await;
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    let erasing = erasure(&["p1"], &[photo_digest()]);
    journal.append("school", 5, &erasing).await.unwrap();
    journal.close(time(2)).await.unwrap();
    assert_eq!(findings(dir.path()).await, []);
    // Put back by somebody who kept it.
    let (kept, _) = small().await;
    let file = kept.path().join("journal.db").display().to_string();
    harm(
        dir.path(),
        &format!("ATTACH '{file}' AS kept; INSERT INTO sealed SELECT * FROM kept.sealed"),
    )
    .await;
    let still = Finding::NotDestroyed {
        organisation: "school".to_owned(),
        position: 6,
        id: "p1".to_owned(),
    };
    assert_eq!(findings(dir.path()).await, [still]);
}

#[tokio::test]
async fn a_value_backed_up_just_before_it_was_destroyed_is_not_restored() {
    let (dir, _) = small().await;
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    let erasing = erasure(&["p1"], &[]);
    journal.append("school", 5, &erasing).await.unwrap();
    // As if it had been taken in the middle: the value is written before it is destroyed.
    let place = TempDir::new().unwrap();
    let (old, _) = small().await;
    let kept = Journal::open(old.path(), Options::default()).await.unwrap();
    let value = kept.sealed_value("school", "p1").await.unwrap().unwrap();
    let (file, back) = (place.path().join("backup"), place.path().join("data"));
    let mut intruder = crate::small::intruder(dir.path()).await;
    sqlx::query("INSERT INTO sealed VALUES ('school', 'p1', $1, $2, NULL)")
        .bind(value.salt.as_slice())
        .bind(value.value.as_slice())
        .execute(&mut intruder)
        .await
        .unwrap();
    let reading = Journal::open_reading(dir.path()).await.unwrap();
    backup(&reading, dir.path(), &file).await.unwrap();
    restore(&file, &back, time(1)).await.unwrap();
    assert_eq!(findings(&back).await, []);
    let restored = Journal::open_reading(&back).await.unwrap();
    let gone = restored.sealed_value("school", "p1").await.unwrap();
    assert_eq!(gone, None);
}
