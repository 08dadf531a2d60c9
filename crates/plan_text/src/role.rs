//! Posts and groups with the places of their names and holders, as the draft of a plan needs them.

use serde::Serialize;

use crate::document::Words;
use crate::facts::{FoundRole, Page};
use crate::span::Span;

/// A post or a group that the text sets up or fills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    /// Which of the merged documents it belongs to.
    pub part: usize,
    /// The phrase that says it.
    pub span: Span,
    /// Its name.
    pub name: Words,
    /// Who fills or forms it: where it stands, and the names joined with 、; none where it is blank or masked.
    pub holder: Option<Words>,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// It is a group and not a post.
    pub is_group: bool,
}

/// Leads the roles back to the original.
pub(crate) fn roles(page: &Page, found: &[FoundRole]) -> Vec<Role> {
    found
        .iter()
        .map(|role| {
            let holder = role.holder.clone().zip(role.fact.holder.clone());
            Role {
                part: role.part,
                span: page.text.span(role.range.clone()),
                name: Words {
                    span: page.text.span(role.name.clone()),
                    text: role.fact.role.clone(),
                },
                holder: holder.map(|(range, text)| Words {
                    span: page.text.span(range),
                    text,
                }),
                group: role.fact.group.clone(),
                is_group: role.is_group,
            }
        })
        .collect()
}
