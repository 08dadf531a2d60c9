//! The document as printed: which documents a text holds, their outline, and every node's place.

use serde::Serialize;

use crate::facts::Page;
use crate::genre::{Genre, genre};
use crate::numbering::{Mark, Style};
use crate::outline::Block;
use crate::span::Span;
use crate::split::is_title;

/// Words with the place where they are printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Where.
    pub span: Span,
    /// The words as printed, without line breaks and invisible characters.
    pub text: String,
}

/// The whole text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// The documents that the text holds, in order; a text without any words has none.
    pub parts: Vec<Part>,
}

/// One of the merged documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What it is.
    pub genre: Genre,
    /// Its title line, where it has one.
    pub title: Option<Words>,
    /// From its first to its last character.
    pub span: Span,
    /// Its outline.
    pub nodes: Vec<Node>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A short line over what follows.
    Heading,
    /// An item of a numbered or bulleted list.
    Item,
    /// Running text.
    Paragraph,
    /// A row of a table: cells parted by tabs.
    Row,
}

/// A heading, an item, a paragraph or a row, with what stands under it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its number as printed.
    pub number: Option<Number>,
    /// How deep it stands, from 1, by how this document nests its numbers.
    pub level: usize,
    /// Itself, number and words.
    pub span: Span,
    /// Itself with all that stands under it.
    pub extent: Span,
    /// The words behind the number.
    pub words: Words,
    /// What stands under it.
    pub children: Vec<Node>,
}

/// A printed number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Number {
    /// Where and how it is printed, sign included.
    pub printed: Words,
    /// Its look.
    pub style: Style,
    /// Its value; of a dotted number the last part; of a bullet 0.
    pub value: u32,
}

/// Builds the document from the outline.
pub(crate) fn document(page: &Page) -> Document {
    let blocks = &page.outline.blocks;
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); blocks.len()];
    let mut roots: Vec<Vec<usize>> = vec![Vec::new(); page.outline.parts.len()];
    for (at, block) in blocks.iter().enumerate() {
        match block.parent {
            Some(parent) => children[parent].push(at),
            None => roots[block.part].push(at),
        }
    }
    let parts = roots
        .iter()
        .enumerate()
        .filter(|(_, roots)| !roots.is_empty());
    Document {
        parts: parts
            .map(|(part, roots)| build_part(page, part, roots, &children))
            .collect(),
    }
}

fn build_part(page: &Page, part: usize, roots: &[usize], children: &[Vec<usize>]) -> Part {
    let blocks = &page.outline.blocks;
    let first = page.outline.parts[part];
    let end = page
        .outline
        .parts
        .get(part + 1)
        .copied()
        .unwrap_or(blocks.len());
    let title = blocks[first..end]
        .iter()
        .take(6)
        .find(|block| block.mark.is_none() && is_title(page.norm[block.text.clone()].trim()));
    Part {
        genre: genre(page, first..end),
        title: title.map(|block| words(page, block)),
        span: page
            .text
            .span(blocks[first].range.start..blocks[end - 1].range.end),
        nodes: roots
            .iter()
            .map(|&root| node(page, root, 1, children))
            .collect(),
    }
}

fn node(page: &Page, at: usize, level: usize, children: &[Vec<usize>]) -> Node {
    let block = &page.outline.blocks[at];
    let below: Vec<Node> = children[at]
        .iter()
        .map(|&child| node(page, child, level + 1, children))
        .collect();
    let span = page.text.span(block.range.clone());
    let end = below
        .last()
        .map_or(span.end, |last| last.extent.end.max(span.end));
    Node {
        kind: kind(page, block, !below.is_empty()),
        number: block.mark.map(|mark| number(page, block, mark)),
        level,
        span,
        extent: Span {
            start: span.start,
            end,
        },
        words: words(page, block),
        children: below,
    }
}

fn kind(page: &Page, block: &Block, has_children: bool) -> NodeKind {
    const LONGEST_HEADING: usize = 32;
    let text = page.norm[block.text.clone()].trim();
    let short = text.chars().take(LONGEST_HEADING + 1).count() <= LONGEST_HEADING
        && !text.contains(['。', ';']);
    if page.norm[block.range.clone()].contains('\t') {
        NodeKind::Row
    } else if short
        && !text.ends_with(',')
        && (has_children || is_title(text) || (block.mark.is_none() && text.ends_with(':')))
    {
        NodeKind::Heading
    } else if block.mark.is_some() {
        NodeKind::Item
    } else {
        NodeKind::Paragraph
    }
}

/// The words of a block without its number.
pub(crate) fn words(page: &Page, block: &Block) -> Words {
    let range = block.text.clone();
    let text = &page.norm[range.clone()];
    let lead = text.len() - text.trim_start().len();
    let range = range.start + lead..range.start + lead + text.trim().len();
    Words {
        span: page.text.span(range.clone()),
        text: page.printed(range),
    }
}

/// The number of a block.
pub(crate) fn number(page: &Page, block: &Block, mark: Mark) -> Number {
    let taken = &page.norm[block.range.start..block.range.start + mark.len.min(block.range.len())];
    let range = block.range.start..block.range.start + taken.trim_end().len();
    Number {
        printed: Words {
            span: page.text.span(range.clone()),
            text: page.printed(range),
        },
        style: mark.style,
        value: mark.value,
    }
}
