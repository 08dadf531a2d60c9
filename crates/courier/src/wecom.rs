//! The group robot of WeCom (企业微信群机器人): the key in its address is its secret.
//!
//! Limits: 20 messages a minute and robot (we stay at 18), 2,048 bytes of text. It has taken a
//! message when `errcode` is 0; -1 is a busy system, 45009 too many messages, 93000 a wrong key.

use std::time::Duration;

use reqwest::Url;
use serde_json::json;

use crate::channel::is_number;
use crate::failure::{BadChannel, Failure};
use crate::pace::{Limit, Pace};
use crate::{Message, Way, http};

const MOST_BYTES: usize = 2_048;
const LIMITS: &[Limit] = &[Limit {
    messages: 18,
    within: Duration::from_secs(60),
}];

/// A robot of a group in WeCom.
pub struct Wecom {
    url: Url,
    client: reqwest::Client,
    pace: Pace,
}

impl Wecom {
    /// A robot at the address that WeCom shows, `…/cgi-bin/webhook/send?key=…`.
    ///
    /// # Errors
    /// [`BadChannel`] for anything but http and https.
    pub fn new(url: &str) -> Result<Self, BadChannel> {
        let (url, client) = http::client("wecom", url)?;
        Ok(Self {
            url,
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
        let content = message.body_without_marks(way, MOST_BYTES);
        let body = json!({
            "msgtype": "text",
            "text": {
                "content": content,
                "mentioned_list": users,
                "mentioned_mobile_list": mobiles,
            },
        });
        let answer =
            http::json(&http::send(self.client.post(self.url.clone()).json(&body)).await?)?;
        match answer.get("errcode").and_then(|code| code.as_i64()) {
            Some(0) => Ok(()),
            Some(45009) => {
                self.pace.block(Duration::from_secs(60));
                Err(Failure::hopeless("errcode 45009"))
            }
            Some(code @ (93000 | 40058 | 40008)) => {
                Err(Failure::hopeless(format!("errcode {code}")))
            }
            Some(code) => Err(Failure::new(format!("errcode {code}"))),
            None => Err(Failure::unknown("the answer has no errcode")),
        }
    }
}
