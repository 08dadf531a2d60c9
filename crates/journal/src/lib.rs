//! The append-only log: record format, hash chain, views; SQLite, PostgreSQL, memory.
//!
//! The store knows records as bytes and must not know what an event means: `record` turns events
//! into records and back, and `views` makes tables of them.
//!
//! One data folder holds one database with the chains of all its organisations:
//! `journal.db` (the records), `journal.head` (signed heads), `keys/` (the key that signs them)
//! and `lock` (held by the one process that may write). With PostgreSQL the records are in its
//! database and the rest stays in the data folder.

mod backup;
mod chain;
mod counters;
mod error;
mod finding;
mod folder;
mod heads;
mod hex;
mod keeper;
mod memory;
mod postgres;
mod record;
mod references;
mod rows;
mod sealed;
mod sql;
mod sqlite;
mod store;
mod verify;
mod views;

pub use backup::{BackupReport, backup, restore};
pub use chain::{Head, NewRecord, StoredRecord};
pub use error::{JournalError, Result};
pub use finding::{Finding, Witness};
pub use heads::{PublicKey, SignedHead, SignedHeadError, heads_in};
pub use memory::Interruption;
pub use record::{Unreadable, to_event, to_record};
pub use references::{blob_reference, destroyed_reference, sealed_reference};
pub use sealed::{SealedValue, draw_salt, seal};
pub use sqlite::Options;
pub use store::{
    BLOB_LIMIT_BYTES, Commit, Counters, Destroyed, Journal, PAGE_RECORDS, Walk, blob_digest,
};
pub use verify::{OrganisationReport, VerifyReport, verify};
pub use views::{FoldError, Folded, Place, ViewRows};
