//! Working hours, expanded from the calendar of holidays and make-up workdays. Calendar rules
//! stop here: the engine sees only periods.

use std::collections::BTreeSet;
use std::path::Path;

use engine::Act;
use jiff::civil::{Date, Time, Weekday, time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::Deserialize;

/// How far ahead working hours are expanded.
const MONTHS_AHEAD: i64 = 13;

/// How far back: what was recorded late may have happened last night.
const DAYS_BACK: i64 = 7;

const OPENS: Time = time(8, 0, 0, 0);
const CLOSES: Time = time(18, 0, 0, 0);

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

/// Days that are not what their weekday says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Days off.
    off: BTreeSet<Date>,
    /// Make-up workdays.
    work: BTreeSet<Date>,
}

impl Calendar {
    /// The operator's `holidays.toml` in the data folder, else the built-in table.
    ///
    /// # Errors
    /// [`BadCalendar`].
    pub fn load(data: &Path) -> Result<Self, BadCalendar> {
        let file = data.join("holidays.toml");
        let name = file.display().to_string();
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => BUILT_IN.to_owned(),
            Err(error) => return Err(BadCalendar::Unreadable { file: name, error }),
        };
        toml::from_str(&text).map_err(|error| BadCalendar::Malformed { file: name, error })
    }

    /// Whether people work on a day.
    pub fn is_workday(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.work.contains(&day) || !weekend && !self.off.contains(&day)
    }

    /// The command that tells the engine the working hours from a week ago to 13 months ahead.
    pub fn expand(&self, now: Timestamp, zone: &TimeZone) -> Act {
        let today = zone.to_datetime(now).date();
        let first = today.saturating_sub(Span::new().days(DAYS_BACK));
        let last = today.saturating_add(Span::new().months(MONTHS_AHEAD));
        let instant = |day: Date, at: Time| {
            zone.to_ambiguous_timestamp(day.to_datetime(at))
                .compatible()
                .ok()
        };
        let periods = first
            .series(Span::new().days(1))
            .take_while(|day| *day <= last)
            .filter(|day| self.is_workday(*day))
            .filter_map(|day| Some((instant(day, OPENS)?, instant(day, CLOSES)?)))
            .collect();
        let through = instant(last, Time::midnight()).unwrap_or(now);
        Act::SetWorkingHours { periods, through }
    }
}
