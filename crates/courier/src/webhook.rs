//! The generic signed webhook: JSON by POST.
//!
//! `X-Changbei-Signature: v1=` hex HMAC-SHA256 of `timestamp` + `.` + body, with the secret as
//! key; `X-Changbei-Timestamp` in Unix seconds; `Idempotency-Key` is the notice's id. The other
//! side has taken the message when it answers 2xx with an empty body, or with a JSON body whose
//! `errcode` is absent or 0. HTTP 200 alone is not success.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use reqwest::Url;
use serde_json::Value;
use sha2::Sha256;

use crate::Message;

/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// How much of an answer is read.
const ANSWER_BYTES: usize = 64 * 1024;

/// The address of a webhook is none.
#[derive(Debug, thiserror::Error)]
#[error("not a webhook address (http or https): {0}")]
pub struct BadWebhook(String);

/// A webhook.
#[derive(Clone)]
pub struct Webhook {
    url: Url,
    secret: Vec<u8>,
    client: reqwest::Client,
}

/// What an attempt failed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// For the record; holds no address and no secret.
    pub reason: String,
    /// The other side asks for this much patience.
    pub retry_after: Option<Duration>,
}

impl Failure {
    fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            retry_after: None,
        }
    }
}

impl Webhook {
    /// A webhook at an address, signed with a secret.
    ///
    /// # Errors
    /// [`BadWebhook`] for anything but http and https.
    pub fn new(url: &str, secret: &[u8]) -> Result<Self, BadWebhook> {
        let bad = || BadWebhook(url.to_owned());
        let parsed = Url::parse(url).map_err(|_| bad())?;
        if !matches!(parsed.scheme(), "http" | "https") {
            return Err(bad());
        }
        // A second installation in one process changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(ANSWER_WITHIN)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|_| bad())?;
        Ok(Self {
            url: parsed,
            secret: secret.to_vec(),
            client,
        })
    }

    pub(crate) async fn send(&self, message: &Message, now: Timestamp) -> Result<(), Failure> {
        let body = serde_json::to_vec(message).map_err(|error| Failure::new(error.to_string()))?;
        let timestamp = now.as_second().to_string();
        let answer = self
            .client
            .post(self.url.clone())
            .header("content-type", "application/json; charset=utf-8")
            .header("idempotency-key", message.id.as_str())
            .header("x-changbei-timestamp", &timestamp)
            .header("x-changbei-signature", self.signature(&timestamp, &body))
            .body(body)
            .send()
            .await
            .map_err(|error| Failure::new(plain(&error)))?;
        let status = answer.status();
        let retry_after = answer
            .headers()
            .get("retry-after")
            .and_then(|value| value.to_str().ok()?.parse().ok())
            .map(Duration::from_secs);
        if !status.is_success() {
            return Err(Failure {
                retry_after,
                ..Failure::new(format!("HTTP {}", status.as_u16()))
            });
        }
        judge(&read(answer).await?)
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

/// What an error says without the address, which may hold a key.
fn plain(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "cannot connect"
    } else {
        "the connection broke"
    };
    kind.to_owned()
}

async fn read(mut answer: reqwest::Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|error| Failure::new(plain(&error)))?
    {
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER_BYTES {
            return Err(Failure::new("the answer is too long"));
        }
    }
    Ok(body)
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
