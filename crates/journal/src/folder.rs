//! The data folder: its file names, its lock, and files written whole or not at all.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{JournalError, Result};

/// The paths of one data folder.
#[derive(Clone, Debug)]
pub struct Folder {
    pub dir: PathBuf,
}

impl Folder {
    pub fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
        }
    }

    pub fn database(&self) -> PathBuf {
        self.dir.join("journal.db")
    }

    /// SQLite's write-ahead log, which belongs to the database while it is there.
    pub fn write_ahead_log(&self) -> PathBuf {
        self.dir.join("journal.db-wal")
    }

    pub fn heads(&self) -> PathBuf {
        self.dir.join("journal.head")
    }

    pub fn keys(&self) -> PathBuf {
        self.dir.join("keys")
    }

    pub fn secret_key(&self) -> PathBuf {
        self.keys().join("head.key")
    }

    pub fn public_key(&self) -> PathBuf {
        self.keys().join("head.pub")
    }

    /// Takes the lock that one process may hold; it is given back when the file is dropped.
    pub fn lock(&self) -> Result<File> {
        let path = self.dir.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| JournalError::from_io("opening", &path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(JournalError::InUse),
            Err(TryLockError::Error(error)) => Err(JournalError::from_io("locking", &path, &error)),
        }
    }
}

/// Creates a folder that only its owner may enter; one that is there is left as it is.
pub fn create_private_dir(dir: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(dir).map_err(|error| {
        if matches!(
            error.kind(),
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory
        ) {
            let path = dir.to_owned();
            return JournalError::NoFolder { path };
        }
        JournalError::from_io("creating", dir, &error)
    })
}

/// Reads a file; `None` when there is none.
pub fn read_if_there(path: &Path) -> Result<Option<String>> {
    match fs::read(path) {
        // A byte that is not UTF-8 becomes one that no reader of these files accepts.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(JournalError::from_io("reading", path, &error)),
    }
}

/// Replaces a file so that after a crash there is either the old text or the new one.
pub fn write_whole(path: &Path, text: &str) -> Result<()> {
    let fresh = path.with_extension("new");
    let failed = |error: std::io::Error| JournalError::from_io("writing", path, &error);
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&fresh).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    drop(file);
    fs::rename(&fresh, path).map_err(failed)?;
    sync_dir(path.parent().unwrap_or(Path::new("."))).map_err(failed)
}

/// A rename is on disk only when its folder is.
#[cfg(unix)]
pub fn sync_dir(dir: &Path) -> std::io::Result<()> {
    File::open(dir)?.sync_all()
}

/// Windows has no such call, and NTFS keeps renames in its own log.
#[cfg(not(unix))]
pub fn sync_dir(_dir: &Path) -> std::io::Result<()> {
    Ok(())
}
