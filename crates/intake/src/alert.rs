//! One alert: what its sender wrote, what is usable of it, and the signal that it becomes.

use std::collections::{BTreeMap, BTreeSet};

use engine::{Signal, State};
use jiff::{SignedDuration, Timestamp};
use runner::{Attachments, JournalError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How long an alert lasts whose sender names no end.
const RESOLVE_TIMEOUT: SignedDuration = SignedDuration::from_mins(5);

/// The longest label or annotation, in bytes.
pub(crate) const LONGEST_TEXT: usize = 4 * 1024;

/// What programs written in Go send where no time was given: the first second of year 1.
const NO_TIME: i64 = -62_135_596_800;

/// An alert as it is posted: `postableAlert` of Alertmanager's API v2.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Posted {
    labels: BTreeMap<String, String>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
    starts_at: Option<Timestamp>,
    ends_at: Option<Timestamp>,
    #[serde(rename = "generatorURL")]
    generator: Option<String>,
}

/// An alert that can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Its identity.
    pub labels: BTreeMap<String, String>,
    /// What it says.
    pub annotations: BTreeMap<String, String>,
    /// Since when.
    pub starts_at: Timestamp,
    /// Until when, unless it is sent again.
    pub ends_at: Timestamp,
    /// Where its sender explains it.
    #[serde(rename = "generatorURL", skip_serializing_if = "Option::is_none")]
    pub generator: Option<String>,
}

impl Posted {
    /// An alert of nothing but labels.
    pub fn of(labels: BTreeMap<String, String>) -> Self {
        Self {
            labels,
            annotations: BTreeMap::new(),
            starts_at: None,
            ends_at: None,
            generator: None,
        }
    }

    /// The same with words and where its sender explains it.
    pub fn saying(mut self, summary: String, generator: Option<String>) -> Self {
        self.annotations.insert("summary".to_owned(), summary);
        self.generator = generator;
        self
    }

    /// The same with the time of its start, where that is known.
    pub fn since(mut self, starts: Option<Timestamp>) -> Self {
        self.starts_at = starts;
        self
    }

    /// The same with the time of its end.
    pub fn until(mut self, ends: Timestamp) -> Self {
        self.ends_at = Some(ends);
        self
    }

    /// What is usable of it, or why it is not. Alertmanager drops empty labels and asks for one
    /// that is left; an alert that names only its end started then.
    pub fn usable(mut self, now: Timestamp) -> Result<Alert, String> {
        self.labels.retain(|_, value| !value.is_empty());
        if self.labels.is_empty() {
            return Err("at least one label pair required".to_owned());
        }
        let long = |name: &String, text: &String| {
            name.is_empty() || name.len() > LONGEST_TEXT || text.len() > LONGEST_TEXT
        };
        let generator = self.generator.filter(|text| !text.is_empty());
        let mut texts = self.labels.iter().chain(&self.annotations);
        if texts.any(|(name, text)| long(name, text))
            || generator
                .as_ref()
                .is_some_and(|text| text.len() > LONGEST_TEXT)
        {
            return Err(format!(
                "label or annotation over {LONGEST_TEXT} bytes, or without a name"
            ));
        }
        let given = |at: Option<Timestamp>| at.filter(|at| at.as_second() != NO_TIME);
        let ends = given(self.ends_at);
        let starts = given(self.starts_at).or(ends).unwrap_or(now);
        let ends = ends.unwrap_or_else(|| now.checked_add(RESOLVE_TIMEOUT).unwrap_or(now));
        if ends < starts {
            return Err("start time must be before end time".to_owned());
        }
        Ok(Alert {
            labels: self.labels,
            annotations: self.annotations,
            starts_at: starts,
            ends_at: ends,
            generator,
        })
    }
}

impl Alert {
    /// How much memory its texts take, in bytes.
    pub fn bytes(&self) -> usize {
        let texts = self.labels.iter().chain(&self.annotations);
        let texts: usize = texts.map(|(name, text)| name.len() + text.len()).sum();
        texts + self.generator.as_ref().map_or(0, String::len)
    }

    /// What it says in words.
    pub fn text(&self) -> Option<&str> {
        ["summary", "description", "message"]
            .iter()
            .find_map(|name| self.annotations.get(*name))
            .map(String::as_str)
    }

    /// Where it is, by the labels that rules read a place from.
    pub fn place(&self, places: &BTreeSet<String>) -> Option<&str> {
        let place = places.iter().find_map(|name| self.labels.get(name));
        place.map(String::as_str)
    }

    /// The signal that a command carries; words and place are sealed.
    ///
    /// # Errors
    /// [`JournalError`] when the machine has no randomness to give.
    pub fn signal(
        &self,
        places: &BTreeSet<String>,
        attachments: &mut Attachments,
    ) -> Result<Signal, JournalError> {
        Ok(Signal {
            fingerprint: fingerprint(&self.labels),
            labels: self.labels.clone(),
            text: attachments.seal_some(self.text())?,
            place: attachments.seal_some(self.place(places))?,
            starts: self.starts_at,
            ends: self.ends_at,
        })
    }
}

/// Labels that rules read a place from.
pub fn place_labels(state: &State) -> BTreeSet<String> {
    state
        .current_plans()
        .flat_map(|(_, _, ready)| &ready.plan().signals)
        .filter_map(|rule| rule.place.clone())
        .collect()
}

/// The same labels give the same fingerprint, whatever their order was.
pub(crate) fn fingerprint(labels: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    for (name, value) in labels {
        for text in [name, value] {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
    }
    let digest = hash.finalize();
    digest
        .iter()
        .take(16)
        .map(|it| format!("{it:02x}"))
        .collect()
}
