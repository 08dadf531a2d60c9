//! Robots, ntfy and the gateway for text messages: success is what the body says.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use courier::{Channel, Courier, Dingtalk, Feishu, Ntfy, Sms, SmsGateway, Way, Wecom};
use engine::Delivery;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::other_side::{OtherSide, by_one, deliver, failed, message, patience, way};

const SECRET: &str = "SEC-of-the-tests";

fn wecom(url: &str) -> Channel {
    Channel::Wecom(Wecom::new(url).expect("an address"))
}

fn dingtalk(url: &str) -> Channel {
    Channel::Dingtalk(Dingtalk::new(url, Some(SECRET.to_owned())).expect("an address"))
}

fn feishu(url: &str) -> Channel {
    Channel::Feishu(Feishu::new(url, Some(SECRET.to_owned())).expect("an address"))
}

fn sms(url: &str, body: &str) -> Channel {
    let gateway = SmsGateway {
        url: url.to_owned(),
        body: body.to_owned(),
        headers: [("x-key".to_owned(), "k".to_owned())].into(),
        success_at: "/result/code".to_owned(),
        success_is: "0".to_owned(),
        most_bytes: None,
    };
    Channel::Sms(Sms::new(gateway).expect("a gateway"))
}

type Make = fn(&str) -> Channel;
const ROBOTS: [(Make, &str, &str); 3] = [
    (wecom, r#"{"errcode":0,"errmsg":"ok"}"#, r#"{"errcode":-1}"#),
    (dingtalk, r#"{"errcode":0}"#, r#"{"errcode":-1}"#),
    (feishu, r#"{"code":0,"msg":"success"}"#, r#"{"code":11232}"#),
];

fn hmac(key: &[u8], message: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    mac.update(message);
    STANDARD.encode(mac.finalize().into_bytes())
}

#[tokio::test]
async fn a_robot_has_taken_a_message_only_when_its_body_says_so() {
    let huge = "x".repeat(100_000);
    for (make, good, busy) in ROBOTS {
        let (side, url) = OtherSide::answering(&[(200, good)]).await;
        assert_eq!(by_one(make(&url)).await, [Delivery::Delivered]);
        assert_eq!(side.received().len(), 1);
        for bad in [
            "",
            "fine",
            "{}",
            busy,
            huge.as_str(),
            r#"{"errcode":"0","code":"0"}"#,
        ] {
            let (_, url) = OtherSide::answering(&[(200, bad), (200, good)]).await;
            let attempts = by_one(make(&url)).await;
            assert!(matches!(attempts[0], Delivery::Failed(_)), "{attempts:?}");
            assert_eq!(attempts[1..], [Delivery::Delivered]);
        }
        let (_, url) = OtherSide::answering(&[(429, ""), (200, good)]).await;
        assert_eq!(
            by_one(make(&url)).await,
            [failed("HTTP 429"), Delivery::Delivered]
        );
    }
}

#[tokio::test]
async fn a_key_or_signature_that_is_wrong_is_not_tried_again() {
    let refusals: [(Make, &str, &str); 4] = [
        (wecom, r#"{"errcode":93000}"#, "errcode 93000"),
        (dingtalk, r#"{"errcode":310000}"#, "errcode 310000"),
        (dingtalk, r#"{"errcode":130101}"#, "errcode 130101"),
        (feishu, r#"{"code":19021}"#, "code 19021"),
    ];
    for (make, body, reason) in refusals {
        let (side, url) = OtherSide::answering(&[(200, body)]).await;
        assert_eq!(by_one(make(&url)).await, [failed(reason), Delivery::GaveUp]);
        assert_eq!(side.received().len(), 1);
    }
}

#[tokio::test]
async fn messages_are_signed_as_each_vendor_says() {
    let (side, url) = OtherSide::answering(&[(200, r#"{"errcode":0}"#)]).await;
    by_one(dingtalk(&format!("{url}?access_token=t"))).await;
    let request = side.received().remove(0);
    let timestamp = request.query("timestamp").expect("a timestamp");
    assert_eq!(timestamp.len(), 13, "milliseconds");
    let signed = hmac(
        SECRET.as_bytes(),
        format!("{timestamp}\n{SECRET}").as_bytes(),
    );
    assert_eq!(request.query("sign"), Some(signed));
    assert_eq!(request.query("access_token").as_deref(), Some("t"));

    let (side, url) = OtherSide::answering(&[(200, r#"{"code":0}"#)]).await;
    by_one(feishu(&url)).await;
    let sent = side.received().remove(0).json();
    let timestamp = sent["timestamp"].as_str().expect("a timestamp").to_owned();
    assert_eq!(timestamp.len(), 10, "seconds");
    assert_eq!(
        sent["sign"],
        hmac(format!("{timestamp}\n{SECRET}").as_bytes(), b"")
    );
}

#[tokio::test]
async fn people_are_called_by_number_or_id_and_nobody_calls_everybody() {
    let (side, url) = OtherSide::answering(&[(200, r#"{"errcode":0,"code":0}"#)]).await;
    let mut sent = message();
    sent.text = "地点：<at user_id=\"all\"></at> <@all>".to_owned();
    for make in [wecom, dingtalk, feishu] {
        let channel = make(&url);
        let own = Way {
            address: Some("ou_tang".to_owned()),
            ..way(channel.id())
        };
        let ways = [own];
        deliver(&Courier::new(patience()).with(channel), &sent, &ways).await;
    }
    let received = side.received();
    let (one, two, three) = (received[0].json(), received[1].json(), received[2].json());
    assert_eq!(one["text"]["mentioned_list"][0], "ou_tang");
    assert!(!one["text"]["content"].to_string().contains("<@"));
    assert_eq!(two["at"]["atUserIds"][0], "ou_tang");
    assert!(two["text"]["content"].to_string().contains("@ou_tang"));
    let text = three["content"]["text"].as_str().expect("a text");
    assert_eq!(text.matches("<at").count(), 1, "{text}");
    assert!(text.starts_with("<at user_id=\"ou_tang\"></at>"), "{text}");

    by_one(wecom(&url)).await;
    let sent = side.received().remove(3).json();
    assert_eq!(sent["text"]["mentioned_mobile_list"][0], "13800000000");
}

#[tokio::test]
async fn a_long_text_keeps_link_and_code_within_the_bytes_of_the_robot() {
    let (side, url) = OtherSide::answering(&[(200, r#"{"errcode":0}"#)]).await;
    let mut long = message();
    long.text = "燃气泄漏<".repeat(2_000);
    let courier = Courier::new(patience()).with(wecom(&url));
    deliver(&courier, &long, &[way("wecom")]).await;
    let mut closed = way("wecom");
    closed.link = false;
    deliver(&courier, &long, &[closed]).await;
    let received = side.received();
    let texts = received
        .iter()
        .filter_map(|it| it.json()["text"]["content"].as_str().map(str::to_owned));
    let texts: Vec<String> = texts.collect();
    for text in &texts {
        assert!(text.len() <= 2_048 && text.len() > 2_040, "{}", text.len());
        assert!(text.ends_with("短码：7KQM4X"));
    }
    assert!(texts[0].contains("http://127.0.0.1:1/g/x"));
    assert!(
        !texts[0].contains("/d/x"),
        "a person's own link is nobody else's"
    );
    assert!(
        !texts[1].contains("http"),
        "a link that opens nowhere is not sent"
    );
}

#[tokio::test]
async fn ntfy_needs_a_topic_and_names_the_message_that_it_took() {
    let (side, url) =
        OtherSide::answering(&[(200, r#"{"event":"message"}"#), (200, r#"{"id":"m"}"#)]).await;
    let ntfy = || Channel::Ntfy(Ntfy::new(&url, Some("tk".to_owned())).expect("an address"));
    assert_eq!(
        by_one(ntfy()).await,
        [failed("the person has no topic"), Delivery::GaveUp]
    );
    let own = Way {
        address: Some("tang".to_owned()),
        ..way("ntfy")
    };
    let attempts = deliver(&Courier::new(patience()).with(ntfy()), &message(), &[own]).await;
    assert_eq!(attempts[0].outcome, failed("the answer names no message"));
    assert_eq!(attempts[1].outcome, Delivery::Delivered);
    let received = side.received();
    assert_eq!(received[0].json()["topic"], "tang");
    assert_eq!(received[0].headers["authorization"], "Bearer tk");
    let second = received[1].json();
    let repeated = second["message"].as_str().expect("a text");
    assert!(
        repeated.starts_with("【可能重复】"),
        "it may have arrived: {repeated}"
    );
}

#[tokio::test]
async fn a_gateway_gets_its_own_form_and_its_own_word_for_success() {
    let good = r#"{"result":{"code":0}}"#;
    let (side, url) = OtherSide::answering(&[(200, r#"{"result":{"code":7}}"#), (200, good)]).await;
    let form = sms(&url, "to={number}&msg={text}&ref={id}");
    assert_eq!(
        by_one(form).await,
        [failed("the gateway answers 7"), Delivery::Delivered]
    );
    let body = side.received()[0].body.clone();
    let body = std::str::from_utf8(&body).expect("text").to_owned();
    assert!(body.starts_with("to=13800000000&msg=%E6%A3%80"), "{body}");
    assert!(body.ends_with("&ref=c1.4"), "{body}");

    let json = sms(&url, r#"{"n":"{number}","t":"{text}"}"#);
    let mut odd = message();
    odd.text = "\"引号\" {id} \\".to_owned();
    deliver(&Courier::new(patience()).with(json), &odd, &[way("sms")]).await;
    let sent = side.received().pop().expect("one").json();
    let text = sent["t"].as_str().expect("a text");
    assert!(text.starts_with("\"引号\" {id} \\"), "{text}");
}
