//! What can be wrong with a condition whose form is right.

use std::fmt;

use super::FieldType;
use super::number::NumberError;
use crate::FactId;

/// One thing that the declared fields do not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeError {
    /// Where, in characters (Unicode scalar values) from the start of the text.
    pub at: usize,
    /// What.
    pub kind: TypeErrorKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeErrorKind {
    /// No field has this name.
    UnknownName {
        /// As written.
        name: String,
        /// The declared name that is most like it, where one is.
        near: Option<String>,
    },
    /// Several fields have this name.
    AmbiguousName {
        /// As written.
        name: String,
        /// The fields.
        fields: Vec<FactId>,
    },
    /// A field stands alone that is not a yes-no field, so a comparison is missing.
    ComparisonMissing {
        /// What the field is.
        field: FieldType,
    },
    /// More and less mean nothing for such a field.
    NoOrder {
        /// What the field is.
        field: FieldType,
    },
    /// The value is not of the field's kind.
    WrongValue {
        /// What the field is.
        field: FieldType,
        /// The value as written.
        value: String,
    },
    /// The value is none of the field's choices.
    NotAChoice {
        /// As written.
        value: String,
        /// What there is to choose from.
        choices: Vec<String>,
    },
    /// The number carries another unit than the field; nothing is converted.
    WrongUnit {
        /// As written.
        written: String,
        /// The field's own, `None` for a plain number.
        declared: Option<String>,
    },
    /// 万 or 亿 without a unit, for a field that itself is counted in 万 or 亿.
    UnclearMultiplier {
        /// The field's unit.
        declared: String,
    },
    /// No length of time: a unit such as 分钟, 小时 or 天 is missing, or it has no fixed length.
    NotADuration,
    /// Beyond the range of a number.
    NumberTooLarge,
    /// Smaller parts than a number can hold.
    NumberTooPrecise,
}

impl From<NumberError> for TypeErrorKind {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::TooLarge => Self::NumberTooLarge,
            NumberError::TooPrecise | NumberError::NotANumber => Self::NumberTooPrecise,
        }
    }
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "condition, character {}: {}", self.at + 1, self.kind)
    }
}

impl std::error::Error for TypeError {}

impl fmt::Display for TypeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownName { name, near: None } => {
                write!(f, "no field is called {name:?}")
            }
            Self::UnknownName {
                name,
                near: Some(near),
            } => write!(f, "no field is called {name:?}; did you mean {near:?}?"),
            Self::AmbiguousName { name, fields } => {
                let fields: Vec<&str> = fields.iter().map(FactId::as_str).collect();
                write!(f, "{name:?} could be {}", fields.join(", "))
            }
            Self::ComparisonMissing { field } => write!(f, "{field} needs a comparison"),
            Self::NoOrder { field } => write!(f, "{field} cannot be more or less"),
            Self::WrongValue { field, value } => write!(f, "{value} is not {field}"),
            Self::NotAChoice { value, choices } => {
                write!(f, "{value:?} is none of {}", choices.join(", "))
            }
            Self::WrongUnit {
                written,
                declared: Some(declared),
            } => write!(f, "the unit is {declared}, not {written}"),
            Self::WrongUnit {
                written,
                declared: None,
            } => write!(f, "the field declares no unit, so {written} means nothing"),
            Self::UnclearMultiplier { declared } => {
                write!(f, "the field counts in {declared}: write the unit")
            }
            Self::NotADuration => f.write_str("not a length of time"),
            Self::NumberTooLarge => f.write_str("the number is too large"),
            Self::NumberTooPrecise => f.write_str("the number has more than 6 decimal places"),
        }
    }
}

impl fmt::Display for FieldType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::YesNo => "a yes or no",
            Self::Number { .. } => "a number",
            Self::Duration => "a length of time",
            Self::Text => "a text",
            Self::Choice(_) => "a choice",
        })
    }
}
