//! Procedures and their steps.

use duty::{Evidence, PostId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::{EventId, Limit, NoticeRuleId, Rank, Source};

duty::identifier! {
    /// A procedure.
    ProcedureId;
    /// A step; unique in the plan.
    StepId;
}

/// What is done when an event happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Its id.
    pub id: ProcedureId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// The event that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventId>,
    /// It runs from this severity upward; absent, at any grade and before there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Rank>,
    /// Its steps, in the order of the document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Where it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// One step: it opens a duty when the steps before it are done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// What is to be done, in Chinese.
    pub text: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_en: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
    /// How long it may take from its opening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// The steps that must be done before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<StepId>,
    /// The branch: it is taken when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// What must be handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Life safety: waits for no step, approval, grade, commander or sign-in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub life_safety: bool,
    /// How the post is told; absent, by the plan's first rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeRuleId>,
    /// Where it stands in the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}
