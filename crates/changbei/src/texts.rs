//! Uploaded files for the pages: read as `changbei read` reads them.

use std::path::Path;

use web::{FileText, Texts};
use words::Words;

use crate::{decode, read, sheet};

/// Reads files by their bytes.
pub struct FromBytes;

impl Texts for FromBytes {
    fn text(&self, w: Words, name: &str, bytes: &[u8]) -> Result<FileText, String> {
        // Browsers may send a path; only the last name says what it is.
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let name = Path::new(name);
        match decode::bytes(name, bytes) {
            Ok(decoded) => Ok(FileText {
                text: decoded.text,
                is_doubtful: decoded.is_doubtful,
            }),
            Err(why) => Err(read::unreadable(w, name, &why)),
        }
    }

    fn rows(&self, w: Words, name: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, String> {
        sheet::rows(name, bytes).map_err(|why| sheet::say(w, name, why))
    }
}
