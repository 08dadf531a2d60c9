//! The generic signed webhook: JSON by POST.
//!
//! `X-Changbei-Signature: v1=` hex HMAC-SHA256 of `timestamp` + `.` + body, with the secret as
//! key; `X-Changbei-Timestamp` in Unix seconds; `Idempotency-Key` is the notice's id. The other
//! side has taken the message when it answers 2xx with an empty body, or with a JSON body whose
//! `errcode` is absent or 0. HTTP 200 alone is not success.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use reqwest::Url;
use serde_json::Value;
use sha2::Sha256;

use crate::failure::{BadChannel, Failure};
use crate::{Message, http};

/// A webhook.
pub struct Webhook {
    url: Url,
    secret: Vec<u8>,
    client: reqwest::Client,
}

impl Webhook {
    /// A webhook at an address, signed with a secret.
    ///
    /// # Errors
    /// [`BadChannel`] for anything but http and https.
    pub fn new(url: &str, secret: &[u8]) -> Result<Self, BadChannel> {
        let (url, client) = http::client("webhook", url)?;
        Ok(Self {
            url,
            secret: secret.to_vec(),
            client,
        })
    }

    pub(crate) async fn send(&self, message: &Message, now: Timestamp) -> Result<(), Failure> {
        let body = serde_json::to_vec(message).map_err(|error| Failure::new(error.to_string()))?;
        let timestamp = now.as_second().to_string();
        let request = self
            .client
            .post(self.url.clone())
            .header("content-type", "application/json; charset=utf-8")
            .header("idempotency-key", message.id.as_str())
            .header("x-changbei-timestamp", &timestamp)
            .header("x-changbei-signature", self.signature(&timestamp, &body))
            .body(body);
        let taken = match http::send(request).await {
            Ok(body) => judge(&body),
            Err(failure) => Err(failure),
        };
        // The idempotency key makes a repeat harmless here.
        taken.map_err(|failure| Failure {
            unknown: false,
            ..failure
        })
    }

    fn signature(&self, timestamp: &str, body: &[u8]) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes keys of every length");
        mac.update(timestamp.as_bytes());
        mac.update(b".");
        mac.update(body);
        let digest = mac.finalize().into_bytes();
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("v1={hex}")
    }
}

/// Success is what the body says.
fn judge(body: &[u8]) -> Result<(), Failure> {
    if body.trim_ascii().is_empty() {
        return Ok(());
    }
    let answer: Value = serde_json::from_slice(body)
        .map_err(|_| Failure::new("the answer is neither empty nor JSON"))?;
    match answer.get("errcode") {
        None => Ok(()),
        Some(code) if code.as_i64() == Some(0) => Ok(()),
        Some(code) => Err(Failure::new(format!("errcode {code}"))),
    }
}
