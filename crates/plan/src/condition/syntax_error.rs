//! What can be wrong with the form of a condition.

use std::fmt;

/// The first place where a text is no condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where, in characters (Unicode scalar values) from the start of the text.
    pub at: usize,
    /// What.
    pub kind: SyntaxErrorKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// Longer than [`super::LONGEST`] characters.
    TooLong,
    /// Parentheses and negations nest deeper than [`super::DEEPEST`].
    TooDeep,
    /// Nothing but blanks.
    Empty,
    /// A character that means nothing here.
    UnexpectedCharacter(char),
    /// A quote or 【 that is never closed.
    UnclosedQuote,
    /// Digits that are no number.
    NotANumber,
    /// Beyond the range of [`super::Number`].
    NumberTooLarge,
    /// More decimal places than [`super::Number`] has.
    NumberTooPrecise,
    /// A comma between digits inside a list, which could separate thousands or items.
    AmbiguousComma,
    /// Something else should stand here.
    Expected {
        /// What should.
        expected: Expected,
        /// What does, as written; `None` at the end of the text.
        found: Option<String>,
    },
}

/// What should stand at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A name, a negation or an opening parenthesis.
    Condition,
    /// A number, a text or a word to compare with.
    Value,
    /// An opening `[`.
    List,
    /// A comma or the closing `]`.
    CommaOrEndOfList,
    /// The closing parenthesis.
    ClosingParenthesis,
    /// And, or, or the end.
    ConnectiveOrEnd,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "condition, character {}: {}", self.at + 1, self.kind)
    }
}

impl std::error::Error for SyntaxError {}

impl fmt::Display for SyntaxErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "longer than {} characters", super::LONGEST),
            Self::TooDeep => write!(f, "nested deeper than {}", super::DEEPEST),
            Self::Empty => f.write_str("empty"),
            Self::UnexpectedCharacter(it) => write!(f, "unexpected character {it:?}"),
            Self::UnclosedQuote => f.write_str("a quote is not closed"),
            Self::NotANumber => f.write_str("not a number"),
            Self::NumberTooLarge => f.write_str("the number is too large"),
            Self::NumberTooPrecise => f.write_str("the number has more than 6 decimal places"),
            Self::AmbiguousComma => {
                f.write_str("write a blank after the comma, or the number without one")
            }
            Self::Expected {
                expected,
                found: Some(found),
            } => write!(f, "expected {expected}, found {found:?}"),
            Self::Expected {
                expected,
                found: None,
            } => write!(f, "expected {expected}, found the end"),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Condition => "a condition",
            Self::Value => "a value",
            Self::List => "a list in [ ]",
            Self::CommaOrEndOfList => "a comma or ]",
            Self::ClosingParenthesis => "a closing parenthesis",
            Self::ConnectiveOrEnd => "and, or, or the end",
        })
    }
}
