//! A backup: one file from which a data folder can be made again, taken beside a running server.
//!
//! The format is our own records and not a copy of a database's file, so a log moves from
//! PostgreSQL to SQLite by being backed up and restored. After a first line, `changbei-backup-1`,
//! come frames: one letter, the length of what follows as eight bytes (big-endian), and that
//! many bytes of JSON or of a file. The last frame holds the SHA-256 of everything before it, so
//! a backup that was cut off is not taken for a whole one.
//!
//! Records are read up to the ends that the chains had when the backup began, and with each
//! record what it names. So the backup is one consistent moment without holding anybody up, and
//! what was erased is not in it.
//!
//! The keys of the folder are in the file: without them neither heads nor links could go on
//! after a disaster. So a backup is to be kept as carefully as the data folder itself.

use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::chain::NewRecord;
use crate::error::{JournalError, Result};
use crate::folder::{self, Folder};
use crate::hex;
use crate::references::{Reference, destroyed_by, references};
use crate::sealed::SealedValue;
use crate::sqlite::Options;
use crate::store::{BLOB_LIMIT_BYTES, Commit, Journal};

const FIRST_LINE: &[u8] = b"changbei-backup-1\n";

/// Frames: a file of the folder, a record, a sealed value, a blob, the end.
const FILE: u8 = b'f';
const RECORD: u8 = b'r';
const SEALED: u8 = b's';
const BLOB: u8 = b'b';
const END: u8 = b'e';

/// The longest frame: a blob of 20 MB, or a record that carries a whole plan.
const FRAME_LIMIT_BYTES: u64 = 4 * BLOB_LIMIT_BYTES as u64;

/// How many records are appended at a time when restoring.
const BATCH: usize = 1_000;

/// Written anew by every server that runs.
const OF_THE_PROCESS: &str = "local.json";

/// What is in a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BackupReport {
    pub organisations: u64,
    pub records: u64,
    pub sealed: u64,
    pub blobs: u64,
}

/// Backs a journal up into a new file. `dir` is the data folder with its heads and keys.
///
/// # Errors
/// A file that is there already is not written over; and what disk and database may say. The
/// file is there whole or not at all.
pub async fn backup(journal: &Journal, dir: &Path, file: &Path) -> Result<BackupReport> {
    if file.exists() {
        return Err(JournalError::AlreadyThere {
            path: file.to_owned(),
        });
    }
    let fresh = beside(file, "part");
    let written = write_to(journal, dir, &fresh).await;
    let finished = written.and_then(|report| {
        fs::rename(&fresh, file)
            .and_then(|()| folder::sync_dir(parent(file)))
            .map_err(|error| JournalError::from_io("writing", file, &error))?;
        Ok(report)
    });
    if finished.is_err() {
        // Half a backup is of no use; when even this fails its name says what it is.
        let _ = fs::remove_file(&fresh);
    }
    finished
}

/// Makes a data folder from a backup and verifies it, `now` being the time of any head that has
/// to be signed meanwhile.
///
/// # Errors
/// [`JournalError::AlreadyThere`] for a folder with something in it; [`JournalError::BadBackup`]
/// for a file that is not a whole backup; [`JournalError::Damaged`] when what it holds does not
/// verify. The folder is there whole or not at all.
pub async fn restore(file: &Path, dir: &Path, now: Timestamp) -> Result<BackupReport> {
    let is_used = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if is_used || dir.is_file() {
        return Err(JournalError::AlreadyThere {
            path: dir.to_owned(),
        });
    }
    let fresh = beside(dir, "restoring");
    // What an earlier try left when the machine went down.
    if fresh.exists() {
        fs::remove_dir_all(&fresh)
            .map_err(|error| JournalError::from_io("removing", &fresh, &error))?;
    }
    let restored = restore_into(file, &fresh, now).await;
    let finished = restored.and_then(|report| {
        fs::rename(&fresh, dir)
            .and_then(|()| folder::sync_dir(parent(dir)))
            .map_err(|error| JournalError::from_io("creating", dir, &error))?;
        Ok(report)
    });
    if finished.is_err() {
        let _ = fs::remove_dir_all(&fresh);
    }
    finished
}

async fn write_to(journal: &Journal, dir: &Path, fresh: &Path) -> Result<BackupReport> {
    let mut writer = Writer::create(fresh)?;
    let mut report = BackupReport::default();
    // Heads before records: a server that goes on can only put the records ahead.
    for (name, bytes) in own_files(&Folder::new(dir))? {
        writer.value(FILE, &json!({ "name": name, "bytes": hex::encode(&bytes) }))?;
    }
    for organisation in journal.organisations().await? {
        report.organisations += 1;
        let mut end = journal.head(&organisation).await?.position;
        let mut is_whole = true;
        let mut walk = journal.walk(&organisation, 0).await?;
        loop {
            if walk.head().position >= end {
                if is_whole {
                    break;
                }
                // What is gone may have gone since the backup began: then the record that says so
                // belongs to it.
                is_whole = true;
                end = journal.head(&organisation).await?.position;
                continue;
            }
            for record in walk.next_page().await? {
                if record.position > end {
                    if is_whole {
                        break;
                    }
                    is_whole = true;
                    end = journal.head(&organisation).await?.position;
                }
                report.records += 1;
                let body = std::str::from_utf8(&record.body).map_err(|_| bad("a record"))?;
                writer.value(
                    RECORD,
                    &json!({
                        "organisation": organisation,
                        "kind": record.kind,
                        "version": record.version,
                        "hash": hex::encode(&record.hash),
                        "body": body,
                    }),
                )?;
                for reference in references(&record.body).unwrap_or_default() {
                    is_whole &=
                        named(journal, &organisation, &reference, &mut writer, &mut report).await?;
                }
            }
        }
    }
    writer.end()?;
    Ok(report)
}

/// Writes what a record names, and says whether it was there: what is not was erased, or
/// `verify` misses it.
async fn named(
    journal: &Journal,
    organisation: &str,
    reference: &Reference,
    writer: &mut Writer,
    report: &mut BackupReport,
) -> Result<bool> {
    match reference {
        Reference::Sealed { id, .. } => {
            let Some(value) = journal.sealed_value(organisation, id).await? else {
                return Ok(false);
            };
            report.sealed += 1;
            writer.value(
                SEALED,
                &json!({
                    "organisation": organisation,
                    "id": value.id,
                    "salt": hex::encode(&value.salt),
                    "value": hex::encode(&value.value),
                    "erase_on": value.erase_on.map(|day| day.to_string()),
                }),
            )?;
            Ok(true)
        }
        Reference::Blob { digest } => match journal.blob(digest).await? {
            Some(bytes) => {
                report.blobs += 1;
                writer.frame(BLOB, &bytes)?;
                Ok(true)
            }
            None => Ok(false),
        },
        Reference::SealedDestroyed { .. }
        | Reference::BlobDestroyed { .. }
        | Reference::Unreadable => Ok(true),
    }
}

async fn restore_into(file: &Path, fresh: &Path, now: Timestamp) -> Result<BackupReport> {
    let mut reader = Reader::open(file)?;
    let journal = Journal::open(fresh, Options::default()).await?;
    let mut report = BackupReport::default();
    let mut files = Vec::new();
    let mut waiting = Waiting::default();
    while let Some((letter, bytes)) = reader.next()? {
        match letter {
            FILE => files.push(own_file(&bytes)?),
            RECORD => {
                let record = value(&bytes)?;
                let organisation = text(&record, "organisation")?;
                if waiting.organisation != organisation {
                    waiting.append(&journal).await?;
                    report.organisations += 1;
                    waiting = Waiting::of(organisation);
                }
                if waiting.commit.records.len() >= BATCH {
                    waiting.append(&journal).await?;
                }
                waiting.push(&record)?;
                report.records += 1;
            }
            SEALED => {
                let sealed = sealed_value(&bytes)?;
                let known = waiting.commit.sealed.iter().any(|own| own.id == sealed.id)
                    || journal
                        .sealed_value(&waiting.organisation, &sealed.id)
                        .await?
                        .is_some();
                if !known {
                    report.sealed += 1;
                    waiting.commit.sealed.push(sealed);
                }
            }
            BLOB => {
                report.blobs += 1;
                journal.put_blob(&bytes).await?;
            }
            _ => return Err(bad("a frame of no known kind")),
        }
    }
    waiting.append(&journal).await?;
    journal.close(now).await?;
    for (name, bytes) in files {
        write_file(&fresh.join(name), &bytes)?;
    }
    // The heads that were backed up are held to the records that were restored.
    match crate::verify(fresh, &[]).await.findings.into_iter().next() {
        Some(finding) => Err(JournalError::Damaged(finding)),
        None => Ok(report),
    }
}

/// Records of one organisation that are to be appended together with what they name.
#[derive(Default)]
struct Waiting {
    organisation: String,
    position: u64,
    commit: Commit,
    /// The hash that the last of them had when it was backed up.
    hash: String,
}

impl Waiting {
    fn of(organisation: &str) -> Self {
        Self {
            organisation: organisation.to_owned(),
            ..Self::default()
        }
    }

    fn push(&mut self, record: &Value) -> Result<()> {
        let version = record.get("version").and_then(Value::as_u64);
        self.commit.records.push(NewRecord {
            kind: text(record, "kind")?.to_owned(),
            version: version
                .and_then(|version| version.try_into().ok())
                .ok_or_else(|| bad("a record"))?,
            body: text(record, "body")?.as_bytes().to_vec(),
        });
        // A value may have been backed up just before it was destroyed.
        let gone = destroyed_by(text(record, "body")?.as_bytes());
        self.commit.destroyed.values.extend(gone.values);
        self.commit.destroyed.blobs.extend(gone.blobs);
        text(record, "hash")?.clone_into(&mut self.hash);
        Ok(())
    }

    async fn append(&mut self, journal: &Journal) -> Result<()> {
        if self.commit.records.is_empty() {
            return Ok(());
        }
        let commit = std::mem::take(&mut self.commit);
        let head = journal
            .append(&self.organisation, self.position, &commit)
            .await?;
        // Every record is chained to the one before, so the last one speaks for all.
        if hex::encode(&head.hash) != self.hash {
            return Err(bad("records that do not follow one another"));
        }
        self.position = head.position;
        Ok(())
    }
}

/// The files of a folder that are not the database: heads, keys, and what people put there.
fn own_files(folder: &Folder) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let heads = folder.heads();
    let mut take = |path: &Path, name: String| {
        let bytes =
            fs::read(path).map_err(|error| JournalError::from_io("reading", path, &error))?;
        found.push((name, bytes));
        Ok(())
    };
    take(&heads, "journal.head".to_owned())?;
    let holidays = folder.dir.join("holidays.toml");
    if holidays.is_file() {
        take(&holidays, "holidays.toml".to_owned())?;
    }
    let keys = folder.keys();
    let failed = |error| JournalError::from_io("reading", &keys, &error);
    for entry in fs::read_dir(&keys).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(name) = name.filter(|name| *name != OF_THE_PROCESS && path.is_file()) {
            take(&path, format!("keys/{name}"))?;
        }
    }
    Ok(found)
}

/// A file whose name leads nowhere but into the folder itself or its `keys`.
fn own_file(bytes: &[u8]) -> Result<(PathBuf, Vec<u8>)> {
    let file = value(bytes)?;
    let name = text(&file, "name")?;
    let base = name.strip_prefix("keys/").unwrap_or(name);
    let is_plain = base
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if !is_plain || base.starts_with('.') || base.starts_with("journal.db") || base.is_empty() {
        return Err(bad("the name of a file"));
    }
    Ok((name.into(), bytes_of(&file, "bytes")?))
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| JournalError::from_io("writing", path, &error);
    let mut file = private(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.sync_all().map_err(failed)
}

fn sealed_value(bytes: &[u8]) -> Result<SealedValue> {
    let sealed = value(bytes)?;
    let erase_on = match sealed.get("erase_on") {
        Some(Value::String(day)) => Some(day.parse().map_err(|_| bad("a day"))?),
        Some(_) | None => None,
    };
    Ok(SealedValue {
        id: text(&sealed, "id")?.to_owned(),
        salt: hex::decode(text(&sealed, "salt")?).ok_or_else(|| bad("a salt"))?,
        value: bytes_of(&sealed, "value")?,
        erase_on,
    })
}

fn value(bytes: &[u8]) -> Result<Value> {
    serde_json::from_slice(bytes).map_err(|_| bad("a frame that is not JSON"))
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    let found = value.get(key).and_then(Value::as_str);
    found.ok_or_else(|| bad(key))
}

fn bytes_of(value: &Value, key: &str) -> Result<Vec<u8>> {
    hex::decode_all(text(value, key)?).ok_or_else(|| bad(key))
}

fn bad(what: &str) -> JournalError {
    JournalError::BadBackup {
        what: what.to_owned(),
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

/// A name beside a path, on the same disk, so that a rename is all that is left to do.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{ending}"));
    parent(path).join(name)
}

/// A new or emptied file that only its owner may read.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

struct Writer {
    file: BufWriter<File>,
    path: PathBuf,
    hash: Sha256,
}

impl Writer {
    fn create(path: &Path) -> Result<Self> {
        let file = private(path).map_err(|error| JournalError::from_io("writing", path, &error))?;
        let mut writer = Self {
            file: BufWriter::new(file),
            path: path.to_owned(),
            hash: Sha256::new(),
        };
        writer.put(FIRST_LINE)?;
        Ok(writer)
    }

    fn value(&mut self, letter: u8, value: &Value) -> Result<()> {
        self.frame(letter, value.to_string().as_bytes())
    }

    fn frame(&mut self, letter: u8, bytes: &[u8]) -> Result<()> {
        self.put(&[letter])?;
        self.put(&(bytes.len() as u64).to_be_bytes())?;
        self.put(bytes)
    }

    fn end(mut self) -> Result<()> {
        let digest: [u8; 32] = self.hash.clone().finalize().into();
        self.frame(END, &digest)?;
        let failed = |error: std::io::Error| JournalError::from_io("writing", &self.path, &error);
        self.file.flush().map_err(failed)?;
        self.file.get_ref().sync_all().map_err(failed)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.file
            .write_all(bytes)
            .map_err(|error| JournalError::from_io("writing", &self.path, &error))
    }
}

struct Reader {
    file: BufReader<File>,
    hash: Sha256,
}

impl Reader {
    fn open(path: &Path) -> Result<Self> {
        let file =
            File::open(path).map_err(|error| JournalError::from_io("reading", path, &error))?;
        let mut reader = Self {
            file: BufReader::new(file),
            hash: Sha256::new(),
        };
        if reader.take(FIRST_LINE.len() as u64)? != FIRST_LINE {
            return Err(bad("its first line"));
        }
        Ok(reader)
    }

    /// The next frame; none after the end, whose digest has then been held to all before it.
    fn next(&mut self) -> Result<Option<(u8, Vec<u8>)>> {
        let before: [u8; 32] = self.hash.clone().finalize().into();
        let letter = self.take(1)?[0];
        let length: [u8; 8] = self.take(8)?.try_into().map_err(|_| bad("a length"))?;
        let length = u64::from_be_bytes(length);
        if length > FRAME_LIMIT_BYTES {
            return Err(bad("a length"));
        }
        let bytes = self.take(length)?;
        if letter != END {
            return Ok(Some((letter, bytes)));
        }
        if bytes != before {
            return Err(bad("its checksum"));
        }
        Ok(None)
    }

    /// Exactly so many bytes; memory is taken only for what is really there.
    fn take(&mut self, count: u64) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = Read::by_ref(&mut self.file)
            .take(count)
            .read_to_end(&mut bytes)
            .map_err(|_| bad("its end"))?;
        if read as u64 != count {
            return Err(bad("its end"));
        }
        self.hash.update(&bytes);
        Ok(bytes)
    }
}
