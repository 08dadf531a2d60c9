//! From a report to the first notice on somebody's phone.

use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::server::{self, Server};
use super::sink::Sink;
use super::{Row, Trouble, load};

/// Reports a second: a bad hour, and more than anything real.
const RATES: [u32; 2] = [20, 200];

pub async fn rows(binary: &Path, time: Duration) -> Result<Vec<Row>, Trouble> {
    let mut rows = Vec::new();
    for rate in RATES {
        let sink = Sink::default();
        let webhook = sink.open().await?;
        let server = Server::start(binary, &webhook)?;
        let client = load::client()?;
        let reports = rate * u32::try_from(time.as_secs())?;
        let began = Instant::now();
        let sent = at_rate(&server, &client, rate, reports).await?;
        let took = began.elapsed();
        settle(&sink, sent.len()).await;
        let first = sink.first_by_incident();
        let mut delays: Vec<f64> = sent
            .iter()
            .filter_map(|(incident, at)| {
                let arrived = first.get(incident)?;
                Some(arrived.duration_since(*at).as_secs_f64() * 1000.0)
            })
            .collect();
        let told = delays.len();
        rows.push(Row::new(
            format!(
                "report to first webhook, {rate} incidents/s asked ({:.0}/s answered), {told} of {reports} arrived",
                f64::from(reports) / took.as_secs_f64()
            ),
            load::spread(&mut delays),
        ));
    }
    Ok(rows)
}

/// Reports at an even rate; answers each incident's id with the moment it was sent.
async fn at_rate(
    server: &Server,
    client: &reqwest::Client,
    rate: u32,
    reports: u32,
) -> Result<Vec<(String, Timestamp)>, Trouble> {
    let mut beat = tokio::time::interval(Duration::from_secs(1) / rate);
    let mut waiting = Vec::new();
    for number in 0..reports {
        beat.tick().await;
        let at = Timestamp::now();
        let id = format!("bench-{rate}-{number}");
        waiting.push((
            at,
            tokio::spawn(server::report(client.clone(), server.url.clone(), id)),
        ));
    }
    let mut sent = Vec::new();
    for (at, answer) in waiting {
        sent.push((answer.await??, at));
    }
    Ok(sent)
}

/// Waits until the phone of every incident rang, or for 30 seconds.
async fn settle(sink: &Sink, incidents: usize) {
    let began = Instant::now();
    while sink.first_by_incident().len() < incidents && began.elapsed() < Duration::from_secs(30) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
