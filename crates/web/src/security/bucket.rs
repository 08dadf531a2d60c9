//! Token buckets per address, for what needs no sign-in and for what reaches outside.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// More addresses than this are not told apart, so that memory stays bounded.
const MOST_ADDRESSES: usize = 10_000;

/// Buckets by address. Each is kept as the time at which it will be full again.
pub(crate) struct Buckets {
    full_at: Mutex<BTreeMap<Option<IpAddr>, i64>>,
    /// How many may come at once from one address.
    burst: i64,
    /// How often one more is allowed.
    refill_milliseconds: i64,
}

impl Buckets {
    /// For reports of incidents: a whole staff room behind one router.
    pub fn for_reports() -> Self {
        Self::new(20, 3_000)
    }

    /// For short codes: the same staff room, but nobody who tries one after the other.
    pub fn for_codes() -> Self {
        Self::new(20, 10_000)
    }

    /// For test messages: somebody goes through a list of addresses; nobody floods a phone.
    pub fn for_tests() -> Self {
        Self::new(10, 6_000)
    }

    fn new(burst: i64, refill_milliseconds: i64) -> Self {
        Self {
            full_at: Mutex::default(),
            burst,
            refill_milliseconds,
        }
    }

    /// Takes one token; false when the bucket of that address is empty. Callers without an
    /// address share a bucket.
    pub fn take(&self, address: Option<IpAddr>, now: Timestamp) -> bool {
        let now = now.as_millisecond();
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= MOST_ADDRESSES {
            full_at.retain(|_, at| *at > now);
        }
        let address = if full_at.len() >= MOST_ADDRESSES && !full_at.contains_key(&address) {
            None
        } else {
            address
        };
        let at = full_at.entry(address).or_insert(now);
        let after = (*at).max(now) + self.refill_milliseconds;
        if after - now > self.burst * self.refill_milliseconds {
            return false;
        }
        *at = after;
        true
    }
}
