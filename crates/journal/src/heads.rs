//! Signed heads: what a chain's end was at some time, said so that others can keep it.
//!
//! A head is one line of text, fit for a mail or a sheet of paper:
//! `changbei-head-1 ORGANISATION POSITION HASH WRITTEN-AT SIGNATURE`, the signature (Ed25519)
//! over everything before it. The head file holds one line for each organisation and ends with
//! `changbei-heads-1 COUNT SIGNATURE`, signed over the whole text before it, so that no line
//! can be taken away.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use jiff::Timestamp;

use crate::chain::Head;
use crate::error::{JournalError, Result};
use crate::finding::Finding;
use crate::folder::{self, Folder};
use crate::hex;

const LINE: &str = "changbei-head-1";
const END: &str = "changbei-heads-1";

/// A head with the time at which it was signed, as it can be kept anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    pub head: Head,
    pub written_at: Timestamp,
    signature: [u8; 64],
}

/// The line is not a head as changbei writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this line is not a signed head")]
pub struct SignedHeadError;

/// The public half of the key that signs a journal's heads; worth printing and keeping.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// The key of one data folder.
pub(crate) struct HeadKey(SigningKey);

impl SignedHead {
    /// Tells whether this head was signed with the key.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.holds(&self.text(), &self.signature)
    }

    /// What is signed: the line up to its signature.
    fn text(&self) -> String {
        format!(
            "{LINE} {} {} {} {}",
            self.head.organisation,
            self.head.position,
            hex::encode(&self.head.hash),
            self.written_at
        )
    }
}

impl fmt::Display for SignedHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.text(), hex::encode(&self.signature))
    }
}

impl FromStr for SignedHead {
    type Err = SignedHeadError;

    fn from_str(line: &str) -> std::result::Result<Self, SignedHeadError> {
        let read = || {
            let mut words = line.split_whitespace();
            if words.next()? != LINE {
                return None;
            }
            let head = Head {
                organisation: words.next()?.to_owned(),
                position: words.next()?.parse().ok()?,
                hash: hex::decode(words.next()?)?,
            };
            let written_at = words.next()?.parse().ok()?;
            let signature = hex::decode(words.next()?)?;
            words.next().is_none().then_some(Self {
                head,
                written_at,
                signature,
            })
        };
        read().ok_or(SignedHeadError)
    }
}

/// Finds every head in a text: a head file, a mail, a sheet of paper typed in. Lines may be
/// broken and quoted, digits grouped and written in capitals.
///
/// # Errors
/// [`SignedHeadError`] when the text has no head, or one that cannot be read: a slip of the
/// finger must not pass for a head that was never asked about.
pub fn heads_in(text: &str) -> std::result::Result<Vec<SignedHead>, SignedHeadError> {
    let mut words = text.split_whitespace().filter(|word| *word != ">");
    let mut found = Vec::new();
    while let Some(word) = words.next() {
        if word.trim_start_matches('>') != LINE {
            continue;
        }
        let line = head_line(&mut words).ok_or(SignedHeadError)?;
        found.push(line.parse()?);
    }
    if found.is_empty() {
        return Err(SignedHeadError);
    }
    Ok(found)
}

/// The rest of a head as one line, its digits put together again.
fn head_line<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<String> {
    let organisation = words.next()?;
    let position = words.next()?;
    let hash = digits(words, 64)?;
    let written_at = words.next()?;
    let signature = digits(words, 128)?;
    Some(format!(
        "{LINE} {organisation} {position} {hash} {written_at} {signature}"
    ))
}

fn digits<'a>(words: &mut impl Iterator<Item = &'a str>, count: usize) -> Option<String> {
    let mut all = String::new();
    while all.len() < count {
        all.push_str(&words.next()?.to_ascii_lowercase());
    }
    Some(all)
}

impl PublicKey {
    fn holds(&self, text: &str, signature: &[u8; 64]) -> bool {
        self.0
            .verify_strict(text.as_bytes(), &Signature::from_bytes(signature))
            .is_ok()
    }

    /// Reads the public key of a data folder; `None` when it is missing or is no key.
    pub(crate) fn load(folder: &Folder) -> Option<Self> {
        folder::read_if_there(&folder.public_key())
            .ok()??
            .trim()
            .parse()
            .ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl FromStr for PublicKey {
    type Err = SignedHeadError;

    fn from_str(text: &str) -> std::result::Result<Self, SignedHeadError> {
        let bytes = hex::decode(text).ok_or(SignedHeadError)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| SignedHeadError)?;
        Ok(Self(key))
    }
}

impl HeadKey {
    /// Loads the key; `None` when either half is missing or unreadable.
    pub fn load(folder: &Folder) -> Result<Option<Self>> {
        let text = folder::read_if_there(&folder.secret_key())?;
        Ok(text
            .and_then(|text| hex::decode(text.trim()))
            .map(|bytes| Self(SigningKey::from_bytes(&bytes))))
    }

    /// Draws the key of a new folder and puts it there with a head file that names nobody.
    pub fn create(folder: &Folder) -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)
            .map_err(|error| JournalError::Other(format!("drawing a key: {error}")))?;
        let key = Self(SigningKey::from_bytes(&bytes));
        folder::create_private_dir(&folder.keys())?;
        folder::write_whole(&folder.public_key(), &format!("{}\n", key.public()))?;
        folder::write_whole(&folder.heads(), &key.head_file(&BTreeMap::new()))?;
        // Last, because it says that the folder is complete: from now on a file that is missing
        // means that somebody took it.
        let secret = format!("{}\n", hex::encode(&bytes));
        folder::write_whole(&folder.secret_key(), &secret)?;
        Ok(key)
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub fn sign(&self, head: Head, written_at: Timestamp) -> SignedHead {
        let mut signed = SignedHead {
            head,
            written_at,
            signature: [0; 64],
        };
        signed.signature = self.signature(&signed.text());
        signed
    }

    /// The whole head file, signed at its end.
    pub fn head_file(&self, heads: &BTreeMap<String, SignedHead>) -> String {
        let mut text = String::new();
        for head in heads.values() {
            text.push_str(&format!("{head}\n"));
        }
        text.push_str(&format!("{END} {}", heads.len()));
        let signature = self.signature(&text);
        text.push_str(&format!(" {}\n", hex::encode(&signature)));
        text
    }

    fn signature(&self, text: &str) -> [u8; 64] {
        self.0.sign(text.as_bytes()).to_bytes()
    }
}

/// Reads a head file and holds it to its signatures.
///
/// # Errors
/// [`Finding::HeadFileForged`] when anything in it is not as it was signed.
pub(crate) fn read_head_file(
    text: &str,
    key: &PublicKey,
) -> std::result::Result<BTreeMap<String, SignedHead>, Finding> {
    let forged = |detail: &str| Finding::HeadFileForged {
        detail: detail.to_owned(),
    };
    let whole = text
        .strip_suffix('\n')
        .ok_or_else(|| forged("it has no end"))?;
    let (signed, signature) = whole
        .rsplit_once(' ')
        .ok_or_else(|| forged("it has no end"))?;
    let signature = hex::decode(signature).ok_or_else(|| forged("it has no signature"))?;
    if !key.holds(signed, &signature) {
        return Err(forged("its signature does not hold"));
    }
    let mut heads = BTreeMap::new();
    let (lines, end) = signed.rsplit_once('\n').unwrap_or(("", signed));
    for line in lines.lines() {
        // Its own signature lies under the one of the file, which has been held already.
        let head: SignedHead = line.parse().map_err(|_| forged("a line cannot be read"))?;
        heads.insert(head.head.organisation.clone(), head);
    }
    if end != format!("{END} {}", heads.len()) {
        return Err(forged("its last line does not fit"));
    }
    Ok(heads)
}
