//! How often somebody may try a password.
//!
//! Three counters: one for each known browser of an account, one for each account, one for each
//! address. A known browser is held back by its own mistakes only. So whoever tries passwords on
//! the commander's account from elsewhere makes the others wait, not the commander; and one-time
//! links and the links of duties ask for no password at all. Nothing is ever locked: a wait ends
//! by itself. See docs/decisions.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use crate::Whose;

/// Mistakes that cost nothing.
const FREE: u32 = 5;

/// The same for an address: a whole house can stand behind one.
const FREE_ADDRESS: u32 = 30;

/// The wait after the first mistake that costs something; each further one doubles it.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(15);

/// The longest wait of an account that is tried from anywhere, and of an address.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(15);

/// The longest wait of a browser that the account knows.
const LONGEST_WAIT_KNOWN: SignedDuration = SignedDuration::from_mins(1);

/// Mistakes are forgotten after this long without one.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(12);

/// More counters are not kept, so that memory stays bounded; what comes after shares one.
const MOST: usize = 20_000;

/// Who tries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trier {
    /// A browser that the account knows, by the digest of its cookie.
    Known(String),
    /// Anybody, on an account.
    Account(Whose),
    /// An address; of IPv6 the network that one house gets (RFC 6177).
    Address(Option<IpAddr>),
    /// All that came after the table was full.
    Rest,
}

impl Trier {
    pub fn address(address: Option<IpAddr>) -> Self {
        Self::Address(address.map(|address| match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(six) => match six.to_ipv4_mapped() {
                Some(four) => IpAddr::V4(four),
                None => {
                    let network = u128::from(six) & !u128::from(u64::MAX);
                    IpAddr::V6(network.into())
                }
            },
        }))
    }

    fn bounds(&self) -> (u32, SignedDuration) {
        match self {
            Self::Known(_) => (FREE, LONGEST_WAIT_KNOWN),
            Self::Account(_) => (FREE, LONGEST_WAIT),
            Self::Address(_) | Self::Rest => (FREE_ADDRESS, LONGEST_WAIT),
        }
    }
}

struct Mistakes {
    count: u32,
    last: Timestamp,
}

/// Mistakes by who made them.
#[derive(Default)]
pub(crate) struct Limits(BTreeMap<Trier, Mistakes>);

impl Limits {
    /// How long somebody has to wait still; none when the next try may be made now.
    pub fn wait(&self, trier: &Trier, now: Timestamp) -> Option<SignedDuration> {
        let (free, longest) = self.booked_as(trier).bounds();
        let mistakes = self.0.get(self.booked_as(trier))?;
        let over = mistakes.count.checked_sub(free)?;
        let wait = FIRST_WAIT
            .checked_mul(1 << over.min(16))
            .unwrap_or(longest)
            .min(longest);
        let left = wait - now.duration_since(mistakes.last);
        left.is_positive().then_some(left)
    }

    /// Somebody made a mistake.
    pub fn mistake(&mut self, trier: Trier, now: Timestamp) {
        if self.0.len() >= MOST {
            self.0
                .retain(|_, it| now.duration_since(it.last) < FORGOTTEN);
        }
        let trier = self.booked_as(&trier).clone();
        let mistakes = self.0.entry(trier).or_insert(Mistakes {
            count: 0,
            last: now,
        });
        if now.duration_since(mistakes.last) >= FORGOTTEN {
            mistakes.count = 0;
        }
        mistakes.count = mistakes.count.saturating_add(1);
        mistakes.last = now;
    }

    /// It was no mistake after all.
    pub fn take_back(&mut self, trier: &Trier) {
        let trier = self.booked_as(trier).clone();
        if let Some(mistakes) = self.0.get_mut(&trier) {
            mistakes.count = mistakes.count.saturating_sub(1);
        }
    }

    /// Somebody got in.
    pub fn right(&mut self, trier: &Trier) {
        self.0.remove(trier);
    }

    /// As whom somebody is booked: what comes after a full table shares one place, but for the
    /// browsers that an account knows: they are few, and strangers must not make them wait.
    fn booked_as<'a>(&self, trier: &'a Trier) -> &'a Trier {
        let is_known = matches!(trier, Trier::Known(_)) || self.0.contains_key(trier);
        if self.0.len() >= MOST && !is_known {
            &Trier::Rest
        } else {
            trier
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_after_a_full_table_waits_like_the_rest_of_them() {
        let now = Timestamp::UNIX_EPOCH;
        let mut limits = Limits::default();
        let address = |number: u32| Trier::Address(Some(IpAddr::V4(number.into())));
        let most = u32::try_from(MOST).expect("a small number");
        for number in 0..most + 50 {
            limits.mistake(address(number), now);
        }
        let late = address(u32::MAX);
        assert!(limits.wait(&late, now).is_some());
        limits.right(&late);
        assert!(
            limits.wait(&late, now).is_some(),
            "nobody clears it for all"
        );
        let known = Trier::Known("the commander's browser".to_owned());
        assert!(limits.wait(&known, now).is_none());
        let later = now + FORGOTTEN;
        assert!(limits.wait(&late, later).is_none());
    }
}
