//! The text of an uploaded file: what reads Word files, pages and PDFs is handed in by the binary.

use words::Words;

/// A file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileText {
    /// Its text.
    pub text: String,
    /// The order of its words is not certain: a person must look at it.
    pub is_doubtful: bool,
}

/// Makes text of files. It may take its time: nobody waits for it but whoever asked.
pub trait Texts: Send + Sync {
    /// The text of a file of that name.
    ///
    /// # Errors
    /// Why there is none and what to do, as a sentence.
    fn text(&self, w: Words, name: &str, bytes: &[u8]) -> Result<FileText, String>;

    /// The rows of a table, empty ones among them, so that their places are those of the file.
    ///
    /// # Errors
    /// As for [`Texts::text`].
    fn rows(&self, w: Words, name: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, String>;
}
