//! Forms as data: what a report must say, and where the record has it.

use std::sync::OnceLock;

use plan::FactId;
use serde::Deserialize;

/// The forms that are built in, as they are written; the name of each file is its id.
const BUILT_IN: [&str; 2] = [
    include_str!("../forms/accident-quick-report.toml"),
    include_str!("../forms/network-incident-report.toml"),
];

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its id.
    pub id: String,
    /// What such a report is called, in Chinese.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    #[serde(rename = "section")]
    pub(crate) sections: Vec<FormSection>,
}

/// Items under one head.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormSection {
    pub id: String,
    pub head: String,
    pub head_en: String,
    #[serde(rename = "item")]
    pub items: Vec<FormItem>,
}

/// One thing that the report must say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormItem {
    pub id: String,
    pub label: String,
    pub label_en: String,
    pub from: Origin,
}

/// Where the record has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Origin {
    /// The organisation's name.
    Organisation,
    /// What the organisation is.
    Kind,
    /// When it happened.
    Happened,
    /// When it was reported to us.
    Reported,
    /// Where.
    Place,
    /// All known facts that no other item asks for.
    Scene,
    /// The grade and the facts that brought it about.
    Grade,
    /// What was reported, signalled, stated and noted, in order.
    Course,
    /// Steps of the procedure that are done, and those under way.
    Measures,
    /// Who leads.
    Leader,
    /// Who makes this report.
    Reporter,
    /// That person's number.
    Phone,
    /// The first of these facts that is known.
    Fact(Vec<FactId>),
}

/// All forms that can be filled; a report rule of a plan names one of them by its id.
pub fn forms() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    FORMS.get_or_init(|| {
        BUILT_IN
            .map(|text| toml::from_str(text).expect("forms are built in and a test reads them"))
            .into()
    })
}

/// The form of that id.
pub fn form(id: &str) -> Option<&'static Form> {
    forms().iter().find(|form| form.id == id)
}

impl Form {
    /// Ids of all facts that an item of its own asks for.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &FactId> {
        self.sections
            .iter()
            .flat_map(|section| &section.items)
            .flat_map(|item| item.from.facts())
    }
}

impl Origin {
    fn facts(&self) -> &[FactId] {
        match self {
            Self::Fact(facts) => facts,
            Self::Organisation
            | Self::Kind
            | Self::Happened
            | Self::Reported
            | Self::Place
            | Self::Scene
            | Self::Grade
            | Self::Course
            | Self::Measures
            | Self::Leader
            | Self::Reporter
            | Self::Phone => &[],
        }
    }
}
