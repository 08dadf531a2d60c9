//! A server of HTTP that answers as a test wants, and a message to send to it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use courier::{Attempt, Channel, Courier, Message, Patience, Way};
use duty::{DutyId, IncidentId, NoticeId, PersonId, PostId};
use engine::Delivery;
use serde_json::Value;

/// What arrived.
#[derive(Clone)]
pub struct Request {
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Request {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub fn query(&self, name: &str) -> Option<String> {
        let url = format!("http://host{}", self.uri);
        let url = url.parse::<reqwest::Url>().expect("an address");
        let mut pairs = url.query_pairs();
        pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()))
    }
}

/// What the other side answers, one after the other; the last one for ever.
#[derive(Clone)]
pub struct OtherSide {
    answers: Arc<Mutex<Vec<(u16, String)>>>,
    received: Arc<Mutex<Vec<Request>>>,
}

async fn receive(
    State(side): State<OtherSide>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut received = side.received.lock().expect("no panic");
    received.push(Request { uri, headers, body });
    let mut answers = side.answers.lock().expect("no panic");
    let (status, body) = if answers.len() > 1 {
        answers.remove(0)
    } else {
        answers[0].clone()
    };
    let status = StatusCode::from_u16(status).expect("a status");
    (status, [("retry-after", "0")], body).into_response()
}

impl OtherSide {
    pub async fn answering(answers: &[(u16, &str)]) -> (Self, String) {
        let side = Self {
            answers: Arc::new(Mutex::new(
                answers
                    .iter()
                    .map(|(status, body)| (*status, (*body).to_owned()))
                    .collect(),
            )),
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

    pub fn received(&self) -> Vec<Request> {
        self.received.lock().expect("no panic").clone()
    }
}

pub fn message() -> Message {
    Message {
        id: NoticeId::new("c1.4").expect("an id"),
        to: PersonId::new("tang-yu").expect("an id"),
        post: Some(PostId::new("medic").expect("an id")),
        text: "检查撤出人员".to_owned(),
        link: Some("http://127.0.0.1:1/d/x".to_owned()),
        group_link: Some("http://127.0.0.1:1/g/x".to_owned()),
        duty: Some(DutyId::new("c1.2").expect("an id")),
        incident: IncidentId::new("c1.1").expect("an id"),
        due: Some("2026-11-22T02:55:00Z".parse().expect("a time")),
        rung: 0,
        exercise: false,
        repeat: false,
        code: Some("短码：7KQM4X".to_owned()),
        repeat_mark: "【可能重复】".to_owned(),
        urgent: false,
        phone: Some("13800000000".to_owned()),
    }
}

pub fn way(channel: &str) -> Way {
    Way {
        channel: channel.to_owned(),
        address: None,
        link: true,
    }
}

pub fn patience() -> Patience {
    Patience {
        give_up_after: Duration::from_millis(200),
        first_pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(20),
    }
}

/// Delivers a message and returns every attempt.
pub async fn deliver(courier: &Courier, message: &Message, ways: &[Way]) -> Vec<Attempt> {
    let attempts: Mutex<Vec<Attempt>> = Mutex::default();
    courier
        .deliver(
            message,
            ways,
            || true,
            |attempt| {
                attempts.lock().expect("no panic").push(attempt);
                async {}
            },
        )
        .await;
    attempts.into_inner().expect("no panic")
}

/// The outcomes of one message by one channel.
pub async fn by_one(channel: Channel) -> Vec<Delivery> {
    let way = way(channel.id());
    let courier = Courier::new(patience()).with(channel);
    let attempts = deliver(&courier, &message(), &[way]).await;
    attempts.into_iter().map(|it| it.outcome).collect()
}

pub fn failed(reason: &str) -> Delivery {
    Delivery::Failed(reason.to_owned())
}
