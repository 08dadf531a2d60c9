//! The language of conditions, in which grades, guards, branches and rules say when they hold.
//!
//! It is written and read by safety officers, and it must be right while facts are missing. So
//! names are the names of facts (`死亡人数 >= 30 或 重伤人数 >= 100`, `deaths >= 30 or
//! serious_injuries >= 100`), everything is checked against the declared fields when a plan is
//! read, and unknown is not false: a condition is true, false or unknown, and says which unknown
//! fact to ask next.
//!
//! A text is read in two steps. [`Condition::parse`] looks at its form; [`Condition::check`] looks
//! names up in [`Fields`] and gives the [`Checked`] condition, which is what is evaluated.
//!
//! | says | is written |
//! | --- | --- |
//! | and, or, not | `且` `并且` `and` `&&`, `或` `或者` `or` `\|\|`, `非` `不是` `not` `!` |
//! | more, less, same | `>=` `≥` `大于等于` `不少于` `不低于` `达到`, `<` `小于` `不足`, `=` `是`, … |
//! | one of | `in [a, b]`, `属于 [a, b]`, `不属于 [a]` |
//! | yes | the name alone: `起火`, `非 起火` |
//! | numbers | `3` `３` `1,000` `38.5℃` `20 %LEL` `5000万元` |
//! | lengths of time | `30分钟` `1小时30分` `2h` `1d` |
//! | texts and choices | `"A区"` `“A区”` `「A区」`, or without quotes where it is one word |
//! | a name with 且, 或 or signs in it | `【或有损失】` |
//!
//! And binds closer than or, not closer than and; a comparison closer than all of them.

mod asks;
mod check;
mod checked;
mod display;
mod fact;
mod field;
mod grading;
mod lex;
mod number;
mod open;
mod reason;
mod spelling;
mod syntax;
mod syntax_error;
mod type_error;
mod unit;
mod verdict;

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use asks::Ask;
pub use checked::{Checked, Claim, Test};
pub use fact::{Facts, Known, Quantity, Value};
pub use field::{FieldType, Fields, Resolved};
pub use grading::{Grading, grade};
pub use number::{Number, NumberError};
pub use reason::{Because, Reason};
pub use spelling::Spelling;
pub use syntax_error::{Expected, SyntaxError, SyntaxErrorKind};
pub use type_error::{TypeError, TypeErrorKind};
pub use verdict::Verdict;

/// The most characters that a condition may have.
pub const LONGEST: usize = 2_000;

/// The most parentheses and negations that may be open at one place.
pub const DEEPEST: usize = 32;

/// A condition of right form. It keeps its text as written, is stored as that text and nothing
/// else, and two conditions are equal when their texts are.
#[derive(Clone)]
pub struct Condition {
    source: String,
    syntax: syntax::Syntax,
}

/// How two quantities compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// Equal.
    #[serde(rename = "=")]
    Eq,
    /// Not equal.
    #[serde(rename = "!=")]
    Ne,
    /// Less.
    #[serde(rename = "<")]
    Lt,
    /// Less or equal.
    #[serde(rename = "<=")]
    Le,
    /// More.
    #[serde(rename = ">")]
    Gt,
    /// More or equal.
    #[serde(rename = ">=")]
    Ge,
}

impl Condition {
    /// Reads a text.
    ///
    /// # Errors
    /// The first place where the text is no condition.
    pub fn parse(text: impl Into<String>) -> Result<Self, SyntaxError> {
        let source = text.into();
        let syntax = syntax::parse(&source)?;
        Ok(Self { source, syntax })
    }

    /// The text as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Looks up names and checks kinds, units and choices.
    ///
    /// # Errors
    /// What the fields do not allow, in the order of the text, up to 32 places.
    pub fn check(&self, fields: &Fields) -> Result<Checked, Vec<TypeError>> {
        check::check(&self.syntax, fields)
    }
}

impl Op {
    /// The comparison that holds exactly when this one does not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Eq => Self::Ne,
            Self::Ne => Self::Eq,
            Self::Lt => Self::Ge,
            Self::Le => Self::Gt,
            Self::Gt => Self::Le,
            Self::Ge => Self::Lt,
        }
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Condition {}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Condition").field(&self.source).finish()
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

impl std::str::FromStr for Condition {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(text).map_err(de::Error::custom)
    }
}

impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A condition over facts: 死亡人数 >= 3 或 起火; deaths >= 3 or fire.",
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST,
        })
    }
}
