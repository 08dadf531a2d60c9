//! Personal content: kept beside the chain, named in it only by a digest, and so destructible.

use std::fmt;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::error::{JournalError, Result};

/// A personal value with the salt that keeps its digest from being guessed.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedValue {
    /// The name under which records refer to it; unique within its organisation.
    pub id: String,
    pub salt: [u8; 16],
    pub value: Vec<u8>,
    /// The day on which it may be destroyed; none while nobody has set a term.
    pub erase_on: Option<Date>,
}

impl SealedValue {
    /// SHA-256(salt ‖ value), which records carry in its place.
    pub fn digest(&self) -> [u8; 32] {
        sealed_digest(&self.salt, &self.value)
    }
}

pub(crate) fn sealed_digest(salt: &[u8], value: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(value);
    hash.finalize().into()
}

/// Tells nothing of the value, so that no log line can give it away.
impl fmt::Debug for SealedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedValue")
            .field("id", &self.id)
            .field("bytes", &self.value.len())
            .field("erase_on", &self.erase_on)
            .finish_non_exhaustive()
    }
}

/// Seals a value under an id with a salt from [`draw_salt`]; returns it with its digest.
pub fn seal(id: &str, value: &[u8], salt: [u8; 16]) -> (SealedValue, [u8; 32]) {
    let sealed = SealedValue {
        id: id.to_owned(),
        salt,
        value: value.to_vec(),
        erase_on: None,
    };
    let digest = sealed.digest();
    (sealed, digest)
}

/// Draws a salt from the operating system.
///
/// # Errors
/// [`JournalError::Other`] when the system has no randomness to give.
pub fn draw_salt() -> Result<[u8; 16]> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)
        .map_err(|error| JournalError::Other(format!("drawing a salt: {error}")))?;
    Ok(salt)
}
