//! What every journal does, wherever it keeps its records.

use journal::{
    BLOB_LIMIT_BYTES, Commit, Interruption, Journal, JournalError, Options, draw_salt, seal,
};
use tempfile::TempDir;

use crate::postgres::Database;
use crate::small::{erasure, naming, personal, photo_digest, record, records, time};

/// Tells the same story to every journal there is.
async fn check(story: impl AsyncFn(&Journal)) {
    story(&Journal::in_memory()).await;
    let dir = TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    story(&journal).await;
    journal.close(time(0)).await.unwrap();
    if let Some(database) = Database::create().await {
        let journal = database.open().await.unwrap();
        story(&journal).await;
        journal.close(time(0)).await.unwrap();
    }
}

async fn expect_untouched(journal: &Journal, organisation: &str) {
    assert_eq!(journal.head(organisation).await.unwrap().position, 0);
    assert!(journal.read(organisation, 1, 10).await.unwrap().is_empty());
    assert!(
        journal
            .sealed_values(organisation, "")
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn what_was_appended_is_read_back_in_order() {
    check(async |journal| {
        let first = journal.append("school", 0, &records(3)).await.unwrap();
        assert_eq!(first.position, 3);
        let second = journal.append("school", 3, &records(1)).await.unwrap();
        assert_eq!(second.position, 4);
        assert_eq!(journal.head("school").await.unwrap(), second);

        let read = journal.read("school", 1, 10).await.unwrap();
        assert_eq!(read.len(), 4);
        for (stored, number) in read.iter().zip([1, 2, 3, 1]) {
            let new = record(number);
            assert_eq!(
                (&stored.kind, stored.version, &stored.body),
                (&new.kind, new.version, &new.body)
            );
        }
        let positions: Vec<u64> = read.iter().map(|record| record.position).collect();
        assert_eq!(positions, [1, 2, 3, 4]);
        assert_eq!(read[3].hash, second.hash);
        assert_eq!(journal.read("school", 2, 2).await.unwrap(), read[1..3]);
        assert_eq!(journal.read("school", 0, 1).await.unwrap(), read[..1]);
        assert!(journal.read("school", 5, 10).await.unwrap().is_empty());
        assert!(journal.read("school", 50, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn each_organisation_has_a_chain_of_its_own() {
    check(async |journal| {
        assert!(journal.organisations().await.unwrap().is_empty());
        let school = journal.append("school", 0, &records(2)).await.unwrap();
        let factory = journal.append("factory", 0, &records(2)).await.unwrap();
        assert_ne!(school.hash, factory.hash, "the same records, another chain");
        journal.append("中心小学", 0, &records(1)).await.unwrap();
        assert_eq!(
            journal.organisations().await.unwrap(),
            ["factory", "school", "中心小学"]
        );
        assert_eq!(journal.read("school", 1, 10).await.unwrap().len(), 2);
        assert_eq!(journal.head("school").await.unwrap(), school);
        expect_untouched(journal, "town").await;
    })
    .await;
}

#[tokio::test]
async fn the_same_records_have_the_same_hashes_in_every_store() {
    let dir = TempDir::new().unwrap();
    let disk = Journal::open(dir.path(), Options::default()).await.unwrap();
    let memory = Journal::in_memory();
    for commit in [records(120), personal("p1"), records(1)] {
        let expected = memory.head("school").await.unwrap().position;
        let in_memory = memory.append("school", expected, &commit).await.unwrap();
        let on_disk = disk.append("school", expected, &commit).await.unwrap();
        assert_eq!(in_memory, on_disk);
    }
    if let Some(database) = Database::create().await {
        let postgres = database.open().await.unwrap();
        for commit in [records(120), personal("p1"), records(1)] {
            let expected = postgres.head("school").await.unwrap().position;
            postgres.append("school", expected, &commit).await.unwrap();
        }
        let head = memory.head("school").await.unwrap();
        assert_eq!(postgres.head("school").await.unwrap(), head);
        assert_eq!(postgres.counters().record_statements, 4);
    }
}

#[tokio::test]
async fn a_wrong_expectation_is_refused_and_changes_nothing() {
    check(async |journal| {
        let error = journal.append("school", 1, &personal("p1")).await;
        assert!(matches!(
            error,
            Err(JournalError::UnexpectedPosition {
                expected: 1,
                found: 0
            })
        ));
        expect_untouched(journal, "school").await;
        assert_eq!(journal.blob(&photo_digest()).await.unwrap(), None);

        journal.append("school", 0, &records(2)).await.unwrap();
        let error = journal.append("school", 0, &records(1)).await;
        assert!(matches!(
            error,
            Err(JournalError::UnexpectedPosition {
                expected: 0,
                found: 2
            })
        ));
        assert_eq!(journal.head("school").await.unwrap().position, 2);
    })
    .await;
}

#[tokio::test]
async fn a_long_log_is_walked_page_by_page() {
    check(async |journal| {
        journal.append("school", 0, &records(2_350)).await.unwrap();
        let mut walk = journal.walk("school", 0).await.unwrap();
        for expected in [1_000, 1_000, 350, 0, 0] {
            assert_eq!(walk.next_page().await.unwrap().len(), expected);
        }
        assert_eq!(*walk.head(), journal.head("school").await.unwrap());

        let mut rest = journal.walk("school", 2_349).await.unwrap();
        assert_eq!(rest.next_page().await.unwrap()[0].position, 2_350);
        // What is appended while somebody walks is read too.
        journal.append("school", 2_350, &records(1)).await.unwrap();
        assert_eq!(rest.next_page().await.unwrap()[0].position, 2_351);
    })
    .await;
}

#[tokio::test]
async fn a_commit_of_nothing_is_no_commit() {
    check(async |journal| {
        let head = journal
            .append("school", 0, &Commit::default())
            .await
            .unwrap();
        assert_eq!(head.position, 0);
        assert!(journal.organisations().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn sealed_values_come_back_as_they_were() {
    check(async |journal| {
        let (mut first, _) = seal("p1", b"Wang", draw_salt().unwrap());
        first.erase_on = Some(jiff::civil::date(2029, 2, 28));
        let (second, digest) = seal("p2", b"", draw_salt().unwrap());
        assert_eq!(second.digest(), digest);
        assert_ne!(first.salt, second.salt);
        let commit = Commit {
            records: vec![record(1)],
            sealed: vec![second.clone(), first.clone()],
            ..Commit::default()
        };
        journal.append("school", 0, &commit).await.unwrap();
        assert_eq!(
            journal.sealed_values("school", "").await.unwrap(),
            [first, second]
        );
        assert!(journal.sealed_values("town", "").await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_sealed_value_is_never_written_over() {
    check(async |journal| {
        journal.append("school", 0, &personal("p1")).await.unwrap();
        let kept = journal.sealed_values("school", "").await.unwrap();
        let mut again = records(1);
        again.sealed = vec![seal("p1", b"somebody else", [1; 16]).0];
        assert!(journal.append("school", 1, &again).await.is_err());
        again.sealed = vec![seal("p2", b"one", [1; 16]).0, seal("p2", b"two", [1; 16]).0];
        assert!(journal.append("school", 1, &again).await.is_err());
        again.sealed = vec![seal("", b"nameless", [1; 16]).0];
        assert!(journal.append("school", 1, &again).await.is_err());
        assert_eq!(journal.sealed_values("school", "").await.unwrap(), kept);
        assert_eq!(journal.head("school").await.unwrap().position, 1);
        // The id is the organisation's own.
        journal.append("factory", 0, &personal("p1")).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_file_is_kept_once_under_its_digest() {
    check(async |journal| {
        let digest = journal.put_blob(b"a photo of the gate").await.unwrap();
        assert_eq!(digest, photo_digest());
        assert_eq!(
            journal.put_blob(b"a photo of the gate").await.unwrap(),
            digest
        );
        journal.append("school", 0, &personal("p1")).await.unwrap();
        let kept = journal.blob(&digest).await.unwrap();
        assert_eq!(kept.as_deref(), Some(b"a photo of the gate".as_slice()));
        assert_eq!(journal.blob(&[0; 32]).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_a_record_destroys_is_gone_with_its_commit() {
    check(async |journal| {
        journal.append("school", 0, &personal("p1")).await.unwrap();
        journal.append("factory", 0, &personal("p1")).await.unwrap();
        let mut erasing = erasure(&["p1"], &[photo_digest()]);
        // Named and destroyed within one commit.
        let (late, digest) = seal("p2", b"Wang", [7; 16]);
        erasing.records.insert(0, naming("p2", &digest));
        erasing.sealed.push(late);
        erasing.destroyed.values.push("p2".to_owned());
        let wrong = journal.append("school", 0, &erasing).await;
        assert!(wrong.is_err(), "the log stands elsewhere");
        let kept = journal.sealed_value("school", "p1").await.unwrap();
        assert!(kept.is_some(), "what was not recorded destroys nothing");
        journal.append("school", 1, &erasing).await.unwrap();
        assert!(
            journal
                .sealed_values("school", "")
                .await
                .unwrap()
                .is_empty()
        );
        let other = journal.sealed_value("factory", "p1").await.unwrap();
        assert!(other.is_some(), "another organisation's is its own");
        let photo = journal.blob(&photo_digest()).await.unwrap();
        assert!(photo.is_some(), "another organisation's record names it");

        let gone = erasure(&["p1", "never-there"], &[photo_digest()]);
        journal.append("factory", 1, &gone).await.unwrap();
        let photo = journal.blob(&photo_digest()).await.unwrap();
        assert_eq!(photo, None, "nobody's record names it any more");
    })
    .await;
}

#[tokio::test]
async fn a_file_of_one_organisation_goes_with_its_last_owner() {
    check(async |journal| {
        journal.append("school", 0, &personal("p1")).await.unwrap();
        journal.append("factory", 0, &records(3)).await.unwrap();
        let gone = erasure(&[], &[photo_digest()]);
        journal.append("school", 1, &gone).await.unwrap();
        assert_eq!(journal.blob(&photo_digest()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused() {
    check(async |journal| {
        let mut bytes = vec![0; BLOB_LIMIT_BYTES];
        let digest = journal.put_blob(&bytes).await.unwrap();
        let kept = journal.blob(&digest).await.unwrap();
        assert_eq!(kept.map(|bytes| bytes.len()), Some(BLOB_LIMIT_BYTES));
        bytes.push(0);
        let error = journal.put_blob(&bytes).await;
        assert!(matches!(error, Err(JournalError::TooLarge { .. })));
        let mut commit = personal("p1");
        commit.blobs.push(bytes);
        let error = journal.append("school", 0, &commit).await;
        assert!(matches!(error, Err(JournalError::TooLarge { .. })));
        expect_untouched(journal, "school").await;
        assert_eq!(journal.blob(&photo_digest()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_name_that_fits_no_head_line_names_no_organisation() {
    check(async |journal| {
        for name in ["", "a b", "a\nb", "a\u{3000}b", &"x".repeat(201)] {
            let error = journal.append(name, 0, &records(1)).await;
            assert!(matches!(error, Err(JournalError::Other(_))), "{name:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_simulator_can_have_an_append_fail_or_only_seem_to() {
    let journal = Journal::in_memory();
    journal.interrupt_next_append(Interruption::Refused);
    assert!(journal.append("school", 0, &personal("p1")).await.is_err());
    expect_untouched(&journal, "school").await;
    journal.interrupt_next_append(Interruption::OutcomeUnknown);
    assert!(journal.append("school", 0, &personal("p1")).await.is_err());
    assert_eq!(journal.head("school").await.unwrap().position, 1);
    journal.append("school", 1, &records(1)).await.unwrap();
}
