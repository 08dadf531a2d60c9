//! What stops a plan from being published.

use std::collections::BTreeSet;

use duty::{PostId, Tell};

use crate::ready::BadCondition;
use crate::{Clock, Plan, Ready};

/// Something that must be filled or mended before the plan can run.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Which element: section and id, `step cut-power`; `meta` and `closing` stand alone.
    pub element: String,
    /// What it lacks.
    pub lack: Lack,
}

/// What an element lacks.
#[derive(Debug, Clone, PartialEq)]
pub enum Lack {
    /// The plan has no title.
    Title,
    /// There is no post at all.
    Posts,
    /// There is no event at all, so nothing can be reported.
    Events,
    /// There is no notice rule, so nobody is told when nobody answers.
    Notices,
    /// The event has no procedure.
    Procedure,
    /// The procedure does not say which event it answers.
    Event,
    /// The procedure has no step.
    Steps,
    /// Nobody is named who does it.
    Post,
    /// No limit of time.
    Limit,
    /// Nobody is named who receives it.
    Recipient,
    /// The plan's head is not named, so the clock of a report cannot start.
    Head,
    /// Nothing says how it ends, or nobody is named who signs.
    SignOff,
    /// It names something that is not there.
    Unknown {
        /// Section of what is named: `post`, `event`, `step`, `fact`, `notice`, `group`.
        section: String,
        /// The id named.
        id: String,
    },
    /// Two elements of a section share an id.
    Twice(String),
    /// The steps before it form a circle.
    Circle,
    /// The condition does not fit the fields of the event.
    Condition(BadCondition),
}

/// Which section of a plan an element stands in, for messages and blanks.
#[derive(Debug, Clone, Copy)]
enum Section {
    Post,
    Group,
    Event,
    Grade,
    Procedure,
    Step,
    Report,
    Notice,
    Signal,
}

impl Section {
    fn name(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Group => "group",
            Self::Event => "event",
            Self::Grade => "grade",
            Self::Procedure => "procedure",
            Self::Step => "step",
            Self::Report => "report",
            Self::Notice => "notice",
            Self::Signal => "signal",
        }
    }
}

/// Looks whether a plan can be published.
///
/// # Errors
/// Every gap, in the order of the plan.
pub fn adopt(plan: &Plan) -> Result<Ready, Vec<Gap>> {
    let mut gaps = Gaps::new(plan);
    gaps.whole();
    gaps.posts_and_groups();
    gaps.events_and_grades();
    gaps.procedures();
    gaps.reports();
    gaps.notices();
    gaps.closing();
    gaps.signals();
    let ready = Ready::new(plan.clone());
    for bad in ready.bad_conditions() {
        gaps.found.push(Gap {
            element: bad.element.clone(),
            lack: Lack::Condition(bad.clone()),
        });
    }
    if gaps.found.is_empty() {
        Ok(ready)
    } else {
        Err(gaps.found)
    }
}

struct Gaps<'a> {
    plan: &'a Plan,
    found: Vec<Gap>,
}

impl<'a> Gaps<'a> {
    fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            found: Vec::new(),
        }
    }

    fn add(&mut self, element: impl Into<String>, lack: Lack) {
        self.found.push(Gap {
            element: element.into(),
            lack,
        });
    }

    fn lacks(&mut self, section: Section, id: &str, lack: Lack) {
        self.add(format!("{} {id}", section.name()), lack);
    }

    fn whole(&mut self) {
        if self.plan.meta.title.trim().is_empty() {
            self.add("meta", Lack::Title);
        }
        if self.plan.posts.is_empty() {
            self.add("posts", Lack::Posts);
        }
        if self.plan.events.is_empty() {
            self.add("events", Lack::Events);
        }
        if self.plan.notices.is_empty() {
            self.add("notices", Lack::Notices);
        }
        if let Some(head) = &self.plan.meta.head {
            self.post_exists("meta".to_owned(), head);
        }
    }

    fn posts_and_groups(&mut self) {
        let plan = self.plan;
        self.unique(Section::Post, plan.posts.iter().map(|it| it.id.as_str()));
        for post in &plan.posts {
            for substitute in &post.substitutes {
                self.post_exists(format!("post {}", post.id), substitute);
            }
        }
        self.unique(Section::Group, plan.groups.iter().map(|it| it.id.as_str()));
        for group in &plan.groups {
            for post in group.leader.iter().chain(&group.posts) {
                self.post_exists(format!("group {}", group.id), post);
            }
            if group.leader.is_none() && group.posts.is_empty() {
                self.lacks(Section::Group, group.id.as_str(), Lack::Post);
            }
        }
    }

    fn events_and_grades(&mut self) {
        let plan = self.plan;
        self.unique(Section::Event, plan.events.iter().map(|it| it.id.as_str()));
        for event in &plan.events {
            if let Some(leader) = &event.leader {
                self.post_exists(format!("event {}", event.id), leader);
            }
            if plan.procedures_for(&event.id).next().is_none() {
                self.lacks(Section::Event, event.id.as_str(), Lack::Procedure);
            }
        }
        self.unique(Section::Grade, plan.grades.iter().map(|it| it.id.as_str()));
        for grade in &plan.grades {
            if let Some(leader) = &grade.leader {
                self.post_exists(format!("grade {}", grade.id), leader);
            }
            for event in grade.when.keys() {
                self.event_exists(format!("grade {}", grade.id), event.as_str());
            }
        }
    }

    fn procedures(&mut self) {
        let plan = self.plan;
        let ids = plan.procedures.iter().map(|it| it.id.as_str());
        self.unique(Section::Procedure, ids);
        let steps = plan.procedures.iter().flat_map(|it| &it.steps);
        self.unique(Section::Step, steps.map(|it| it.id.as_str()));
        for procedure in &plan.procedures {
            let id = procedure.id.as_str();
            match &procedure.event {
                None => self.lacks(Section::Procedure, id, Lack::Event),
                Some(event) => self.event_exists(format!("procedure {id}"), event.as_str()),
            }
            if procedure.steps.is_empty() {
                self.lacks(Section::Procedure, id, Lack::Steps);
            }
            let leader = procedure
                .event
                .as_ref()
                .and_then(|event| plan.event(event)?.leader.as_ref());
            for step in &procedure.steps {
                let here = format!("step {}", step.id);
                match &step.post {
                    // Who leads the event does what nobody is named for.
                    None if leader.is_some() => {}
                    None => self.add(&here, Lack::Post),
                    Some(post) => self.post_exists(here.clone(), post),
                }
                if plan.limit_of(step).is_none() {
                    self.add(&here, Lack::Limit);
                }
                for before in &step.after {
                    if !procedure.steps.iter().any(|other| other.id == *before) {
                        self.add(&here, unknown(Section::Step, before.as_str()));
                    }
                }
                self.notice_exists(here, step.notice.as_ref());
            }
            if has_circle(&procedure.steps) {
                self.lacks(Section::Procedure, id, Lack::Circle);
            }
        }
    }

    fn reports(&mut self) {
        let plan = self.plan;
        self.unique(
            Section::Report,
            plan.reports.iter().map(|it| it.id.as_str()),
        );
        for report in &plan.reports {
            let here = format!("report {}", report.id);
            if let Some(event) = &report.event {
                self.event_exists(here.clone(), event.as_str());
            }
            match &report.post {
                None => self.add(&here, Lack::Post),
                Some(post) => self.post_exists(here.clone(), post),
            }
            if report.to.is_none() {
                self.add(&here, Lack::Recipient);
            }
            if report.limits.is_empty() {
                self.add(&here, Lack::Limit);
            }
            if report.clock == Clock::HeadTold && plan.meta.head.is_none() {
                self.add(&here, Lack::Head);
            }
            self.notice_exists(here, report.notice.as_ref());
        }
    }

    fn notices(&mut self) {
        let plan = self.plan;
        self.unique(
            Section::Notice,
            plan.notices.iter().map(|it| it.id.as_str()),
        );
        for rule in &plan.notices {
            let here = format!("notice {}", rule.id);
            let told = rule.ladder.iter().map(|rung| &rung.tell);
            for tell in told.chain(rule.overdue.iter().map(|rung| &rung.tell)) {
                match tell {
                    Tell::Post(post) => self.post_exists(here.clone(), post),
                    Tell::Group(group) => {
                        if plan.group(group).is_none() {
                            self.add(&here, unknown(Section::Group, group.as_str()));
                        }
                    }
                    Tell::Holder
                    | Tell::Substitute
                    | Tell::Commander
                    | Tell::CallList
                    | Tell::RedLine => {}
                }
            }
        }
    }

    fn closing(&mut self) {
        let closing = self.plan.closing.as_ref();
        let Some(sign_off) = closing.and_then(|closing| closing.sign_off.as_ref()) else {
            return self.add("closing", Lack::SignOff);
        };
        let after = closing
            .into_iter()
            .flat_map(|closing| closing.report.iter().chain(&closing.review));
        for duty in std::iter::once(sign_off).chain(after) {
            match &duty.post {
                None => self.add("closing", Lack::Post),
                Some(post) => self.post_exists("closing".to_owned(), post),
            }
            self.notice_exists("closing".to_owned(), duty.notice.as_ref());
        }
    }

    fn signals(&mut self) {
        let plan = self.plan;
        self.unique(
            Section::Signal,
            plan.signals.iter().map(|it| it.id.as_str()),
        );
        for rule in &plan.signals {
            let here = format!("signal {}", rule.id);
            self.event_exists(here.clone(), rule.event.as_str());
            let event = plan.event(&rule.event);
            for fact in rule.facts.keys() {
                if event.is_some_and(|event| event.field(fact).is_none()) {
                    self.add(
                        &here,
                        Lack::Unknown {
                            section: "fact".to_owned(),
                            id: fact.to_string(),
                        },
                    );
                }
            }
        }
    }

    fn unique<'b>(&mut self, section: Section, ids: impl Iterator<Item = &'b str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.lacks(section, id, Lack::Twice(id.to_owned()));
            }
        }
    }

    fn post_exists(&mut self, element: String, post: &PostId) {
        if self.plan.post(post).is_none() {
            self.add(element, unknown(Section::Post, post.as_str()));
        }
    }

    fn event_exists(&mut self, element: String, event: &str) {
        if !self.plan.events.iter().any(|it| it.id.as_str() == event) {
            self.add(element, unknown(Section::Event, event));
        }
    }

    fn notice_exists(&mut self, element: String, notice: Option<&crate::NoticeRuleId>) {
        if let Some(id) = notice
            && !self.plan.notices.iter().any(|rule| rule.id == *id)
        {
            self.add(element, unknown(Section::Notice, id.as_str()));
        }
    }
}

fn unknown(section: Section, id: &str) -> Lack {
    Lack::Unknown {
        section: section.name().to_owned(),
        id: id.to_owned(),
    }
}

/// Whether some step can only open after itself: takes away steps that nothing holds up until
/// none is left.
fn has_circle(steps: &[crate::Step]) -> bool {
    let mut left: Vec<&crate::Step> = steps.iter().collect();
    loop {
        let held: BTreeSet<&str> = left.iter().map(|step| step.id.as_str()).collect();
        let before = left.len();
        left.retain(|step| step.after.iter().any(|id| held.contains(id.as_str())));
        if left.is_empty() {
            return false;
        }
        if left.len() == before {
            return true;
        }
    }
}
