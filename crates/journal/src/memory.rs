//! A journal in memory, for tests and the simulator; nothing in it outlives the process.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::chain::{Head, StoredRecord};
use crate::error::{JournalError, Result};
use crate::hex;
use crate::references::destroyed_by;
use crate::sealed::SealedValue;
use crate::store::{Commit, Destroyed, PAGE_RECORDS, blob_digest};
use crate::views::{MemoryViews, ViewRows, elsewhere};

/// How the next append is to go wrong, so that a simulator can try what a disk may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// The commit is refused and nothing of it is kept.
    Refused,
    /// Everything is kept, and the caller hears of a failure all the same.
    OutcomeUnknown,
}

#[derive(Debug, Default)]
pub struct Memory {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    chains: BTreeMap<String, Vec<StoredRecord>>,
    sealed: BTreeMap<String, BTreeMap<String, SealedValue>>,
    blobs: BTreeMap<[u8; 32], Vec<u8>>,
    views: BTreeMap<String, MemoryViews>,
    interruption: Option<Interruption>,
}

impl Memory {
    pub fn append(&self, organisation: &str, expected: u64, commit: &Commit) -> Result<Head> {
        let mut kept = self.kept();
        let mut head = kept.head(organisation);
        if head.position != expected {
            return Err(JournalError::UnexpectedPosition {
                expected,
                found: head.position,
            });
        }
        let interruption = kept.interruption.take();
        if interruption == Some(Interruption::Refused) {
            return Err(JournalError::Full);
        }
        let taken = kept.sealed.get(organisation);
        for (index, value) in commit.sealed.iter().enumerate() {
            let twice = commit.sealed[..index].iter().any(|v| v.id == value.id);
            if twice || taken.is_some_and(|taken| taken.contains_key(&value.id)) {
                return Err(JournalError::Other(format!(
                    "sealed value {} is there already",
                    value.id
                )));
            }
        }
        let digests: Vec<_> = commit
            .blobs
            .iter()
            .map(|blob| blob_digest(blob))
            .collect::<Result<_>>()?;
        if commit.views.is_some() && kept.stand(organisation) != Some(expected) {
            return Err(elsewhere(organisation, expected));
        }
        for (digest, blob) in digests.into_iter().zip(&commit.blobs) {
            kept.blobs.insert(digest, blob.clone());
        }
        let sealed = kept.sealed.entry(organisation.to_owned()).or_default();
        for value in &commit.sealed {
            sealed.insert(value.id.clone(), value.clone());
        }
        if !commit.records.is_empty() {
            let records = head.extend(&commit.records);
            let chain = kept.chains.entry(organisation.to_owned()).or_default();
            chain.extend(records);
        }
        kept.destroy(organisation, &commit.destroyed);
        if let Some(rows) = &commit.views
            && let Some(views) = kept.views.get_mut(organisation)
        {
            views.write(expected, &head, rows)?;
        }
        match interruption {
            Some(Interruption::OutcomeUnknown) => Err(JournalError::Other(
                "the outcome of the commit is unknown".to_owned(),
            )),
            Some(Interruption::Refused) | None => Ok(head),
        }
    }

    pub fn interrupt_next_append(&self, interruption: Interruption) {
        self.kept().interruption = Some(interruption);
    }

    pub fn head(&self, organisation: &str) -> Head {
        self.kept().head(organisation)
    }

    pub fn organisations(&self) -> Vec<String> {
        self.kept().chains.keys().cloned().collect()
    }

    /// At most `limit` records that stand after `after`.
    pub fn after(&self, organisation: &str, after: u64, limit: usize) -> Vec<StoredRecord> {
        let kept = self.kept();
        let Some(chain) = kept.chains.get(organisation) else {
            return Vec::new();
        };
        let start = usize::try_from(after).map_or(chain.len(), |after| after.min(chain.len()));
        chain[start..].iter().take(limit).cloned().collect()
    }

    pub fn sealed_values(&self, organisation: &str, after: &str) -> Vec<SealedValue> {
        let kept = self.kept();
        let Some(values) = kept.sealed.get(organisation) else {
            return Vec::new();
        };
        let after = (Bound::Excluded(after), Bound::Unbounded);
        let values = values.range::<str, _>(after).take(PAGE_RECORDS);
        values.map(|(_, value)| value.clone()).collect()
    }

    pub fn sealed_value(&self, organisation: &str, id: &str) -> Option<SealedValue> {
        self.kept().sealed.get(organisation)?.get(id).cloned()
    }

    /// Looks at an organisation's views.
    pub fn views<T: Default>(&self, organisation: &str, look: impl Fn(&MemoryViews) -> T) -> T {
        self.kept()
            .views
            .get(organisation)
            .map(look)
            .unwrap_or_default()
    }

    /// The records at the positions that its views name.
    pub fn records_at(
        &self,
        organisation: &str,
        look: impl Fn(&MemoryViews) -> Vec<u64>,
    ) -> Vec<StoredRecord> {
        let positions = self.views(organisation, look).into_iter();
        let kept = positions.map(|at| self.after(organisation, at - 1, 1));
        kept.flatten().collect()
    }

    pub fn open_views(&self, organisation: &str) -> u64 {
        let mut kept = self.kept();
        let stand = kept.stand(organisation);
        stand.unwrap_or_else(|| {
            let empty = MemoryViews::empty(organisation);
            kept.views.insert(organisation.to_owned(), empty);
            0
        })
    }

    pub fn catch_up(&self, from: u64, head: &Head, rows: &ViewRows) -> Result<()> {
        let mut kept = self.kept();
        match kept.views.get_mut(&head.organisation) {
            Some(views) => views.write(from, head, rows),
            None => Err(elsewhere(&head.organisation, from)),
        }
    }

    pub fn put_blob(&self, digest: [u8; 32], bytes: &[u8]) {
        self.kept().blobs.insert(digest, bytes.to_vec());
    }

    pub fn blob(&self, digest: &[u8; 32]) -> Option<Vec<u8>> {
        self.kept().blobs.get(digest).cloned()
    }

    /// A panic elsewhere cannot leave these maps half changed, so a poisoned lock is used on.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn destroy(&mut self, organisation: &str, destroyed: &Destroyed) {
        if let Some(sealed) = self.sealed.get_mut(organisation) {
            for id in &destroyed.values {
                sealed.remove(id);
            }
        }
        for digest in &destroyed.blobs {
            let name = hex::encode(digest).into_bytes();
            let mut others = self.chains.iter().filter(|(own, _)| *own != organisation);
            let is_named = |record: &&StoredRecord| {
                let mut texts = record.body.split(|byte| *byte == b'"');
                texts.any(|text| text == name)
            };
            let keeps = |chain: &[StoredRecord]| {
                let last = chain.iter().rev().find(is_named);
                last.is_some_and(|last| !destroyed_by(&last.body).blobs.contains(digest))
            };
            if !others.any(|(_, chain)| keeps(chain)) {
                self.blobs.remove(digest);
            }
        }
    }

    /// Where an organisation's views stand, when the log has that record.
    fn stand(&self, organisation: &str) -> Option<u64> {
        let stand = self.views.get(organisation)?.head();
        let chain = self.chains.get(organisation).map_or(&[][..], Vec::as_slice);
        let own = chain.iter().rev().find(|it| it.position == stand.position);
        let is_so = stand.position == 0 || own.is_some_and(|own| own.hash == stand.hash);
        is_so.then_some(stand.position)
    }

    fn head(&self, organisation: &str) -> Head {
        let last = self.chains.get(organisation).and_then(|chain| chain.last());
        last.map_or_else(
            || Head::empty(organisation),
            |record| Head {
                organisation: organisation.to_owned(),
                position: record.position,
                hash: record.hash,
            },
        )
    }
}
