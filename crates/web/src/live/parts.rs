//! The parts of a page that can change while somebody looks at it.

use maud::{Markup, PreEscaped, html};

/// Parts by name, in the order of the page. The same list makes the page and its live updates.
pub(crate) struct Parts(Vec<(&'static str, Markup)>);

impl Parts {
    /// The parts that a page has for whoever asks: which they are never changes while he looks.
    pub fn new<const N: usize>(parts: [Option<(&'static str, Markup)>; N]) -> Self {
        Self(parts.into_iter().flatten().collect())
    }

    /// One part where it stands in the page, between two comments by which the script finds it
    /// again; nothing if the page has none of that name. Comments, since an element around it
    /// would stand between the style sheet and its sections.
    pub fn place(&self, name: &str) -> Markup {
        let part = self.0.iter().find(|(known, _)| *known == name);
        html! {
            @if let Some((name, part)) = part {
                (PreEscaped(format!("<!--part {name}-->")))
                (part)
                (PreEscaped(format!("<!--/part {name}-->")))
            }
        }
    }

    /// All of them, as text.
    pub fn into_texts(self) -> Vec<(&'static str, String)> {
        self.0
            .into_iter()
            .map(|(name, part)| (name, part.into_string()))
            .collect()
    }
}
