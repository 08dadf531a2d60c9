//! The server that is measured, in a folder of its own, and stopped at the end.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::Trouble;

/// The token of the sample's officer.
pub const TOKEN: &str = "bench";

/// A running `changbei serve --sample school`.
pub struct Server {
    process: Child,
    pub url: String,
    /// Signs one browser in, once.
    sign_in: String,
    folder: TempDir,
}

/// Builds the binary with the profile of tests.
pub fn build() -> Result<PathBuf, Trouble> {
    let status = Command::new("cargo")
        .args(["build", "-q", "--profile", "ci", "-p", "changbei"])
        .current_dir(crate::root())
        .status()?;
    if !status.success() {
        return Err("changbei does not build".into());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| crate::root().join("target"), PathBuf::from);
    Ok(target.join("ci/changbei"))
}

impl Server {
    /// Starts it on an empty folder.
    pub fn start(binary: &Path, webhook: &str) -> Result<Self, Trouble> {
        let folder = TempDir::new()?;
        let (process, url, sign_in) = spawn(binary, folder.path(), webhook)?;
        Ok(Self {
            process,
            url,
            sign_in,
            folder,
        })
    }

    /// Stops it in order and starts it again on the same folder.
    pub fn restart(&mut self, binary: &Path, webhook: &str) -> Result<(), Trouble> {
        self.stop();
        let folder = self.folder.path();
        (self.process, self.url, self.sign_in) = spawn(binary, folder, webhook)?;
        Ok(())
    }

    /// Stops it as `systemctl stop` would.
    pub fn stop(&mut self) {
        let asked = Command::new("kill")
            .args(["-TERM", &self.process.id().to_string()])
            .status();
        if asked.is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }

    /// Resident memory, in MiB; none where the system does not say.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kib / 1024)
    }

    /// Signs the sample's officer in; answers the cookies.
    pub async fn sign_in(&self, client: &reqwest::Client) -> Result<String, Trouble> {
        let form = client
            .post(&self.sign_in)
            .header("sec-fetch-site", "same-origin");
        let answer = form.send().await?;
        let cookies = answer.headers().get_all("set-cookie").iter();
        let pairs: Vec<&str> = cookies
            .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
            .collect();
        Ok(pairs.join("; "))
    }

    /// The position of the last record.
    pub async fn position(&self, client: &reqwest::Client) -> Result<u64, Trouble> {
        let text = client
            .get(format!("{}/metrics", self.url))
            .send()
            .await?
            .text()
            .await?;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("changbei_log_position "))
            .ok_or("the metrics do not say where the log is")?;
        Ok(line.trim().parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reports a gas leak to the server at `url`; answers with the incident's id.
pub async fn report(client: reqwest::Client, url: String, id: String) -> Result<String, Trouble> {
    let made = jiff::Timestamp::now().to_string();
    let answer = client
        .post(format!("{url}/api/v1/incidents"))
        .bearer_auth(TOKEN)
        .json(&json!({"id": id, "made": made, "event": "gas-leak", "place": id}))
        .send()
        .await?
        .error_for_status()?;
    let incident: Value = answer.json().await?;
    let id = incident["id"].as_str();
    Ok(id.ok_or("the incident has no id")?.to_owned())
}

/// Starts it; answers the process, its address and the link that signs in.
fn spawn(binary: &Path, folder: &Path, webhook: &str) -> Result<(Child, String, String), Trouble> {
    let mut process = Command::new(binary)
        .args(["serve", "--sample", "school", "--listen", "127.0.0.1:0"])
        .arg("--data")
        .arg(folder.join("data"))
        .env("CHANGBEI_SAMPLE_WEBHOOK", webhook)
        .env("CHANGBEI_SAMPLE_TOKEN", TOKEN)
        .env("CHANGBEI_LANG", "en")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let out = process.stdout.take().expect("stdout is piped");
    let mut lines = BufReader::new(out).lines();
    let mut address = || -> Result<String, Trouble> {
        let line = lines.next().ok_or("the server stopped at its start")??;
        let at = line.find("http://").ok_or("the server names no address")?;
        Ok(line[at..].trim().trim_end_matches('/').to_owned())
    };
    let (url, sign_in) = (address()?, address()?);
    // The pipe stays open for what else it says.
    std::thread::spawn(move || lines.for_each(drop));
    Ok((process, url, sign_in))
}
