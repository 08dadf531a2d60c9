//! What a journal has done since it was opened; for the bench and the metrics.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::sql;

/// What was done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    pub commits: u64,
    pub records: u64,
    /// INSERT statements for records; one carries up to 100.
    pub record_statements: u64,
}

/// The same, while it is being counted.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    commits: AtomicU64,
    records: AtomicU64,
    record_statements: AtomicU64,
}

impl Counting {
    /// One commit of so many records.
    pub fn add(&self, records: usize) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.records.fetch_add(records as u64, Ordering::Relaxed);
        self.record_statements
            .fetch_add(records.div_ceil(sql::ROWS) as u64, Ordering::Relaxed);
    }

    pub fn read(&self) -> Counters {
        Counters {
            commits: self.commits.load(Ordering::Relaxed),
            records: self.records.load(Ordering::Relaxed),
            record_statements: self.record_statements.load(Ordering::Relaxed),
        }
    }
}
