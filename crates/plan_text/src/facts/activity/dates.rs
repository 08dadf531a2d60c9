//! A day or a range of days: `5月6日至12日`, `4月28日—5月3日`, `5月12日`.

use crate::time::{Day, day, small_number};

pub(super) struct Dates {
    /// Bytes they take.
    pub(super) len: usize,
    first: Day,
    last: Option<Day>,
}

impl Dates {
    /// Reads the days at the beginning of `text`.
    pub(super) fn read(text: &str) -> Option<Dates> {
        let first = day(text)?;
        let rest = &text[first.len..];
        let joined = rest.trim_start_matches([' ', '-', '至', '到', '起']);
        let join = rest.len() - joined.len();
        if join == 0 || !rest[..join].contains(['-', '至', '到']) {
            return Some(Dates {
                len: first.len,
                first,
                last: None,
            });
        }
        if let Some(last) = day(joined) {
            let last = Day {
                year: last.year.or(first.year),
                ..last
            };
            return Some(Dates {
                len: first.len + join + last.len,
                first,
                last: Some(last),
            });
        }
        let (len, day) = small_number(joined, 31)?;
        let sign = ["日", "号"]
            .iter()
            .find(|sign| joined[len..].starts_with(**sign))?;
        let last = Day {
            day,
            len: 0,
            ..first
        };
        Some(Dates {
            len: first.len + join + len + sign.len(),
            first,
            last: Some(last),
        })
    }

    pub(super) fn is_range(&self) -> bool {
        self.last.is_some()
    }

    pub(super) fn from(&self) -> String {
        self.first.iso()
    }

    pub(super) fn to(&self) -> String {
        self.last.unwrap_or(self.first).iso()
    }
}
