//! Marks that only we can make: HMAC-SHA-256, cut to 128 bits, one domain for each purpose.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::app::Secrets;

/// 128 bits: nobody guesses them, and the link stays short enough for a text message.
const BYTES: usize = 16;

/// Makes and checks the marks of one purpose.
#[derive(Clone)]
pub(crate) struct Marker {
    keyed: Hmac<Sha256>,
}

impl Marker {
    /// A marker for one purpose; a mark made for another is not taken.
    pub fn new(secrets: &Secrets, purpose: &str) -> Self {
        let mut keyed = Hmac::<Sha256>::new_from_slice(secrets.link())
            .expect("HMAC takes keys of any length (RFC 2104)");
        update(&mut keyed, purpose);
        Self { keyed }
    }

    /// The mark of these parts, in base64url.
    pub fn mark(&self, parts: &[&str]) -> String {
        let whole = self.over(parts).finalize().into_bytes();
        URL_SAFE_NO_PAD.encode(&whole[..BYTES])
    }

    /// A number that only we can make of these parts.
    pub fn number(&self, parts: &[&str]) -> u64 {
        let whole = self.over(parts).finalize().into_bytes();
        let (first, _) = whole.split_at(8);
        first
            .iter()
            .fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }

    /// Whether the mark is the one of these parts; takes the same time for every wrong one.
    pub fn is_mark(&self, parts: &[&str], mark: &str) -> bool {
        match URL_SAFE_NO_PAD.decode(mark) {
            Ok(bytes) if bytes.len() == BYTES => {
                self.over(parts).verify_truncated_left(&bytes).is_ok()
            }
            Ok(_) | Err(_) => false,
        }
    }

    fn over(&self, parts: &[&str]) -> Hmac<Sha256> {
        let mut keyed = self.keyed.clone();
        for part in parts {
            update(&mut keyed, part);
        }
        keyed
    }
}

/// Each part with its length before it, so that no two lists of parts read alike.
fn update(keyed: &mut Hmac<Sha256>, part: &str) {
    keyed.update(&(part.len() as u64).to_be_bytes());
    keyed.update(part.as_bytes());
}
