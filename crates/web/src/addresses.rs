//! What may stand as the address of a person on a channel, and how addresses are taken in.

use duty::{PersonId, Sealed};
use engine::{Act, Address, Hours, Person, Reach};
use words::Words;

use crate::answer::{Failure, Making};
use crate::sight::Sight;

/// The channels on which people have addresses of their own, in the order in which they are
/// offered.
pub(crate) const CHANNELS: [&str; 6] = ["sms", "mail", "wecom", "dingtalk", "feishu", "ntfy"];

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

/// An address as somebody typed it.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    pub channel: String,
    pub value: String,
    pub opens: Reach,
    pub hours: Hours,
}

/// Records these addresses of a person instead of those there were. A text that stays keeps its
/// seal.
pub(crate) async fn set(
    sight: &Sight,
    mut making: Making,
    person: PersonId,
    typed: &[Typed],
) -> Result<(), Failure> {
    let known = sight.published.state.people.get(&person);
    let before = known.map_or(&[][..], |it| &it.addresses);
    let mut addresses = Vec::with_capacity(typed.len());
    for it in typed {
        let value = match kept(sight, before, it) {
            Some(sealed) => sealed,
            None => making
                .seal(Some(it.value.trim()))?
                .ok_or(Failure::Malformed)?,
        };
        addresses.push(Address {
            channel: it.channel.clone(),
            value,
            opens: it.opens,
            hours: it.hours,
        });
    }
    let act = Act::SetAddresses { person, addresses };
    making.submit(sight, act).await.map(|_| ())
}

fn kept(sight: &Sight, before: &[Address], typed: &Typed) -> Option<Sealed> {
    let same = |it: &&Address| sight.text(&it.value) == Some(typed.value.trim());
    before.iter().find(same).map(|it| it.value.clone())
}

/// Away from the house a person is reached by a number, or where links open from anywhere.
pub(crate) fn reach_outside(person: &Person) -> bool {
    let anywhere = |it: &Address| it.opens == Reach::Anywhere;
    person.phone.is_some() || person.addresses.iter().any(anywhere)
}
