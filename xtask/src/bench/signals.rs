//! Signals that a rule takes, accepted durably; beside Alertmanager, which keeps them in memory.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::server::{Server, TOKEN};
use super::sink::Sink;
use super::{Row, Trouble, load};

/// Batches and callers, as DESIGN section 11 names them.
const LOADS: [(usize, usize); 6] = [(1, 8), (10, 8), (100, 8), (1, 64), (10, 64), (100, 64)];

pub async fn rows(binary: &Path, seconds: Duration) -> Result<Vec<Row>, Trouble> {
    let sink = Sink::default();
    let webhook = sink.open().await?;
    let mut rows = Vec::new();
    for (batch, callers) in LOADS {
        let server = Server::start(binary, &webhook)?;
        let url = format!("{}/api/v2/alerts", server.url);
        let ours = load::alerts(&url, Some(TOKEN), batch, callers, seconds).await?;
        drop(server);
        let row = Row::new(
            format!("signals accepted, batches of {batch}, {callers} callers"),
            format!("{ours:.0}/s, on disk"),
        );
        rows.push(match peer().await? {
            Some(peer) => {
                let url = format!("{}/api/v2/alerts", peer.url);
                let theirs = load::alerts(&url, None, batch, callers, seconds).await?;
                row.beside(format!("{theirs:.0}/s, in memory (Alertmanager)"))
            }
            None => row.beside("Alertmanager is not installed"),
        });
    }
    Ok(rows)
}

/// A running Alertmanager.
struct Alertmanager {
    process: Child,
    url: String,
    _folder: tempfile::TempDir,
}

impl Drop for Alertmanager {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts Debian's Alertmanager with a route that sends nothing; none where it is not installed.
async fn peer() -> Result<Option<Alertmanager>, Trouble> {
    let folder = tempfile::TempDir::new()?;
    let configuration = folder.path().join("alertmanager.yml");
    std::fs::write(
        &configuration,
        "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n",
    )?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port();
    let started = Command::new("prometheus-alertmanager")
        .arg(format!("--config.file={}", configuration.display()))
        .arg(format!("--storage.path={}", folder.path().display()))
        .arg(format!("--web.listen-address=127.0.0.1:{port}"))
        .arg("--cluster.listen-address=")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(process) = started else {
        return Ok(None);
    };
    let peer = Alertmanager {
        process,
        url: format!("http://127.0.0.1:{port}"),
        _folder: folder,
    };
    let client = load::client()?;
    for _ in 0..100 {
        let answer = client.get(format!("{}/-/ready", peer.url)).send().await;
        if answer.is_ok_and(|answer| answer.status().is_success()) {
            return Ok(Some(peer));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err("Alertmanager does not become ready".into())
}
