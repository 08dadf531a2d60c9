//! Keys of this installation, in a file of their own that only its owner can read.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// The keys: for duty links, for cookies, for signing what leaves by webhook.
pub struct Keys {
    /// For duty links and cookies.
    pub web: web::Secrets,
    /// For the webhook.
    pub webhook: Vec<u8>,
}

const LINK: usize = 32;
const COOKIE: usize = 64;
const WEBHOOK: usize = 32;
const ALL: usize = LINK + COOKIE + WEBHOOK;

impl Keys {
    /// Reads `keys/web.key` in the data folder; draws the keys when it is not there.
    ///
    /// # Errors
    /// What the system says; a file of another length is `InvalidData`.
    pub fn load(data: &Path) -> std::io::Result<Self> {
        let folder = data.join("keys");
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)?;
        let file = folder.join("web.key");
        let bytes = match std::fs::File::open(&file) {
            Ok(mut open) => {
                let mut bytes = Vec::new();
                open.read_to_end(&mut bytes)?;
                bytes
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let mut bytes = vec![0; ALL];
                getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
                let mut open = OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(&file)?;
                open.write_all(&bytes)?;
                open.sync_all()?;
                bytes
            }
            Err(error) => return Err(error),
        };
        Self::split(&bytes).ok_or_else(|| {
            std::io::Error::new(
                ErrorKind::InvalidData,
                format!("{}: not {ALL} bytes long", file.display()),
            )
        })
    }

    fn split(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != ALL {
            return None;
        }
        let (link, rest) = bytes.split_at(LINK);
        let (cookie, webhook) = rest.split_at(COOKIE);
        Some(Self {
            web: web::Secrets::new(link.try_into().ok()?, cookie.try_into().ok()?),
            webhook: webhook.to_vec(),
        })
    }
}
