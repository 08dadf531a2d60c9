//! A plan as YAML: where its elements stand in the text.
//!
//! Places are found by the layout that people write: an element opens with its `id`. Text that says the
//! same in another way still has its findings, at a wider place or at none.

use std::collections::BTreeMap;

use plan::condition::TypeErrorKind;
use plan::{Gap, Lack, Plan};
use plan_text::Span;

use crate::finding::{Hit, Message};

/// The text with the plan that it says.
pub(crate) struct Yaml<'a> {
    /// The plan.
    pub(crate) plan: &'a Plan,
    gaps: Vec<Gap>,
    lines: Vec<Line>,
}

struct Line {
    /// The place of its first character.
    start: usize,
    text: String,
}

impl<'a> Yaml<'a> {
    /// Looks at a plan in its text.
    pub(crate) fn new(text: &str, plan: &'a Plan) -> Self {
        let mut start = 0;
        let lines = text
            .split('\n')
            .map(|line| {
                let here = start;
                start += line.chars().count() + 1;
                Line {
                    start: here,
                    text: line.trim_end_matches('\r').to_owned(),
                }
            })
            .collect();
        Self {
            plan,
            gaps: plan::adopt(plan).err().unwrap_or_default(),
            lines,
        }
    }

    /// What keeps the plan from being published, as far as the rule of that name speaks about it.
    pub(crate) fn gaps(&self, rule: &str) -> Vec<Hit> {
        self.gaps
            .iter()
            .filter(|gap| speaker(&gap.lack) == rule)
            .map(|gap| Hit {
                span: self.place(gap),
                places: Vec::new(),
                message: Message::Gap(gap.clone()),
            })
            .collect()
    }

    /// Where a gap stands: the wrong word where there is one, else the element.
    fn place(&self, gap: &Gap) -> Option<Span> {
        let word = match &gap.lack {
            Lack::Unknown { id, .. } => self.inside(&gap.element, id),
            Lack::Twice(_) => self.last(&gap.element),
            Lack::Condition(bad) => bad.errors.first().and_then(|error| {
                let source = self.inside_text(&gap.element, &bad.source)?;
                let start = source.start + error.at;
                let length = match &error.kind {
                    TypeErrorKind::UnknownName { name, .. }
                    | TypeErrorKind::AmbiguousName { name, .. } => name.chars().count(),
                    TypeErrorKind::NotAChoice { value, .. }
                    | TypeErrorKind::WrongValue { value, .. } => value.chars().count(),
                    TypeErrorKind::ComparisonMissing { .. }
                    | TypeErrorKind::NoOrder { .. }
                    | TypeErrorKind::WrongUnit { .. }
                    | TypeErrorKind::UnclearMultiplier { .. }
                    | TypeErrorKind::NotADuration
                    | TypeErrorKind::NumberTooLarge
                    | TypeErrorKind::NumberTooPrecise => source.end.saturating_sub(start),
                };
                Some(Span {
                    start,
                    end: (start + length).min(source.end).max(start),
                })
            }),
            Lack::Title
            | Lack::Posts
            | Lack::Events
            | Lack::Notices
            | Lack::Procedure
            | Lack::Event
            | Lack::Steps
            | Lack::Post
            | Lack::Limit
            | Lack::Recipient
            | Lack::Head
            | Lack::SignOff
            | Lack::Circle => None,
        };
        word.or_else(|| self.element(&gap.element))
    }

    /// The place of an element as gaps name it: `step cut-power` is its id, `meta` the key.
    pub(crate) fn element(&self, element: &str) -> Option<Span> {
        let line = self.line_of(element)?;
        let text = &self.lines[line].text;
        let word = match element.split_once(' ') {
            Some((_, id)) => id,
            None => element,
        };
        self.span(line, text.find(word)?, word)
    }

    /// The place of a word inside an element, after its opening.
    pub(crate) fn inside(&self, element: &str, word: &str) -> Option<Span> {
        let first = self.line_of(element)?;
        let (from, to) = self.extent(first);
        for line in from..to {
            let text = &self.lines[line].text;
            let behind = if line == first && element.contains(' ') {
                text.find("id:").map_or(0, |at| at + 3)
            } else {
                0
            };
            if let Some(at) = find_word(&text[behind..], word) {
                return self.span(line, behind + at, word);
            }
        }
        None
    }

    /// The place of a text inside an element, as it is written in one line.
    fn inside_text(&self, element: &str, source: &str) -> Option<Span> {
        let first = self.line_of(element)?;
        let (from, to) = self.extent(first);
        (from..to).find_map(|line| {
            let at = self.lines[line].text.find(source)?;
            self.span(line, at, source)
        })
    }

    /// The place of the last element of that id: where two share one, the second is too much.
    pub(crate) fn last(&self, element: &str) -> Option<Span> {
        let (section, id) = element.split_once(' ')?;
        let (from, to) = self.section(section)?;
        let line = (from..to)
            .rev()
            .find(|&line| has_id(&self.lines[line].text, id))?;
        self.span(line, self.lines[line].text.find(id)?, id)
    }

    /// Something keeps the plan from being published.
    pub(crate) fn has_gaps(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// How often every word stands in the text, comments left out.
    pub(crate) fn words(&self) -> BTreeMap<&str, usize> {
        let mut words = BTreeMap::new();
        for line in &self.lines {
            let said = line.text.split(" #").next().unwrap_or_default();
            for word in said.split(|c| !is_id(c)).filter(|word| !word.is_empty()) {
                *words.entry(word).or_insert(0) += 1;
            }
        }
        words
    }

    fn span(&self, line: usize, byte: usize, word: &str) -> Option<Span> {
        let it = &self.lines[line];
        let start = it.start + it.text.get(..byte)?.chars().count();
        Some(Span {
            start,
            end: start + word.chars().count(),
        })
    }

    fn line_of(&self, element: &str) -> Option<usize> {
        let Some((section, id)) = element.split_once(' ') else {
            let key = format!("{element}:");
            return self
                .lines
                .iter()
                .position(|line| line.text.starts_with(&key));
        };
        let (from, to) = self.section(section)?;
        (from..to).find(|&line| has_id(&self.lines[line].text, id))
    }

    /// The lines of the section that holds such elements.
    fn section(&self, element: &str) -> Option<(usize, usize)> {
        let key = match element {
            "step" => "procedures:".to_owned(),
            other => format!("{other}s:"),
        };
        let from = self
            .lines
            .iter()
            .position(|line| line.text.starts_with(&key))?;
        Some((from, self.extent(from).1))
    }

    /// From an opening line to the next line that stands no deeper.
    fn extent(&self, first: usize) -> (usize, usize) {
        let depth = depth(&self.lines[first].text);
        let end = self.lines[first + 1..]
            .iter()
            .position(|line| {
                let bare = line.text.trim_start();
                // A list may stand as deep as its key.
                let in_list = depth == 0 && line.text.starts_with('-');
                let own_list = in_list && !self.lines[first].text.starts_with('-');
                let says_something = !bare.is_empty() && !bare.starts_with('#');
                says_something && self::depth(&line.text) <= depth && !own_list
            })
            .map_or(self.lines.len(), |at| first + 1 + at);
        (first, end)
    }
}

/// The name of the rule that speaks about a lack: one place for all of them, so that none is forgotten.
fn speaker(lack: &Lack) -> &'static str {
    match lack {
        Lack::Title
        | Lack::Posts
        | Lack::Events
        | Lack::Notices
        | Lack::Procedure
        | Lack::Event
        | Lack::Steps => "part-of-plan-missing",
        Lack::Post => "step-without-post",
        Lack::Limit => "step-without-limit",
        Lack::Recipient => "recipient-missing",
        Lack::Head => "head-missing",
        Lack::SignOff => "end-without-sign-off",
        Lack::Unknown { .. } => "name-not-there",
        Lack::Twice(_) => "id-twice",
        Lack::Circle => "steps-in-a-circle",
        Lack::Condition(_) => "condition-does-not-fit",
    }
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// `- id: x`, `id: "x"`, `{ id: x, …`.
fn has_id(line: &str, id: &str) -> bool {
    let Some((before, rest)) = line.split_once("id:") else {
        return false;
    };
    before.chars().all(|c| matches!(c, ' ' | '-' | '{'))
        && rest
            .trim_start_matches([' ', '"', '\''])
            .strip_prefix(id)
            .is_some_and(|rest| !rest.starts_with(is_id))
}

/// A word that is no part of a longer one.
fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|&at| !text[..at].ends_with(is_id) && !text[at + word.len()..].starts_with(is_id))
}

fn is_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}
