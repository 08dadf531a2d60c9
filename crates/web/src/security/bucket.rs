//! Token buckets per address, for what needs no sign-in.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// How many may come at once from one address: a whole staff room behind one router.
const BURST: i64 = 20;

/// How often one more is allowed.
const REFILL_MILLISECONDS: i64 = 3_000;

/// More addresses than this are not told apart, so that memory stays bounded.
const MOST_ADDRESSES: usize = 10_000;

/// Buckets by address. Each is kept as the time at which it will be full again.
pub(crate) struct Buckets(Mutex<BTreeMap<Option<IpAddr>, i64>>);

impl Buckets {
    /// For reports of incidents.
    pub fn for_reports() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// Takes one token; false when the bucket of that address is empty. Callers without an
    /// address share a bucket.
    pub fn take(&self, address: Option<IpAddr>, now: Timestamp) -> bool {
        let now = now.as_millisecond();
        let mut full_at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= MOST_ADDRESSES {
            full_at.retain(|_, at| *at > now);
        }
        let address = if full_at.len() >= MOST_ADDRESSES && !full_at.contains_key(&address) {
            None
        } else {
            address
        };
        let at = full_at.entry(address).or_insert(now);
        let after = (*at).max(now) + REFILL_MILLISECONDS;
        if after - now > BURST * REFILL_MILLISECONDS {
            return false;
        }
        *at = after;
        true
    }
}
