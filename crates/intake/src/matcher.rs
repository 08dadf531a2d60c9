//! Matchers in queries: `name="value"`, `!=`, `=~`, `!~`, as Alertmanager reads them.

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};

/// The largest compiled pattern, in bytes: a query comes from outside.
const LARGEST_PATTERN: usize = 256 * 1024;

/// One matcher. A label that is not there has an empty value.
#[derive(Debug)]
pub struct Matcher {
    name: String,
    value: Value,
    wanted: bool,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Pattern(Regex),
}

impl Matcher {
    /// Reads one.
    ///
    /// # Errors
    /// What is wrong with it, in English, as Alertmanager's own clients expect it.
    pub fn read(text: &str) -> Result<Self, String> {
        let bad = || format!("bad matcher format: {text}");
        let at = text.find(['=', '!']).ok_or_else(bad)?;
        let name = text[..at].trim();
        let rest = &text[at..];
        let (sign, length) = ["=~", "!~", "!=", "="]
            .iter()
            .find(|sign| rest.starts_with(**sign))
            .map(|sign| (*sign, sign.len()))
            .ok_or_else(bad)?;
        if name.is_empty() {
            return Err(bad());
        }
        let value = unquoted(rest[length..].trim()).ok_or_else(bad)?;
        let value = if sign.ends_with('~') {
            Value::Pattern(whole(&value)?)
        } else {
            Value::Text(value)
        };
        Ok(Self {
            name: name.to_owned(),
            value,
            wanted: !sign.starts_with('!'),
        })
    }

    /// Whether these labels have it.
    pub fn takes(&self, labels: &BTreeMap<String, String>) -> bool {
        let own = labels.get(&self.name).map_or("", String::as_str);
        let same = match &self.value {
            Value::Text(text) => text == own,
            Value::Pattern(pattern) => pattern.is_match(own),
        };
        same == self.wanted
    }
}

/// A pattern that must take the whole of a text.
///
/// # Errors
/// What is wrong with it.
pub fn whole(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(LARGEST_PATTERN)
        .build()
        .map_err(|error| error.to_string())
}

/// A value without its quotes; None when they do not match.
fn unquoted(text: &str) -> Option<String> {
    let Some(inner) = text.strip_prefix('"') else {
        return (!text.contains('"')).then(|| text.to_owned());
    };
    let mut plain = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return letters.next().is_none().then_some(plain),
            '\\' => match letters.next()? {
                'n' => plain.push('\n'),
                escaped @ ('"' | '\\') => plain.push(escaped),
                other => plain.extend(['\\', other]),
            },
            _ => plain.push(letter),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(matcher: &str, labels: &[(&str, &str)]) -> bool {
        let labels = labels
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Matcher::read(matcher).expect("a matcher").takes(&labels)
    }

    #[test]
    fn a_matcher_compares_whole_values_and_an_absent_label_is_empty() {
        let labels = [("event", "gas-leak"), ("place", "a \"b\"")];
        assert!(takes("event=gas-leak", &labels));
        assert!(takes("event=\"gas-leak\"", &labels));
        assert!(takes(" place = \"a \\\"b\\\"\" ", &labels));
        assert!(!takes("event!=\"gas-leak\"", &labels));
        assert!(takes("event=~\"gas|gas-.*\"", &labels));
        assert!(!takes("event=~\"gas\"", &labels));
        assert!(takes("event!~\"fire\"", &labels));
        assert!(takes("nothing=\"\"", &labels));
    }

    #[test]
    fn what_is_no_matcher_says_so() {
        for bad in ["", "event", "=x", "event=\"x", "event=x\"", "event=~\"(\""] {
            assert!(Matcher::read(bad).is_err(), "{bad}");
        }
        assert!(Matcher::read("event=~\"(a{1000}){1000}\"").is_err());
    }
}
