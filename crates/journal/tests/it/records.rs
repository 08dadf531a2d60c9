//! The stored form of events: what was written once is read for ever.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use drill::sim::{Size, run_through};
use engine::{Event, State, evolve};
use journal::{Commit, Journal, NewRecord, Options, StoredRecord, to_event, to_record};
use tempfile::TempDir;

use crate::postgres::Database;

fn stored(record: NewRecord) -> StoredRecord {
    StoredRecord {
        position: 1,
        kind: record.kind,
        version: record.version,
        body: record.body,
        hash: [0; 32],
    }
}

fn through_the_journal(event: &Event) -> Result<Event, String> {
    to_event(&stored(to_record(event))).map_err(|error| error.to_string())
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records/v1")
}

/// One record of every kind that the simulator's stories hold.
fn one_of_each() -> BTreeMap<String, String> {
    let found = RefCell::new(BTreeMap::new());
    for seed in 1..=60 {
        run_through(seed, Size::default(), &|event| {
            let record = to_record(event);
            let body = String::from_utf8(record.body).map_err(|error| error.to_string())?;
            found.borrow_mut().entry(record.kind).or_insert(body);
            Ok(event.clone())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
    }
    found.into_inner()
}

#[test]
fn whole_stories_pass_through_the_journal_unchanged() {
    for seed in 1..=40 {
        run_through(seed, Size::default(), &through_the_journal)
            .unwrap_or_else(|failure| panic!("{failure}"));
    }
}

/// Promise 4 on every store: what is read back folds to the state that wrote it.
#[tokio::test]
async fn a_log_read_back_from_any_store_folds_to_the_same_state() {
    let dir = TempDir::new().unwrap();
    let disk = Journal::open(dir.path(), Options::default()).await.unwrap();
    let memory = Journal::in_memory();
    let database = Database::create().await;
    let postgres = match &database {
        Some(database) => Some(database.open().await.unwrap()),
        None => None,
    };
    for seed in 1..=10 {
        let events = RefCell::new(Vec::new());
        run_through(seed, Size::default(), &|event| {
            events.borrow_mut().push(event.clone());
            Ok(event.clone())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
        let events = events.into_inner();
        let mut written = State::default();
        events.iter().for_each(|event| evolve(&mut written, event));
        let mut heads = Vec::new();
        for journal in [Some(&disk), Some(&memory), postgres.as_ref()]
            .into_iter()
            .flatten()
        {
            let name = format!("organisation-{seed}");
            let commit = Commit {
                records: events.iter().map(to_record).collect(),
                ..Commit::default()
            };
            heads.push(journal.append(&name, 0, &commit).await.unwrap());
            let mut read = State::default();
            let mut walk = journal.walk(&name, 0).await.unwrap();
            loop {
                let page = walk.next_page().await.unwrap();
                if page.is_empty() {
                    break;
                }
                for record in &page {
                    evolve(&mut read, &to_event(record).unwrap());
                }
            }
            assert_eq!(read, written, "seed {seed}");
        }
        assert!(heads.windows(2).all(|two| two[0] == two[1]), "{heads:?}");
    }
}

/// `UPDATE_RECORDS=1` adds samples of kinds that have none; a sample is never changed.
#[test]
fn every_record_ever_shipped_still_reads() {
    let dir = samples();
    let adding = std::env::var_os("UPDATE_RECORDS").is_some();
    for (kind, body) in one_of_each() {
        let file = dir.join(format!("{kind}.json"));
        if adding && !file.exists() {
            std::fs::create_dir_all(&dir).expect("a folder");
            std::fs::write(&file, &body).expect("a file");
        }
        assert!(
            file.exists(),
            "no sample of {kind}: run this test with UPDATE_RECORDS=1 and commit the file"
        );
    }
    for entry in std::fs::read_dir(&dir).expect("samples are there") {
        let file = entry.expect("an entry").path();
        let kind = file.file_stem().and_then(|it| it.to_str()).expect("a name");
        let body = std::fs::read(&file).expect("a sample");
        let record = StoredRecord {
            position: 1,
            kind: kind.to_owned(),
            version: 1,
            body: body.clone(),
            hash: [0; 32],
        };
        let event = to_event(&record).unwrap_or_else(|error| panic!("{error}"));
        let again = to_record(&event);
        assert_eq!((again.kind.as_str(), again.body), (kind, body));
    }
}

/// What an event does not say that it names would be lost to readers after a start, and could
/// never be erased.
#[test]
fn an_event_knows_every_personal_value_that_its_record_names() {
    let mut named = 0;
    for (kind, body) in one_of_each() {
        let count = body.matches("\"sealed\":").count();
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        let event: Event = serde_json::from_value(value).unwrap();
        assert_eq!(event.what.sealed().len(), count, "{kind}");
        named += count;
    }
    assert!(named > 3);
}

#[test]
fn a_record_of_a_later_version_or_another_kind_is_not_guessed_at() {
    let dir = samples();
    let body = std::fs::read(dir.join("started.json")).expect("a sample");
    let record = |kind: &str, version: u16, body: &[u8]| StoredRecord {
        position: 7,
        kind: kind.to_owned(),
        version,
        body: body.to_vec(),
        hash: [0; 32],
    };
    assert!(to_event(&record("started", 1, &body)).is_ok());
    assert!(to_event(&record("started", 2, &body)).is_err());
    assert!(to_event(&record("ended", 1, &body)).is_err());
    assert!(to_event(&record("started", 1, b"{}")).is_err());
    assert!(to_event(&record("started", 1, b"not JSON")).is_err());
}
