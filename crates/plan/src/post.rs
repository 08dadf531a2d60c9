//! Posts and groups.

use duty::{GroupId, PostId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Source;

/// When a post is on duty. Which hours are working hours is the organisation's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hours {
    /// Day and night.
    #[default]
    Always,
    /// In working hours.
    Working,
    /// At night, on weekends and holidays.
    OffHours,
}

impl Hours {
    /// The default, which need not be written.
    pub fn is_always(&self) -> bool {
        *self == Self::Always
    }
}

/// A role in the plan. Who holds it is organisation data, changed any day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its id, the same in every plan of the organisation.
    pub id: PostId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Who the document says holds it: proposals at publication, never pinned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<String>,
    /// When it is on duty.
    #[serde(default, skip_serializing_if = "Hours::is_always")]
    pub hours: Hours,
    /// The posts that stand in, in this order, when it is off duty, absent or silent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub substitutes: Vec<PostId>,
    /// What it is there for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<String>,
    /// What one must have to hold it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<String>,
    /// Where it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Posts that act together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// The post that leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<PostId>,
    /// Its posts, the leader's among them or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<PostId>,
    /// What it is there for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<String>,
    /// Where it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}
