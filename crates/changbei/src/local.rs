//! How other commands on this machine reach the running server of a data folder: its address and
//! tokens drawn at every start, in a file that only the folder's owner can read.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use words::Language;

/// The account that the token stands for.
pub const ACCOUNT: &str = "local";

/// How long the server may take to check and record a plan.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// What the file says.
#[derive(Clone, Serialize, Deserialize)]
pub struct Local {
    /// Where the server answers, without a slash at the end.
    pub url: String,
    /// What it takes as `Authorization: Bearer …`, by organisation.
    pub tokens: BTreeMap<String, String>,
}

/// The file, for as long as the server runs in good order.
pub struct Written(PathBuf);

impl Local {
    /// Fresh tokens for a server that listens there and runs these organisations.
    pub fn draw(listening: SocketAddr, organisations: impl Iterator<Item = String>) -> Self {
        Self {
            url: format!("http://{}", reachable(listening)),
            tokens: organisations.map(|id| (id, runner::fresh_id())).collect(),
        }
    }

    /// Writes the file, in place of one that a crash has left.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, data: &Path) -> std::io::Result<Written> {
        let file = path(data);
        let new = file.with_extension("new");
        match std::fs::remove_file(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let mut open = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&new)?;
        open.write_all(serde_json::to_string(self)?.as_bytes())?;
        open.sync_all()?;
        std::fs::rename(&new, &file)?;
        Ok(Written(file))
    }

    /// Reads the file of the server that runs on a data folder.
    ///
    /// # Errors
    /// What the system says; a file that says something else is `InvalidData`.
    pub fn read(data: &Path) -> std::io::Result<Self> {
        let text = std::fs::read_to_string(path(data))?;
        serde_json::from_str(&text).map_err(std::io::Error::from)
    }

    /// Hands a plan file to the server: status and body of its answer.
    ///
    /// # Errors
    /// What stands in the way.
    pub async fn publish(
        &self,
        organisation: &str,
        text: &str,
        language: Language,
    ) -> Result<(reqwest::StatusCode, String), reqwest::Error> {
        // A second installation in one process changes nothing; a client is not made without.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(ANSWER_WITHIN)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        // The server knows why there is no token for an organisation, so it is asked all the same.
        let token = self
            .tokens
            .get(organisation)
            .or(self.tokens.values().next());
        let answer = client
            // An id has no character that an address would have to escape.
            .post(format!(
                "{}/api/v1/plans?organisation={organisation}",
                self.url
            ))
            .bearer_auth(token.map_or("", String::as_str))
            .header("content-type", "application/yaml")
            .header("accept-language", language.tag())
            .body(text.to_owned())
            .send()
            .await?;
        let status = answer.status();
        Ok((status, answer.text().await?))
    }
}

impl Written {
    /// Takes the file away: the token is worth nothing any more.
    pub fn remove(self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(%error, file = %self.0.display(), "could not be removed");
        }
    }
}

fn path(data: &Path) -> PathBuf {
    data.join("keys").join("local.json")
}

/// Whoever listens everywhere is reached on the loopback.
fn reachable(listening: SocketAddr) -> SocketAddr {
    let mut reachable = listening;
    if listening.ip().is_unspecified() {
        reachable.set_ip(match listening.ip() {
            IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        });
    }
    reachable
}
