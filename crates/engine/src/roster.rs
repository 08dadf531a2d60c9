//! Who is on watch when, and which days are workdays: the organisation's own hours.

use std::collections::BTreeMap;

use duty::PersonId;
use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most shifts that one roster may hold: three a day for more than four years.
pub const MOST_SHIFTS: usize = 5_000;

/// The longest shift: a month on watch.
pub const LONGEST_SHIFT: SignedDuration = SignedDuration::from_hours(31 * 24);

/// Somebody is on watch from, to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shift {
    /// Since when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
    /// Who.
    pub person: PersonId,
}

/// Somebody is on watch every week at these hours. It is kept for people to read and change; what
/// is decided by are the shifts that the edge makes of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Weekly {
    /// Day of the week on which it begins, 1 for Monday to 7 for Sunday (ISO 8601).
    pub day: i8,
    /// When it begins.
    pub opens: Time,
    /// When it ends: on the next day, where that is not later than it begins.
    pub closes: Time,
    /// Who.
    pub person: PersonId,
}

/// The roster of one post.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Roster {
    /// What recurs every week.
    pub weekly: Vec<Weekly>,
    /// Shifts of single days.
    pub dated: Vec<Shift>,
    /// All of it as shifts, in the order of their beginning.
    pub shifts: Vec<Shift>,
}

impl Roster {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.weekly.is_empty() && self.dated.is_empty()
    }

    /// Who is on watch, in the order of the shifts' beginning, each once.
    pub fn on_watch(&self, at: Timestamp) -> Vec<&PersonId> {
        let begun = self.shifts.partition_point(|shift| shift.from <= at);
        // No shift is longer, so none that began before can still run.
        let since = at.checked_sub(LONGEST_SHIFT).unwrap_or(Timestamp::MIN);
        let first = self.shifts.partition_point(|shift| shift.from < since);
        let mut people = Vec::new();
        for shift in self.shifts.get(first..begun).unwrap_or_default() {
            if at < shift.to && !people.contains(&&shift.person) {
                people.push(&shift.person);
            }
        }
        people
    }

    /// When it next changes who is on watch.
    pub(crate) fn next_change(&self, after: Timestamp) -> Option<Timestamp> {
        let since = after.checked_sub(LONGEST_SHIFT).unwrap_or(Timestamp::MIN);
        let first = self.shifts.partition_point(|shift| shift.from < since);
        let next = self.shifts.partition_point(|shift| shift.from <= after);
        let begins = self.shifts.get(next).map(|shift| shift.from);
        let running = self.shifts.get(first..next).unwrap_or_default().iter();
        let ends = running.map(|shift| shift.to).filter(|to| *to > after).min();
        [begins, ends].into_iter().flatten().min()
    }

    /// The same without somebody.
    pub(crate) fn without(&self, person: &PersonId) -> Self {
        let others = |shifts: &[Shift]| {
            let others = shifts.iter().filter(|shift| shift.person != *person);
            others.cloned().collect()
        };
        let weekly = self.weekly.iter().filter(|it| it.person != *person);
        Self {
            weekly: weekly.cloned().collect(),
            dated: others(&self.dated),
            shifts: others(&self.shifts),
        }
    }

    pub(crate) fn names(&self, person: &PersonId) -> bool {
        let mut weekly = self.weekly.iter().map(|it| &it.person);
        let mut dated = self.dated.iter().map(|it| &it.person);
        weekly.any(|it| it == person) || dated.any(|it| it == person)
    }
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Day {
    /// A holiday.
    Off,
    /// A workday, whatever its weekday says.
    Work,
    /// What its weekday says, whatever the built-in table says.
    Usual,
}

/// What the organisation has changed in the table of holidays and make-up workdays, and its
/// working hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Single days.
    pub days: BTreeMap<Date, Day>,
    /// When work begins.
    pub opens: Time,
    /// When work ends.
    pub closes: Time,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            days: BTreeMap::new(),
            opens: time(8, 0, 0, 0),
            closes: time(18, 0, 0, 0),
        }
    }
}
