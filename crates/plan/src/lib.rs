//! A plan as data: posts, groups, events, grades, procedures, reports, notices, closing, signals;
//! and the language of conditions.
//!
//! One type serves drafts and published plans: what is missing is `None`, [`adopt`] lists what
//! must still be filled, and only an adopted plan is published. This crate knows no file format,
//! no clock and no running incident.

mod adopt;
mod closing;
pub mod condition;
mod event;
mod grade;
mod limit;
mod meta;
mod notice;
mod post;
mod procedure;
mod ready;
mod report;
mod signal;
mod source;

pub use adopt::{Gap, Lack, adopt};
pub use closing::{AfterDuty, Closing};
pub use event::{EventId, EventType, FactId, FactType, Field, PlanId};
pub use grade::{Grade, GradeId, Rank};
pub use limit::{BadLimit, Limit};
pub use meta::{Kind, Meta, Retention};
pub use notice::{NoticeRule, NoticeRuleId, Overdue, Rung};
pub use post::{Group, Hours, Post};
pub use procedure::{Procedure, ProcedureId, Step, StepId};
pub use ready::{BadCondition, Ready};
pub use report::{Basis, Clock, ReportId, ReportLimit, ReportRule, Whose};
pub use signal::{SignalRule, SignalRuleId};
pub use source::Source;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A plan: the rules of one organisation for one field.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Title, organisation, basis, review date.
    pub meta: Meta,
    /// Who can be asked to do something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
    /// Posts that act together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// What may happen, and what is asked when it is reported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventType>,
    /// How severe it is, computed from facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Grade>,
    /// What is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<Procedure>,
    /// What must be reported to whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<ReportRule>,
    /// How people are told, and who is told if they do not answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeRule>,
    /// When it is over and what follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// Which alerts report which events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<SignalRule>,
    /// What is kept how long.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retention: Vec<Retention>,
}

impl Plan {
    /// The post of that id.
    pub fn post(&self, id: &duty::PostId) -> Option<&Post> {
        self.posts.iter().find(|post| &post.id == id)
    }

    /// The group of that id.
    pub fn group(&self, id: &duty::GroupId) -> Option<&Group> {
        self.groups.iter().find(|group| &group.id == id)
    }

    /// The event type of that id.
    pub fn event(&self, id: &EventId) -> Option<&EventType> {
        self.events.iter().find(|event| &event.id == id)
    }

    /// The grade of that rank.
    pub fn grade(&self, rank: Rank) -> Option<&Grade> {
        self.grades.iter().find(|grade| grade.rank == rank)
    }

    /// The notice rule of that id, else the first one.
    pub fn notice(&self, id: Option<&NoticeRuleId>) -> Option<&NoticeRule> {
        id.and_then(|id| self.notices.iter().find(|rule| &rule.id == id))
            .or_else(|| self.notices.first())
    }

    /// How long a step may take: its own limit, else the usual one of its kind.
    pub fn limit_of(&self, step: &Step) -> Option<Limit> {
        step.limit.or(if step.life_safety {
            self.meta.life_safety_limit
        } else {
            self.meta.usual_limit
        })
    }

    /// The procedures for an event.
    pub fn procedures_for<'a>(&'a self, event: &'a EventId) -> impl Iterator<Item = &'a Procedure> {
        self.procedures
            .iter()
            .filter(move |procedure| procedure.event.as_ref() == Some(event))
    }

    /// The report rules for an event: its own, and those for every event.
    pub fn reports_for<'a>(&'a self, event: &'a EventId) -> impl Iterator<Item = &'a ReportRule> {
        self.reports
            .iter()
            .filter(move |report| report.event.as_ref().is_none_or(|own| own == event))
    }

    /// The plan as it is recorded: without the names of people and without quotes, both of which
    /// can name somebody and records cannot be erased.
    pub fn without_personal_values(&self) -> Self {
        let mut plan = self.clone();
        for post in &mut plan.posts {
            post.holders.clear();
        }
        plan.each_source(|source| source.quote = None);
        plan
    }

    fn each_source(&mut self, mut change: impl FnMut(&mut Source)) {
        let steps = self
            .procedures
            .iter_mut()
            .flat_map(|procedure| procedure.steps.iter_mut().map(|step| &mut step.source));
        steps.flatten().for_each(&mut change);
        let elements = (self.posts.iter_mut().map(|it| &mut it.source))
            .chain(self.groups.iter_mut().map(|it| &mut it.source))
            .chain(self.events.iter_mut().map(|it| &mut it.source))
            .chain(self.grades.iter_mut().map(|it| &mut it.source))
            .chain(self.procedures.iter_mut().map(|it| &mut it.source))
            .chain(self.reports.iter_mut().map(|it| &mut it.source))
            .chain(self.closing.iter_mut().map(|it| &mut it.source))
            .chain(self.retention.iter_mut().map(|it| &mut it.source));
        elements.flatten().for_each(change);
    }
}
