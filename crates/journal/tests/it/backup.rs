//! Backups: taken beside a writer, whole or not there, and good after they were restored.

use std::fs;

use jiff::civil::date;
use journal::{Journal, JournalError, Options, backup, heads_in, restore};
use tempfile::TempDir;

use crate::postgres::Database;
use crate::small::{findings, personal, photo_digest, records, small, time};

#[tokio::test]
async fn what_was_backed_up_beside_a_writer_is_restored_and_verifies() {
    let (dir, _) = small().await;
    let place = TempDir::new().unwrap();
    let (file, back) = (place.path().join("backup"), place.path().join("data"));
    let writer = Journal::open(dir.path(), Options::default()).await.unwrap();
    let mut termed = personal("p2");
    termed.sealed[0].erase_on = Some(date(2029, 2, 28));
    writer.append("school", 5, &termed).await.unwrap();
    let reading = Journal::open_reading(dir.path()).await.unwrap();
    let report = backup(&reading, dir.path(), &file).await.unwrap();
    assert_eq!((report.organisations, report.records), (2, 9));
    writer.append("school", 6, &records(1)).await.unwrap();

    restore(&file, &back, time(5)).await.unwrap();
    assert_eq!(findings(&back).await, []);
    let restored = Journal::open(&back, Options::default()).await.unwrap();
    assert_eq!(
        restored.read("school", 1, 100).await.unwrap(),
        writer.read("school", 1, 6).await.unwrap()
    );
    assert_eq!(
        restored.sealed_values("school", "").await.unwrap(),
        writer.sealed_values("school", "").await.unwrap()
    );
    assert!(restored.blob(&photo_digest()).await.unwrap().is_some());
    // The key came along, so the log goes on under the heads that others hold.
    assert_eq!(restored.public_key(), writer.public_key());
    restored.append("school", 6, &records(1)).await.unwrap();
    restored.close(time(6)).await.unwrap();
    assert_eq!(findings(&back).await, []);
}

#[tokio::test]
async fn nothing_is_written_over() {
    let (dir, _) = small().await;
    let place = TempDir::new().unwrap();
    let file = place.path().join("backup");
    let reading = Journal::open_reading(dir.path()).await.unwrap();
    backup(&reading, dir.path(), &file).await.unwrap();
    let again = backup(&reading, dir.path(), &file).await;
    assert!(matches!(again, Err(JournalError::AlreadyThere { .. })));
    let used = restore(&file, dir.path(), time(1)).await;
    assert!(matches!(used, Err(JournalError::AlreadyThere { .. })));
    assert_eq!(findings(dir.path()).await, []);
}

#[tokio::test]
async fn half_a_backup_or_an_altered_one_restores_nothing() {
    let (dir, _) = small().await;
    let place = TempDir::new().unwrap();
    let (file, back) = (place.path().join("backup"), place.path().join("data"));
    let reading = Journal::open_reading(dir.path()).await.unwrap();
    backup(&reading, dir.path(), &file).await.unwrap();
    let whole = fs::read(&file).unwrap();
    let bad = place.path().join("bad");
    for cut in [0, 1, 17, 18, 27, whole.len() / 2, whole.len() - 1] {
        fs::write(&bad, &whole[..cut]).unwrap();
        let error = restore(&bad, &back, time(1)).await;
        assert!(
            matches!(error, Err(JournalError::BadBackup { .. })),
            "{cut}"
        );
        assert!(!back.exists());
    }
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut altered = whole.clone();
        altered[at] ^= 0x01;
        fs::write(&bad, &altered).unwrap();
        assert!(restore(&bad, &back, time(1)).await.is_err(), "byte {at}");
        assert!(!back.exists());
    }
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
}

#[tokio::test]
async fn a_log_moves_from_postgresql_into_a_folder() {
    let Some(database) = Database::create().await else {
        return;
    };
    let journal = database.open().await.unwrap();
    journal.append("school", 0, &records(150)).await.unwrap();
    journal
        .append("school", 150, &personal("p1"))
        .await
        .unwrap();
    journal.write_heads(time(0)).await.unwrap();
    let place = TempDir::new().unwrap();
    let (file, back) = (place.path().join("backup"), place.path().join("data"));
    backup(&journal, database.dir.path(), &file).await.unwrap();
    restore(&file, &back, time(1)).await.unwrap();
    let moved = Journal::open(&back, Options::default()).await.unwrap();
    assert_eq!(
        moved.head("school").await.unwrap(),
        journal.head("school").await.unwrap()
    );
}

#[tokio::test]
async fn heads_are_found_in_a_mail_a_file_and_a_sheet_of_paper() {
    let (dir, heads) = small().await;
    let file = fs::read_to_string(dir.path().join("journal.head")).unwrap();
    assert_eq!(heads_in(&file).unwrap().len(), 2);
    let line = heads[0].to_string();
    let words: Vec<&str> = line.split(' ').collect();
    let grouped = format!(
        "Dear keeper,\n> {} {}\n> {} {} {} {} {}\n> {}\n",
        words[0],
        words[1],
        words[2],
        words[3][..20].to_uppercase(),
        &words[3][20..],
        words[4],
        &words[5][..64],
        &words[5][64..],
    );
    assert_eq!(heads_in(&grouped).unwrap(), heads[..1]);
    for wrong in ["", "nothing here", &line[..line.len() - 1]] {
        assert!(heads_in(wrong).is_err(), "{wrong:?}");
    }
}
