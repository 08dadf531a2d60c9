//! Callers that send as fast as they are answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Trouble;

/// A client for so many callers at once.
pub fn client() -> Result<reqwest::Client, Trouble> {
    Ok(reqwest::Client::builder()
        .timeout(Duration::from_secs(60))
        .pool_max_idle_per_host(256)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()?)
}

/// Posts batches of new alerts to `url` from so many callers until the time is over.
///
/// Answers how many alerts were accepted each second. Any answer but a success ends the bench:
/// a figure with refusals in it would be worth nothing.
pub async fn alerts(
    url: &str,
    token: Option<&str>,
    batch: usize,
    callers: usize,
    time: Duration,
) -> Result<f64, Trouble> {
    let client = client()?;
    let number = Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..callers {
        let (client, number, url) = (client.clone(), number.clone(), url.to_owned());
        let token = token.map(str::to_owned);
        tasks.spawn(async move {
            let mut accepted = 0;
            while began.elapsed() < time {
                let first = number.fetch_add(batch as u64, Ordering::Relaxed);
                let body: Vec<Value> = (first..first + batch as u64)
                    .map(|n| alert(batch, callers, n))
                    .collect();
                let mut request = client.post(&url).json(&body);
                if let Some(token) = &token {
                    request = request.bearer_auth(token);
                }
                request.send().await?.error_for_status()?.bytes().await?;
                accepted += batch;
            }
            Ok::<usize, reqwest::Error>(accepted)
        });
    }
    let mut accepted = 0;
    while let Some(done) = tasks.join_next().await {
        accepted += done??;
    }
    Ok(accepted as f64 / began.elapsed().as_secs_f64())
}

/// An alert that the sample's gas rule takes, like no other of this run.
fn alert(batch: usize, callers: usize, number: u64) -> Value {
    json!({
        "labels": {
            "alertname": "GasDetector",
            "event": "gas-leak",
            "detector": format!("{batch}-{callers}-{number}"),
        },
    })
}

/// The value that so many per cent do not exceed; none of nothing.
pub fn percentile(values: &mut [f64], percent: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    Some(values[(last * percent).div_ceil(100)])
}

/// "p50 1.2 ms · p99 3.4 ms" of durations in milliseconds.
pub fn spread(values: &mut [f64]) -> String {
    match (percentile(values, 50), percentile(values, 99)) {
        (Some(half), Some(most)) => format!("p50 {half:.1} ms · p99 {most:.1} ms"),
        _ => "nothing arrived".to_owned(),
    }
}
