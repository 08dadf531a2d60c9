//! The generic webhook.

use std::sync::Mutex;

use courier::{Attempt, Channel, Courier, Webhook};
use engine::Delivery;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::other_side::{OtherSide, failed, message, patience, way};

const SECRET: &[u8] = b"a secret for tests";

/// Delivers one message and returns every attempt.
async fn deliver(url: &str, still_owed: bool) -> Vec<Delivery> {
    let webhook = Webhook::new(url, SECRET).expect("an address");
    let courier = Courier::new(patience()).with(Channel::Webhook(webhook));
    let attempts: Mutex<Vec<Attempt>> = Mutex::default();
    courier
        .deliver(
            &message(),
            &[way("webhook")],
            // Owed at first; afterwards as the test says.
            || still_owed || attempts.lock().expect("no panic").is_empty(),
            |attempt| {
                attempts.lock().expect("no panic").push(attempt);
                async {}
            },
        )
        .await;
    let attempts = attempts.into_inner().expect("no panic");
    attempts.into_iter().map(|it| it.outcome).collect()
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
    let request = side.received().remove(0);
    let header = |name: &str| request.headers[name].to_str().expect("text").to_owned();
    assert_eq!(header("idempotency-key"), "c1.4");
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).expect("a key");
    mac.update(header("x-changbei-timestamp").as_bytes());
    mac.update(b".");
    mac.update(&request.body);
    let hex: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(header("x-changbei-signature"), format!("v1={hex}"));
    let sent = request.json();
    let keys: Vec<&str> = sent
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    // Outside checks read it: no key comes or goes.
    let expected = [
        "due", "duty", "exercise", "id", "incident", "link", "post", "repeat", "rung", "text", "to",
    ];
    assert_eq!(keys, expected);
}

#[tokio::test]
async fn without_a_channel_everything_goes_to_the_call_list() {
    let attempts =
        crate::other_side::deliver(&Courier::new(patience()), &message(), &[way("webhook")]).await;
    assert_eq!(attempts.len(), 1);
    assert_eq!(attempts[0].outcome, Delivery::GaveUp);
}

#[test]
fn only_http_addresses_are_webhooks() {
    for address in ["", "nonsense", "ftp://host/", "file:///etc/passwd"] {
        assert!(Webhook::new(address, SECRET).is_err(), "{address}");
    }
}
