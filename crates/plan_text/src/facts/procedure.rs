use super::{Found, Page};
use serde::Serialize;
/// A procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProcedureFact {
    /// Title.
    pub title: Option<String>,
    /// Steps.
    pub steps: usize,
    /// Event.
    pub event: String,
}
#[derive(Debug, Clone)]
pub(crate) struct FoundProcedure;
pub(crate) fn procedures(_page: &Page) -> Vec<FoundProcedure> {
    Vec::new()
}
pub(crate) fn fact(_p: &FoundProcedure) -> Found {
    unreachable!()
}
