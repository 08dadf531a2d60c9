//! Deadlines that fire: from the moment at which nobody had answered to the next one's phone.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::Value;

use super::server::{self, Server, TOKEN};
use super::sink::Sink;
use super::{Row, Trouble, load};

/// Incidents that run at once; each opens several duties, whose first rung waits three minutes.
const INCIDENTS: u32 = 500;
/// Three minutes, and some for the notices.
const PATIENCE: Duration = Duration::from_secs(240);

pub async fn rows(binary: &Path) -> Result<Vec<Row>, Trouble> {
    let sink = Sink::default();
    let webhook = sink.open().await?;
    let server = Server::start(binary, &webhook)?;
    let client = load::client()?;
    let mut due = BTreeMap::new();
    for number in 0..INCIDENTS {
        let id = format!("bench-{number}");
        let incident = server::report(client.clone(), server.url.clone(), id).await?;
        due.extend(answers_due(&client, &server, &incident).await?);
    }
    let began = Instant::now();
    let mut lateness = loop {
        let late = late(&sink, &due);
        if late.len() >= due.len() || began.elapsed() > PATIENCE {
            break late;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    };
    let (fired, all) = (lateness.len(), due.len());
    Ok(vec![Row::new(
        format!("deadline to the next one's phone, {fired} of {all} in {INCIDENTS} incidents"),
        load::spread(&mut lateness),
    )])
}

/// Until when each open duty of an incident waits for an answer.
async fn answers_due(
    client: &reqwest::Client,
    server: &Server,
    incident: &str,
) -> Result<BTreeMap<String, Timestamp>, Trouble> {
    let answer = client
        .get(format!("{}/api/v1/duties?incident={incident}", server.url))
        .bearer_auth(TOKEN)
        .send()
        .await?
        .error_for_status()?;
    let list: Value = answer.json().await?;
    let duties = list["items"].as_array().ok_or("no list of duties")?;
    let due = duties.iter().filter_map(|duty| {
        let at = duty["answer_due"].as_str()?.parse().ok()?;
        Some((duty["id"].as_str()?.to_owned(), at))
    });
    Ok(due.collect())
}

/// How late each second rung was told, in milliseconds.
fn late(sink: &Sink, due: &BTreeMap<String, Timestamp>) -> Vec<f64> {
    let second = sink.arrivals().into_iter().filter(|it| it.rung == 1);
    second
        .filter_map(|arrival| {
            let due = due.get(&arrival.duty)?;
            Some(arrival.at.duration_since(*due).as_secs_f64() * 1000.0)
        })
        .collect()
}
