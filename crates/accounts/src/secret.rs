//! Secrets that are handed out once, and what is kept of them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// 192 random bits in base64url.
pub(crate) fn draw() -> String {
    let mut bytes = [0; 24];
    fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// An id that nobody else has, and that is no secret.
pub(crate) fn id() -> String {
    let mut bytes = [0; 8];
    fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is kept of a secret: it is long and random, so one hash is enough.
pub(crate) fn digest(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.as_bytes()))
}

pub(crate) fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("an operating system without randomness cannot run this");
}
