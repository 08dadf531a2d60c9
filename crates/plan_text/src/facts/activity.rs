use super::{Found, Page};
use serde::Serialize;
/// An activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// Title.
    pub title: Option<String>,
    /// Owner.
    pub owner: Option<String>,
    /// From.
    pub from: Option<String>,
    /// To.
    pub to: Option<String>,
}
pub(crate) fn read(_page: &Page, _found: &mut Vec<Found>) {}
