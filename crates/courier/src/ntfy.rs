//! ntfy (<https://docs.ntfy.sh/publish/#publish-as-json>): a topic per person on a server of one's
//! own. It has taken a message when its answer is the message with an `id`. Limit: 4,096 bytes.

use reqwest::Url;
use serde_json::json;

use crate::failure::{BadChannel, Failure};
use crate::{Message, Way, http};

const MOST_BYTES: usize = 4_000;

/// An ntfy server.
pub struct Ntfy {
    url: Url,
    token: Option<String>,
    client: reqwest::Client,
}

impl Ntfy {
    /// A server, with a token where it asks for one.
    ///
    /// # Errors
    /// [`BadChannel`] for anything but http and https.
    pub fn new(url: &str, token: Option<String>) -> Result<Self, BadChannel> {
        let (url, client) = http::client("ntfy", url)?;
        Ok(Self { url, token, client })
    }

    pub(crate) async fn send(&self, message: &Message, way: &Way) -> Result<(), Failure> {
        let topic = way.address.as_deref();
        let topic = topic.ok_or_else(|| Failure::hopeless("the person has no topic"))?;
        let mut body = json!({
            "topic": topic,
            "message": message.body(way, MOST_BYTES),
            "priority": if message.urgent { 5 } else { 4 },
        });
        if let Some(link) = message.link.as_deref().filter(|_| way.link) {
            body["click"] = link.into();
        }
        let mut request = self.client.post(self.url.clone()).json(&body);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let answer = http::json(&http::send(request).await?)?;
        match answer.get("id").and_then(|id| id.as_str()) {
            Some(_) => Ok(()),
            None => Err(Failure::unknown("the answer names no message")),
        }
    }
}
