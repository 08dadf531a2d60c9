//! What all channels over HTTP share: bounded in time and size, no redirects, no proxy, and errors
//! that name no address, since an address may hold a key.

use std::time::Duration;

use reqwest::{RequestBuilder, Url};
use serde_json::Value;

use crate::failure::{BadChannel, Failure};

/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// How much of an answer is read.
const ANSWER_BYTES: usize = 64 * 1024;

/// An address of http or https and a client for it.
pub(crate) fn client(
    channel: &'static str,
    url: &str,
) -> Result<(Url, reqwest::Client), BadChannel> {
    let bad = || BadChannel::Address(channel);
    let url = Url::parse(url).map_err(|_| bad())?;
    if !matches!(url.scheme(), "http" | "https") {
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
    Ok((url, client))
}

/// Sends a request and reads the body of a 2xx answer.
pub(crate) async fn send(request: RequestBuilder) -> Result<Vec<u8>, Failure> {
    let mut answer = request.send().await.map_err(|error| broke(&error))?;
    let status = answer.status();
    if !status.is_success() {
        let retry_after = answer
            .headers()
            .get("retry-after")
            .and_then(|value| value.to_str().ok()?.parse().ok())
            .map(Duration::from_secs);
        return Err(Failure {
            retry_after,
            ..Failure::new(format!("HTTP {}", status.as_u16()))
        });
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| broke(&error))? {
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER_BYTES {
            return Err(Failure::unknown("the answer is too long"));
        }
    }
    Ok(body)
}

/// An answer that must be JSON.
pub(crate) fn json(body: &[u8]) -> Result<Value, Failure> {
    serde_json::from_slice(body).map_err(|_| Failure::unknown("the answer is not JSON"))
}

/// What an error says without the address.
fn broke(error: &reqwest::Error) -> Failure {
    if error.is_connect() {
        Failure::new("cannot connect")
    } else if error.is_timeout() {
        Failure::unknown("no answer in time")
    } else {
        Failure::unknown("the connection broke")
    }
}
