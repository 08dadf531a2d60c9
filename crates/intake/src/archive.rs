//! The archive of raw signals: one file a day and organisation, one JSON object a line.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use engine::OrganisationId;
use jiff::ToSpan;
use jiff::civil::Date;

/// The most that one day's file holds, in bytes; what comes after is counted, not kept.
const LARGEST_DAY: u64 = 64 * 1024 * 1024;

/// How long a day's file is kept, in days: raw signals may name people.
const KEPT_DAYS: i64 = 90;

/// The day files of one organisation.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    organisation: OrganisationId,
    today: Option<Today>,
}

#[derive(Debug)]
struct Today {
    day: Date,
    file: File,
    bytes: u64,
}

impl Archive {
    /// A folder that is made when there is something to keep.
    pub fn new(folder: &Path, organisation: &OrganisationId) -> Self {
        Self {
            folder: folder.to_owned(),
            organisation: organisation.clone(),
            today: None,
        }
    }

    /// Adds whole lines to a day's file.
    ///
    /// # Errors
    /// What the disk says; a day that is full is none, and says so in the program's log.
    pub fn keep(&mut self, day: Date, lines: &[u8]) -> io::Result<()> {
        if self.today.as_ref().is_none_or(|today| today.day != day) {
            self.today = Some(self.open(day)?);
        }
        let Some(today) = &mut self.today else {
            return Ok(());
        };
        let after = today.bytes.saturating_add(lines.len() as u64);
        if after > LARGEST_DAY {
            tracing::warn!(%day, "the archive's day file is full; signals are only counted");
            return Ok(());
        }
        if let Err(error) = today.file.write_all(lines) {
            // The rest of a line must not stay: the next one would be glued to it.
            let cut = today.file.set_len(today.bytes);
            self.today = None;
            return cut.and(Err(error));
        }
        today.bytes = after;
        Ok(())
    }

    /// Removes the files of days whose time is over.
    fn forget(&self, today: Date) -> io::Result<()> {
        let Ok(first_kept) = today.checked_sub(KEPT_DAYS.days()) else {
            return Ok(());
        };
        let own = format!(".{}.jsonl", self.organisation);
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let day = name.to_str().and_then(|name| name.strip_suffix(&own));
            let day = day.and_then(|day| day.parse::<Date>().ok());
            if day.is_some_and(|day| day < first_kept) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn open(&self, day: Date) -> io::Result<Today> {
        fs::create_dir_all(&self.folder)?;
        self.forget(day)?;
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        // Raw signals may name people: nobody else on the machine reads them.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // The day stands first: an id may begin with a dot.
        let name = format!("{day}.{}.jsonl", self.organisation);
        let mut file = options.read(true).open(self.folder.join(name))?;
        let mut bytes = file.metadata()?.len();
        if bytes > 0 {
            // A power cut may have left the beginning of a line.
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                file.write_all(b"\n")?;
                bytes += 1;
            }
        }
        Ok(Today { day, file, bytes })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn school() -> OrganisationId {
        OrganisationId::new("school").expect("an id")
    }

    #[test]
    fn half_a_line_that_a_power_cut_left_is_not_gone_on_with() {
        let folder = tempfile::tempdir().expect("a folder");
        let day = date(2026, 11, 24);
        let file = folder.path().join("2026-11-24.school.jsonl");
        fs::write(&file, "{\"half").expect("a file");
        let mut archive = Archive::new(folder.path(), &school());
        archive.keep(day, b"{}\n").expect("kept");
        archive.keep(day, b"{}\n").expect("kept");
        let kept = fs::read_to_string(&file).expect("text");
        assert_eq!(kept, "{\"half\n{}\n{}\n");
    }

    #[test]
    fn days_are_kept_for_a_while_and_those_of_others_are_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let there = |name: &str| folder.path().join(name).exists();
        let names = [
            "2026-08-25.school.jsonl",
            "2026-08-26.school.jsonl",
            "2026-01-01.my.school.jsonl",
            "notes.school.jsonl",
        ];
        for name in names {
            fs::write(folder.path().join(name), "{}\n").expect("a file");
        }
        let mut archive = Archive::new(folder.path(), &school());
        let kept = archive.keep(date(2026, 11, 24), b"{}\n");
        kept.expect("kept");
        assert_eq!(names.map(there), [false, true, true, true]);
    }
}
