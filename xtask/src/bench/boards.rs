//! One change on many screens: from the command to the moment each has the new part of its page;
//! beside nginx with nchan, which passes on bytes of the same length that somebody else made.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::server::{self, Server, TOKEN};
use super::sink::Sink;
use super::{Row, Trouble, load};

/// Screens at once. Both ends of each want an open file: `ulimit -n 11000`.
const SCREENS: usize = 5_000;

/// Changes measured.
const CHANGES: usize = 5;

/// How long anything here may take before the bench stops.
const PATIENCE: Duration = Duration::from_secs(60);

/// The end of an event, in a body without chunks as nchan sends it and in one with them.
const ENDS: [&[u8]; 2] = [b"\n\n", b"\n\n\r\n"];

/// Where nginx keeps its modules on Debian.
const NCHAN: &str = "/usr/lib/nginx/modules/ngx_nchan_module.so";

pub async fn rows(binary: &Path) -> Result<Vec<Row>, Trouble> {
    let (ours, bytes) = ours(binary).await?;
    let row = Row::new(
        format!("a change on {SCREENS} boards, {bytes} bytes each"),
        ours,
    );
    Ok(vec![match peer().await? {
        Some(peer) => row.beside(format!("{} (nginx with nchan)", peer.measure(bytes).await?)),
        None => row.beside("nginx with nchan is not installed"),
    }])
}

async fn ours(binary: &Path) -> Result<(String, usize), Trouble> {
    let webhook = Sink::default().open().await?;
    let server = Server::start(binary, &webhook)?;
    let client = load::client()?;
    let cookie = server.sign_in(&client).await?;
    let incident = server::report(
        client.clone(),
        server.url.clone(),
        "bench-boards".to_owned(),
    )
    .await?;
    let duties = server.url.clone() + "/api/v1/duties?incident=" + &incident;
    let asked = client.get(duties).bearer_auth(TOKEN).send().await?;
    let duties: Value = asked.error_for_status()?.json().await?;
    let duties: Vec<&str> = duties["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|duty| duty["id"].as_str())
        .collect();
    let position = quiet(&server, &client).await?;
    let path = format!("/incidents/{incident}/live?after={position}");
    let head = format!("GET {path} HTTP/1.1\r\nHost: board\r\nCookie: {cookie}\r\n\r\n");
    let mut screens = connect(&server.url, &head).await?;
    let mut delays = Vec::new();
    let mut bytes = 0;
    for (number, duty) in duties.into_iter().take(CHANGES).enumerate() {
        let answer = client
            .post(format!("{}/api/v1/duties/{duty}/answer", server.url))
            .bearer_auth(TOKEN)
            .json(&json!({
                "id": format!("bench-boards-{number}"),
                "made": jiff::Timestamp::now().to_string(),
                "answer": "got-it",
            }));
        let change = async move { answer.send().await?.error_for_status().map(drop) };
        (screens, bytes) = change_on(screens, change, &mut delays).await?;
    }
    Ok((load::spread(&mut delays), bytes))
}

/// Opens the screens; each has heard the first words of its line.
async fn connect(url: &str, head: &str) -> Result<Vec<TcpStream>, Trouble> {
    let address = url.trim_start_matches("http://");
    let mut screens = Vec::with_capacity(SCREENS);
    for _ in 0..SCREENS {
        let mut screen = TcpStream::connect(address).await?;
        screen.write_all(head.as_bytes()).await?;
        hear(&mut screen).await?;
        screens.push(screen);
    }
    Ok(screens)
}

/// The log's position once everybody was told and nothing more is recorded: what screens hear
/// after that is the change that is measured.
async fn quiet(server: &Server, client: &reqwest::Client) -> Result<u64, Trouble> {
    let began = Instant::now();
    let mut position = server.position(client).await?;
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = server.position(client).await?;
        if now == position {
            return Ok(position);
        }
        if began.elapsed() > PATIENCE {
            return Err("the server does not come to rest".into());
        }
        position = now;
    }
}

/// Reads one event; answers how many bytes that were.
async fn hear(screen: &mut TcpStream) -> Result<usize, std::io::Error> {
    let mut heard = Vec::new();
    while !ENDS.iter().any(|end| heard.ends_with(end)) {
        if tokio::time::timeout(PATIENCE, screen.read_buf(&mut heard)).await?? == 0 {
            let said = String::from_utf8_lossy(&heard);
            return Err(std::io::Error::other(format!("the line ended: {said}")));
        }
    }
    Ok(heard.len())
}

/// Makes a change and notes after how many milliseconds each screen had it.
async fn change_on(
    screens: Vec<TcpStream>,
    change: impl Future<Output = Result<(), reqwest::Error>>,
    delays: &mut Vec<f64>,
) -> Result<(Vec<TcpStream>, usize), Trouble> {
    let mut all = JoinSet::new();
    for mut screen in screens {
        all.spawn(async move {
            let bytes = hear(&mut screen).await?;
            Ok::<_, std::io::Error>((Instant::now(), bytes, screen))
        });
    }
    // All listen before the change is made.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let began = Instant::now();
    change.await?;
    let mut screens = Vec::with_capacity(SCREENS);
    let mut bytes = 0;
    while let Some(done) = all.join_next().await {
        let (at, heard, screen) = done??;
        delays.push(at.duration_since(began).as_secs_f64() * 1000.0);
        bytes = heard;
        screens.push(screen);
    }
    Ok((screens, bytes))
}

/// A running nginx whose one location passes on what is posted.
struct Nchan {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Drop for Nchan {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn peer() -> Result<Option<Nchan>, Trouble> {
    if !Path::new(NCHAN).exists() {
        return Ok(None);
    }
    let folder = tempfile::TempDir::new()?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port();
    let at = folder.path().display();
    let configuration = folder.path().join("nginx.conf");
    std::fs::write(
        &configuration,
        format!(
            "load_module {NCHAN};\ndaemon off;\nmaster_process off;\npid {at}/pid;\n\
             error_log {at}/errors;\nworker_rlimit_nofile 20000;\n\
             events {{ worker_connections 12000; }}\n\
             http {{\n  access_log off;\n  client_body_temp_path {at}/body;\n\
             server {{\n    listen 127.0.0.1:{port};\n\
             location /in {{ nchan_publisher; nchan_channel_id boards; }}\n\
             location /out {{ nchan_subscriber eventsource; nchan_channel_id boards; \
             nchan_subscriber_first_message newest; }}\n  }}\n}}\n"
        ),
    )?;
    let started = Command::new("nginx")
        .arg("-c")
        .arg(&configuration)
        .args(["-p", &at.to_string(), "-e", &format!("{at}/errors")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(process) = started else {
        return Ok(None);
    };
    let peer = Nchan {
        process,
        port,
        _folder: folder,
    };
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if began.elapsed() > Duration::from_secs(10) {
            return Err("nginx does not start".into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(Some(peer))
}

impl Nchan {
    async fn measure(&self, bytes: usize) -> Result<String, Trouble> {
        let url = format!("http://127.0.0.1:{}", self.port);
        let head = "GET /out HTTP/1.1\r\nHost: board\r\nAccept: text/event-stream\r\n\r\n";
        let mut screens = connect(&url, head).await?;
        let client = load::client()?;
        let mut delays = Vec::new();
        for _ in 0..CHANGES {
            let post = client.post(format!("{url}/in")).body("x".repeat(bytes));
            let change = async move { post.send().await?.error_for_status().map(drop) };
            (screens, _) = change_on(screens, change, &mut delays).await?;
        }
        Ok(load::spread(&mut delays))
    }
}
