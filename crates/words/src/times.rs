//! Times and lengths of time, absolute and relative, on the 24-hour clock.
//!
//! The organisation's zone and the time "now" come from the caller, as values.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use plan::Limit;

use crate::{Value, Words};

/// For machines, in the organisation's zone: `2026-11-22T02:55:00+08:00` (RFC 3339); for the
/// attribute `datetime`. A time whose offset had seconds (local mean time, in China before 1901)
/// stands in UTC, since the offsets of RFC 3339 section 5.6 end with the minute.
pub fn machine_time(at: Timestamp, zone: &TimeZone) -> String {
    let mut time = zoned(at, zone);
    if time.offset().seconds() % 60 != 0 {
        time = zoned(at, &TimeZone::UTC);
    }
    time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

impl Words {
    /// A time beside "now": 02:55, on another day 11-22 02:55, in another year 2025-11-22 02:55.
    pub fn clock(self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let (at, now) = (zoned(at, zone), zoned(now, zone));
        let form = if at.date() == now.date() {
            "%H:%M"
        } else if at.year() == now.year() {
            "%m-%d %H:%M"
        } else {
            "%Y-%m-%d %H:%M"
        };
        at.strftime(form).to_string()
    }

    /// The same to the second, for the time gutter of a timeline.
    pub fn clock_seconds(self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let seconds = zoned(at, zone).strftime(":%S").to_string();
        self.clock(at, now, zone) + &seconds
    }

    /// A day: 2026年11月22日; 22 November 2026.
    pub fn day(self, at: Timestamp, zone: &TimeZone) -> String {
        self.with("time-day", &day_values(&zoned(at, zone)))
    }

    /// Day, weekday and time in words: 2026年11月22日 周日 02:54; Sunday 22 November 2026, 02:54.
    pub fn full(self, at: Timestamp, zone: &TimeZone) -> String {
        let at = zoned(at, zone);
        let mut values = day_values(&at).to_vec();
        let weekday = at.weekday().to_monday_one_offset();
        values.push(("weekday", Value::from(i64::from(weekday))));
        values.push(("time", Value::from(at.strftime("%H:%M").to_string())));
        self.with("time-full", &values)
    }

    /// How long until a time, or since: 还有 0:46, 还有 4 小时, 超 6:14, 超 1 天; 0:46 left,
    /// 6:14 over.
    pub fn remaining(self, due: Timestamp, now: Timestamp) -> String {
        let key = if now <= due { "time-left" } else { "time-over" };
        self.with(key, &[("length", self.countdown(due, now))])
    }

    /// The length alone: 0:46, 36:46, 1 小时 12 分, 4 小时, 2 天. Under an hour to the second,
    /// under two hours to the minute, under a day to the hour; always cut, never rounded up.
    pub fn countdown(self, due: Timestamp, now: Timestamp) -> String {
        let seconds = due.duration_since(now).abs().as_secs();
        let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
        match (days, hours) {
            (0, 0) => format!("{minutes}:{:02}", seconds % 60),
            (0, 1) => self.with(
                "time-hour-and-minutes",
                &[("hours", hours), ("minutes", minutes % 60)],
            ),
            (0, _) => self.with("time-hours", &[("hours", hours)]),
            (_, _) => self.with("time-days", &[("days", days)]),
        }
    }

    /// How long it has been running: 0:23:14; from a day on 1 天 3 小时.
    pub fn elapsed(self, from: Timestamp, now: Timestamp) -> String {
        let seconds = now.duration_since(from).as_secs().max(0);
        let (hours, days) = (seconds / 3_600, seconds / 86_400);
        if days == 0 {
            let (minutes, seconds) = (seconds / 60 % 60, seconds % 60);
            return format!("{hours}:{minutes:02}:{seconds:02}");
        }
        self.with(
            "time-days-and-hours",
            &[("days", days), ("hours", hours % 24)],
        )
    }

    /// A length in words: 5分钟, 1小时30分, 2天; 5 minutes, 1 hour 30 minutes. Nought is 立即.
    pub fn span(self, length: SignedDuration) -> String {
        let total = length.as_secs().max(0);
        let parts = [
            ("span-days", total / 86_400),
            ("span-hours", total / 3_600 % 24),
            ("span-minutes", total / 60 % 60),
            ("span-seconds", total % 60),
        ];
        let said: Vec<(&str, i64)> = parts.into_iter().filter(|(_, count)| *count > 0).collect();
        match said.as_slice() {
            [] => self.say("span-at-once"),
            // Alone it is 5分钟, after hours 30分.
            [("span-minutes", count)] => self.with("span-only-minutes", &[("count", *count)]),
            several => {
                let words = several
                    .iter()
                    .map(|(key, count)| self.with(key, &[("count", *count)]));
                words.collect::<Vec<_>>().join(&self.say("between-spans"))
            }
        }
    }

    /// A limit of a plan in words.
    pub fn limit_length(self, limit: Limit) -> String {
        self.span(limit.duration())
    }
}

fn zoned(at: Timestamp, zone: &TimeZone) -> ZonedDateTime {
    at.to_zoned_datetime(zone.clone())
}

fn day_values(at: &ZonedDateTime) -> [(&'static str, Value<'static>); 3] {
    [
        // As text, since a year is not grouped like a number.
        ("year", Value::from(at.year().to_string())),
        ("month", Value::from(i64::from(at.month()))),
        ("day", Value::from(i64::from(at.day()))),
    ]
}
