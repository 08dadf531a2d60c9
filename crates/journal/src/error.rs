//! Why the journal could not do what it was asked; each variant is a sentence to somebody.

use std::path::{Path, PathBuf};

use crate::finding::Finding;

pub type Result<T> = std::result::Result<T, JournalError>;

/// Why the journal could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another process holds the data folder, or another program holds the database.
    #[error("another process is using the data folder")]
    InUse,
    /// The disk, or the limit set for the database, is full. Nothing of the commit was kept.
    #[error("the disk is full")]
    Full,
    /// The folder or its disk may not be written.
    #[error("the data folder cannot be written")]
    ReadOnly,
    /// There is a file of that name, and it is not a journal.
    #[error("{} is not a changbei journal", file.display())]
    NotOurs { file: PathBuf },
    /// The journal was written by a later changbei.
    #[error("the journal has format {found}, this build knows {known}")]
    Newer { found: i64, known: i64 },
    /// The journal is not what was once written; `verify` lists all that is wrong.
    #[error("the journal is damaged: {0}")]
    Damaged(Finding),
    /// Somebody else appended first, or the caller has not read to the end.
    #[error("the caller expected position {expected}, the journal stands at {found}")]
    UnexpectedPosition { expected: u64, found: u64 },
    /// A data folder was asked for, and there is none or something else.
    #[error("{} is not a folder", path.display())]
    NoFolder { path: PathBuf },
    /// Nothing is written over what is there.
    #[error("{} is there already", path.display())]
    AlreadyThere { path: PathBuf },
    /// The file is not a backup of ours, or not all of one.
    #[error("this is not a whole backup: {what} cannot be read")]
    BadBackup { what: String },
    /// A file over the limit.
    #[error("a file of {bytes} bytes is over the limit of {limit}")]
    TooLarge { bytes: usize, limit: usize },
    /// Anything else, with what was being done.
    #[error("{0}")]
    Other(String),
}

impl JournalError {
    /// Sorts what the operating system said; `doing` is put before what stays unsorted.
    pub(crate) fn from_io(doing: &str, file: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let kind = error.kind();
        if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            return Self::Full;
        }
        if matches!(
            kind,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied
        ) {
            return Self::ReadOnly;
        }
        Self::Other(format!("{doing} {}: {error}", file.display()))
    }

    /// Sorts what a database said: SQLite by its primary result code
    /// (<https://sqlite.org/rescode.html>), PostgreSQL by its SQLSTATE
    /// (<https://www.postgresql.org/docs/15/errcodes-appendix.html>).
    pub(crate) fn from_sqlx(doing: &str, error: &sqlx::Error) -> Self {
        match sqlite_code(error) {
            Some(5 | 6) => return Self::InUse,
            Some(8) => return Self::ReadOnly,
            Some(11 | 26) => {
                return Self::Damaged(Finding::DatabaseUnreadable {
                    detail: format!("{doing}: {error}"),
                });
            }
            Some(13) => return Self::Full,
            Some(_) | None => {}
        }
        match postgres_state(error).as_deref() {
            // disk_full
            Some("53100") => Self::Full,
            // read_only_sql_transaction, insufficient_privilege
            Some("25006" | "42501") => Self::ReadOnly,
            // data_corrupted, index_corrupted
            Some("XX001" | "XX002") => Self::Damaged(Finding::DatabaseUnreadable {
                detail: format!("{doing}: {error}"),
            }),
            Some(_) | None => Self::Other(format!("{doing}: {error}")),
        }
    }
}

/// The primary result code of SQLite, when it is SQLite that failed.
pub(crate) fn sqlite_code(error: &sqlx::Error) -> Option<u32> {
    let error = error.as_database_error()?;
    error.try_downcast_ref::<sqlx::sqlite::SqliteError>()?;
    let extended: u32 = error.code()?.parse().ok()?;
    Some(extended & 0xff)
}

fn postgres_state(error: &sqlx::Error) -> Option<String> {
    let error = error.as_database_error()?;
    let error = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>()?;
    Some(error.code().to_owned())
}
