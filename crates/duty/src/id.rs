//! Identifiers: short, URL-safe, cheap to copy.

use std::fmt;
use std::sync::Arc;

/// A text that is no identifier: empty, longer than 120 bytes, or with a character other
/// than ASCII letters, digits, `-`, `_` and `.`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId(pub String);

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an identifier: {:?}", self.0)
    }
}

impl std::error::Error for BadId {}

fn is_id(text: &str) -> bool {
    (1..=120).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// Declares an identifier type, so that a post can never be passed where a person is meant.
#[macro_export]
macro_rules! identifier {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(with = "String")]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// Takes a text that is an identifier.
            ///
            /// # Errors
            /// `BadId` when it is empty, too long or has other characters.
            pub fn new(text: impl AsRef<str>) -> Result<Self, $crate::BadId> {
                $crate::checked_id(text.as_ref()).map(Self)
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::BadId;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().to_owned()
            }
        }
    )+};
}

/// What every identifier type's `new` asks.
///
/// # Errors
/// [`BadId`] with the text.
pub fn checked_id(text: &str) -> Result<Arc<str>, BadId> {
    if is_id(text) {
        Ok(text.into())
    } else {
        Err(BadId(text.chars().take(80).collect()))
    }
}

identifier! {
    /// A duty.
    DutyId;
    /// A post of the organisation: a role that somebody holds.
    PostId;
    /// A person; what the person is called is sealed.
    PersonId;
    /// A group of posts that act together.
    GroupId;
    /// An incident.
    IncidentId;
    /// A notice: the idempotency key towards every channel that takes one.
    NoticeId;
}
