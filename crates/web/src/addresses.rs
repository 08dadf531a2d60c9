//! What may stand as the address of a person on a channel.

use words::Words;

/// The longest address, in bytes (RFC 5321, 4.5.3.1: 64 + 1 + 255).
const LONGEST: usize = 320;

/// The longest topic of ntfy, in characters (<https://docs.ntfy.sh/publish/>).
const LONGEST_TOPIC: usize = 64;

/// Whether a text can be an address on a channel at all. Whether somebody reads it there, a test
/// message shows.
pub(crate) fn fits(channel: &str, value: &str) -> bool {
    let value = value.trim();
    if value.is_empty() || value.len() > LONGEST || value.contains(char::is_control) {
        return false;
    }
    let plain = !value.contains(char::is_whitespace);
    match channel {
        "sms" => {
            let number = value.strip_prefix('+').unwrap_or(value);
            (5..=15).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit())
        }
        "mail" => {
            let parts = value.split_once('@');
            plain && parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        }
        "ntfy" => {
            let of_topic = |it: u8| it.is_ascii_alphanumeric() || it == b'-' || it == b'_';
            value.len() <= LONGEST_TOPIC && value.bytes().all(of_topic)
        }
        "wecom" | "dingtalk" | "feishu" => plain,
        _ => false,
    }
}

/// What an address on a channel looks like, for whoever typed something else.
pub(crate) fn how(w: Words, channel: &str) -> String {
    w.say(match channel {
        "sms" => "page-addresses-how-sms",
        "mail" => "page-addresses-how-mail",
        "wecom" => "page-addresses-how-wecom",
        "dingtalk" => "page-addresses-how-dingtalk",
        "feishu" => "page-addresses-how-feishu",
        "ntfy" => "page-addresses-how-ntfy",
        _ => "page-addresses-how-none",
    })
}
