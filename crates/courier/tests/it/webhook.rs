//! The generic webhook.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use courier::{Attempt, Courier, Message, Patience, Webhook};
use duty::{DutyId, IncidentId, NoticeId, PersonId, PostId};
use engine::Delivery;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

const SECRET: &[u8] = b"a secret for tests";

/// What the other side answers, one after the other; the last one for ever.
#[derive(Clone)]
struct OtherSide {
    answers: Arc<Mutex<Vec<(u16, &'static str)>>>,
    received: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
}

async fn receive(State(side): State<OtherSide>, headers: HeaderMap, body: Bytes) -> Response {
    side.received
        .lock()
        .expect("no panic")
        .push((headers, body));
    let mut answers = side.answers.lock().expect("no panic");
    let (status, body) = if answers.len() > 1 {
        answers.remove(0)
    } else {
        answers[0]
    };
    let status = StatusCode::from_u16(status).expect("a status");
    (status, [("retry-after", "0")], body).into_response()
}

impl OtherSide {
    async fn answering(answers: &[(u16, &'static str)]) -> (Self, String) {
        let side = Self {
            answers: Arc::new(Mutex::new(answers.to_vec())),
            received: Arc::default(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let url = format!("http://{}/", listener.local_addr().expect("bound"));
        let router = Router::new()
            .route("/", post(receive))
            .with_state(side.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (side, url)
    }

    fn received(&self) -> Vec<(HeaderMap, Bytes)> {
        self.received.lock().expect("no panic").clone()
    }
}

fn message() -> Message {
    Message {
        id: NoticeId::new("c1.4").expect("an id"),
        to: PersonId::new("tang-yu").expect("an id"),
        post: Some(PostId::new("medic").expect("an id")),
        text: "检查撤出人员".to_owned(),
        link: Some("http://127.0.0.1:1/d/x".to_owned()),
        duty: Some(DutyId::new("c1.2").expect("an id")),
        incident: IncidentId::new("c1.1").expect("an id"),
        due: Some("2026-11-22T02:55:00Z".parse().expect("a time")),
        rung: 0,
        exercise: false,
        repeat: false,
    }
}

fn patience() -> Patience {
    Patience {
        give_up_after: Duration::from_millis(200),
        first_pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(20),
    }
}

/// Delivers one message and returns every attempt.
async fn deliver(url: &str, still_owed: bool) -> Vec<Delivery> {
    let webhook = Webhook::new(url, SECRET).expect("an address");
    let courier = Courier::new(patience()).with_webhook(webhook);
    let attempts: Mutex<Vec<Attempt>> = Mutex::default();
    courier
        .deliver(&message(), |attempt| {
            attempts.lock().expect("no panic").push(attempt);
            async move { still_owed }
        })
        .await;
    let attempts = attempts.into_inner().expect("no panic");
    attempts.into_iter().map(|it| it.outcome).collect()
}

fn failed(reason: &str) -> Delivery {
    Delivery::Failed(reason.to_owned())
}

#[tokio::test]
async fn an_empty_answer_and_errcode_0_are_success() {
    for body in ["", " \n", "{}", r#"{"errcode":0}"#, r#"{"ok":true}"#, "[]"] {
        let (side, url) = OtherSide::answering(&[(200, body)]).await;
        assert_eq!(deliver(&url, true).await, [Delivery::Delivered], "{body}");
        assert_eq!(side.received().len(), 1);
    }
    let (_, url) = OtherSide::answering(&[(204, "")]).await;
    assert_eq!(deliver(&url, true).await, [Delivery::Delivered]);
}

#[tokio::test]
async fn http_200_with_an_error_in_the_body_is_no_success() {
    let answers = [(200, r#"{"errcode":45009,"errmsg":"too fast"}"#), (200, "")];
    let (side, url) = OtherSide::answering(&answers).await;
    let attempts = deliver(&url, true).await;
    assert_eq!(attempts, [failed("errcode 45009"), Delivery::Delivered]);
    assert_eq!(side.received().len(), 2);

    let (_, url) = OtherSide::answering(&[(200, r#"{"errcode":"0"}"#), (200, "")]).await;
    assert_eq!(deliver(&url, true).await[0], failed(r#"errcode "0""#));
    let (_, url) = OtherSide::answering(&[(200, "<html>fine</html>"), (200, "")]).await;
    let attempts = deliver(&url, true).await;
    assert_eq!(attempts[0], failed("the answer is neither empty nor JSON"));
}

#[tokio::test]
async fn a_side_that_is_busy_is_asked_again_and_given_up_in_the_end() {
    let (_, url) = OtherSide::answering(&[(429, ""), (503, ""), (200, "")]).await;
    let attempts = deliver(&url, true).await;
    assert_eq!(
        attempts,
        [failed("HTTP 429"), failed("HTTP 503"), Delivery::Delivered]
    );
    let (_, url) = OtherSide::answering(&[(302, "")]).await;
    let attempts = deliver(&url, true).await;
    assert_eq!(attempts.last(), Some(&Delivery::GaveUp));
    assert!(attempts.len() > 2, "{attempts:?}");
}

#[tokio::test]
async fn nobody_there_is_a_failure_that_names_no_address() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("bound");
    drop(listener);
    let attempts = deliver(&format!("http://{address}/?key=hidden"), true).await;
    assert_eq!(attempts[0], failed("cannot connect"));
    assert_eq!(attempts.last(), Some(&Delivery::GaveUp));
    assert!(!format!("{attempts:?}").contains("hidden"));
}

#[tokio::test]
async fn what_is_owed_no_more_is_not_sent_again() {
    let (side, url) = OtherSide::answering(&[(500, "")]).await;
    assert_eq!(deliver(&url, false).await, [failed("HTTP 500")]);
    assert_eq!(side.received().len(), 1);
}

#[tokio::test]
async fn a_message_is_signed_and_carries_its_key_against_doubles() {
    let (side, url) = OtherSide::answering(&[(200, "")]).await;
    deliver(&url, true).await;
    let (headers, body) = side.received().remove(0);
    let header = |name: &str| headers[name].to_str().expect("text").to_owned();
    assert_eq!(header("idempotency-key"), "c1.4");
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).expect("a key");
    mac.update(header("x-changbei-timestamp").as_bytes());
    mac.update(b".");
    mac.update(&body);
    let hex: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(header("x-changbei-signature"), format!("v1={hex}"));
    let sent: Value = serde_json::from_slice(&body).expect("JSON");
    for key in [
        "to", "post", "text", "link", "duty", "incident", "due", "rung", "exercise",
    ] {
        assert!(sent.get(key).is_some(), "{key}");
    }
}

#[tokio::test]
async fn without_a_channel_everything_goes_to_the_call_list() {
    let attempts: Mutex<Vec<Attempt>> = Mutex::default();
    Courier::new(patience())
        .deliver(&message(), |attempt| {
            attempts.lock().expect("no panic").push(attempt);
            async { true }
        })
        .await;
    let attempts = attempts.into_inner().expect("no panic");
    assert_eq!(attempts.len(), 1);
    assert_eq!(attempts[0].outcome, Delivery::GaveUp);
}

#[test]
fn only_http_addresses_are_webhooks() {
    for address in ["", "nonsense", "ftp://host/", "file:///etc/passwd"] {
        assert!(Webhook::new(address, SECRET).is_err(), "{address}");
    }
}
