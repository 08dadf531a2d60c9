//! Labels as somebody pastes them to try the rules: `name=value` lines, or an Alertmanager
//! payload.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use crate::alert::{Alert, Posted};

/// How many alerts of a payload are tried.
const MOST: usize = 20;

/// Why nothing could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing.
    Empty,
    /// A line says no `name=value`; its number, from 1.
    Line(usize),
    /// It begins like JSON and is no payload that we know; what the reader says.
    Json(String),
    /// More alerts than are tried at once; that many.
    TooMany(usize),
    /// An alert of the payload that would not be taken; its number, from 1, and why.
    Unusable(usize, String),
}

/// A payload: the list that API v2 takes, what Alertmanager's webhooks send, or one alert.
#[derive(Deserialize)]
#[serde(untagged)]
enum Payload {
    List(Vec<Posted>),
    Webhook { alerts: Vec<Posted> },
    One(Posted),
}

/// Reads what was pasted.
///
/// # Errors
/// [`Unreadable`].
pub fn read(text: &str, now: Timestamp) -> Result<Vec<Alert>, Unreadable> {
    let text = text.trim();
    let posted = if text.is_empty() {
        return Err(Unreadable::Empty);
    } else if text.starts_with(['[', '{']) && !is_selector(text) {
        match serde_json::from_str(text) {
            Ok(Payload::List(alerts) | Payload::Webhook { alerts }) => alerts,
            Ok(Payload::One(alert)) => vec![alert],
            Err(error) => return Err(Unreadable::Json(error.to_string())),
        }
    } else {
        vec![Posted::of(lines(text)?)]
    };
    match posted.len() {
        0 => return Err(Unreadable::Empty),
        1..=MOST => {}
        many => return Err(Unreadable::TooMany(many)),
    }
    posted
        .into_iter()
        .enumerate()
        .map(|(index, alert)| {
            let usable = alert.usable(now);
            usable.map_err(|why| Unreadable::Unusable(index + 1, why))
        })
        .collect()
}

/// Whether it is `{a="b", c="d"}`, as Prometheus shows a set of labels, and no JSON.
fn is_selector(text: &str) -> bool {
    let inner = text.strip_prefix('{').map(str::trim_start);
    inner.is_some_and(|inner| inner.starts_with(|it: char| it.is_alphabetic() || it == '_'))
}

fn lines(text: &str) -> Result<BTreeMap<String, String>, Unreadable> {
    let text = text.trim_start_matches('{').trim_end_matches('}');
    let mut labels = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        for pair in pairs(line) {
            let pair = pair.trim();
            if pair.is_empty() {
                continue;
            }
            let (name, value) = pair
                .split_once(['=', '＝'])
                .ok_or(Unreadable::Line(index + 1))?;
            let name = name.trim();
            if name.is_empty() {
                return Err(Unreadable::Line(index + 1));
            }
            labels.insert(name.to_owned(), value.trim().trim_matches('"').to_owned());
        }
    }
    Ok(labels)
}

/// The pairs of a line: one, or several where every value stands in quotes.
fn pairs(line: &str) -> Vec<&str> {
    let mut pairs = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted && line[..at].trim_end().ends_with('"') => {
                pairs.push(&line[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    pairs.push(&line[from..]);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Result<Vec<Vec<(String, String)>>, Unreadable> {
        let alerts = read(text, Timestamp::UNIX_EPOCH)?;
        let pairs = |alert: Alert| alert.labels.into_iter().collect();
        Ok(alerts.into_iter().map(pairs).collect())
    }

    fn one(pairs: &[(&str, &str)]) -> Result<Vec<Vec<(String, String)>>, Unreadable> {
        let owned = pairs.iter().map(|(a, b)| ((*a).into(), (*b).into()));
        Ok(vec![owned.collect()])
    }

    #[test]
    fn lines_a_selector_and_three_kinds_of_payload_are_read() {
        let wanted = one(&[("event", "gas-leak"), ("place", "a, b")]);
        assert_eq!(labels("event=gas-leak\n\nplace = a, b"), wanted);
        assert_eq!(labels("{event=\"gas-leak\", place=\"a, b\"}"), wanted);
        let alert = r#"{"labels": {"event": "gas-leak", "place": "a, b"}}"#;
        assert_eq!(labels(alert), wanted);
        assert_eq!(labels(&format!("[{alert}]")), wanted);
        let hook = format!(r#"{{"version": "4", "status": "firing", "alerts": [{alert}]}}"#);
        assert_eq!(labels(&hook), wanted);
    }

    #[test]
    fn what_is_not_understood_says_where() {
        assert_eq!(labels("  \n"), Err(Unreadable::Empty));
        assert_eq!(labels("[]"), Err(Unreadable::Empty));
        assert_eq!(labels("a=b\nnothing"), Err(Unreadable::Line(2)));
        assert!(matches!(labels("[{]"), Err(Unreadable::Json(_))));
        assert!(matches!(
            labels(r#"[{"labels": {"a": ""}}]"#),
            Err(Unreadable::Unusable(1, _))
        ));
        let many = vec![r#"{"labels": {"a": "b"}}"#; MOST + 1].join(",");
        assert_eq!(
            labels(&format!("[{many}]")),
            Err(Unreadable::TooMany(MOST + 1))
        );
    }
}
