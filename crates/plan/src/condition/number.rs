//! An exact decimal number, so that "exactly 3" is 3 on every machine.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A decimal number with at most 6 places, between -9,223,372,036,854.775808 and
/// 9,223,372,036,854.775807 (about nine million million: enough for any count, reading or loss in
/// yuan). What does not fit is an error or `None`, never rounded and never wrapped.
///
/// In JSON and YAML it is written as text (`"38.5"`) and read from text or from a plain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number {
    millionths: i64,
}

/// A text that is no `Number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Not an optional sign, digits, and optionally a point and digits.
    NotANumber,
    /// Outside the range of `Number`.
    TooLarge,
    /// More than 6 decimal places.
    TooPrecise,
}

impl Number {
    /// Nought.
    pub const ZERO: Self = Self { millionths: 0 };
    /// The smallest.
    pub const MIN: Self = Self {
        millionths: i64::MIN,
    };
    /// The largest.
    pub const MAX: Self = Self {
        millionths: i64::MAX,
    };

    pub(super) const ONE_IN_MILLIONTHS: i64 = 1_000_000;

    /// The number as a count of millionths.
    pub const fn from_millionths(millionths: i64) -> Self {
        Self { millionths }
    }

    /// How many millionths it is.
    pub const fn millionths(self) -> i64 {
        self.millionths
    }

    /// A whole number, `None` outside the range.
    pub fn whole(number: i64) -> Option<Self> {
        number
            .checked_mul(Self::ONE_IN_MILLIONTHS)
            .map(Self::from_millionths)
    }

    /// The nearest number to a reading of an instrument, `None` outside the range or if it is none.
    pub fn nearest(reading: f64) -> Option<Self> {
        reading
            .is_finite()
            .then(|| format!("{reading:.6}"))
            .and_then(|text| text.parse().ok())
    }

    /// Times `by`, then divided by `parts`; an error where the result does not fit exactly.
    pub(super) fn scaled(self, by: i64, parts: i64) -> Result<Self, NumberError> {
        let product = i128::from(self.millionths) * i128::from(by);
        if product % i128::from(parts) != 0 {
            return Err(NumberError::TooPrecise);
        }
        i64::try_from(product / i128::from(parts))
            .map(Self::from_millionths)
            .map_err(|_| NumberError::TooLarge)
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self::from_millionths(i64::from(number) * Self::ONE_IN_MILLIONTHS)
    }
}

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Self::from_millionths(i64::from(number) * Self::ONE_IN_MILLIONTHS)
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads ASCII digits with an optional sign and decimal point: `-5`, `38.5`.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let (sign, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, decimals) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(NumberError::NotANumber),
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits_only(whole) || !digits_only(decimals) {
            return Err(NumberError::NotANumber);
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 6 {
            return Err(NumberError::TooPrecise);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 13 {
            return Err(NumberError::TooLarge);
        }
        let millionths = format!("{whole}{decimals:0<6}")
            .parse::<i128>()
            .map_err(|_| NumberError::NotANumber)?;
        i64::try_from(sign * millionths)
            .map(Self::from_millionths)
            .map_err(|_| NumberError::TooLarge)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = Self::ONE_IN_MILLIONTHS.unsigned_abs();
        let size = self.millionths.unsigned_abs();
        let sign = if self.millionths < 0 { "-" } else { "" };
        write!(f, "{sign}{}", size / one)?;
        let decimals = format!("{:06}", size % one);
        match decimals.trim_end_matches('0') {
            "" => Ok(()),
            decimals => write!(f, ".{decimals}"),
        }
    }
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "not a number",
            Self::TooLarge => "the number is too large",
            Self::TooPrecise => "the number has more than 6 decimal places",
        })
    }
}

impl std::error::Error for NumberError {}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl de::Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number with at most 6 decimal places")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
        Number::whole(number).ok_or_else(|| E::custom(NumberError::TooLarge))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
        i64::try_from(number)
            .ok()
            .and_then(Number::whole)
            .ok_or_else(|| E::custom(NumberError::TooLarge))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
        // The shortest decimal that names this float is the one that somebody wrote.
        number.to_string().parse().map_err(E::custom)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A decimal number with at most 6 places.",
            "type": ["number", "string"],
            "pattern": r"^-?[0-9]{1,13}(\.[0-9]{1,6})?$",
        })
    }
}
