//! Promise 2 on a real process: whatever was answered is on disk, every owed notice arrives, and
//! the chain verifies, however often the power goes.
//!
//! `CHANGBEI_CRASH_SEED` and `CHANGBEI_CRASH_KILLS` choose how many kills and from which seed on
//! (`cargo xtask crash`); without them it is a slice.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::world::{Phones, Server, folder, until, verify};

/// Kills in a usual run.
const SLICE: u64 = 12;

/// Kills of one data folder, whose incidents all stay open: beyond that a start only takes longer.
const LIFE: u64 = 20;

/// Callers at once.
const CALLERS: u64 = 8;

/// What was answered, and so must be there for ever.
#[derive(Default)]
struct Answered {
    incidents: BTreeSet<String>,
    duties: BTreeSet<String>,
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// The next of a fixed row of numbers (splitmix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_loses_nothing_that_was_answered() {
    let first = setting("CHANGBEI_CRASH_SEED", 1);
    let kills = setting("CHANGBEI_CRASH_KILLS", SLICE);
    for life in 0..kills.div_ceil(LIFE) {
        live(first + life, LIFE.min(kills - life * LIFE)).await;
    }
}

/// One data folder through that many kills.
async fn live(seed: u64, kills: u64) {
    let (_dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let answered = Arc::new(Mutex::new(Answered::default()));
    let mut dice = seed;
    for kill in 0..kills {
        let server = Arc::new(Server::start(&data, &webhook).await);
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| {
                let name = format!("k{seed}-{kill}-{caller}");
                tokio::spawn(call(server.clone(), name, answered.clone()))
            })
            .collect();
        // When the power goes is what the seed decides.
        tokio::time::sleep(Duration::from_millis(20 + next(&mut dice) % 400)).await;
        for caller in &callers {
            caller.abort();
        }
        for caller in callers {
            // Aborted callers have nothing to say.
            let _ = caller.await;
        }
        let server = Arc::into_inner(server).expect("all callers have gone");
        server.kill();
        if kill % 5 == 0 {
            let (code, said) = verify(&data);
            assert_eq!(code, Some(0), "seed {seed}, kill {kill}: {said}");
        }
    }
    let server = Server::start(&data, &webhook).await;
    let answered = Arc::into_inner(answered).expect("all callers have gone");
    let answered = answered.into_inner().expect("no caller panicked");
    assert!(!answered.incidents.is_empty(), "the load was a load");
    let there: BTreeSet<String> = ids(&server.all("incidents").await);
    let lost: Vec<_> = answered.incidents.difference(&there).collect();
    assert!(lost.is_empty(), "seed {seed}: incidents lost: {lost:?}");
    let duties = server.all("duties").await;
    for id in &answered.duties {
        let duty = duties.iter().find(|duty| duty["id"] == id.as_str());
        let state = duty.map(|duty| duty["state"].clone());
        assert_eq!(state, Some(json!("acknowledged")), "seed {seed}: duty {id}");
    }
    everyone_is_told(&server, &phones, seed).await;
    server.stop();
    let (code, said) = verify(&data);
    assert_eq!(code, Some(0), "seed {seed}: {said}");
    println!(
        "seed {seed}: {kills} kills, {} incidents, {} answers, {} messages",
        answered.incidents.len(),
        answered.duties.len(),
        phones.received().len()
    );
}

fn ids(items: &[Value]) -> BTreeSet<String> {
    items
        .iter()
        .filter_map(|item| item["id"].as_str().map(str::to_owned))
        .collect()
}

/// Reports incidents and takes their first duty on, and notes each answer it got.
async fn call(server: Arc<Server>, name: String, answered: Arc<Mutex<Answered>>) {
    for round in 0.. {
        let body = json!({ "id": format!("{name}-{round}"), "event": "gas-leak" });
        let Some((201, incident)) = server.post("incidents", &body).await else {
            return;
        };
        let Some(id) = incident["id"].as_str() else {
            return;
        };
        note(&answered, |known| known.incidents.insert(id.to_owned()));
        // The first duty of an incident is named after the command that made it.
        let duty = format!("{name}-{round}.2");
        let body = json!({
            "id": format!("{name}-{round}-a"), "made": incident["reported"], "answer": "got-it",
        });
        let path = format!("duties/{duty}/answer");
        match server.post(&path, &body).await {
            Some((200, _)) => note(&answered, |known| known.duties.insert(duty)),
            Some(other) => panic!("{name}: {other:?}"),
            None => return,
        }
    }
}

fn note(answered: &Mutex<Answered>, change: impl FnOnce(&mut Answered) -> bool) {
    change(&mut answered.lock().expect("no caller panicked"));
}

/// Whoever a duty says was told has a message about it on the phone.
async fn everyone_is_told(server: &Server, phones: &Phones, seed: u64) {
    let duties = server.all("duties").await;
    let owed: BTreeSet<(String, String)> = duties
        .iter()
        .flat_map(|duty| {
            let told = duty["told"].as_array().into_iter().flatten();
            told.map(|person| (text(&person["id"]), text(&duty["id"])))
        })
        .collect();
    assert!(!owed.is_empty());
    until(&format!("seed {seed}: everyone is told"), || async {
        let received: BTreeSet<(String, String)> = phones
            .received()
            .iter()
            .map(|message| (text(&message["to"]), text(&message["duty"])))
            .collect();
        owed.is_subset(&received).then_some(())
    })
    .await;
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
