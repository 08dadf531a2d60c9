//! How fast records become durable here; a figure to look at, never a test to pass.

use std::time::{Duration, Instant};

use journal::{Journal, Options, verify};
use tempfile::TempDir;

use crate::small::{records, time};

/// `cargo test -p journal --profile ci -- --ignored --nocapture throughput`
#[tokio::test]
#[ignore = "a measurement"]
async fn throughput_of_appends_in_batches() {
    for batch in [1, 10, 100, 1_000] {
        let dir =
            TempDir::new_in(std::env::var("CHANGBEI_BENCH_DIR").unwrap_or_else(|_| ".".to_owned()))
                .unwrap();
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
            journal.close(time(0)).await.unwrap();
            let start = Instant::now();
            assert!(verify(dir.path(), &[]).await.is_clean());
            let verified = position as f64 / start.elapsed().as_secs_f64();
            println!("walk {walked:.0} records/s, verify {verified:.0} records/s, of {position}");
        }
    }
}
