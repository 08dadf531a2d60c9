//! A document before it is printed: what a page shows and what a Word file is made of.

/// A document, every sentence of it said in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// What stands above everything on every page: that it is a drill, or of a sample.
    pub mark: Option<String>,
    /// The title.
    pub title: String,
    /// To whom it goes.
    pub to: Option<String>,
    /// The paragraph before the first section: what happened, where and when.
    pub opening: String,
    /// The sections in order; their heads are numbered when printed.
    pub sections: Vec<Section>,
    /// Who signs, and the day.
    pub sign: Vec<String>,
    /// Notes in small print at the end: up to when the record was read.
    pub notes: Vec<String>,
    /// Labels of what the record does not say.
    pub missing: Vec<String>,
}

/// A section under its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The head, without its number.
    pub head: String,
    /// What stands under it.
    pub parts: Vec<Part>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// A label with what was found for it; none is a blank that a person must fill.
    Item {
        /// What is asked.
        label: String,
        /// What the record says.
        text: Option<String>,
    },
    /// A list by columns.
    Table(Table),
}

/// A list by columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Heads of the columns, each with its share of the width.
    pub columns: Vec<(String, usize)>,
    /// The rows; a line break in a cell starts a new paragraph there.
    pub rows: Vec<Vec<String>>,
}

impl Section {
    /// A section without anything under its head yet.
    pub(crate) fn new(head: String) -> Self {
        Self {
            head,
            parts: Vec::new(),
        }
    }

    /// The same with one more piece.
    #[must_use]
    pub(crate) fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }
}
