//! Where a person is reached, besides the phone number.

use duty::{PersonId, Sealed};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::state::State;

/// The most addresses that one person may have.
pub const MOST_ADDRESSES: usize = 20;

/// From where a link opens, or its reader would open it; the further one holds the nearer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// This machine only.
    Machine,
    /// The house's network.
    House,
    /// Anywhere.
    Anywhere,
}

impl Reach {
    /// All of them, the nearest first.
    pub const ALL: [Self; 3] = [Self::Machine, Self::House, Self::Anywhere];

    /// The word of forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::House => "house",
            Self::Anywhere => "anywhere",
        }
    }
}

/// When an address is used. What is urgent goes there at every hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hours {
    /// At every hour.
    Always,
    /// In working hours.
    Working,
    /// Outside them.
    Off,
}

impl Hours {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Always, Self::Working, Self::Off];

    /// The word of forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Working => "working",
            Self::Off => "off",
        }
    }
}

/// One address of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The channel's id: `mail`, `wecom`.
    pub channel: String,
    /// The address there.
    pub value: Sealed,
    /// From where the person opens links that are read there.
    pub opens: Reach,
    /// When it is used.
    pub hours: Hours,
}

/// A person's addresses in the person's order, as far as the hour allows them. What is urgent asks
/// for no hour, and where the hour would leave none, all are used: to be told at a wrong hour is
/// better than not to be told.
pub fn addresses<'a>(
    state: &'a State,
    person: &PersonId,
    urgent: bool,
    now: Timestamp,
) -> Vec<&'a Address> {
    let working = state.working.contains(now);
    let known = state.people.get(person);
    let all = known.into_iter().flat_map(|person| &person.addresses);
    let now = all.clone().filter(|address| match address.hours {
        Hours::Always => true,
        Hours::Working => urgent || working,
        Hours::Off => urgent || !working,
    });
    let now: Vec<&Address> = now.collect();
    if now.is_empty() { all.collect() } else { now }
}
