//! When it is over, who says so, and what follows.

use duty::PostId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::{Limit, NoticeRuleId, Source};

/// A duty of the end: the signature, the written report, the review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AfterDuty {
    /// What is to be done, in Chinese.
    pub text: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_en: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
    /// How long it may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// How the post is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeRuleId>,
}

/// The end.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// What must hold, besides that every opened step is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The signature that it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_off: Option<AfterDuty>,
    /// The written report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<AfterDuty>,
    /// The review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<AfterDuty>,
    /// Where it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}
