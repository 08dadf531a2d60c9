//! A server as its users have it, and the phones of the sample's people.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

/// Longer than anything here should take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The token of the API.
pub const TOKEN: &str = "a-token-for-tests";

/// The phones of everybody: what was sent to them, in order.
#[derive(Clone, Default)]
pub struct Phones {
    received: Arc<Mutex<Vec<Value>>>,
}

impl Phones {
    /// Switches them on; returns the address of the webhook.
    pub async fn switch_on(&self) -> String {
        async fn receive(State(phones): State<Phones>, Json(message): Json<Value>) -> StatusCode {
            phones.lock().push(message);
            StatusCode::OK
        }
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let router = Router::new()
            .route("/", post(receive))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}/")
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Value>> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything received so far.
    pub fn received(&self) -> Vec<Value> {
        self.lock().clone()
    }
}

/// A running server.
pub struct Server {
    process: Child,
    /// Where it listens.
    pub url: String,
    /// Signs one browser in, once.
    sign_in: Option<String>,
    client: reqwest::Client,
}

/// The binary under test.
pub fn changbei() -> Command {
    settled(Command::new(env!("CARGO_BIN_EXE_changbei")))
}

/// The binary started by another program, which is given it and its arguments.
pub fn changbei_under(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).arg(env!("CARGO_BIN_EXE_changbei"));
    settled(command)
}

/// Without settings of whoever runs the tests.
fn settled(mut command: Command) -> Command {
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CHANGBEI_")) {
        command.env_remove(name);
    }
    command.env("CHANGBEI_LANG", "en");
    command
}

/// Runs it to its end.
pub fn run(args: &[&str]) -> Output {
    changbei().args(args).output().expect("the binary runs")
}

fn serve<'a>(command: &'a mut Command, sample: &str, data: &Path) -> &'a mut Command {
    command
        .args(["serve", "--sample", sample, "--listen", "127.0.0.1:0"])
        .arg("--data")
        .arg(data)
}

impl Server {
    /// Starts the sample school on a data folder and waits until it takes commands.
    pub async fn start(data: &Path, webhook: &str) -> Self {
        Self::start_by(changbei(), "school", data, webhook).await
    }

    /// Starts a sample organisation on a data folder and waits until it takes commands.
    pub async fn start_sample(sample: &str, data: &Path, webhook: &str) -> Self {
        Self::start_by(changbei(), sample, data, webhook).await
    }

    /// The same by a command that starts the binary in its own way.
    pub async fn start_by(mut command: Command, sample: &str, data: &Path, webhook: &str) -> Self {
        serve(&mut command, sample, data).env("CHANGBEI_SAMPLE_WEBHOOK", webhook);
        Self::started(command)
    }

    /// Starts a sample organisation with the channels of the folder's `changbei.toml`.
    pub async fn start_configured(sample: &str, data: &Path) -> Self {
        let mut command = changbei();
        serve(&mut command, sample, data);
        Self::started(command)
    }

    fn started(mut command: Command) -> Self {
        let mut process = command
            .env("CHANGBEI_SAMPLE_TOKEN", TOKEN)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let out = process.stdout.take().expect("stdout is piped");
        let mut lines = BufReader::new(out).lines();
        let mut address = || {
            let line = lines.next().expect("a line").expect("UTF-8");
            let at = line.find("http://").expect("a line with an address");
            line[at..].trim().to_owned()
        };
        let url = address();
        let sign_in = Some(address());
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("a client");
        Self {
            process,
            url,
            sign_in,
            client,
        }
    }

    /// Kills it, as a power cut would.
    pub fn kill(mut self) {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it ends");
    }

    /// Tells it to stop and waits for the orderly end.
    pub fn stop(mut self) {
        let pid = self.process.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(told.expect("kill runs").success());
        let status = self.process.wait().expect("it ends");
        assert!(status.success(), "stopped with {status}");
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// A client, for requests of a test's own.
    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// An address of the API.
    pub fn api(&self, path: &str) -> String {
        format!("{}/api/v1/{path}", self.url)
    }

    /// GET with the token.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self
            .client
            .get(self.api(path))
            .bearer_auth(TOKEN)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 200, "GET {path}");
        answer.json().await.expect("JSON")
    }

    /// Every item of a list, page by page.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut cursor = None;
        loop {
            let join = if path.contains('?') { '&' } else { '?' };
            let page = match &cursor {
                None => self.get(path).await,
                Some(cursor) => self.get(&format!("{path}{join}cursor={cursor}")).await,
            };
            items.extend(page["items"].as_array().expect("items").iter().cloned());
            match page["next"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return items,
            }
        }
    }

    /// POST with the token; `None` when the server died meanwhile.
    pub async fn post(&self, path: &str, body: &Value) -> Option<(u16, Value)> {
        let answer = self
            .client
            .post(self.api(path))
            .bearer_auth(TOKEN)
            .json(body)
            .send()
            .await
            .ok()?;
        let status = answer.status().as_u16();
        let text = answer.text().await.ok()?;
        Some((status, serde_json::from_str(&text).unwrap_or(json!(text))))
    }

    /// Alerts, as Prometheus sends them.
    pub async fn alert(&self, alerts: &Value) -> Option<u16> {
        let answer = self
            .client
            .post(format!("{}/api/v2/alerts", self.url))
            .bearer_auth(TOKEN)
            .json(alerts)
            .send()
            .await
            .ok()?;
        Some(answer.status().as_u16())
    }

    /// A page without a sign-in: status and text.
    pub async fn page(&self, url: &str) -> (u16, String) {
        let answer = self.client.get(url).send().await.expect("an answer");
        (answer.status().as_u16(), answer.text().await.expect("text"))
    }

    /// Signs the officer in; returns the cookie.
    pub async fn sign_in(&mut self) -> String {
        let link = self.sign_in.take().expect("a link signs in once");
        let answer = self.client.post(link).send().await.expect("an answer");
        assert_eq!(answer.status(), 303, "signed in");
        // The session's, and the one by which this browser is known; in any order.
        let cookies = answer.headers().get_all("set-cookie").iter();
        let pairs: Vec<&str> = cookies
            .map(|it| it.to_str().expect("ASCII"))
            .map(|it| it.split(';').next().expect("a pair"))
            .collect();
        pairs.join("; ")
    }

    /// A page as the officer sees it.
    pub async fn officer_page(&self, cookie: &str, path: &str) -> String {
        let request = self.client.get(format!("{}{path}", self.url));
        let answer = request.header("cookie", cookie).send().await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("text")
    }

    /// A form as the officer sends it: status and page.
    pub async fn officer_post(
        &self,
        cookie: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> (u16, String) {
        let request = self.client.post(format!("{}{path}", self.url));
        let request = request.header("cookie", cookie);
        send_form(request, fields).await
    }

    /// A file that only whoever is signed in gets.
    pub async fn signed_in_bytes(&mut self, path: &str) -> Vec<u8> {
        let cookie = self.sign_in().await;
        let request = self.client.get(format!("{}{path}", self.url));
        let answer = request.header("cookie", cookie).send().await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.expect("bytes").to_vec()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone after `kill` and `stop`.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Sends a form: status and page.
pub async fn send_form(request: reqwest::RequestBuilder, fields: &[(&str, &str)]) -> (u16, String) {
    let escape = |text: &str| -> String {
        let escaped = |byte: u8| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        };
        text.bytes().map(escaped).collect()
    };
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(pairs.join("&"));
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("text"))
}

/// The program of that name, or None with a line that says what is not tested.
pub fn tool(name: &str) -> Option<String> {
    let there = Command::new(name)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if there.is_ok_and(|status| status.success()) {
        return Some(name.to_owned());
    }
    println!("skipped: {name} is not installed");
    None
}

/// Asks again until something is so.
pub async fn until<T, F>(what: &str, mut ask: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let began = Instant::now();
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "still not: {what}");
        // The other process has no clock that we could set.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// `changbei verify` on a folder: exit code and what it said.
pub fn verify(data: &Path) -> (Option<i32>, String) {
    let output = changbei()
        .arg("verify")
        .arg("--data")
        .arg(data)
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), said)
}

/// A folder that is gone when the test is over.
pub fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let data = dir.path().join("data");
    (dir, data)
}
