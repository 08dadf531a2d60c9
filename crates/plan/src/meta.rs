//! What a plan says about itself.

use duty::PostId;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Limit, Source};

/// What an organisation is; decides whose limits bind it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A school or kindergarten.
    School,
    /// A producing or trading unit.
    Factory,
    /// A hospital.
    Hospital,
    /// A township or sub-district government.
    Town,
}

/// Title, organisation, basis, review date.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// Id of the plan within the organisation: versions of one plan share it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<crate::PlanId>,
    /// Title in Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Title in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    /// What the organisation is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// What the organisation is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The post that heads the organisation: statutory clocks start when it is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<PostId>,
    /// How long a step may take whose text sets no limit. It is the organisation's own answer, not the
    /// document's: a step that falls under it keeps no limit of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_limit: Option<Limit>,
    /// The same of steps that save people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub life_safety_limit: Option<Limit>,
    /// The laws, standards and notices that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// By when it must be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub review: Option<Date>,
}

/// How long something is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// What is kept.
    pub what: String,
    /// How long.
    pub keep: Limit,
    /// Where it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}
