//! A file becomes text: encodings of plain text, and what a Word file says. Every failure is one line.

use std::io::{Cursor, Read};
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};

use crate::pdf_text::{self, NoText};
use crate::word_text;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 20 * 1024 * 1024;

/// The most bytes that the text part of a Word file may unpack to.
const LARGEST_UNPACKED: u64 = 64 * 1024 * 1024;

/// A file as text.
#[derive(Debug)]
pub struct Decoded {
    /// The text with nothing removed: a byte-order mark and carriage returns stay.
    pub text: String,
    /// Hex SHA-256 of the file's bytes.
    pub digest: String,
    /// The order of its words is not certain: a person must look at it.
    pub is_doubtful: bool,
}

/// Why a file gives no text.
#[derive(Debug)]
pub enum Unreadable {
    /// It cannot be opened or read.
    Io(std::io::Error),
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// Not a kind of file that is read; the old Word format is told apart, since saving it anew helps.
    Kind {
        /// It is a `.doc`.
        old_word: bool,
    },
    /// Its bytes are no text in an encoding that is read.
    NoText,
    /// It is no Word file, or a damaged one.
    NotWord,
    /// It asks for a password.
    Locked,
    /// It is no PDF, or a damaged one.
    NotPdf,
    /// A PDF whose pages are pictures.
    Pictures,
}

/// Reads a file by its name's ending: `.txt`, `.md`, `.docx`, `.html`, `.pdf`; without an ending it is text.
///
/// # Errors
/// Why there is no text.
pub fn file(path: &Path) -> Result<Decoded, Unreadable> {
    kind(path)?;
    bytes(path, &bounded(path)?)
}

/// The same of a file whose bytes are at hand.
///
/// # Errors
/// Why there is no text.
pub fn bytes(name: &Path, bytes: &[u8]) -> Result<Decoded, Unreadable> {
    let kind = kind(name)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let text = match kind {
        Kind::Plain => plain(bytes)?,
        Kind::Word => word(bytes)?,
        Kind::Page => crate::html_text::text(&page(bytes)?),
        Kind::Pdf => pdf_text::text(bytes).map_err(|why| match why {
            NoText::Locked => Unreadable::Locked,
            NoText::Damaged => Unreadable::NotPdf,
            NoText::Pictures => Unreadable::Pictures,
        })?,
    };
    Ok(Decoded {
        text,
        digest: digest(bytes),
        is_doubtful: kind == Kind::Pdf,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Word,
    Page,
    Pdf,
}

fn kind(path: &Path) -> Result<Kind, Unreadable> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        None | Some("txt" | "md" | "text") => Ok(Kind::Plain),
        Some("docx") => Ok(Kind::Word),
        Some("html" | "htm") => Ok(Kind::Page),
        Some("pdf") => Ok(Kind::Pdf),
        Some(other) => Err(Unreadable::Kind {
            old_word: matches!(other, "doc" | "wps"),
        }),
    }
}

/// Reads no more than the limit, whatever the file says of its length.
fn bounded(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let file = std::fs::File::open(path).map_err(Unreadable::Io)?;
    let mut bytes = Vec::new();
    let mut limited = file.take(LARGEST + 1);
    limited.read_to_end(&mut bytes).map_err(Unreadable::Io)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    Ok(bytes)
}

fn digest(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Plain text: UTF-8, UTF-16 with a byte-order mark, GBK and GB18030, Big5.
fn plain(bytes: &[u8]) -> Result<String, Unreadable> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return if text.contains('\0') {
            Err(Unreadable::NoText)
        } else {
            Ok(text.to_owned())
        };
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes)
        && (encoding == UTF_16LE || encoding == UTF_16BE)
    {
        return decoded(encoding, bytes);
    }
    if bytes.contains(&0) {
        return Err(Unreadable::NoText);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    let encoding = if guess == BIG5 { BIG5 } else { GB18030 };
    decoded(encoding, bytes).or_else(|error| {
        // A cut file may end inside a character; of another encoding more than that is wrong.
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let wrong = text
            .chars()
            .filter(|&c| c == char::REPLACEMENT_CHARACTER)
            .count();
        let known = guess == GBK || guess == GB18030 || guess == BIG5;
        if known && wrong * 200 <= text.chars().count() {
            Ok(text.into_owned())
        } else {
            Err(error)
        }
    })
}

/// The text, with its byte-order mark, where every byte fits the encoding.
fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Unreadable> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors || text.contains('\0') {
        return Err(Unreadable::NoText);
    }
    Ok(text.into_owned())
}

/// A web page: in the encoding that it declares, else as plain text.
fn page(bytes: &[u8]) -> Result<String, Unreadable> {
    const DECLARED_IN: usize = 2_048;
    if std::str::from_utf8(bytes).is_err() {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_IN)]).to_lowercase();
        let declared = head.find("charset=").map(|at| {
            let rest = head[at + "charset=".len()..].trim_start_matches(['"', '\'']);
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
            rest[..end.unwrap_or(rest.len())].to_owned()
        });
        let encoding = declared.and_then(|it| Encoding::for_label(it.as_bytes()));
        if let Some(encoding) = encoding.filter(|it| *it != encoding_rs::UTF_8) {
            return decoded(encoding, bytes);
        }
    }
    plain(bytes)
}

/// The text of a Word file.
fn word(bytes: &[u8]) -> Result<String, Unreadable> {
    // A Word file with a password is packed in the container of the old format.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Unreadable::Locked);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotWord)?;
    let mut named = |name: &str| part(&mut archive, name);
    let parts = word_text::Parts {
        body: named("word/document.xml")?.ok_or(Unreadable::NotWord)?,
        notes: ["word/footnotes.xml", "word/endnotes.xml"]
            .into_iter()
            .map(|name| named(name).map(Option::unwrap_or_default))
            .collect::<Result<_, _>>()?,
        numbering: named("word/numbering.xml")?.unwrap_or_default(),
        styles: named("word/styles.xml")?.unwrap_or_default(),
    };
    word_text::text(&parts).ok_or(Unreadable::NotWord)
}

/// One part of the archive as text, unpacked no further than the limit; None where there is none.
fn part(
    archive: &mut zip::ZipArchive<Cursor<&[u8]>>,
    name: &str,
) -> Result<Option<String>, Unreadable> {
    let Ok(packed) = archive.by_name(name) else {
        return Ok(None);
    };
    let mut unpacked = Vec::new();
    packed
        .take(LARGEST_UNPACKED + 1)
        .read_to_end(&mut unpacked)
        .map_err(|_| Unreadable::NotWord)?;
    if unpacked.len() as u64 > LARGEST_UNPACKED {
        return Err(Unreadable::TooLarge);
    }
    String::from_utf8(unpacked)
        .map(Some)
        .map_err(|_| Unreadable::NotWord)
}

#[cfg(test)]
mod tests;
