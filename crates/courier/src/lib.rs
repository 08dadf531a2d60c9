//! Messages out: one file per channel, and the rule by which channels follow one another.
//!
//! It must not know pages or the log: what it is given is a finished message and the ways by which
//! it may go, what it gives back is the outcome of every attempt.

mod channel;
mod courier;
mod dingtalk;
mod failure;
mod feishu;
mod fit;
mod http;
mod mail;
mod message;
mod ntfy;
mod pace;
mod sms;
mod webhook;
mod wecom;

pub use channel::{Channel, has_own_address, is_read_by_a_group};
pub use courier::{Attempt, Courier, Health, Patience};
pub use dingtalk::Dingtalk;
pub use failure::BadChannel;
pub use feishu::Feishu;
pub use mail::{Mail, MailServer, Security};
pub use message::{Message, Way};
pub use ntfy::Ntfy;
pub use sms::{Sms, SmsGateway};
pub use webhook::Webhook;
pub use wecom::Wecom;
