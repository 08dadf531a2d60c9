//! All channels as one thing, and what their texts share.

use std::time::Duration;

use jiff::Timestamp;

use crate::failure::Failure;
use crate::{Dingtalk, Feishu, Mail, Message, Ntfy, Sms, Way, Webhook, Wecom};

/// A channel that is set up.
pub enum Channel {
    /// The generic signed webhook.
    Webhook(Webhook),
    /// A robot in WeCom.
    Wecom(Wecom),
    /// A robot in DingTalk.
    Dingtalk(Dingtalk),
    /// A robot in Feishu.
    Feishu(Feishu),
    /// Mail.
    Mail(Box<Mail>),
    /// Text messages by a gateway.
    Sms(Sms),
    /// ntfy.
    Ntfy(Ntfy),
}

impl Channel {
    /// Its id, as plans and records name it.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Webhook(_) => "webhook",
            Self::Wecom(_) => "wecom",
            Self::Dingtalk(_) => "dingtalk",
            Self::Feishu(_) => "feishu",
            Self::Mail(_) => "mail",
            Self::Sms(_) => "sms",
            Self::Ntfy(_) => "ntfy",
        }
    }

    /// Waits until it may be used again, for as long as patience lasts.
    pub(crate) async fn turn(&self, patience: Duration) -> Result<(), Failure> {
        match self {
            Self::Wecom(robot) => robot.turn(patience).await,
            Self::Dingtalk(robot) => robot.turn(patience).await,
            Self::Feishu(robot) => robot.turn(patience).await,
            Self::Webhook(_) | Self::Mail(_) | Self::Sms(_) | Self::Ntfy(_) => Ok(()),
        }
    }

    pub(crate) async fn send(&self, message: &Message, way: &Way) -> Result<(), Failure> {
        match self {
            Self::Webhook(webhook) => webhook.send(message, Timestamp::now()).await,
            Self::Wecom(robot) => robot.send(message, way).await,
            Self::Dingtalk(robot) => robot.send(message, way).await,
            Self::Feishu(robot) => robot.send(message, way).await,
            Self::Mail(mail) => mail.send(message, way).await,
            Self::Sms(sms) => sms.send(message, way).await,
            Self::Ntfy(ntfy) => ntfy.send(message, way).await,
        }
    }
}

/// Whether a person is reached by this channel only at an address of the person's own; a group's
/// robot reaches whoever reads the group.
pub fn has_own_address(channel: &str) -> bool {
    matches!(channel, "mail" | "sms" | "ntfy")
}

/// Whether what goes by this channel is read by a whole group, whoever is called in it.
pub fn is_read_by_a_group(channel: &str) -> bool {
    matches!(channel, "wecom" | "dingtalk" | "feishu")
}

/// A phone number, and not an id of a user.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    (5..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
