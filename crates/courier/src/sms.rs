//! Text messages through any gateway that takes HTTP: a template of the request, and what its
//! answer must say.
//!
//! In the template `{number}`, `{text}` and `{id}` stand for the number, the message and the
//! notice's id; each is written as the template's kind asks: escaped inside a JSON string, or
//! percent-encoded in a form.

use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;

use crate::channel::is_number;
use crate::failure::{BadChannel, Failure};
use crate::{Message, Way, http};

/// Three parts of a long message, each of 67 characters of UCS-2 (3GPP TS 23.040, 9.2.3.24).
const MOST_BYTES: usize = 3 * 67 * 3;

/// A gateway as it is configured.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsGateway {
    /// Where requests go.
    pub url: String,
    /// The body: a JSON text when it starts with a brace, else a form.
    pub body: String,
    /// More headers, such as a key.
    #[serde(default)]
    pub headers: std::collections::BTreeMap<String, String>,
    /// Where in the JSON answer the outcome stands (RFC 6901): `/code`.
    pub success_at: String,
    /// What stands there when the message was taken: `0`, `OK`.
    pub success_is: String,
    /// At most so many bytes of text.
    pub most_bytes: Option<usize>,
}

/// A gateway for text messages.
pub struct Sms {
    gateway: SmsGateway,
    url: Url,
    client: reqwest::Client,
}

impl Sms {
    /// A gateway.
    ///
    /// # Errors
    /// [`BadChannel`] when the address, the template or the place of the outcome is none.
    pub fn new(gateway: SmsGateway) -> Result<Self, BadChannel> {
        let setting = |what: &str| BadChannel::Setting {
            channel: "sms",
            what: what.to_owned(),
        };
        if !gateway.body.contains("{number}") || !gateway.body.contains("{text}") {
            return Err(setting("body needs {number} and {text}"));
        }
        if !gateway.success_at.starts_with('/') {
            return Err(setting("success_at starts with a slash"));
        }
        let (url, client) = http::client("sms", &gateway.url)?;
        Ok(Self {
            gateway,
            url,
            client,
        })
    }

    pub(crate) async fn send(&self, message: &Message, way: &Way) -> Result<(), Failure> {
        let number = way.address.as_deref().or(message.phone.as_deref());
        let number = number
            .filter(|number| is_number(number))
            .ok_or_else(|| Failure::hopeless("the person has no number"))?;
        let most = self.gateway.most_bytes.unwrap_or(MOST_BYTES);
        let text = message.body(way, most);
        let (kind, body) = self.body(&[
            ("number", number),
            ("text", &text),
            ("id", message.id.as_str()),
        ]);
        let mut request = self
            .client
            .post(self.url.clone())
            .header("content-type", kind)
            .body(body);
        for (name, value) in &self.gateway.headers {
            request = request.header(name, value);
        }
        let answer = http::json(&http::send(request).await?)?;
        let said = match answer.pointer(&self.gateway.success_at) {
            Some(Value::String(said)) => said.clone(),
            Some(said) => said.to_string(),
            None => return Err(Failure::unknown("the answer has no outcome")),
        };
        if said == self.gateway.success_is {
            return Ok(());
        }
        let said = crate::fit::start(&said, 60);
        Err(Failure::new(format!("the gateway answers {said}")))
    }

    fn body(&self, values: &[(&str, &str)]) -> (&'static str, String) {
        let is_json = self.gateway.body.trim_start().starts_with('{');
        let written = |value: &str| {
            if is_json {
                let quoted = Value::String(value.to_owned()).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            } else {
                percent(value)
            }
        };
        // One pass, so that a value that looks like a place is not filled again.
        let mut body = String::new();
        let mut rest = self.gateway.body.as_str();
        while let Some(at) = rest.find('{') {
            let (before, after) = rest.split_at(at);
            body.push_str(before);
            let place = values.iter().find_map(|(name, value)| {
                let left = after[1..].strip_prefix(name)?.strip_prefix('}')?;
                Some((written(value), left))
            });
            match place {
                Some((value, left)) => {
                    body.push_str(&value);
                    rest = left;
                }
                None => {
                    body.push('{');
                    rest = &after[1..];
                }
            }
        }
        body.push_str(rest);
        let kind = if is_json {
            "application/json; charset=utf-8"
        } else {
            "application/x-www-form-urlencoded; charset=utf-8"
        };
        (kind, body)
    }
}

/// Percent-encoding of everything that is not unreserved (RFC 3986, 2.3).
fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
