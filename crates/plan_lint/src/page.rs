//! The page of a rule: Markdown, Chinese first, then English, the same six headings in both.
//!
//! The fenced texts of *Example* and *Write instead* stand once, in the Chinese half, and belong to
//! both; the English half says what they mean.

use std::fmt::Write as _;

use words::Language;

use crate::rule::Rule;

/// The headings of every page, Chinese and English.
pub const HEADINGS: [(&str, &str); 6] = [
    ("检查什么", "What it checks"),
    ("为什么", "Why it matters"),
    ("例子", "Example"),
    ("改成", "Write instead"),
    ("依据", "Basis"),
    ("何时可以不改", "When to allow it"),
];

/// One language of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The title.
    pub title: String,
    /// What stands under each of [`HEADINGS`], in that order; none where the heading is missing.
    pub sections: Vec<Option<String>>,
}

impl Page {
    /// Reads one language of a rule's page.
    pub fn of(rule: &Rule, language: Language) -> Self {
        let half = half(rule.page, language);
        let title = half.lines().next().unwrap_or_default();
        let section = |heading: &str| {
            let start = half.find(&format!("\n## {heading}\n"))?;
            let body = &half[start + heading.len() + 5..];
            let end = body.find("\n## ").unwrap_or(body.len());
            Some(body[..end].trim().to_owned())
        };
        Self {
            title: title.trim_start_matches("# ").trim().to_owned(),
            sections: HEADINGS
                .iter()
                .map(|(zh, en)| {
                    section(match language {
                        Language::Zh => zh,
                        Language::En => en,
                    })
                })
                .collect(),
        }
    }

    /// The fenced text under *Example*.
    pub fn example(rule: &Rule) -> Option<String> {
        fenced(Self::of(rule, Language::Zh).sections[2].as_deref()?)
    }

    /// The fenced text under *Write instead*.
    pub fn instead(rule: &Rule) -> Option<String> {
        fenced(Self::of(rule, Language::Zh).sections[3].as_deref()?)
    }
}

/// The page as it is shown: with code, kind, severity and the examples in either language.
pub(crate) fn shown(rule: &Rule, language: Language, head: &str, basis: &str) -> String {
    let page = Page::of(rule, language);
    let mut out = format!("# {} {} {}\n\n{head}\n", rule.code, rule.name, page.title);
    let examples = [
        None,
        None,
        Page::example(rule),
        Page::instead(rule),
        None,
        None,
    ];
    for (at, (zh, en)) in HEADINGS.iter().enumerate() {
        let (heading, own) = match language {
            Language::Zh => (zh, true),
            Language::En => (en, false),
        };
        let body = page.sections[at].as_deref().unwrap_or_default();
        let _ = write!(out, "\n## {heading}\n\n{body}\n");
        if let (false, Some(example)) = (own, &examples[at]) {
            let _ = write!(out, "\n```\n{}\n```\n", example.trim_end());
        }
        if at == 4 && !basis.is_empty() {
            let _ = write!(out, "\n{basis}\n");
        }
    }
    out
}

fn half(page: &str, language: Language) -> &str {
    // The Chinese title opens the page, the English one the second half.
    let second = page.match_indices("\n# ").next().map(|(at, _)| at + 1);
    match (language, second) {
        (Language::Zh, Some(at)) => &page[..at],
        (Language::Zh, None) => page,
        (Language::En, Some(at)) => &page[at..],
        (Language::En, None) => "",
    }
}

fn fenced(section: &str) -> Option<String> {
    let (_, rest) = section.split_once("```")?;
    let (_, body) = rest.split_once('\n')?;
    let (body, _) = body.split_once("\n```")?;
    Some(format!("{body}\n"))
}
