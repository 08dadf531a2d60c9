//! Limits as people write them: 5分钟, 1小时, 5m, 2h.

use std::fmt;

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A length of time of at least a second and at most 400 days.
///
/// Days are 24 hours; working days and calendar points are expanded at the edge.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Limit(SignedDuration);

/// A text that is no limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLimit(pub String);

impl fmt::Display for BadLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "“{}” is no limit: write 30秒, 5分钟, 1小时, 3天 (or 30s, 5m, 1h, 3d)",
            self.0
        )
    }
}

impl std::error::Error for BadLimit {}

const UNITS: [(&[&str], i64); 4] = [
    (&["秒", "秒钟", "s", "sec"], 1),
    (&["分钟", "分", "m", "min"], 60),
    (&["小时", "个小时", "h", "hour", "hours"], 3_600),
    (&["天", "日", "d", "day", "days"], 86_400),
];

const LONGEST_SECONDS: i64 = 400 * 86_400;

impl Limit {
    /// A limit of so many seconds.
    ///
    /// # Errors
    /// [`BadLimit`] when it is negative or above 400 days; zero means at once.
    pub fn seconds(seconds: i64) -> Result<Self, BadLimit> {
        if (0..=LONGEST_SECONDS).contains(&seconds) {
            Ok(Self(SignedDuration::from_secs(seconds)))
        } else {
            Err(BadLimit(format!("{seconds}s")))
        }
    }

    /// Its length.
    pub fn duration(self) -> SignedDuration {
        self.0
    }

    /// Its length in whole seconds.
    pub fn as_seconds(self) -> i64 {
        self.0.as_secs()
    }

    /// Reads 5分钟, 1小时30分钟, 90s and the like.
    ///
    /// # Errors
    /// [`BadLimit`] with the text.
    pub fn parse(text: &str) -> Result<Self, BadLimit> {
        let bad = || BadLimit(text.chars().take(40).collect());
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(bad());
        }
        let mut seconds: i64 = 0;
        while !rest.is_empty() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let number: i64 = rest[..digits].parse().map_err(|_| bad())?;
            let after = rest[digits..].trim_start();
            let unit_end = after
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(after.len());
            let unit = after[..unit_end].trim();
            let (_, factor) = UNITS
                .iter()
                .find(|(names, _)| names.contains(&unit))
                .ok_or_else(bad)?;
            seconds = number
                .checked_mul(*factor)
                .and_then(|part| part.checked_add(seconds))
                .ok_or_else(bad)?;
            rest = &after[unit_end..];
        }
        Self::seconds(seconds).map_err(|_| bad())
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.as_seconds();
        if rest == 0 {
            return f.write_str("0分钟");
        }
        for (factor, unit) in [(86_400, "天"), (3_600, "小时"), (60, "分钟"), (1, "秒")] {
            let count = rest / factor;
            if count > 0 {
                write!(f, "{count}{unit}")?;
                rest %= factor;
            }
        }
        Ok(())
    }
}

impl TryFrom<String> for Limit {
    type Error = BadLimit;
    fn try_from(text: String) -> Result<Self, BadLimit> {
        Self::parse(&text)
    }
}

impl From<Limit> for String {
    fn from(limit: Limit) -> Self {
        limit.to_string()
    }
}
