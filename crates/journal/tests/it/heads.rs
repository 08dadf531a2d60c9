//! Signed heads: what they prove, and that they never run ahead of the database.

use std::fs;

use journal::{
    Finding, Journal, JournalError, Options, OrganisationReport, SignedHead, Witness, verify,
};
use tempfile::TempDir;

use crate::small::{copy, findings, harm, records, small, time};

fn proven(organisation: &str, last: u64, signed_to: u64, witnessed_to: u64) -> OrganisationReport {
    OrganisationReport {
        organisation: organisation.to_owned(),
        last,
        signed_to,
        witnessed_to,
    }
}

#[tokio::test]
async fn a_head_survives_being_copied_by_hand() {
    let (dir, heads) = small().await;
    let key = verify(dir.path(), &[]).await.public_key.unwrap();
    for head in &heads {
        let line = head.to_string();
        let read: SignedHead = line.parse().unwrap();
        assert_eq!(read, *head);
        assert!(read.is_signed_by(&key));
        assert_eq!(key.to_string().parse(), Ok(key));
    }
    for wrong in [
        "",
        "changbei-head-1",
        "changbei-head-1 school 5 00 x y",
        "你好",
    ] {
        assert!(wrong.parse::<SignedHead>().is_err(), "{wrong:?}");
    }
}

#[tokio::test]
async fn no_byte_of_a_head_can_be_changed() {
    let (dir, heads) = small().await;
    let key = verify(dir.path(), &[]).await.public_key.unwrap();
    let line = heads[0].to_string();
    for (at, byte) in line.bytes().enumerate() {
        for other in [b'0', b'1', b'a', b'Z', b' '] {
            let mut bytes = line.clone().into_bytes();
            bytes[at] = other;
            let changed = String::from_utf8(bytes).unwrap();
            let holds = changed
                .parse::<SignedHead>()
                .is_ok_and(|head| head.is_signed_by(&key));
            assert_eq!(holds, byte == other, "byte {at} as {}", char::from(other));
        }
    }
}

#[tokio::test]
async fn the_report_says_how_far_the_log_is_proven_and_by_whom() {
    let (dir, heads) = small().await;
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    journal.append("school", 5, &records(2)).await.unwrap();
    journal.write_heads(time(2)).await.unwrap();
    journal.append("school", 7, &records(3)).await.unwrap();
    journal.append("town", 0, &records(1)).await.unwrap();
    let school: Vec<SignedHead> = heads
        .into_iter()
        .filter(|head| head.head.organisation == "school")
        .collect();
    let report = verify(dir.path(), &school).await;
    assert_eq!(report.findings, []);
    assert_eq!(
        report.organisations,
        [
            proven("factory", 3, 3, 0),
            proven("school", 10, 7, 5),
            proven("town", 1, 0, 0)
        ]
    );
}

#[tokio::test]
async fn heads_that_have_not_moved_are_not_signed_again() {
    let dir = TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    journal.append("school", 0, &records(1)).await.unwrap();
    journal.append("factory", 0, &records(1)).await.unwrap();
    assert_eq!(journal.write_heads(time(0)).await.unwrap().len(), 2);
    assert_eq!(journal.write_heads(time(1)).await.unwrap(), []);
    journal.append("school", 1, &records(1)).await.unwrap();
    let signed = journal.write_heads(time(2)).await.unwrap();
    assert_eq!(signed.len(), 1);
    assert_eq!(
        (signed[0].head.position, signed[0].written_at),
        (2, time(2))
    );
    assert_eq!(findings(dir.path()).await, []);
}

/// A copy taken at any moment is what a crash at that moment leaves.
#[tokio::test]
async fn after_a_crash_the_database_may_be_ahead_of_its_heads_and_never_behind() {
    let dir = TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    let mut signed_to = 0;
    for position in 0..6 {
        journal
            .append("school", position, &records(1))
            .await
            .unwrap();
        if position % 2 == 1 {
            journal.write_heads(time(0)).await.unwrap();
            signed_to = position + 1;
        }
        let crashed = copy(dir.path());
        let report = verify(crashed.path(), &[]).await;
        assert_eq!(report.findings, []);
        let expected = [proven("school", position + 1, signed_to, 0)];
        assert_eq!(report.organisations, expected);

        let again = Journal::open(crashed.path(), Options::default())
            .await
            .unwrap();
        again.close(time(1)).await.unwrap();
        let report = verify(crashed.path(), &[]).await;
        assert_eq!(report.organisations[0].signed_to, position + 1);
    }
}

#[tokio::test]
async fn heads_that_cannot_be_written_now_are_written_later() {
    let dir = TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    journal.append("school", 0, &records(1)).await.unwrap();
    let obstacle = dir.path().join("journal.new");
    fs::create_dir(&obstacle).unwrap();
    assert!(journal.write_heads(time(0)).await.is_err());
    fs::remove_dir(&obstacle).unwrap();
    assert_eq!(journal.write_heads(time(1)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_older_database_under_newer_heads_is_noticed_and_not_signed_over() {
    let (dir, _) = small().await;
    let old = fs::read(dir.path().join("journal.db")).unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    journal.append("school", 5, &records(2)).await.unwrap();
    journal.close(time(2)).await.unwrap();
    fs::write(dir.path().join("journal.db"), old).unwrap();
    let cut = Finding::CutAtEnd {
        organisation: "school".to_owned(),
        head: 7,
        ends: 5,
        witness: Witness::Inside,
    };
    assert_eq!(findings(dir.path()).await, std::slice::from_ref(&cut));
    let error = Journal::open(dir.path(), Options::default()).await;
    assert!(matches!(error, Err(JournalError::Damaged(found)) if found == cut));
    assert_eq!(findings(dir.path()).await, [cut]);
}

/// Whoever holds the key can sign a shorter log; only a head kept elsewhere tells.
#[tokio::test]
async fn a_head_kept_elsewhere_notices_what_the_folder_cannot() {
    let (dir, _) = small().await;
    let earlier = copy(dir.path());
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    journal.append("school", 5, &records(2)).await.unwrap();
    let kept = journal.write_heads(time(2)).await.unwrap();
    journal.close(time(3)).await.unwrap();

    let report = verify(earlier.path(), &kept).await;
    let cut = Finding::CutAtEnd {
        organisation: "school".to_owned(),
        head: 7,
        ends: 5,
        witness: Witness::Outside,
    };
    assert_eq!(report.findings, [cut]);

    let journal = Journal::open(earlier.path(), Options::default())
        .await
        .unwrap();
    journal.append("school", 5, &records(3)).await.unwrap();
    journal.close(time(4)).await.unwrap();
    assert_eq!(findings(earlier.path()).await, []);
    // The same two records came first, so the kept head is honoured; another one is not.
    assert_eq!(verify(earlier.path(), &kept).await.findings, []);

    let (other, _) = small().await;
    let forged = Finding::WitnessForged {
        organisation: "school".to_owned(),
        position: 7,
    };
    assert_eq!(verify(other.path(), &kept).await.findings, [forged]);
}

#[tokio::test]
async fn a_forged_or_missing_head_file_is_a_finding_and_stops_the_writer() {
    type Harm = fn(&str) -> Option<String>;
    let harms: [(&str, Harm); 7] = [
        ("missing", |_| None),
        ("empty", |_| Some(String::new())),
        ("cut in the middle", |text| {
            Some(text[..text.len() / 2].to_owned())
        }),
        ("a line less", |text| {
            Some(text.split_once('\n').unwrap().1.to_owned())
        }),
        ("another position", |text| Some(text.replace(" 5 ", " 4 "))),
        ("another count", |text| {
            Some(text.replace("heads-1 2", "heads-1 1"))
        }),
        ("rubbish", |text| Some(format!("{text}\u{0}\u{fffd}\n"))),
    ];
    for (name, harm) in harms {
        let (dir, _) = small().await;
        let path = dir.path().join("journal.head");
        match harm(&fs::read_to_string(&path).unwrap()) {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let found = findings(dir.path()).await;
        assert!(
            matches!(
                found[..],
                [Finding::HeadFileMissing] | [Finding::HeadFileForged { .. }]
            ),
            "{name}: {found:?}"
        );
        let error = Journal::open(dir.path(), Options::default()).await;
        assert!(matches!(error, Err(JournalError::Damaged(_))), "{name}");
    }
}

#[tokio::test]
async fn a_key_that_is_gone_or_exchanged_is_a_finding() {
    for (file, text, expected) in [
        ("head.key", None, Finding::HeadKeyMissing),
        ("head.pub", None, Finding::HeadKeyMissing),
        ("head.key", Some("11".repeat(32)), Finding::HeadKeysDiffer),
        (
            "head.key",
            Some("no key".to_owned()),
            Finding::HeadKeyMissing,
        ),
    ] {
        let (dir, _) = small().await;
        let path = dir.path().join("keys").join(file);
        match &text {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        assert_eq!(findings(dir.path()).await, [expected], "{file} {text:?}");
        let error = Journal::open(dir.path(), Options::default()).await;
        assert!(matches!(error, Err(JournalError::Damaged(_))), "{error:?}");
    }
}

#[tokio::test]
async fn an_organisation_that_was_removed_whole_is_missed() {
    let (dir, _) = small().await;
    harm(
        dir.path(),
        "DELETE FROM records WHERE organisation = 'factory'",
    )
    .await;
    let found = findings(dir.path()).await;
    assert!(found.contains(&Finding::CutAtEnd {
        organisation: "factory".to_owned(),
        head: 3,
        ends: 0,
        witness: Witness::Inside,
    }));
}
