//! What a rule is: plain data, and a function.

use plan_text::Genre;

use crate::finding::Hit;
use crate::kind::Kind;
use crate::text::Text;
use crate::yaml::Yaml;

/// What follows when nothing is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth mending.
    Minor,
    /// Somebody will not know what to do, or do it too late.
    Major,
    /// People are endangered, the law is broken, or the plan cannot run.
    Critical,
}

impl Severity {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }
}

/// How sure it is that this is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// A law or regulation says so.
    Statute,
    /// A recommended standard or guideline says so.
    Standard,
    /// Experience says so, or the plan cannot be carried out otherwise.
    Practice,
}

impl Certainty {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Statute => "statute",
            Self::Standard => "standard",
            Self::Practice => "practice",
        }
    }
}

/// Whether a rule is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// May still change.
    Preview,
    /// Kept.
    Stable,
}

impl Status {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::Stable => "stable",
        }
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// A written plan.
    Text(fn(&Text) -> Vec<Hit>),
    /// A plan as data, in its YAML text.
    Plan(fn(&Yaml) -> Vec<Hit>),
    /// What is left of the allowances when every other rule has spoken.
    Allowances,
}

/// A rule.
pub struct Rule {
    /// A short handle, never used again for another rule.
    pub code: &'static str,
    /// Its identity: what is wrong, to be read after "allow".
    pub name: &'static str,
    /// The word for what is wrong.
    pub kind: Kind,
    /// What follows from it.
    pub severity: Severity,
    /// How sure it is.
    pub certainty: Certainty,
    /// Ids of the law base, the one that weighs most first.
    pub basis: &'static [&'static str],
    /// The genres of written documents that it speaks about; a plan as data has none.
    pub genres: &'static [Genre],
    /// The version that brought it.
    pub since: &'static str,
    /// Whether it is in force.
    pub status: Status,
    /// Its page, Markdown in both languages.
    pub page: &'static str,
    /// Key of the sentence that says what to do instead.
    pub fix: &'static str,
    /// The check.
    pub(crate) check: Check,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

/// Only plans.
pub(crate) const PLANS: &[Genre] = &[Genre::Plan];

/// All that people write for their own house; laws and regulations of others are not corrected.
pub(crate) const OWN_TEXTS: &[Genre] = &[
    Genre::Plan,
    Genre::CampaignNotice,
    Genre::DutyList,
    Genre::WorkPlan,
    Genre::DrillScript,
    Genre::Other,
];
