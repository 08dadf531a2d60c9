//! `changbei backup` and `changbei restore`: one file for a whole data folder, and back.

use std::path::Path;

use jiff::Timestamp;
use journal::{BackupReport, Journal, JournalError};
use words::{Value, Words};

use crate::{GOOD, UNUSABLE, speak, trouble};

/// Backs up beside a running server, from the database that it uses.
pub async fn backup(data: &Path, database: Option<&str>, file: &Path, w: Words) -> u8 {
    let opened = match database {
        Some(url) => Journal::open_postgres_reading(url).await,
        None => Journal::open_reading(data).await,
    };
    let done = match opened {
        Ok(journal) => journal::backup(&journal, data, file).await,
        Err(error) => Err(error),
    };
    said(w, "command-line-backed-up", done)
}

/// Restores into a folder that is empty or not there.
pub async fn restore(file: &Path, data: &Path, w: Words) -> u8 {
    let done = journal::restore(file, data, Timestamp::now()).await;
    said(w, "command-line-restored", done)
}

fn said(w: Words, key: &str, done: Result<BackupReport, JournalError>) -> u8 {
    match done {
        Ok(report) => {
            speak::line(&w.with(
                key,
                &[
                    ("organisations", Value::from(report.organisations)),
                    ("records", Value::from(report.records)),
                    ("sealed", Value::from(report.sealed)),
                    ("blobs", Value::from(report.blobs)),
                ],
            ));
            GOOD
        }
        Err(error) => {
            speak::complaint(&trouble::journal(w, &error));
            UNUSABLE
        }
    }
}
