//! The files that are checked: those given, and those in the folders given.

use std::path::{Path, PathBuf};

use words::Words;

use crate::decode;
use crate::read::unreadable;

/// The largest plan as YAML, in bytes; a written plan has the bound of `changbei read`.
const LARGEST: u64 = 32 * 1024 * 1024;

/// What a folder stands for.
const ENDINGS: [&str; 5] = ["yaml", "yml", "txt", "md", "docx"];

/// A file that could not be read: one clear line.
pub struct Unread(pub String);

impl Unread {
    /// The file, and why it could not be read.
    pub fn because(file: &Path, detail: &str, w: Words) -> Self {
        let file = file.display().to_string();
        Self(w.with(
            "check-not-read",
            &[("file", file.as_str()), ("detail", detail)],
        ))
    }
}

/// Every file, folders taken apart in the order of names.
pub fn plans(given: &[PathBuf], w: Words) -> Vec<Result<PathBuf, Unread>> {
    let mut found = Vec::new();
    for path in given {
        if path.is_dir() {
            gather(path, &mut found, w);
        } else {
            found.push(Ok(path.clone()));
        }
    }
    found
}

fn gather(folder: &Path, found: &mut Vec<Result<PathBuf, Unread>>, w: Words) {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(Unread::because(folder, &error.to_string(), w))),
    };
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // A link to a folder may lead back to where it stands.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => gather(&path, found, w),
            Ok(_) if ending(&path).is_some_and(|it| ENDINGS.contains(&it.as_str())) => {
                found.push(Ok(path));
            }
            Ok(_) => {}
            Err(error) => found.push(Err(Unread::because(&path, &error.to_string(), w))),
        }
    }
}

/// Whether it is a plan as data.
pub fn is_yaml(file: &Path) -> bool {
    ending(file).is_some_and(|it| it == "yaml" || it == "yml")
}

/// The text of a file: YAML as it is, anything else as `changbei read` reads it.
pub fn read(path: &Path, w: Words) -> Result<String, Unread> {
    if !is_yaml(path) {
        return match decode::file(path) {
            Ok(decoded) => Ok(decoded.text),
            Err(why) => Err(Unread(unreadable(w, path, &why))),
        };
    }
    let said = |detail: &str| Unread::because(path, detail, w);
    let size = std::fs::metadata(path).map_err(|error| said(&error.to_string()))?;
    if size.len() > LARGEST {
        let most = [("most", LARGEST / (1024 * 1024))];
        return Err(said(&w.with("check-too-large", &most)));
    }
    let bytes = std::fs::read(path).map_err(|error| said(&error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| said(&w.say("check-not-utf8")))
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}
