//! The custom robot of Feishu (飞书自定义机器人), with its signature.
//!
//! `timestamp` (seconds) and `sign` = base64(HMAC-SHA256(key = `timestamp` + LF + secret, nothing))
//! stand in the JSON body, at most an hour off. Limits: 100 messages a minute and 5 a second, a
//! body of 20 KB. It has taken a message when `code` is 0 (older ones: `StatusCode`); 19021 is a
//! wrong signature, 19022 a forbidden sender, 19024 a missing word, 9499 a bad body, 11232 a busy
//! hour.

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

/// JSON may double a text and more; the body stays under 20 KB all the same.
const MOST_BYTES: usize = 6_000;
const LIMITS: &[Limit] = &[
    Limit {
        messages: 90,
        within: Duration::from_secs(60),
    },
    Limit {
        messages: 4,
        within: Duration::from_secs(1),
    },
];

/// A custom robot of a group in Feishu.
pub struct Feishu {
    url: Url,
    secret: Option<String>,
    client: reqwest::Client,
    pace: Pace,
}

impl Feishu {
    /// A robot at the address that Feishu shows, `…/open-apis/bot/v2/hook/…`; with a secret its
    /// messages are signed.
    ///
    /// # Errors
    /// [`BadChannel`] for anything but http and https.
    pub fn new(url: &str, secret: Option<String>) -> Result<Self, BadChannel> {
        let (url, client) = http::client("feishu", url)?;
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
        // It calls people by their id only, never by their number.
        let called = way.address.as_deref().filter(|called| !is_number(called));
        let call = called.map_or_else(String::new, |id| {
            let plain: String = id
                .chars()
                .filter(|it| it.is_ascii_alphanumeric() || *it == '_' || *it == '-')
                .collect();
            format!("<at user_id=\"{plain}\"></at> ")
        });
        let text = message.body_without_marks(way, MOST_BYTES);
        let mut body = json!({
            "msg_type": "text",
            "content": { "text": format!("{call}{text}") },
        });
        if let Some(secret) = &self.secret {
            let timestamp = Timestamp::now().as_second().to_string();
            body["sign"] = sign(secret, &timestamp).into();
            body["timestamp"] = timestamp.into();
        }
        let answer =
            http::json(&http::send(self.client.post(self.url.clone()).json(&body)).await?)?;
        let code = answer.get("code").or_else(|| answer.get("StatusCode"));
        match code.and_then(|code| code.as_i64()) {
            Some(0) => Ok(()),
            Some(code @ (19021 | 19022 | 19024 | 9499)) => {
                Err(Failure::hopeless(format!("code {code}")))
            }
            Some(code) => Err(Failure::new(format!("code {code}"))),
            None => Err(Failure::unknown("the answer has no code")),
        }
    }
}

fn sign(secret: &str, timestamp: &str) -> String {
    let key = format!("{timestamp}\n{secret}");
    let mac =
        Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes keys of every length");
    STANDARD.encode(mac.finalize().into_bytes())
}
