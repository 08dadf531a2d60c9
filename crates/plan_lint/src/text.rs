//! A written plan as the rules look at it: its documents, and its sentences in a form that is easy to
//! match, each character of which knows its place.

use std::ops::Range;

use plan_text::{Document, Fact, Genre, Node, Part, Reading, Span, Style};

use crate::finding::Hit;
use crate::rule::PLANS;

/// A written plan.
pub(crate) struct Text<'a> {
    /// What was read.
    pub(crate) reading: &'a Reading,
    /// The characters as decoded.
    pub(crate) chars: &'a [char],
    /// Every sentence, in order.
    pub(crate) sentences: Vec<Sentence>,
    /// Every outline node, in order, with its document and the headings over it.
    pub(crate) lines: Vec<Line<'a>>,
}

/// A node of the outline.
pub(crate) struct Line<'a> {
    /// Which document it belongs to.
    pub(crate) part: usize,
    /// The node.
    pub(crate) node: &'a Node,
    /// It stands in a form or an annex: blanks are there to be filled when it is used.
    pub(crate) in_form: bool,
}

impl Line<'_> {
    /// Where its number stands, if that is in the middle of a printed line.
    pub(crate) fn inside_a_line(&self, chars: &[char], styles: &[Style]) -> Option<Span> {
        let number = self.node.number.as_ref()?;
        let at = number.printed.span;
        let before = chars[..at.start.min(chars.len())]
            .iter()
            .rev()
            .find(|c| !matches!(c, ' ' | '\u{3000}'))?;
        let inside = !matches!(before, '\n' | '\r' | '\t' | '\u{feff}');
        (inside && styles.contains(&number.style)).then(|| Span {
            start: at.start.saturating_sub(6),
            end: self.node.words.span.end.min(at.end + 12),
        })
    }
}

/// A sentence without white space, ASCII for full-width signs.
pub(crate) struct Sentence {
    /// Which document it belongs to.
    pub(crate) part: usize,
    /// The words to match.
    pub(crate) text: String,
    /// It stands in a form or an annex.
    pub(crate) in_form: bool,
    /// Byte of `text` and place in the input of every character.
    map: Vec<(usize, usize)>,
    end: usize,
}

impl Sentence {
    /// All of it.
    pub(crate) fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The place of a range of bytes of `text`.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let place = |byte: usize| {
            let at = self.map.partition_point(|(known, _)| *known < byte);
            self.map.get(at).map_or(self.end, |(_, place)| *place)
        };
        let start = place(range.start);
        // The end is one behind the last character, not the place of the next: white space between
        // them is no part of the phrase.
        let last = self.map.partition_point(|(known, _)| *known < range.end);
        let end = last
            .checked_sub(1)
            .and_then(|at| self.map.get(at))
            .map_or(self.end, |(_, place)| place + 1);
        Span {
            start,
            end: end.max(start),
        }
    }

    /// The words at a place in it.
    pub(crate) fn said(&self, span: Span) -> String {
        let chars = self.text.chars().zip(&self.map);
        chars
            .filter(|(_, (_, place))| (span.start..span.end).contains(place))
            .map(|(c, _)| c)
            .collect()
    }

    /// Whether one of the words stands in it.
    pub(crate) fn has(&self, words: &[&str]) -> bool {
        has(&self.text, words)
    }
}

/// Whether one of the words stands in the text.
pub(crate) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The first of the words in the text, by place.
pub(crate) fn first(text: &str, words: &[&str]) -> Option<Range<usize>> {
    words
        .iter()
        .filter_map(|word| text.find(word).map(|at| at..at + word.len()))
        .min_by_key(|range| (range.start, std::cmp::Reverse(range.end)))
}

/// Says that something is forbidden.
pub(crate) const FORBIDS: &[&str] = &[
    "严禁",
    "禁止",
    "不得",
    "不要",
    "不准",
    "不能",
    "不可",
    "不应",
    "不许",
    "不宜",
    "切勿",
    "请勿",
    "勿",
    "避免",
    "杜绝",
    "防止",
    "不允许",
    "不再",
    "切忌",
];

impl<'a> Text<'a> {
    /// Looks at a text with what was read in it.
    pub(crate) fn new(chars: &'a [char], reading: &'a Reading) -> Self {
        let mut lines = Vec::new();
        for (part, it) in reading.document.parts.iter().enumerate() {
            let mut in_form = false;
            for node in &it.nodes {
                // A form goes on until the next section of the document.
                in_form = opens_form(node) || (in_form && !opens_section(node));
                gather(node, part, in_form, &mut lines);
            }
        }
        let mut sentences = Vec::new();
        for line in &lines {
            split(chars, line, &mut sentences);
        }
        Self {
            reading,
            chars,
            sentences,
            lines,
        }
    }

    /// The documents of these genres with their numbers.
    pub(crate) fn parts(
        &self,
        genres: &'static [Genre],
    ) -> impl Iterator<Item = (usize, &'a Part)> {
        let document: &'a Document = &self.reading.document;
        document
            .parts
            .iter()
            .enumerate()
            .filter(move |(_, part)| genres.contains(&part.genre))
    }

    /// The sentences of one document.
    pub(crate) fn of_part(&self, part: usize) -> impl Iterator<Item = &Sentence> {
        let from = self.sentences.partition_point(|it| it.part < part);
        self.sentences[from..]
            .iter()
            .take_while(move |it| it.part == part)
    }

    /// The sentences of the documents of these genres.
    pub(crate) fn of_genres(&self, genres: &'static [Genre]) -> impl Iterator<Item = &Sentence> {
        let parts = &self.reading.document.parts;
        self.sentences
            .iter()
            .filter(move |it| genres.contains(&parts[it.part].genre))
    }

    /// Whether some sentence of the document has one of the words.
    pub(crate) fn part_has(&self, part: usize, words: &[&str]) -> bool {
        self.of_part(part).any(|sentence| sentence.has(words))
    }

    /// One finding a document for all phrases of its sentences outside forms.
    pub(crate) fn phrases(
        &self,
        genres: &'static [Genre],
        key: &'static str,
        phrase: impl Fn(&Sentence) -> Option<Range<usize>>,
    ) -> Vec<Hit> {
        self.parts(genres)
            .filter_map(|(part, _)| {
                let sentences = self.of_part(part).filter(|it| !it.in_form);
                let spans = sentences.filter_map(|it| Some(it.span(phrase(it)?)));
                Hit::together(spans.collect(), key)
            })
            .collect()
    }

    /// The plans that are long enough to be judged for what they leave out.
    pub(crate) fn whole_plans(&self) -> impl Iterator<Item = (usize, &'a Part)> {
        const SHORTEST: usize = 300;
        // A standard or a notice about plans asks for all of it and is no plan.
        const OTHERS: &[&str] = &["规范", "导则", "指南", "办法", "规定", "通知", "标准"];
        self.parts(PLANS).filter(|(_, part)| {
            let title = part.title.as_ref().map_or("", |title| &title.text);
            part.span.len() >= SHORTEST && !has(title, OTHERS)
        })
    }

    /// The facts of one document.
    pub(crate) fn facts_of(&self, part: &Part) -> &'a [Fact] {
        self.reading.facts_in(part.span)
    }

    /// The outline of one document, outside forms.
    pub(crate) fn lines_of(&self, part: usize) -> impl Iterator<Item = &Line<'a>> {
        self.lines
            .iter()
            .filter(move |line| line.part == part && !line.in_form)
    }

    /// The sentences that stand in a place.
    pub(crate) fn within(&self, span: Span) -> impl Iterator<Item = &Sentence> {
        let from = self
            .sentences
            .partition_point(|it| it.whole().end <= span.start);
        self.sentences[from..]
            .iter()
            .take_while(move |it| it.whole().start < span.end)
    }
}

/// Where a finding about a whole document is shown: its title, else its first words.
pub(crate) fn opening(part: &Part) -> Span {
    const ENOUGH: usize = 30;
    let first = part.nodes.first().map_or(part.span, |node| node.span);
    let span = part.title.as_ref().map_or(first, |title| title.span);
    Span {
        start: span.start,
        end: span.end.min(span.start + ENOUGH),
    }
}

/// At most so many characters from a byte on.
pub(crate) fn after(text: &str, at: usize, most: usize) -> &str {
    let behind = &text[at..];
    let end = behind
        .char_indices()
        .nth(most)
        .map_or(behind.len(), |it| it.0);
    &behind[..end]
}

/// At most so many characters before a byte.
pub(crate) fn before(text: &str, at: usize, most: usize) -> &str {
    let start = text[..at]
        .char_indices()
        .rev()
        .take(most)
        .last()
        .map_or(at, |it| it.0);
    &text[start..at]
}

/// The clauses of a sentence with the bytes where they begin.
pub(crate) fn clauses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split([',', ';', '。', '!', '\t']).map(move |clause| {
        let here = at;
        at += clause.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        (here, clause)
    })
}

/// The clause that a byte stands in.
pub(crate) fn clause_at(text: &str, at: usize) -> Range<usize> {
    clauses(text)
        .map(|(start, clause)| start..start + clause.len())
        .find(|range| at <= range.end)
        .unwrap_or(0..text.len())
}

/// How often a thing comes back, or until when it is done.
pub(crate) const PERIODS: &[&str] = &[
    "每年",
    "每半年",
    "每季",
    "每月",
    "每周",
    "每日",
    "每天",
    "每学期",
    "每两年",
    "每三年",
    "每班",
    "每次",
    "每隔",
    "一年",
    "半年",
    "按季",
    "按月",
    "年度",
    "月度",
    "季度",
];

fn gather<'a>(node: &'a Node, part: usize, in_form: bool, lines: &mut Vec<Line<'a>>) {
    lines.push(Line {
        part,
        node,
        in_form,
    });
    let mut below = in_form;
    for child in &node.children {
        below = in_form || opens_form(child) || (below && child.number.is_none());
        gather(child, part, below, lines);
    }
}

/// The heading of an annex or of a form.
fn opens_form(node: &Node) -> bool {
    let words: String = node.words.text.chars().take(40).collect();
    let annex = ["附件", "附表", "附录"]
        .iter()
        .any(|word| words.starts_with(word));
    let forms = [
        "记录表",
        "登记表",
        "报告表",
        "报告单",
        "样表",
        "格式如下",
        "签到表",
    ];
    annex || (!words.contains(['。', '，', ',']) && has(&words, &forms))
}

fn opens_section(node: &Node) -> bool {
    node.number
        .as_ref()
        .is_some_and(|number| match number.style {
            Style::Part | Style::Chapter | Style::Section | Style::Article | Style::Han => true,
            Style::HanInParens
            | Style::Digit
            | Style::Dotted(_)
            | Style::DigitInParens
            | Style::DigitHalfParens
            | Style::Circled
            | Style::Letter
            | Style::Step
            | Style::Ordinal
            | Style::Bullet => false,
        })
}

/// Splits a node's words at full stops.
fn split(chars: &[char], line: &Line, sentences: &mut Vec<Sentence>) {
    let span = line.node.words.span;
    let mut open = Sentence {
        part: line.part,
        text: String::new(),
        in_form: line.in_form,
        map: Vec::new(),
        end: span.start,
    };
    let end = span.end.min(chars.len());
    let own = chars.iter().enumerate().take(end).skip(span.start);
    for (at, c) in own {
        let c = plain(*c);
        if c.is_whitespace() && c != '\t' || is_invisible(c) {
            continue;
        }
        open.map.push((open.text.len(), at));
        open.text.push(c);
        open.end = at + 1;
        if matches!(c, '。' | '!' | '?' | '\t') || at + 1 == end {
            let next = Sentence {
                part: line.part,
                text: String::new(),
                in_form: line.in_form,
                map: Vec::new(),
                end: at + 1,
            };
            sentences.push(std::mem::replace(&mut open, next));
        }
    }
    if !open.text.is_empty() {
        sentences.push(open);
    }
}

/// ASCII for full-width signs.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}')
}
