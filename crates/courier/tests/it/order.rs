//! The order of channels, and when the next takes over.

use std::time::Duration;

use courier::{Channel, Courier, Health, Webhook, Wecom};
use engine::Delivery;

use crate::other_side::{OtherSide, deliver, failed, message, patience, way};

fn robot(url: &str) -> Channel {
    Channel::Wecom(Wecom::new(url).expect("an address"))
}

fn webhook(url: &str) -> Channel {
    Channel::Webhook(Webhook::new(url, b"secret").expect("an address"))
}

#[tokio::test]
async fn the_ways_are_taken_in_their_order_and_the_call_list_is_last() {
    let (_, busy) = OtherSide::answering(&[(503, "")]).await;
    let (_, good) = OtherSide::answering(&[(200, "")]).await;
    let courier = Courier::new(patience())
        .with(webhook(&good))
        .with(robot(&busy));
    let attempts = deliver(&courier, &message(), &[way("wecom"), way("webhook")]).await;
    assert_eq!(attempts[0].channel, "wecom");
    assert_eq!(attempts[0].outcome, failed("HTTP 503"));
    let last = attempts.last().expect("some");
    assert_eq!(
        (last.channel, &last.outcome),
        ("webhook", &Delivery::Delivered)
    );

    let health = courier.health("wecom");
    assert_eq!((health.succeeded, health.waiting), (None, 0));
    assert_eq!(health.failed.expect("tried").1, "HTTP 503");
    assert!(courier.health("webhook").succeeded.is_some());
    assert_eq!(courier.health("mail"), Health::default());

    let attempts = deliver(&courier, &message(), &[way("wecom"), way("mail")]).await;
    let last = attempts.last().expect("some");
    assert_eq!((last.channel, &last.outcome), ("", &Delivery::GaveUp));
}

#[tokio::test]
async fn who_asks_for_more_patience_than_there_is_loses_its_turn() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("bound"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = b"HTTP/1.1 429 Slow\r\nretry-after: 18446744073709551615\r\ncontent-length: 0\r\n\r\n";
            let mut request = [0; 4_096];
            let _ = tokio::io::AsyncReadExt::read(&mut stream, &mut request).await;
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await;
        }
    });
    let (_, good) = OtherSide::answering(&[(200, "")]).await;
    let courier = Courier::new(patience())
        .with(robot(&url))
        .with(webhook(&good));
    let ways = [way("wecom"), way("webhook")];
    let message = message();
    let delivered = deliver(&courier, &message, &ways);
    let attempts = tokio::time::timeout(Duration::from_secs(5), delivered).await;
    let attempts = attempts.expect("in time");
    assert_eq!(attempts.len(), 2, "{attempts:?}");
    assert_eq!(attempts[1].outcome, Delivery::Delivered);
}

#[tokio::test]
async fn who_never_answers_is_left_after_a_while_and_its_message_may_be_a_repeat() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("bound"));
    let silent = tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    let (side, good) = OtherSide::answering(&[(200, "")]).await;
    let courier = Courier::new(patience())
        .with(robot(&url))
        .with(webhook(&good));
    let attempts = deliver(&courier, &message(), &[way("wecom"), way("webhook")]).await;
    assert_eq!(attempts[0].outcome, failed("no answer in time"));
    assert_eq!(attempts[1].outcome, Delivery::Delivered);
    let sent = side.received().remove(0).json();
    assert_eq!(sent["repeat"], true);
    silent.abort();
}

#[tokio::test]
async fn a_robot_that_is_full_hands_over_to_the_next_channel() {
    let (robots, url) = OtherSide::answering(&[(200, r#"{"errcode":0}"#)]).await;
    let (webhooks, good) = OtherSide::answering(&[(200, "")]).await;
    let courier = Courier::new(patience())
        .with(robot(&url))
        .with(webhook(&good));
    for _ in 0..25 {
        deliver(&courier, &message(), &[way("wecom"), way("webhook")]).await;
    }
    assert_eq!(
        robots.received().len(),
        18,
        "its vendor drops more than 20 a minute"
    );
    assert_eq!(webhooks.received().len(), 7);
}
