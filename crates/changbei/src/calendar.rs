//! The table of holidays and make-up workdays: the operator's file, else the built-in one.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use web::Workdays;

const BUILT_IN: &str = include_str!("../data/holidays-cn.toml");

/// Why a calendar cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadCalendar {
    /// The file cannot be read.
    #[error("{file}: {error}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is no calendar.
    #[error("{file}: {error}")]
    Malformed {
        /// Which file.
        file: String,
        /// Where and what.
        error: toml::de::Error,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    off: BTreeSet<Date>,
    work: BTreeSet<Date>,
}

/// The operator's `holidays.toml` in the data folder, else the built-in table. What the
/// organisation changes on its calendar page goes before both.
///
/// # Errors
/// [`BadCalendar`].
pub fn load(data: &Path) -> Result<Workdays, BadCalendar> {
    let file = data.join("holidays.toml");
    let name = file.display().to_string();
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => BUILT_IN.to_owned(),
        Err(error) => return Err(BadCalendar::Unreadable { file: name, error }),
    };
    let table: Table =
        toml::from_str(&text).map_err(|error| BadCalendar::Malformed { file: name, error })?;
    Ok(Workdays {
        off: table.off,
        work: table.work,
    })
}
