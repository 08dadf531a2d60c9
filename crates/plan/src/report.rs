//! Reports to authorities and superiors, and whose limit binds.

use duty::PostId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::{EventId, Kind, Limit, NoticeRuleId, Source};

duty::identifier! {
    /// A report rule.
    ReportId;
}

/// When the clock of a report starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// When the head of the organisation was told of the incident.
    #[default]
    HeadTold,
    /// When the incident was reported to us.
    Reported,
    /// When the condition came true.
    Known,
}

/// Who set a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// A law or regulation.
    Statute,
    /// A rule of the sector.
    Sector,
    /// The superior authority.
    Superior,
    /// This plan itself.
    Own,
}

/// Where a limit stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Law, standard, notice or plan.
    pub document: String,
    /// Clause in it, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The clause was not read; it is shown with "to be verified".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
}

/// One limit for one report. The strictest of those that bind the organisation counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportLimit {
    /// How long from the start of the clock.
    pub within: Limit,
    /// Who set it.
    pub whose: Whose,
    /// The kinds of organisation that it binds; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub binds: Vec<Kind>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

impl ReportLimit {
    /// Whether it binds an organisation of that kind.
    pub fn binds(&self, kind: Option<Kind>) -> bool {
        self.binds.is_empty() || kind.is_none_or(|kind| self.binds.contains(&kind))
    }
}

/// A report that must be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportRule {
    /// Its id.
    pub id: ReportId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// The event that it is for; absent, every event of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventId>,
    /// It is due when this holds; absent, whenever an incident is reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Who receives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Who receives it, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_en: Option<String>,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
    /// What its clock starts from.
    #[serde(default)]
    pub clock: Clock,
    /// All limits that anybody set; each says whose it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<ReportLimit>,
    /// The form that is filled: an id that `paper` knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// How the post is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeRuleId>,
    /// Where it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl ReportRule {
    /// The strictest limit that binds an organisation of that kind.
    pub fn strictest(&self, kind: Option<Kind>) -> Option<&ReportLimit> {
        self.limits
            .iter()
            .filter(|limit| limit.binds(kind))
            .min_by_key(|limit| limit.within)
    }
}
