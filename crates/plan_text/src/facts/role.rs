use super::{Found, Page};
use serde::Serialize;
/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleFact {
    /// Its name.
    pub role: String,
    /// Who.
    pub holder: Option<String>,
    /// Group.
    pub group: Option<String>,
}
#[derive(Debug, Clone)]
pub(crate) struct FoundRole;
pub(crate) fn roles(_page: &Page) -> Vec<FoundRole> {
    Vec::new()
}
pub(crate) fn fact(_role: &FoundRole) -> Found {
    unreachable!()
}
