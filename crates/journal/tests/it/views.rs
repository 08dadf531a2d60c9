//! Views are made from the records alone: kept or made anew, behind or ahead, they are the same.

use std::cell::RefCell;
use std::collections::BTreeSet;

use drill::sim::{Size, run_through};
use duty::{Duty, IncidentId};
use engine::{Event, Happened, Incident, State, evolve};
use journal::{Commit, Journal, Options, Place, ViewRows, to_record};
use tempfile::TempDir;

use crate::postgres::Database;
use crate::small::{copy, harm};

const SCHOOL: &str = "school";

/// A story of the simulator.
fn story(seed: u64) -> Vec<Event> {
    let events = RefCell::new(Vec::new());
    run_through(seed, Size::default(), &|event| {
        events.borrow_mut().push(event.clone());
        Ok(event.clone())
    })
    .unwrap_or_else(|failure| panic!("{failure}"));
    events.into_inner()
}

/// Stories in which incidents come to their end.
fn whole_stories() -> impl Iterator<Item = Vec<Event>> {
    let ends = |event: &Event| matches!(event.what, Happened::Archived { .. });
    (1..)
        .map(story)
        .filter(move |events| events.iter().any(ends))
}

/// Appends events as the run loop does, so many in each commit.
async fn append(journal: &Journal, events: &[Event], each: usize) {
    let folded = journal.fold(SCHOOL).await.unwrap();
    let (mut state, mut position) = (folded.state, folded.position);
    for events in events.chunks(each) {
        let mut commit = Commit::default();
        let mut views = ViewRows::default();
        for (event, at) in events.iter().zip(position + 1..) {
            commit.records.push(to_record(event));
            views.take(at, event, &state);
            evolve(&mut state, event);
        }
        commit.views = Some(views);
        let head = journal.append(SCHOOL, position, &commit).await.unwrap();
        position = head.position;
    }
}

/// All that anyone can ask the views.
#[derive(Debug, Default, PartialEq)]
struct Asked {
    timelines: Vec<(IncidentId, Vec<u64>)>,
    signals: Vec<u64>,
    changes: Vec<u64>,
    incidents: Vec<Incident>,
    duties: Vec<Duty>,
    by_id: Vec<(Option<Incident>, Vec<Duty>)>,
}

async fn ask(journal: &Journal, events: &[Event]) -> Asked {
    let mut asked = Asked::default();
    for id in reported(events) {
        let mut positions = Vec::new();
        loop {
            let after = positions.last().copied().unwrap_or(0);
            let page = journal.timeline(SCHOOL, &id, after).await.unwrap();
            if page.is_empty() {
                break;
            }
            positions.extend(page.iter().map(|record| record.position));
        }
        asked.by_id.push((
            journal.archived_incident(SCHOOL, &id).await.unwrap(),
            journal.archived_duties_of(SCHOOL, &id).await.unwrap(),
        ));
        asked.timelines.push((id, positions));
    }
    let changes = journal.newest_changes(SCHOOL, 1_000).await.unwrap();
    asked.changes = changes.iter().map(|record| record.position).collect();
    let signals = journal.newest_signals(SCHOOL, 1_000).await.unwrap();
    asked.signals = signals.iter().map(|record| record.position).collect();
    let mut after: Option<Place> = None;
    loop {
        let page = journal.archived_incidents(SCHOOL, after.as_ref(), 2).await;
        let page = page.unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.reported, last.id.to_string()));
        asked.incidents.extend(page);
    }
    let mut after: Option<Place> = None;
    loop {
        let page = journal.archived_duties(SCHOOL, after.as_ref(), 7).await;
        let page = page.unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.opened, last.id.to_string()));
        asked.duties.extend(page);
    }
    for duty in &asked.duties {
        let found = journal.archived_duty(SCHOOL, &duty.id).await.unwrap();
        assert_eq!(found.as_ref(), Some(duty));
    }
    asked
}

fn reported(events: &[Event]) -> BTreeSet<IncidentId> {
    let mut all = BTreeSet::new();
    for event in events {
        if let Happened::Reported { incident, .. } = &event.what {
            all.insert(incident.clone());
        }
    }
    all
}

/// What the views must say, found without them.
fn expected(events: &[Event]) -> Asked {
    let mut asked = Asked::default();
    let mut state = State::default();
    let mut of = Vec::new();
    let all = reported(events);
    for event in events {
        let text = String::from_utf8(to_record(event).body).unwrap();
        of.push(all.iter().find(|id| {
            // Ids of duties and notices are theirs alone, and known before they are used.
            let mut ids = vec![id.to_string()];
            let duties = state.duties.values().filter(|duty| duty.incident == **id);
            ids.extend(duties.map(|duty| duty.id.to_string()));
            let notices = state.notices.values().filter(|it| it.incident == **id);
            ids.extend(notices.map(|notice| notice.id.to_string()));
            ids.iter().any(|id| text.contains(&format!("\"{id}\"")))
                && !matches!(
                    event.what,
                    Happened::ClockSettled { .. }
                        | Happened::AlreadySo { .. }
                        // That an incident is kept is the organisation's own affair.
                        | Happened::HoldSet { .. }
                )
        }));
        if let Happened::Archived { incident } = &event.what {
            let incident = &state.incidents[incident];
            asked.incidents.push((**incident).clone());
            let duties = state.duties_of(incident);
            asked.duties.extend(duties.map(|duty| (**duty).clone()));
        }
        evolve(&mut state, event);
    }
    for id in &all {
        let own = of.iter().zip(1..).filter(|(of, _)| **of == Some(id));
        asked
            .timelines
            .push((id.clone(), own.map(|(_, at)| at).collect()));
        let incident = asked.incidents.iter().find(|it| it.id == *id).cloned();
        let duties = asked.duties.iter().filter(|it| it.incident == *id).cloned();
        asked.by_id.push((incident, duties.collect()));
    }
    let signals = events.iter().zip(1..);
    let signals = signals.filter(|(it, _)| matches!(it.what, Happened::SignalTaken { .. }));
    asked.signals = signals.map(|(_, at)| at).collect();
    asked.signals.reverse();
    let changes = events.iter().zip(1..).filter(|(it, _)| {
        matches!(
            it.what,
            Happened::PersonSet { .. }
                | Happened::HoldersSet { .. }
                | Happened::AbsenceSet { .. }
                | Happened::AddressesSet { .. }
                | Happened::PersonLeft { .. }
                | Happened::RosterSet { .. }
                | Happened::SubstitutesSet { .. }
                | Happened::CalendarSet { .. }
                | Happened::HoldSet { .. }
                | Happened::HoldReleased { .. }
                | Happened::Erased { .. }
        )
    });
    asked.changes = changes.map(|(_, at)| at).collect();
    asked.changes.reverse();
    let newest = |it: &Incident| std::cmp::Reverse((it.reported, it.id.to_string()));
    asked.incidents.sort_by_key(newest);
    let newest = |it: &Duty| std::cmp::Reverse((it.opened, it.id.to_string()));
    asked.duties.sort_by_key(newest);
    asked
}

#[tokio::test]
async fn views_kept_are_views_made_anew_and_say_what_happened() {
    let mut archived = 0;
    let any = (1..=4).map(story);
    for (events, seed) in any.chain(whole_stories().take(8)).zip(1_usize..) {
        let expected = expected(&events);
        archived += expected.incidents.len();
        let each = seed * 3;

        let memory = Journal::in_memory();
        append(&memory, &events, each).await;
        assert_eq!(ask(&memory, &events).await, expected, "seed {seed}");

        let dir = TempDir::new().unwrap();
        let disk = Journal::open(dir.path(), Options::default()).await.unwrap();
        append(&disk, &events, each).await;
        assert_eq!(ask(&disk, &events).await, expected, "seed {seed}");
        harm(dir.path(), "DROP TABLE views").await;
        disk.fold(SCHOOL).await.unwrap();
        assert_eq!(ask(&disk, &events).await, expected, "seed {seed}");

        if let Some(database) = Database::create().await {
            let postgres = database.open().await.unwrap();
            append(&postgres, &events, each).await;
            assert_eq!(ask(&postgres, &events).await, expected, "seed {seed}");
            database.sql("DROP TABLE views").await;
            postgres.fold(SCHOOL).await.unwrap();
            assert_eq!(ask(&postgres, &events).await, expected, "seed {seed}");
        }
    }
    assert!(archived >= 8, "only {archived} incidents came to their end");
}

/// A log with views in a data folder, and what they say.
async fn kept() -> (TempDir, Journal, Vec<Event>, Asked) {
    let events = whole_stories().next().unwrap();
    let dir = TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    append(&journal, &events, 10).await;
    let expected = expected(&events);
    assert!(!expected.incidents.is_empty());
    (dir, journal, events, expected)
}

#[tokio::test]
async fn views_that_stand_where_the_log_does_not_are_made_anew() {
    let (dir, journal, events, expected) = kept().await;
    for harmed in [
        // Ahead, as a restored older log would find them.
        "UPDATE views SET position = position + 7",
        // At a position where another record stood.
        "UPDATE views SET hash = zeroblob(32)",
        // Of another build.
        "UPDATE views SET version = version + 1",
        "DELETE FROM views",
        "DROP TABLE view_timelines",
        "DROP TABLE view_duties; CREATE TABLE view_duties (organisation TEXT) STRICT",
    ] {
        harm(dir.path(), &format!("DELETE FROM view_incidents; {harmed}")).await;
        let folded = journal.fold(SCHOOL).await.unwrap();
        assert_eq!(folded.state.last, events.last().map(|event| event.at));
        assert_eq!(ask(&journal, &events).await, expected, "{harmed}");
    }
}

#[tokio::test]
async fn views_that_fell_behind_catch_up_from_where_they_stand() {
    let (_dir, _journal, events, expected) = kept().await;
    let (before, after) = events.split_at(events.len() / 2);
    for whole in [Journal::in_memory(), {
        let dir = TempDir::new().unwrap().keep();
        Journal::open(&dir, Options::default()).await.unwrap()
    }] {
        append(&whole, before, 50).await;
        let bare = Commit {
            records: after.iter().map(to_record).collect(),
            ..Commit::default()
        };
        let stood = before.len() as u64;
        whole.append(SCHOOL, stood, &bare).await.unwrap();
        whole.fold(SCHOOL).await.unwrap();
        assert_eq!(ask(&whole, &events).await, expected);
    }
}

#[tokio::test]
async fn a_crash_leaves_records_and_views_at_one_position() {
    let events = story(5);
    let dir = TempDir::new().unwrap();
    let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
    let (mut written, step) = (0, events.len() / 6 + 1);
    for events in events.chunks(step) {
        append(&journal, events, 4).await;
        written += events.len();
        let crashed = copy(dir.path());
        let again = Journal::open(crashed.path(), Options::default()).await;
        let again = again.unwrap();
        let so_far = &story(5)[..written];
        assert_eq!(ask(&again, so_far).await, expected(so_far));
        again.fold(SCHOOL).await.unwrap();
        assert_eq!(ask(&again, so_far).await, expected(so_far));
    }
}

#[tokio::test]
async fn an_append_that_finds_the_views_elsewhere_keeps_nothing_and_the_next_start_heals_it() {
    let (dir, journal, events, expected) = kept().await;
    harm(dir.path(), "UPDATE views SET position = 1").await;
    let head = journal.head(SCHOOL).await.unwrap();
    let more = Commit {
        records: vec![to_record(&events[0])],
        views: Some(ViewRows::default()),
        ..Commit::default()
    };
    assert!(journal.append(SCHOOL, head.position, &more).await.is_err());
    assert_eq!(journal.head(SCHOOL).await.unwrap(), head);
    journal.fold(SCHOOL).await.unwrap();
    assert_eq!(ask(&journal, &events).await, expected);
}
