//! The files that are checked: those given, and those in the folders given.

use std::path::{Path, PathBuf};

use words::Words;

/// The largest written plan, in bytes; a plan as YAML has its own bound.
const LARGEST: u64 = 32 * 1024 * 1024;

/// What a folder stands for.
const ENDINGS: [&str; 5] = ["yaml", "yml", "txt", "md", "docx"];

/// A file that could not be read.
pub struct Unread {
    pub file: String,
    /// Why, in the user's language.
    pub detail: String,
}

impl Unread {
    /// One clear line.
    pub fn say(&self, w: Words) -> String {
        w.with(
            "check-not-read",
            &[
                ("file", self.file.as_str()),
                ("detail", self.detail.as_str()),
            ],
        )
    }
}

/// Every file, folders taken apart in the order of names.
pub fn plans(given: &[PathBuf]) -> Vec<Result<PathBuf, Unread>> {
    let mut found = Vec::new();
    for path in given {
        if path.is_dir() {
            gather(path, &mut found);
        } else {
            found.push(Ok(path.clone()));
        }
    }
    found
}

fn gather(folder: &Path, found: &mut Vec<Result<PathBuf, Unread>>) {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(unread(folder, &error.to_string()))),
    };
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // A link to a folder may lead back to where it stands.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => gather(&path, found),
            Ok(_) if ending(&path).is_some_and(|it| ENDINGS.contains(&it.as_str())) => {
                found.push(Ok(path));
            }
            Ok(_) => {}
            Err(error) => found.push(Err(unread(&path, &error.to_string()))),
        }
    }
}

/// Whether it is a plan as data.
pub fn is_yaml(file: &str) -> bool {
    ending(Path::new(file)).is_some_and(|it| it == "yaml" || it == "yml")
}

/// The text of a file.
pub fn read(path: &Path, w: Words) -> Result<String, Unread> {
    let size = std::fs::metadata(path)
        .map_err(|error| unread(path, &error.to_string()))?
        .len();
    if size > LARGEST {
        let most = [("most", LARGEST / (1024 * 1024))];
        return Err(unread(path, &w.with("check-too-large", &most)));
    }
    if ending(path).is_some_and(|it| it == "docx") {
        return Err(unread(path, &w.say("check-format-unknown")));
    }
    let bytes = std::fs::read(path).map_err(|error| unread(path, &error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| unread(path, &w.say("check-not-utf8")))
}

fn unread(path: &Path, detail: &str) -> Unread {
    Unread {
        file: path.display().to_string(),
        detail: detail.to_owned(),
    }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}
