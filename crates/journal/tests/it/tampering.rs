//! Records altered, removed, cut off, exchanged; and what the replay says to it.

use std::fs;

use journal::{Finding, Journal, JournalError, Options, Witness, verify};

use crate::small::{findings, harm, intruder, personal, photo_digest, records, small};

fn altered(organisation: &str, position: u64) -> Finding {
    Finding::RecordAltered {
        organisation: organisation.to_owned(),
        position,
    }
}

/// Does the harm to a small journal and expects these among the findings.
async fn check(text: &str, expected: &[Finding]) {
    let (dir, _) = small().await;
    harm(dir.path(), text).await;
    let found = findings(dir.path()).await;
    for finding in expected {
        assert!(found.contains(finding), "{text}: {found:?}");
    }
    // Whatever is found can be said, if only in a log.
    assert!(found.iter().all(|finding| !finding.to_string().is_empty()));
}

#[tokio::test]
async fn an_altered_record_is_one_finding() {
    let (dir, _) = small().await;
    harm(
        dir.path(),
        "UPDATE records SET body = CAST('{\"duty\":\"d9\"}' AS BLOB) WHERE id = 2",
    )
    .await;
    assert_eq!(findings(dir.path()).await, [altered("school", 2)]);
}

#[tokio::test]
async fn replay_stops_at_an_altered_record() {
    for text in [
        "UPDATE records SET kind = 'duty-done' WHERE id = 2",
        "UPDATE records SET kind = CAST(x'ff' AS TEXT) WHERE id = 2",
        "UPDATE records SET version = 70000 WHERE id = 2",
    ] {
        let (dir, _) = small().await;
        harm(dir.path(), text).await;
        let journal = Journal::open_reading(dir.path()).await.unwrap();
        let mut walk = journal.walk("school", 0).await.unwrap();
        let error = walk.next_page().await;
        assert!(
            matches!(&error, Err(JournalError::Damaged(found)) if *found == altered("school", 2)),
            "{error:?}"
        );
    }
    let (dir, _) = small().await;
    harm(dir.path(), "DELETE FROM records WHERE id = 2").await;
    let journal = Journal::open_reading(dir.path()).await.unwrap();
    let error = journal.read("school", 1, 10).await;
    assert!(
        matches!(
            error,
            Err(JournalError::Damaged(Finding::PositionGap {
                expected: 2,
                found: 3,
                ..
            }))
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_record_removed_from_the_middle_leaves_two_gaps() {
    let gap = Finding::PositionGap {
        organisation: "school".to_owned(),
        expected: 2,
        found: 3,
    };
    let ids = Finding::IdGap {
        expected: 2,
        found: 3,
    };
    check("DELETE FROM records WHERE id = 2", &[gap, ids]).await;
}

#[tokio::test]
async fn a_removed_record_cannot_be_closed_over_by_new_numbers() {
    check(
        "DELETE FROM records WHERE id = 2;
         UPDATE records SET position = position - 1 WHERE organisation = 'school' AND position = 3;
         UPDATE records SET position = position - 1 WHERE organisation = 'school' AND position = 4;
         UPDATE records SET position = position - 1 WHERE organisation = 'school' AND position = 5;
         UPDATE records SET id = id - 1 WHERE id = 3;",
        &[altered("school", 2), altered("school", 4)],
    )
    .await;
}

#[tokio::test]
async fn records_cut_off_at_the_end_are_missed_by_the_signed_head() {
    let cut = Finding::CutAtEnd {
        organisation: "school".to_owned(),
        head: 5,
        ends: 3,
        witness: Witness::Inside,
    };
    check("DELETE FROM records WHERE id >= 7", &[cut]).await;
}

#[tokio::test]
async fn a_last_record_replaced_by_another_is_not_the_one_that_was_signed() {
    let (dir, _) = small().await;
    // Somebody who knows the format and not the key writes a record that chains well.
    let other = Journal::in_memory();
    other.append("school", 0, &records(2)).await.unwrap();
    other.append("school", 2, &personal("p1")).await.unwrap();
    other.append("school", 3, &records(1)).await.unwrap();
    other.append("school", 4, &records(1)).await.unwrap();
    let forged = other.read("school", 5, 1).await.unwrap().remove(0);
    let mut connection = intruder(dir.path()).await;
    sqlx::query("UPDATE records SET body = $1, hash = $2 WHERE id = 8")
        .bind(forged.body)
        .bind(forged.hash.as_slice())
        .execute(&mut connection)
        .await
        .unwrap();
    let differs = Finding::HeadDiffers {
        organisation: "school".to_owned(),
        position: 5,
        witness: Witness::Inside,
    };
    let report = verify(dir.path(), &[]).await;
    assert_eq!(report.findings, [differs]);
    let school = &report.organisations[1];
    assert_eq!((school.last, school.signed_to), (5, 0));
}

#[tokio::test]
async fn exchanged_records_are_noticed() {
    check(
        "CREATE TEMP TABLE kept AS SELECT * FROM records WHERE id IN (1, 2);
         UPDATE records SET body = (SELECT body FROM kept WHERE id = 2) WHERE id = 1;
         UPDATE records SET body = (SELECT body FROM kept WHERE id = 1) WHERE id = 2;",
        &[altered("school", 1), altered("school", 2)],
    )
    .await;
    // Even when whole rows change places and only the ids tell.
    let gap = Finding::PositionGap {
        organisation: "school".to_owned(),
        expected: 1,
        found: 2,
    };
    check(
        "UPDATE records SET id = 99 WHERE id = 1;
         UPDATE records SET id = 1 WHERE id = 2;
         UPDATE records SET id = 2 WHERE id = 99;",
        &[gap],
    )
    .await;
}

#[tokio::test]
async fn a_record_added_at_the_end_must_chain() {
    check(
        "INSERT INTO records SELECT 9, organisation, 6, kind, version, body, hash
         FROM records WHERE id = 8",
        &[altered("school", 6)],
    )
    .await;
}

#[tokio::test]
async fn sealed_values_are_held_to_the_records_that_name_them() {
    let (organisation, id) = ("school".to_owned(), "p1".to_owned());
    let missing = Finding::SealedMissing {
        organisation: organisation.clone(),
        position: 3,
        id: id.clone(),
    };
    let changed = Finding::SealedAltered {
        organisation: organisation.clone(),
        position: 3,
        id: id.clone(),
    };
    let unnamed = |organisation: &str, id: &str| Finding::SealedUnnamed {
        organisation: organisation.to_owned(),
        id: id.to_owned(),
    };
    check("DELETE FROM sealed", std::slice::from_ref(&missing)).await;
    check(
        "UPDATE sealed SET value = x'00'",
        std::slice::from_ref(&changed),
    )
    .await;
    check(
        "UPDATE sealed SET salt = zeroblob(16)",
        std::slice::from_ref(&changed),
    )
    .await;
    check(
        "UPDATE sealed SET salt = substr(salt, 1, 15), value = CAST(substr(salt, 16, 1) || value AS BLOB)",
        &[changed],
    )
    .await;
    check(
        "UPDATE sealed SET id = 'p2'",
        &[missing.clone(), unnamed("school", "p2")],
    )
    .await;
    check(
        "UPDATE sealed SET organisation = 'factory'",
        &[missing, unnamed("factory", "p1")],
    )
    .await;
}

#[tokio::test]
async fn files_are_held_to_their_digests_and_to_the_records_that_name_them() {
    let digest = photo_digest();
    let missing = Finding::BlobMissing {
        organisation: "school".to_owned(),
        position: 3,
        digest,
    };
    check("DELETE FROM blobs", &[missing]).await;
    check(
        "UPDATE blobs SET bytes = x'00'",
        &[Finding::BlobAltered { digest }],
    )
    .await;
    let (dir, _) = small().await;
    harm(dir.path(), "UPDATE blobs SET bytes = x'00'").await;
    let journal = Journal::open_reading(dir.path()).await.unwrap();
    let error = journal.blob(&digest).await;
    assert!(matches!(
        error,
        Err(JournalError::Damaged(Finding::BlobAltered { .. }))
    ));
}

#[tokio::test]
async fn a_body_that_cannot_be_searched_for_references_is_a_finding() {
    for (body, expected) in [
        ("no json", "is not JSON"),
        (r#"{"sealed":"p1","digest":"AB"}"#, "cannot be read"),
        (r#"{"blob":7}"#, "cannot be read"),
    ] {
        let dir = tempfile::TempDir::new().unwrap();
        let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
        let mut commit = records(1);
        commit.records[0].body = body.as_bytes().to_vec();
        journal.append("school", 0, &commit).await.unwrap();
        let found = findings(dir.path()).await;
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        assert!(found[0].to_string().contains(expected), "{body}: {found:?}");
    }
}

#[tokio::test]
async fn tables_are_as_we_made_them() {
    for (text, name) in [
        ("CREATE INDEX quick ON records (kind)", "quick"),
        (
            "CREATE TRIGGER quiet AFTER INSERT ON records BEGIN DELETE FROM records; END",
            "quiet",
        ),
        (
            "DROP TABLE blobs; CREATE TABLE blobs (digest, bytes)",
            "blobs",
        ),
    ] {
        let changed = Finding::SchemaChanged {
            name: name.to_owned(),
        };
        check(text, &[changed]).await;
    }
    // Views, which are somebody else's tables, may come and go.
    let (dir, _) = small().await;
    harm(
        dir.path(),
        "CREATE TABLE incidents (x); CREATE INDEX i ON incidents (x)",
    )
    .await;
    assert_eq!(findings(dir.path()).await, []);
}

#[tokio::test]
async fn a_ruined_file_is_a_finding_and_no_panic() {
    let (dir, _) = small().await;
    let path = dir.path().join("journal.db");
    let sound = fs::read(&path).unwrap();
    for length in [0, 1, 50, 100, 4096, sound.len() / 2, sound.len() - 1] {
        fs::write(&path, &sound[..length]).unwrap();
        assert_ne!(findings(dir.path()).await, [], "cut to {length}");
    }
    for page in 0..sound.len() / 4096 {
        let mut ruined = sound.clone();
        ruined[page * 4096..(page + 1) * 4096].fill(0xa5);
        fs::write(&path, ruined).unwrap();
        assert_ne!(findings(dir.path()).await, [], "page {page}");
    }
    fs::write(&path, sound).unwrap();
    assert_eq!(findings(dir.path()).await, []);
}

#[tokio::test]
async fn a_journal_full_of_rubbish_is_reported_within_bounds() {
    let dir = tempfile::TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    journal.append("school", 0, &records(1_500)).await.unwrap();
    drop(journal);
    harm(dir.path(), "UPDATE records SET kind = 'x'").await;
    let report = verify(dir.path(), &[]).await;
    assert_eq!(
        (report.findings.len(), report.findings_left_out),
        (1_000, 500)
    );
}
