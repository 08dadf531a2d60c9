//! People's own addresses, on the real binary: mail, ntfy and a robot that refuses.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::world::{Server, folder, until};

type Seen<T> = Arc<Mutex<Vec<T>>>;

fn all<T: Clone>(seen: &Seen<T>) -> Vec<T> {
    seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn keep<T>(seen: &Seen<T>, new: T) {
    seen.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(new);
}

/// A mail server that takes everything: its port, and to whom mail came.
async fn mail_server() -> (u16, Seen<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    let seen = Seen::default();
    let to = seen.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(take_mail(stream, to.clone()));
        }
    });
    (port, seen)
}

async fn take_mail(stream: TcpStream, seen: Seen<String>) {
    let mut stream = BufReader::new(stream);
    let _ = stream.get_mut().write_all(b"220 here\r\n").await;
    let (mut line, mut inside, mut to) = (String::new(), false, String::new());
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        let mut answer = "250 fine\r\n";
        if inside {
            answer = "";
            if line.trim_end() == "." {
                (inside, answer) = (false, "250 queued\r\n");
                keep(&seen, std::mem::take(&mut to));
            }
        } else if line.starts_with("DATA") {
            (inside, answer) = (true, "354 go on\r\n");
        } else if let Some(address) = line.strip_prefix("RCPT TO:") {
            to = address.trim().trim_matches(['<', '>']).to_owned();
        }
        line.clear();
        if stream.get_mut().write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// A server that answers every message with the same: its address, and what it was sent.
async fn other_side(answer: Value) -> (String, Seen<Value>) {
    async fn take(
        State((seen, answer)): State<(Seen<Value>, Value)>,
        Json(body): Json<Value>,
    ) -> Json<Value> {
        keep(&seen, body);
        Json(answer)
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("bound"));
    let seen = Seen::default();
    let router = Router::new()
        .route("/", post(take))
        .with_state((seen.clone(), answer));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, seen)
}

fn configure(data: &Path, text: &str) {
    std::fs::create_dir_all(data).expect("a folder");
    std::fs::write(data.join("changbei.toml"), text).expect("written");
}

/// Sets a person's addresses: channel, value, from where links open.
async fn reached(server: &Server, person: &str, addresses: &[(&str, &str, &str)]) {
    let addresses: Vec<Value> = addresses
        .iter()
        .map(|(channel, value, opens)| {
            json!({"channel": channel, "value": value, "opens": opens, "hours": "always"})
        })
        .collect();
    let body = json!({"id": format!("addresses-of-{person}"), "addresses": addresses});
    let path = format!("people/{person}/addresses");
    let (status, said) = server.post(&path, &body).await.expect("an answer");
    assert_eq!(status, 200, "{said}");
}

#[tokio::test]
async fn a_person_is_reached_at_the_next_address_and_gets_a_link_where_it_opens() {
    let (_dir, data) = folder();
    let (port, mails) = mail_server().await;
    let (robot, robots) = other_side(json!({"errcode": 93000})).await;
    let (ntfy, pushes) = other_side(json!({"id": "1"})).await;
    configure(
        &data,
        &format!(
            "[wecom]\nurl = \"{robot}\"\n[ntfy]\nurl = \"{ntfy}\"\n\
             [mail]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\n\
             from = \"changbei@school.test\"\n"
        ),
    );
    let server = Server::start_configured("school", &data).await;
    let electrician = [
        ("wecom", "qin", "machine"),
        ("mail", "qin@school.test", "anywhere"),
    ];
    reached(&server, "qin-jibai", &electrician).await;
    reached(&server, "he-zhiyu", &[("ntfy", "here", "machine")]).await;
    reached(&server, "lin-xu", &[("ntfy", "at-home", "anywhere")]).await;

    let alert = json!([{
        "labels": {"event": "gas-leak", "lel": "24", "dormitory": "yes", "place": "第二食堂"},
    }]);
    assert_eq!(server.alert(&alert).await, Some(200));

    let pushed = |topic: &'static str| {
        let pushes = &pushes;
        until(topic, move || async move {
            let pushes = all(pushes);
            pushes.into_iter().find(|it| it["topic"] == topic)
        })
    };
    // Links of this server open on this machine only.
    let here = pushed("here").await;
    assert!(
        here["click"]
            .as_str()
            .is_some_and(|it| it.starts_with(&server.url)),
        "{here}"
    );
    let at_home = pushed("at-home").await;
    assert_eq!(at_home["click"], Value::Null);
    let text = at_home["message"].as_str().expect("a text");
    assert!(!text.contains("http") && text.contains("短码"), "{text}");

    until("the electrician has mail", || async {
        all(&mails).into_iter().find(|to| to == "qin@school.test")
    })
    .await;
    let tried = |it: &Value| it["text"]["mentioned_list"][0] == "qin";
    assert!(all(&robots).iter().any(tried), "the robot came first");
    server.stop();
}
