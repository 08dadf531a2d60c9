//! The signed heads of a data folder, kept in step with the database of which they speak.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::chain::Head;
use crate::error::{JournalError, Result};
use crate::finding::{Finding, Witness};
use crate::folder::{self, Folder};
use crate::heads::{HeadKey, PublicKey, SignedHead, read_head_file};

/// What the keeper asks the database.
pub trait Chains: Sync {
    /// The end of a chain as committed. On a connection that writes, so that a commit for which
    /// somebody stopped waiting is either over or not begun.
    fn head_of(&self, organisation: &str) -> impl Future<Output = Result<Head>> + Send;

    /// The hash that stands at a position.
    fn hash_at(
        &self,
        organisation: &str,
        position: u64,
    ) -> impl Future<Output = Result<Option<Vec<u8>>>> + Send;
}

/// The one process that may write holds this, and with it the lock of the folder.
pub struct Keeper {
    folder: Folder,
    key: HeadKey,
    /// The heads as last signed; held while the head file is written.
    heads: tokio::sync::Mutex<BTreeMap<String, SignedHead>>,
    /// Organisations whose chain may have moved since.
    moved: Mutex<BTreeSet<String>>,
    /// Released by the operating system when this is dropped, or the process dies.
    _lock: File,
}

impl Keeper {
    /// Loads the key of the folder and its last signed heads, and holds the database to them:
    /// writing new heads over older ones that it does not honour would hide the loss.
    pub async fn open(
        folder: &Folder,
        lock: File,
        is_new: bool,
        chains: &impl Chains,
    ) -> Result<Self> {
        let key = match HeadKey::load(folder)? {
            Some(key) => key,
            None if is_new => HeadKey::create(folder)?,
            None => return Err(JournalError::Damaged(Finding::HeadKeyMissing)),
        };
        match PublicKey::load(folder) {
            Some(public) if public == key.public() => {}
            Some(_) => return Err(JournalError::Damaged(Finding::HeadKeysDiffer)),
            None => return Err(JournalError::Damaged(Finding::HeadKeyMissing)),
        }
        let heads = match folder::read_if_there(&folder.heads())? {
            Some(text) => read_head_file(&text, &key.public()).map_err(JournalError::Damaged)?,
            None => return Err(JournalError::Damaged(Finding::HeadFileMissing)),
        };
        for signed in heads.values() {
            hold_to(&signed.head, chains).await?;
        }
        Ok(Self {
            folder: folder.clone(),
            key,
            heads: tokio::sync::Mutex::new(heads),
            moved: Mutex::default(),
            _lock: lock,
        })
    }

    pub fn public_key(&self) -> PublicKey {
        self.key.public()
    }

    /// These chains may have moved: their heads are looked up at the next writing.
    pub fn mark_moved(&self, organisations: impl IntoIterator<Item = String>) {
        self.moved().extend(organisations);
    }

    /// Marks a chain when dropped: whatever comes of an append, even when its caller stops
    /// waiting, the head is looked up again.
    pub fn mark_on_drop<'a>(&'a self, organisation: &'a str) -> impl Drop + 'a {
        MovedOnDrop(self, organisation)
    }

    /// Signs the heads that have moved, writes the head file and returns them.
    pub async fn write(&self, chains: &impl Chains, now: Timestamp) -> Result<Vec<SignedHead>> {
        let mut heads = self.heads.lock().await;
        let moved = std::mem::take(&mut *self.moved());
        let written = self.write_moved(chains, &mut heads, &moved, now).await;
        if written.is_err() {
            self.mark_moved(moved);
        }
        written
    }

    async fn write_moved(
        &self,
        chains: &impl Chains,
        heads: &mut BTreeMap<String, SignedHead>,
        moved: &BTreeSet<String>,
        now: Timestamp,
    ) -> Result<Vec<SignedHead>> {
        let mut signed = Vec::new();
        for organisation in moved {
            let head = chains.head_of(organisation).await?;
            let known = heads.get(organisation).map(|known| &known.head);
            if head.position > 0 && known != Some(&head) {
                signed.push(self.key.sign(head, now));
            }
        }
        if signed.is_empty() {
            return Ok(signed);
        }
        let mut next = heads.clone();
        for head in &signed {
            next.insert(head.head.organisation.clone(), head.clone());
        }
        let (path, text) = (self.folder.heads(), self.key.head_file(&next));
        tokio::task::spawn_blocking(move || folder::write_whole(&path, &text))
            .await
            .map_err(|error| JournalError::Other(format!("writing the heads: {error}")))??;
        *heads = next;
        Ok(signed)
    }

    fn moved(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the secret key out of every log line.
impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keeper")
            .field("key", &self.key.public())
            .finish_non_exhaustive()
    }
}

struct MovedOnDrop<'a>(&'a Keeper, &'a str);

impl Drop for MovedOnDrop<'_> {
    fn drop(&mut self) {
        self.0.mark_moved([self.1.to_owned()]);
    }
}

async fn hold_to(head: &Head, chains: &impl Chains) -> Result<()> {
    if head.position == 0 {
        return Ok(());
    }
    let finding = match chains.hash_at(&head.organisation, head.position).await? {
        Some(hash) if hash == head.hash => return Ok(()),
        Some(_) => Finding::HeadDiffers {
            organisation: head.organisation.clone(),
            position: head.position,
            witness: Witness::Inside,
        },
        None => Finding::CutAtEnd {
            organisation: head.organisation.clone(),
            head: head.position,
            ends: chains.head_of(&head.organisation).await?.position,
            witness: Witness::Inside,
        },
    };
    Err(JournalError::Damaged(finding))
}
