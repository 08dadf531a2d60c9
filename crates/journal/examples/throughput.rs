//! How fast records become durable here: a figure to look at, never a test to pass.
//!
//! `cargo run --profile ci -p journal --example throughput -- FOLDER`
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_precision_loss)]

use std::time::{Duration, Instant};

use jiff::Timestamp;
use journal::{Commit, Journal, NewRecord, Options, verify};
use tempfile::TempDir;

#[tokio::main]
async fn main() {
    for batch in [1, 10, 100, 1_000] {
        let dir =
            TempDir::new_in(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned())).unwrap();
        let journal = Journal::open(dir.path(), Options::default()).await.unwrap();
        let commit = records(batch);
        let start = Instant::now();
        let mut position = 0;
        while start.elapsed() < Duration::from_secs(3) {
            position = journal
                .append("school", position, &commit)
                .await
                .unwrap()
                .position;
        }
        let took = start.elapsed().as_secs_f64();
        let counters = journal.counters();
        println!(
            "batch {batch}: {:.0} commits/s, {:.0} records/s",
            counters.commits as f64 / took,
            counters.records as f64 / took
        );
        if batch == 1_000 {
            let start = Instant::now();
            let mut walk = journal.walk("school", 0).await.unwrap();
            while !walk.next_page().await.unwrap().is_empty() {}
            let walked = position as f64 / start.elapsed().as_secs_f64();
            journal.close(Timestamp::UNIX_EPOCH).await.unwrap();
            let start = Instant::now();
            assert!(verify(dir.path(), &[]).await.is_clean());
            let verified = position as f64 / start.elapsed().as_secs_f64();
            println!("walk {walked:.0} records/s, verify {verified:.0} records/s, of {position}");
        }
    }
}

fn records(count: usize) -> Commit {
    let record = NewRecord {
        kind: "noted".to_owned(),
        version: 1,
        body: serde_json::json!({ "what": "a measurement", "fill": "x".repeat(200) })
            .to_string()
            .into_bytes(),
    };
    Commit {
        records: vec![record; count],
        ..Commit::default()
    }
}
