//! The key file: without it no password hash can be tried and no one-time code be made.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Length of the key, in bytes.
const LENGTH: usize = 32;

/// The key of this installation's accounts.
pub(crate) struct Key([u8; LENGTH]);

impl Key {
    /// Reads `keys/accounts.key` in the data folder; draws the key when it is not there.
    pub fn load(data: &Path) -> std::io::Result<Self> {
        let folder = data.join("keys");
        private_folder(&folder)?;
        let file = folder.join("accounts.key");
        let mut key = [0; LENGTH];
        match std::fs::File::open(&file) {
            Ok(mut open) => {
                open.read_exact(&mut key)?;
                if open.read(&mut [0])? != 0 {
                    let why = format!("{}: not {LENGTH} bytes long", file.display());
                    return Err(std::io::Error::new(ErrorKind::InvalidData, why));
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                getrandom::fill(&mut key).map_err(std::io::Error::other)?;
                let mut open = private_file().open(&file)?;
                open.write_all(&key)?;
                open.sync_all()?;
            }
            Err(error) => return Err(error),
        }
        Ok(Self(key))
    }

    /// A key that ends with the process.
    pub fn draw() -> std::io::Result<Self> {
        let mut key = [0; LENGTH];
        getrandom::fill(&mut key).map_err(std::io::Error::other)?;
        Ok(Self(key))
    }

    /// What goes into every password hash, so that the table alone cannot be tried (RFC 9106,
    /// section 3.1: the secret value K).
    pub fn pepper(&self) -> &[u8] {
        &self.0
    }

    /// Key material for one purpose: HMAC-SHA-256 as a pseudorandom function over its parts
    /// (NIST SP 800-108).
    pub fn derive(&self, purpose: &str, parts: &[&str]) -> [u8; 32] {
        let mut keyed = Hmac::<Sha256>::new_from_slice(&self.0)
            .expect("HMAC takes keys of any length (RFC 2104)");
        for part in std::iter::once(&purpose).chain(parts) {
            keyed.update(&(part.len() as u64).to_be_bytes());
            keyed.update(part.as_bytes());
        }
        keyed.finalize().into_bytes().into()
    }
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(folder)
}

#[cfg(unix)]
fn private_file() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options
}

/// Elsewhere a file inherits the rights of the data folder.
#[cfg(not(unix))]
fn private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(not(unix))]
fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options
}
