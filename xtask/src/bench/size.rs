//! What it weighs: the binary, its crates, its memory, and its start with a long log.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::server::{Server, TOKEN};
use super::sink::Sink;
use super::{Row, Trouble, load};

/// The machine, in a line.
pub fn machine() -> String {
    let first = |file: &str, key: &str| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or_else(String::new, |(_, value)| value.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "{} · {cores} cores · {} · Linux {}",
        first("/proc/cpuinfo", "model name"),
        first("/proc/meminfo", "MemTotal"),
        std::fs::read_to_string("/proc/sys/kernel/osrelease")
            .unwrap_or_default()
            .trim(),
    )
}

pub async fn rows(binary: &Path, records: u64) -> Result<Vec<Row>, Trouble> {
    let sink = Sink::default();
    let webhook = sink.open().await?;
    let client = load::client()?;
    let mut server = Server::start(binary, &webhook)?;
    let mib = |memory: Option<u64>| memory.map_or("unknown".to_owned(), |mib| format!("{mib} MiB"));
    let mut rows = vec![
        Row::new(
            "the binary",
            format!("{:.1} MB", std::fs::metadata(binary)?.len() as f64 / 1e6),
        ),
        Row::new("crates in it", crates()?.to_string()),
        Row::new("resident memory, sample school", mib(server.memory())),
    ];
    let url = format!("{}/api/v2/alerts", server.url);
    while server.position(&client).await? < records {
        load::alerts(&url, Some(TOKEN), 100, 8, Duration::from_secs(2)).await?;
    }
    let position = server.position(&client).await?;
    let began = Instant::now();
    server.stop();
    let stopped = began.elapsed();
    let began = Instant::now();
    server.restart(binary, &webhook)?;
    let started = began.elapsed();
    rows.push(Row::new(
        format!("start with {position} records, no snapshot"),
        format!("{:.2} s", started.as_secs_f64()),
    ));
    rows.push(Row::new(
        format!("orderly stop with {position} records"),
        format!("{:.2} s", stopped.as_secs_f64()),
    ));
    rows.push(Row::new(
        format!("resident memory after that start, {position} records"),
        mib(server.memory()),
    ));
    Ok(rows)
}

/// How many crates the binary is built of.
fn crates() -> Result<usize, Trouble> {
    let tree = Command::new("cargo")
        .args([
            "tree",
            "-p",
            "changbei",
            "-e",
            "normal,build",
            "--prefix",
            "none",
        ])
        .args(["--format", "{p}"])
        .current_dir(crate::root())
        .output()?;
    let text = String::from_utf8(tree.stdout)?;
    let names: BTreeSet<&str> = text
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .filter(|line| !line.is_empty())
        .collect();
    Ok(names.len())
}
