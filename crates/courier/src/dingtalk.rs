//! The custom robot of DingTalk (钉钉自定义机器人), with its signature (加签).
//!
//! `&timestamp=` milliseconds `&sign=` base64(HMAC-SHA256(key = secret, `timestamp` + LF +
//! secret)) in the query, at most an hour off. Limits: 20 messages a minute, and whoever sends
//! more is blocked for ten minutes. It has taken a message when `errcode` is 0; 130101 is too
//! fast, 310000 a wrong signature, word or sender.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use reqwest::Url;
use serde_json::json;
use sha2::Sha256;

use crate::channel::is_number;
use crate::failure::{BadChannel, Failure};
use crate::pace::{Limit, Pace};
use crate::{Message, Way, http};

/// Far under what it takes, and more than anybody reads on a phone.
const MOST_BYTES: usize = 4_000;
const BLOCKED: Duration = Duration::from_secs(600);
const LIMITS: &[Limit] = &[Limit {
    messages: 18,
    within: Duration::from_secs(60),
}];

/// A custom robot of a group in DingTalk.
pub struct Dingtalk {
    url: Url,
    secret: Option<String>,
    client: reqwest::Client,
    pace: Pace,
}

impl Dingtalk {
    /// A robot at the address that DingTalk shows, `…/robot/send?access_token=…`; with a secret
    /// (`SEC…`) its messages are signed.
    ///
    /// # Errors
    /// [`BadChannel`] for anything but http and https.
    pub fn new(url: &str, secret: Option<String>) -> Result<Self, BadChannel> {
        let (url, client) = http::client("dingtalk", url)?;
        Ok(Self {
            url,
            secret,
            client,
            pace: Pace::new(LIMITS),
        })
    }

    /// Waits until the robot may speak again.
    pub(crate) async fn turn(&self, patience: Duration) -> Result<(), Failure> {
        self.pace.wait(patience).await
    }

    pub(crate) async fn send(&self, message: &Message, way: &Way) -> Result<(), Failure> {
        let called = way.address.as_deref().or(message.phone.as_deref());
        let (mobiles, users): (Vec<&str>, Vec<&str>) =
            called.into_iter().partition(|called| is_number(called));
        // Nobody is called whose number does not stand in the text as well.
        let call = called.map_or_else(String::new, |called| format!("@{called} "));
        let text = message.body(way, MOST_BYTES - call.len().min(MOST_BYTES / 2));
        let body = json!({
            "msgtype": "text",
            "text": { "content": format!("{call}{text}") },
            "at": { "atMobiles": mobiles, "atUserIds": users, "isAtAll": false },
        });
        let mut url = self.url.clone();
        if let Some(secret) = &self.secret {
            let timestamp = Timestamp::now().as_millisecond().to_string();
            let sign = sign(secret, &timestamp);
            url.query_pairs_mut()
                .append_pair("timestamp", &timestamp)
                .append_pair("sign", &sign);
        }
        let answer = http::json(&http::send(self.client.post(url).json(&body)).await?)?;
        match answer.get("errcode").and_then(|code| code.as_i64()) {
            Some(0) => Ok(()),
            Some(code @ (130101 | 90030)) => {
                self.pace.block(BLOCKED);
                Err(Failure::hopeless(format!("errcode {code}")))
            }
            Some(code @ (310000 | 300001 | 300005)) => {
                Err(Failure::hopeless(format!("errcode {code}")))
            }
            Some(code) => Err(Failure::new(format!("errcode {code}"))),
            None => Err(Failure::unknown("the answer has no errcode")),
        }
    }
}

fn sign(secret: &str, timestamp: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of every length");
    mac.update(format!("{timestamp}\n{secret}").as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}
