//! The handle that web, intake and the courier hold: read what is committed, submit commands.

use std::sync::Arc;

use duty::Sealed;
use engine::{Act, By, Command, CommandId, OrganisationId, Outcome, Refusal};
use jiff::Timestamp;
use journal::{Journal, JournalError, SealedValue};
use tokio::sync::{mpsc, oneshot, watch};

use crate::clock::EngineTime;
use crate::published::Published;

/// Sealed values that a command names; they are on disk together with its records, or not at
/// all.
#[derive(Debug, Default)]
pub struct Attachments {
    pub(crate) sealed: Vec<SealedValue>,
}

impl Attachments {
    /// None.
    pub fn none() -> Self {
        Self::default()
    }

    /// Seals a text: what the command carries instead of it.
    ///
    /// # Errors
    /// [`JournalError`] when the machine has no randomness to give.
    pub fn seal(&mut self, text: &str) -> Result<Sealed, JournalError> {
        let id = fresh_id();
        let (value, digest) = journal::seal(&id, text.as_bytes(), journal::draw_salt()?);
        self.sealed.push(value);
        Ok(Sealed {
            id,
            digest: hex(&digest),
        })
    }

    /// The same for a text that may be empty: nothing is sealed for nothing.
    ///
    /// # Errors
    /// As [`Attachments::seal`].
    pub fn seal_some(&mut self, text: Option<&str>) -> Result<Option<Sealed>, JournalError> {
        match text.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => self.seal(text).map(Some),
            None => Ok(None),
        }
    }
}

/// Why a command came to nothing.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotDone {
    /// It was refused, with what its caller needs to know.
    #[error("refused: {0:?}")]
    Refused(Box<Refusal>),
    /// It could not be recorded, or nobody knows whether it was; ask again.
    #[error("not recorded: {0}")]
    NotRecorded(String),
    /// The runner is stopping or has stopped.
    #[error("the runner has stopped")]
    Stopped,
}

/// A command that was carried out, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What it came to.
    pub outcome: Outcome,
    /// Position of the log at which it was committed.
    pub position: u64,
}

pub(crate) struct Request {
    pub command: Command,
    pub attachments: Attachments,
    pub answer: oneshot::Sender<Result<Taken, NotDone>>,
}

/// The handle of one organisation's runner.
#[derive(Clone)]
pub struct Handle {
    pub(crate) requests: mpsc::Sender<Request>,
    pub(crate) published: watch::Receiver<Arc<Published>>,
    pub(crate) time: Arc<EngineTime>,
    pub(crate) journal: Arc<Journal>,
    pub(crate) organisation: OrganisationId,
}

impl Handle {
    /// What is committed now, as one consistent picture.
    pub fn published(&self) -> Arc<Published> {
        self.published.borrow().clone()
    }

    /// Looks at the committed state.
    pub fn read<T>(&self, read: impl FnOnce(&engine::State) -> T) -> T {
        read(&self.published.borrow().state)
    }

    /// Told whenever something was committed.
    pub fn changes(&self) -> watch::Receiver<Arc<Published>> {
        self.published.clone()
    }

    /// Engine time.
    pub fn now(&self) -> Timestamp {
        self.time.now()
    }

    /// Submits a command and waits until it is on disk.
    ///
    /// # Errors
    /// [`NotDone`].
    pub async fn submit(
        &self,
        command: Command,
        attachments: Attachments,
    ) -> Result<Taken, NotDone> {
        let (answer, answered) = oneshot::channel();
        let request = Request {
            command,
            attachments,
            answer,
        };
        self.requests
            .send(request)
            .await
            .map_err(|_| NotDone::Stopped)?;
        answered.await.map_err(|_| NotDone::Stopped)?
    }

    /// Submits an act made now under a fresh id.
    ///
    /// # Errors
    /// [`NotDone`].
    pub async fn act(&self, by: By, act: Act, attachments: Attachments) -> Result<Taken, NotDone> {
        self.submit(self.command(by, act), attachments).await
    }

    /// A command made now under a fresh id: submitted again, it is the same command.
    pub fn command(&self, by: By, act: Act) -> Command {
        Command {
            id: fresh_command_id(),
            made: self.now(),
            by,
            act,
        }
    }

    /// Stores a file before the record that names it; returns the hex SHA-256. What was destroyed
    /// is not stored again: the answer that hands it in is taken without it.
    ///
    /// # Errors
    /// [`JournalError::TooLarge`] over 20 MB, and what the disk may say.
    pub async fn put_blob(&self, bytes: &[u8]) -> Result<String, JournalError> {
        let digest = hex(&journal::blob_digest(bytes)?);
        if self.read(|state| state.content.destroyed(&digest).is_none()) {
            self.journal.put_blob(bytes).await?;
        }
        Ok(digest)
    }

    /// Reads a file back by its hex SHA-256.
    ///
    /// # Errors
    /// What the disk may say.
    pub async fn blob(&self, digest: &str) -> Result<Option<Vec<u8>>, JournalError> {
        match unhex(digest) {
            Some(digest) => self.journal.blob(&digest).await,
            None => Ok(None),
        }
    }
}

/// An id nobody else has: 128 random bits as 32 hex digits.
pub fn fresh_id() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("an operating system without randomness cannot run this");
    hex(&bytes)
}

fn fresh_command_id() -> CommandId {
    CommandId::new(fresh_id()).expect("hex digits are an identifier")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    let bytes: Vec<u8> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect::<Option<_>>()?;
    bytes.try_into().ok()
}
