//! Ids of what is invented.

use duty::BadId;

/// Makes an id from a text that is one.
pub(crate) fn id<T>(new: impl FnOnce(String) -> Result<T, BadId>, text: String) -> T {
    new(text).expect("invented names have only letters, digits and dashes")
}
