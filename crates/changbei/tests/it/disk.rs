//! A disk that is full, and a folder that cannot be written: what is not recorded is not done,
//! whoever asks hears so, and it works again once there is room.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::world::{Phones, Server, TOKEN, changbei_under, folder, send_form, tool, until, verify};

/// Takes the room away, and gives it back.
trait Room {
    fn take(&self);
    fn give_back(&self);
}

/// What the kernel lets one process write.
struct Limit(u32);

impl Limit {
    fn set(&self, soft: &str) {
        let status = Command::new("prlimit")
            .arg(format!("--pid={}", self.0))
            .arg(format!("--fsize={soft}:unlimited"))
            .status();
        assert!(status.expect("prlimit runs").success());
    }
}

impl Room for Limit {
    fn take(&self) {
        self.set("1");
    }

    fn give_back(&self) {
        self.set("unlimited");
    }
}

/// A small file system of memory.
struct Small<'a>(&'a Path);

impl Small<'_> {
    /// Mounts it; None, said aloud, where that is not allowed.
    fn mount(folder: &Path) -> Option<Small<'_>> {
        std::fs::create_dir_all(folder).expect("a folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=12m", "tmpfs"])
            .arg(folder)
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Small(folder));
        }
        println!("skipped: no file system may be mounted here");
        None
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        // Lazily: a process that is being killed may still hold it for a moment.
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

impl Room for Small<'_> {
    fn take(&self) {
        use std::io::Write as _;
        let mut filler = std::fs::File::create(self.0.join("filler")).expect("a file");
        let block = [7_u8; 4096];
        while filler.write_all(&block).is_ok() {}
    }

    fn give_back(&self) {
        std::fs::remove_file(self.0.join("filler")).expect("the filler");
    }
}

/// The binary with the signal ignored that a limit on files sends.
fn unsignalled() -> Command {
    changbei_under("sh", &["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
}

/// Its own log goes to a file beside the data, where there will be no room for it either.
fn logging(mut command: Command, folder: &Path) -> Command {
    let log = std::fs::File::create(folder.join("log")).expect("a file");
    command.stderr(log);
    command
}

async fn report_in(server: &Server, language: &str, id: &str) -> (u16, String, Value) {
    let answer = server
        .client()
        .post(server.api("incidents"))
        .bearer_auth(TOKEN)
        .header("accept-language", language)
        .json(&json!({ "id": id, "event": "gas-leak" }))
        .send()
        .await
        .expect("an answer");
    let status = answer.status().as_u16();
    let media = answer.headers()["content-type"].to_str().expect("ASCII");
    let media = media.to_owned();
    (status, media, answer.json().await.expect("JSON"))
}

/// The story that every full disk tells.
async fn full_and_roomy_again(server: Server, phones: &Phones, data: &Path, room: &dyn Room) {
    let (status, _, before) = report_in(&server, "zh", "before").await;
    assert_eq!(status, 201, "{before}");
    let message = until("somebody is told", || async {
        let received = phones.received();
        received.into_iter().find(|it| it["link"].is_string())
    })
    .await;
    let link = message["link"].as_str().expect("a link").to_owned();
    let duty = format!("duties/{}", message["duty"].as_str().expect("a duty"));
    // All is sent and received, so that nothing but us writes.
    until("all is delivered", || async {
        let (_, metrics) = server.page(&format!("{}/metrics", server.url)).await;
        metrics
            .contains("\nchangbei_outbox_notices 0\n")
            .then_some(())
    })
    .await;

    room.take();
    // What was reserved on the disk before may still take a few.
    let mut number = 0;
    let (status, media, refused) = loop {
        let (status, media, answer) = report_in(&server, "zh", &format!("full-{number}")).await;
        if status != 201 {
            break (status, media, answer);
        }
        number += 1;
        assert!(number < 2_000, "the disk never gets full");
    };
    assert_eq!(status, 503, "{refused}");
    assert_eq!(media, "application/problem+json");
    assert_eq!(refused["code"], "not-recorded");
    let detail = refused["detail"].as_str().expect("a sentence");
    assert!(detail.contains("没能写入日志"), "{detail}");
    let failed = format!("full-{number}");
    let (_, _, refused) = report_in(&server, "en", &failed).await;
    let detail = refused["detail"].as_str().expect("a sentence");
    assert!(detail.is_ascii() || !detail.contains('没'), "{detail}");
    let alert = json!([{ "labels": { "event": "fire", "place": "宿舍" } }]);
    assert_eq!(
        server.alert(&alert).await,
        Some(503),
        "Prometheus asks again"
    );
    let made = server.get(&duty).await["opened"].clone();
    let made = made.as_str().expect("a time").to_owned();
    let fields = [("id", "by-link"), ("made", &made), ("answer", "got-it")];
    let form = || server.client().post(&link).header("accept-language", "zh");
    let (status, page) = send_form(form(), &fields).await;
    assert_eq!(status, 503, "{page}");
    assert!(page.contains("没能写入日志"), "{page}");
    // Reading goes on, and nothing was half taken.
    let there = server.all("incidents").await;
    let ids: Vec<&str> = there.iter().filter_map(|it| it["id"].as_str()).collect();
    assert_eq!(there.len(), number + 1, "{ids:?}");
    assert_eq!(server.get(&duty).await["state"], "open");

    room.give_back();
    let (status, _, answer) = report_in(&server, "zh", &failed).await;
    assert_eq!(status, 201, "there is room again: {answer}");
    let (status, _) = send_form(form(), &fields).await;
    assert_eq!(status, 303);
    assert_eq!(server.get(&duty).await["state"], "acknowledged");
    assert_eq!(server.alert(&alert).await, Some(200));
    server.stop();
    let (code, said) = verify(data);
    assert_eq!(code, Some(0), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_may_write_no_more_says_so_and_goes_on_when_it_may() {
    let Some(_) = tool("prlimit") else { return };
    let (dir, data) = folder();
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let command = logging(unsignalled(), dir.path());
    let server = Server::start_by(command, "school", &data, &webhook).await;
    let room = Limit(server.pid());
    full_and_roomy_again(server, &phones, &data, &room).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing_and_works_again_once_there_is_room() {
    let (dir, _) = folder();
    let small = dir.path().join("small");
    let Some(room) = Small::mount(&small) else {
        return;
    };
    let data = small.join("data");
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    let command = logging(changbei_under("env", &[]), &small);
    let server = Server::start_by(command, "school", &data, &webhook).await;
    full_and_roomy_again(server, &phones, &data, &room).await;
}

/// The binary run by somebody whom file modes bind: root is bound by none.
fn bound() -> Option<Command> {
    let own = std::fs::metadata("/proc/self").expect("a process");
    if std::os::unix::fs::MetadataExt::uid(&own) != 0 {
        return Some(changbei_under("env", &[]));
    }
    tool("setpriv")?;
    let args = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    let there = changbei_under("setpriv", &args).arg("--help").output();
    if there.is_ok_and(|output| output.status.success()) {
        return Some(changbei_under("setpriv", &args));
    }
    println!("skipped: nobody else can run the binary here");
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_written_stops_the_start_with_one_line() {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(command) = bound() else { return };
    let (dir, data) = folder();
    let open = |mode| std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(dir.path(), open(0o777)).expect("our own folder");
    let phones = Phones::default();
    let webhook = phones.switch_on().await;
    Server::start_by(command, "school", &data, &webhook)
        .await
        .stop();
    let read_only = |only: bool| {
        let mode = if only { "a-w" } else { "u+w" };
        let status = Command::new("chmod").args(["-R", mode]).arg(&data).status();
        assert!(status.expect("chmod runs").success());
    };
    read_only(true);
    for (language, wanted) in [("en", "cannot be written"), ("zh", "不能写")] {
        let output = bound()
            .expect("it could before")
            .args(["serve", "--sample", "school", "--listen", "127.0.0.1:0"])
            .arg("--data")
            .arg(&data)
            .env("CHANGBEI_LANG", language)
            .output()
            .expect("the binary runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(wanted), "{said}");
    }
    // Looking at it needs no right to write.
    let output = bound()
        .expect("it could before")
        .arg("verify")
        .arg("--data")
        .arg(&data)
        .output()
        .expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    read_only(false);
    assert_eq!(output.status.code(), Some(0), "{said}");
}

#[tokio::test]
async fn after_an_orderly_stop_each_database_is_one_file_again() {
    let (_kept, data) = folder();
    let webhook = Phones::default().switch_on().await;
    let server = Server::start(&data, &webhook).await;
    server.stop();
    for name in ["journal.db-wal", "accounts.db-wal"] {
        assert!(!data.join(name).exists(), "{name} is left");
    }
}
