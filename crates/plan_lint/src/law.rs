//! The law base: what statutes, regulations and standards demand, in our own words.
//!
//! Product data in `law/*.yaml`. An entry whose clause nobody of us has read says so wherever it is
//! shown.

use std::sync::OnceLock;

use serde::Deserialize;
use words::{Language, Words};

/// One demand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// The document's name.
    pub document: String,
    /// The document's name in English.
    pub document_en: String,
    /// Article or section.
    pub clause: String,
    /// Since when, as a date.
    pub in_force: String,
    /// What has taken its place.
    #[serde(default)]
    pub repealed_by: Option<String>,
    /// What it asks, in our words.
    pub demand: String,
    /// The same in English.
    pub demand_en: String,
    /// The clause was read.
    pub verified: bool,
}

impl Entry {
    /// The document's name in the user's language.
    pub fn document(&self, w: Words) -> &str {
        match w.language() {
            Language::Zh => &self.document,
            Language::En => &self.document_en,
        }
    }

    /// The clause as it is shown: to be verified where nobody read it.
    pub fn clause(&self, w: Words) -> String {
        if self.verified {
            self.clause.clone()
        } else {
            w.with("check-to-be-verified", &[("clause", self.clause.as_str())])
        }
    }

    /// Document, clause, since when and what it asks.
    pub fn line(&self, w: Words) -> String {
        let demand = match w.language() {
            Language::Zh => &self.demand,
            Language::En => &self.demand_en,
        };
        w.with(
            "check-basis-line",
            &[
                ("document", self.document(w).to_owned()),
                ("clause", self.clause(w)),
                ("since", self.in_force.clone()),
                ("demand", demand.clone()),
            ],
        )
    }
}

/// The whole base.
pub fn laws() -> &'static [Entry] {
    static LAWS: OnceLock<Vec<Entry>> = OnceLock::new();
    LAWS.get_or_init(|| {
        FILES
            .iter()
            .flat_map(|text| {
                serde_saphyr::from_str::<Vec<Entry>>(text)
                    .expect("a test reads every file of the law base")
            })
            .collect()
    })
}

/// The entry of that id.
pub fn law(id: &str) -> Option<&'static Entry> {
    laws().iter().find(|entry| entry.id == id)
}

const FILES: &[&str] = &[
    include_str!("../law/emergency.yaml"),
    include_str!("../law/network.yaml"),
    include_str!("../law/powers.yaml"),
    include_str!("../law/production.yaml"),
];
