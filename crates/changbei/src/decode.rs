//! A file becomes text: encodings of plain text, and what a Word file says. Every failure is one line.

use std::io::{Cursor, Read};
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};

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
}

/// Reads a file by its name's ending: `.txt`, `.md`, `.docx`; without an ending it is text.
///
/// # Errors
/// Why there is no text.
pub fn file(path: &Path) -> Result<Decoded, Unreadable> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    let is_word = match ending.as_deref() {
        None | Some("txt" | "md" | "text") => false,
        Some("docx") => true,
        Some(other) => {
            return Err(Unreadable::Kind {
                old_word: matches!(other, "doc" | "wps"),
            });
        }
    };
    let bytes = bounded(path)?;
    let text = if is_word {
        word(&bytes)?
    } else {
        plain(&bytes)?
    };
    Ok(Decoded {
        text,
        digest: digest(&bytes),
    })
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

/// The text of a Word file.
fn word(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotWord)?;
    let body = part(&mut archive, "word/document.xml")?.ok_or(Unreadable::NotWord)?;
    let numbering = part(&mut archive, "word/numbering.xml")?.unwrap_or_default();
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    crate::word_text::text(&body, &numbering, &styles).ok_or(Unreadable::NotWord)
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
mod tests {
    use super::*;

    const SAID: &str =
        "一、发现火情立即拨打119，10分钟内报告。\r\n二、疏散学生到操场集合，清点人数。";

    fn written(name: &str, bytes: &[u8]) -> Result<Decoded, Unreadable> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        file(&path)
    }

    #[test]
    fn every_chinese_encoding_gives_the_same_text() {
        let (gbk, ..) = GBK.encode(SAID);
        let (wide, ..) = GB18030.encode(SAID);
        for bytes in [SAID.as_bytes(), &gbk, &wide] {
            assert_eq!(written("plan.txt", bytes).expect("text").text, SAID);
        }
    }

    #[test]
    fn a_byte_order_mark_stays_and_counts() {
        let marked = format!("\u{feff}{SAID}");
        assert_eq!(
            written("plan.md", marked.as_bytes()).expect("text").text,
            marked
        );
        let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(written("plan.txt", &wide).expect("text").text, marked);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..4_000_u32).map(|at| (at * 7_919 % 251) as u8).collect();
        assert!(matches!(
            written("plan.txt", &noise),
            Err(Unreadable::NoText)
        ));
        assert!(matches!(
            written("plan.docx", &noise),
            Err(Unreadable::NotWord)
        ));
        let old = written("plan.doc", b"x");
        assert!(matches!(old, Err(Unreadable::Kind { old_word: true })));
        let other = written("plan.pdf", b"x");
        assert!(matches!(other, Err(Unreadable::Kind { old_word: false })));
    }

    #[test]
    fn a_file_above_the_limit_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.txt");
        let file = std::fs::File::create(&path).expect("made");
        file.set_len(200 * 1024 * 1024).expect("sparse");
        assert!(matches!(super::file(&path), Err(Unreadable::TooLarge)));
    }
}
