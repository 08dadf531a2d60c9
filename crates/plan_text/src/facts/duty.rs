use super::{Found, Page};
use serde::Serialize;
/// A duty or a qualification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostDuty {
    /// Post.
    pub post: Option<String>,
    /// Number as printed.
    pub n: Option<u32>,
}
pub(crate) fn read(_page: &Page, _found: &mut Vec<Found>) {}
