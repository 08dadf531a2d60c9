//! The speaker: a language and the catalogue.

use fluent_bundle::FluentValue;

use crate::{Language, catalogue};

/// What is put into a sentence: text or a number. `Value::from("…")`, `Value::from(3)`.
pub type Value<'a> = FluentValue<'a>;

/// Speaks one language. Costs nothing to make or copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    language: Language,
}

impl Words {
    /// A speaker of that language.
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// Which language it speaks.
    pub fn language(self) -> Language {
        self.language
    }

    /// The sentence of that key.
    ///
    /// A key that is not in the catalogue stops a debug build; elsewhere the other language's
    /// sentence is said, else the key itself.
    pub fn say(self, key: &str) -> String {
        self.find(key, &[])
    }

    /// The sentence of that key with values put in: `w.with("page-desk-late", &[("count", 2)])`.
    /// Values of several kinds in one sentence are made with `Value::from`.
    pub fn with<'a, V>(self, key: &str, values: &[(&str, V)]) -> String
    where
        V: Clone + Into<Value<'a>>,
    {
        let values: Vec<(&str, Value<'a>)> = values
            .iter()
            .map(|(name, value)| (*name, value.clone().into()))
            .collect();
        self.find(key, &values)
    }

    /// Of a name or text that a plan has in Chinese and perhaps in English, the one to show.
    pub fn pick<'t>(self, zh: &'t str, en: Option<&'t str>) -> &'t str {
        match self.language {
            Language::Zh => zh,
            Language::En => en.filter(|text| !text.is_empty()).unwrap_or(zh),
        }
    }

    /// Items one after the other: 陆衡、周砚; Lu Heng, Zhou Yan.
    pub fn list<T: AsRef<str>>(self, items: impl IntoIterator<Item = T>) -> String {
        joined(items, &self.say("between-items"))
    }

    /// Parts of one clause: 燃气泄漏，第二食堂; Gas leak, canteen.
    pub fn parts<T: AsRef<str>>(self, parts: impl IntoIterator<Item = T>) -> String {
        joined(parts, &self.say("between-parts"))
    }

    /// Clauses of a sentence one after the other: with ； or ;.
    pub fn clauses<T: AsRef<str>>(self, parts: impl IntoIterator<Item = T>) -> String {
        joined(parts, &self.say("between-clauses"))
    }

    /// Sentences one after the other, each with its full stop.
    pub fn sentences<T: AsRef<str>>(self, parts: impl IntoIterator<Item = T>) -> String {
        let said: Vec<String> = parts
            .into_iter()
            .filter(|part| !part.as_ref().is_empty())
            .map(|part| {
                // A plan's own sentence may bring its full stop along.
                let part = part.as_ref().trim_end_matches(['。', '.']);
                self.with("sentence", &[("said", capital(part))])
            })
            .collect();
        joined(said, &self.say("between-sentences"))
    }

    fn find(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let own = catalogue::sentence(self.language, key, values);
        debug_assert!(own.is_some(), "no words for “{key}” in the catalogue");
        own.or_else(|| catalogue::sentence(self.language.other(), key, values))
            .unwrap_or_else(|| key.to_owned())
    }
}

/// A sentence starts with a capital letter, where its script has them.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Joins what is not empty.
fn joined<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut text = String::new();
    for part in parts {
        let part = part.as_ref();
        if !text.is_empty() && !part.is_empty() {
            text.push_str(between);
        }
        text.push_str(part);
    }
    text
}
