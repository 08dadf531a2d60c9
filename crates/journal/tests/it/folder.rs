//! Opening a data folder, sharing it with others, and a disk that will not take more.

use std::fs;

use journal::{Counters, Finding, Journal, JournalError, Options};
use tempfile::TempDir;

use crate::small::{copy, findings, harm, personal, records, small, time};

async fn open(dir: &TempDir) -> Result<Journal, JournalError> {
    Journal::open(dir.path(), Options::default()).await
}

#[tokio::test]
async fn a_second_opener_is_told_that_the_folder_is_in_use() {
    let dir = TempDir::new().unwrap();
    let journal = open(&dir).await.unwrap();
    assert!(matches!(open(&dir).await, Err(JournalError::InUse)));
    journal.append("school", 0, &records(1)).await.unwrap();
    journal.close(time(0)).await.unwrap();
    let journal = open(&dir).await.unwrap();
    assert_eq!(journal.head("school").await.unwrap().position, 1);
}

#[tokio::test]
async fn somebody_may_read_and_verify_beside_the_one_who_writes() {
    let dir = TempDir::new().unwrap();
    let journal = open(&dir).await.unwrap();
    journal.append("school", 0, &records(2)).await.unwrap();
    let reading = Journal::open_reading(dir.path()).await.unwrap();
    assert_eq!(reading.read("school", 1, 10).await.unwrap().len(), 2);
    assert_eq!(reading.public_key(), journal.public_key());
    let error = reading.append("school", 2, &records(1)).await;
    assert!(matches!(error, Err(JournalError::ReadOnly)));
    let error = reading.put_blob(b"x").await;
    assert!(matches!(error, Err(JournalError::ReadOnly)));
    assert_eq!(findings(dir.path()).await, []);
    journal.append("school", 2, &records(1)).await.unwrap();
    assert_eq!(reading.head("school").await.unwrap().position, 3);
}

#[tokio::test]
async fn a_folder_without_a_journal_cannot_be_read() {
    let dir = TempDir::new().unwrap();
    assert!(Journal::open_reading(dir.path()).await.is_err());
    assert!(!dir.path().join("journal.db").exists());
    let found = findings(dir.path()).await;
    assert_eq!(found, [Finding::HeadKeyMissing, Finding::DatabaseMissing]);
}

#[tokio::test]
async fn a_commit_of_many_records_takes_one_statement_for_each_hundred() {
    let dir = TempDir::new().unwrap();
    let journal = open(&dir).await.unwrap();
    journal.append("school", 0, &records(250)).await.unwrap();
    journal.append("school", 250, &records(1)).await.unwrap();
    assert_eq!(
        journal.counters(),
        Counters {
            commits: 2,
            records: 251,
            record_statements: 4
        }
    );
}

#[tokio::test]
async fn a_stranger_s_file_is_left_alone() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("journal.db");
    for stranger in ["text", "database"] {
        let _ = fs::remove_file(&file);
        match stranger {
            "text" => fs::write(&file, "minutes of the meeting\n".repeat(100)).unwrap(),
            _ => {
                fs::write(&file, "").unwrap();
                harm(dir.path(), "CREATE TABLE pupils (name TEXT)").await;
            }
        }
        let before = fs::read(&file).unwrap();
        let error = open(&dir).await;
        assert!(
            matches!(error, Err(JournalError::NotOurs { .. })),
            "{stranger}: {error:?}"
        );
        assert_eq!(fs::read(&file).unwrap(), before, "{stranger}");
        let found = findings(dir.path()).await;
        assert!(found.contains(&Finding::DatabaseNotOurs), "{stranger}");
    }
}

#[tokio::test]
async fn a_later_format_is_named_as_such() {
    let (dir, _) = small().await;
    harm(dir.path(), "PRAGMA user_version = 9").await;
    let error = open(&dir).await;
    assert!(
        matches!(error, Err(JournalError::Newer { found: 9, known: 1 })),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_kept() {
    let dir = TempDir::new().unwrap();
    let options = Options {
        pages: Some(40),
        ..Options::default()
    };
    let journal = Journal::open(dir.path(), options).await.unwrap();
    let mut kept = 0;
    let error = loop {
        match journal.append("school", kept, &records(50)).await {
            Ok(head) => kept = head.position,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, JournalError::Full), "{error:?}");
    assert!(kept > 0);
    assert_eq!(journal.head("school").await.unwrap().position, kept);
    assert_eq!(journal.write_heads(time(0)).await.unwrap().len(), 1);
    journal.close(time(0)).await.unwrap();
    assert_eq!(findings(dir.path()).await, []);

    let journal = open(&dir).await.unwrap();
    journal.append("school", kept, &records(50)).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_cannot_be_written_says_so_and_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let (dir, _) = small().await;
    let mode = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    fs::remove_file(dir.path().join("lock")).unwrap();
    mode(dir.path(), 0o500);
    if fs::write(dir.path().join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let error = open(&dir).await;
    assert!(matches!(error, Err(JournalError::ReadOnly)), "{error:?}");
    assert_eq!(findings(dir.path()).await, []);
    let reading = Journal::open_reading(dir.path()).await.unwrap();
    assert_eq!(reading.read("school", 1, 10).await.unwrap().len(), 5);
    mode(dir.path(), 0o700);
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_key() {
    use std::os::unix::fs::PermissionsExt;
    let (dir, _) = small().await;
    let mode = |name: &str| {
        let metadata = fs::metadata(dir.path().join(name)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    assert_eq!(mode("keys"), 0o700);
    assert_eq!(mode("keys/head.key"), 0o600);
}

/// A crash may come between any two files of the first start.
#[tokio::test]
async fn a_first_start_that_was_cut_short_is_taken_up_again() {
    for last in ["journal.db", "keys/head.pub", "journal.head"] {
        let dir = TempDir::new().unwrap();
        open(&dir).await.unwrap().close(time(0)).await.unwrap();
        let mut files = vec!["keys/head.key", "journal.head", "keys/head.pub"];
        files.truncate(files.iter().position(|file| *file == last).unwrap_or(3));
        for file in files {
            fs::remove_file(dir.path().join(file)).unwrap();
        }
        let journal = open(&dir).await.unwrap();
        journal.append("school", 0, &personal("p1")).await.unwrap();
        journal.close(time(1)).await.unwrap();
        assert_eq!(findings(dir.path()).await, [], "{last}");
    }
}

#[tokio::test]
async fn what_a_crash_leaves_is_complete() {
    let dir = TempDir::new().unwrap();
    let journal = open(&dir).await.unwrap();
    journal.append("school", 0, &personal("p1")).await.unwrap();
    let crashed = copy(dir.path());
    assert_eq!(findings(crashed.path()).await, []);
    let again = open(&crashed).await.unwrap();
    assert_eq!(again.head("school").await.unwrap().position, 1);
    assert_eq!(again.sealed_values("school", "").await.unwrap().len(), 1);
}
