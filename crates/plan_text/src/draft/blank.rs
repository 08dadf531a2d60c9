//! Blanks: what a draft lacks, what would hurt first on top, with a proposal where there is a usual answer.

use std::collections::{BTreeMap, BTreeSet};

use duty::{PostId, Tell};
use plan::{
    AfterDuty, Closing, EventId, EventType, Gap, Lack, Limit, NoticeRule, NoticeRuleId, Overdue,
    Plan, Procedure, Rung, Source, Step,
};

/// Something that a person must fill or look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Blank {
    /// Which element, as [`plan::Gap`] names it: `step fire-step-3`, `meta`.
    pub element: String,
    /// What is missing.
    pub missing: Missing,
    /// Where the text speaks of it.
    pub source: Option<Source>,
    /// How much it would hurt: 1000 the most. Blanks come in falling order.
    pub weight: u16,
    /// The usual answer, which is not in the text; a person accepts it or gives another.
    pub proposal: Option<Proposal>,
}

/// What is missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Missing {
    /// It stops the plan from being published.
    Gap(Lack),
    /// The text leaves the holder blank, or names none.
    Holder,
    /// The text names holders twice, and not the same ones.
    HoldersDiffer,
    /// Only steps name this post; no part of the text sets it up.
    NotSetUp,
    /// The criteria of the grade could not be written as a condition.
    GradeCondition,
    /// The report is due only of some incidents; the condition could not be written.
    ReportCondition,
    /// The text holds more documents; this draft is of one of them.
    OtherDocuments {
        /// How many documents the text holds.
        parts: usize,
        /// Which of them was drafted, from 1.
        drafted: usize,
    },
    /// A keeping time that is longer than the plan language can say.
    Retention,
}

/// An answer that can be taken with one act.
#[derive(Debug, Clone, PartialEq)]
pub enum Proposal {
    /// A rule by which people are told.
    Notices(Box<NoticeRule>),
    /// This post does it.
    Post(PostId),
    /// Within this time.
    Limit(Limit),
    /// The procedure answers this event, which is made where it is not there.
    Event(EventId),
    /// This post signs that it is over.
    SignOff(PostId),
}

impl Blank {
    /// Whether the usual answer may be taken together with all others. How long the saving of people may
    /// take is answered by itself.
    pub fn is_taken_with_all(&self) -> bool {
        self.proposal.is_some() && self.element != LIFE_SAFETY_STEPS
    }
}

impl Missing {
    /// Whether the plan cannot be published before it is filled.
    pub fn stops(&self) -> bool {
        match self {
            Self::Gap(_) => true,
            Self::Holder
            | Self::HoldersDiffer
            | Self::NotSetUp
            | Self::GradeCondition
            | Self::ReportCondition
            | Self::OtherDocuments { .. }
            | Self::Retention => false,
        }
    }
}

/// All steps that have no limit of their own and save nobody.
pub const STEPS: &str = "steps";

/// All steps that save people and have no limit of their own.
pub const LIFE_SAFETY_STEPS: &str = "life-safety-steps";

/// What stops a plan, joined where one answer settles many: the limit of steps whose text sets none, and who
/// does what nobody is named for. `leader fire` is who leads the event `fire`.
pub fn gaps(plan: &Plan) -> Vec<Gap> {
    let mut joined: Vec<Gap> = Vec::new();
    let found = plan::adopt(plan).err().unwrap_or_default();
    if found.is_empty() {
        return joined;
    }
    let steps: BTreeMap<&str, (&Procedure, &Step)> = plan
        .procedures
        .iter()
        .flat_map(|it| {
            it.steps
                .iter()
                .map(move |step| (step.id.as_str(), (it, step)))
        })
        .collect();
    let mut seen = BTreeSet::new();
    for mut gap in found {
        let step = gap.element.strip_prefix("step ");
        if let Some((procedure, step)) = step.and_then(|id| steps.get(id)) {
            gap.element = match (&gap.lack, &procedure.event) {
                (Lack::Limit, _) if step.life_safety => LIFE_SAFETY_STEPS.to_owned(),
                (Lack::Limit, _) => STEPS.to_owned(),
                (Lack::Post, Some(event)) => format!("leader {event}"),
                (Lack::Post, None) => format!("procedure {}", procedure.id),
                _ => gap.element,
            };
        }
        // The event that a procedure is given is the first one.
        if gap.lack == Lack::Events && plan.procedures.iter().any(|it| it.event.is_none()) {
            continue;
        }
        if seen.insert((gap.element.clone(), format!("{:?}", gap.lack))) {
            joined.push(gap);
        }
    }
    joined
}

/// Steps whose gaps are joined in one: whoever reads the blank wants to see them.
pub fn steps_of<'p>(plan: &'p Plan, gap: &Gap) -> Vec<&'p Step> {
    let (section, id) = gap.element.split_once(' ').unwrap_or((&gap.element, ""));
    let all = plan
        .procedures
        .iter()
        .flat_map(|it| it.steps.iter().map(move |step| (it, step)));
    let belongs = |procedure: &Procedure, step: &Step| match (section, &gap.lack) {
        (STEPS, _) => step.limit.is_none() && !step.life_safety,
        (LIFE_SAFETY_STEPS, _) => step.limit.is_none() && step.life_safety,
        ("leader", _) => {
            step.post.is_none() && procedure.event.as_ref().is_some_and(|it| it.as_str() == id)
        }
        ("procedure", Lack::Post) => step.post.is_none() && procedure.id.as_str() == id,
        _ => false,
    };
    all.filter(|(procedure, step)| belongs(procedure, step))
        .map(|(_, step)| step)
        .collect()
}

/// The blanks of a draft: the gaps that stop it and what the draft found besides.
pub(super) fn blanks(plan: &Plan, mut found: Vec<Blank>) -> Vec<Blank> {
    found.extend(open(plan));
    found.sort_by_key(|blank| std::cmp::Reverse(blank.weight));
    found
}

/// What stops a plan, what would hurt first on top, each with the usual answer.
pub fn open(plan: &Plan) -> Vec<Blank> {
    let gaps = gaps(plan);
    let sources = sources(plan);
    let mut open: Vec<Blank> = gaps
        .into_iter()
        .map(|gap| {
            let steps = steps_of(plan, &gap);
            let source = sources.get(&gap.element).map(|source| (*source).clone());
            let source = source.or_else(|| steps.first()?.source.clone());
            of_gap(plan, gap, &steps, source)
        })
        .collect();
    open.sort_by_key(|blank| std::cmp::Reverse(blank.weight));
    open
}

/// A blank that stops nothing.
pub(super) fn seen(element: String, missing: Missing, source: Option<Source>) -> Blank {
    let weight = match missing {
        Missing::OtherDocuments { .. } => 950,
        Missing::HoldersDiffer => 460,
        Missing::GradeCondition => 450,
        Missing::ReportCondition => 440,
        Missing::Holder => 350,
        Missing::NotSetUp => 340,
        Missing::Retention => 100,
        Missing::Gap(_) => 300,
    };
    Blank {
        element,
        missing,
        source,
        weight,
        proposal: None,
    }
}

fn of_gap(plan: &Plan, gap: Gap, steps: &[&Step], source: Option<Source>) -> Blank {
    let saves = steps.iter().any(|step| step.life_safety);
    let weight = match &gap.lack {
        Lack::Posts | Lack::Events => 1000,
        Lack::Post if saves => 980,
        Lack::Notices => 960,
        Lack::Procedure | Lack::Steps | Lack::Circle => 900,
        Lack::Post if !steps.is_empty() => 880,
        Lack::Post => 870,
        Lack::SignOff => 860,
        Lack::Event => 850,
        Lack::Recipient | Lack::Head => 800,
        Lack::Limit if saves => 780,
        Lack::Limit => 600,
        Lack::Unknown { .. } | Lack::Twice(_) | Lack::Condition(_) => 700,
        Lack::Title => 200,
    };
    Blank {
        proposal: proposal(plan, &gap),
        source,
        element: gap.element,
        missing: Missing::Gap(gap.lack),
        weight,
    }
}

/// Where each element stands, by the names that gaps use.
fn sources(plan: &Plan) -> BTreeMap<String, &Source> {
    let posts = plan
        .posts
        .iter()
        .map(|it| (format!("post {}", it.id), &it.source));
    let groups = plan
        .groups
        .iter()
        .map(|it| (format!("group {}", it.id), &it.source));
    let events = plan
        .events
        .iter()
        .map(|it| (format!("event {}", it.id), &it.source));
    let grades = plan
        .grades
        .iter()
        .map(|it| (format!("grade {}", it.id), &it.source));
    let procedures = plan.procedures.iter();
    let procedures = procedures.map(|it| (format!("procedure {}", it.id), &it.source));
    let steps = plan.procedures.iter().flat_map(|it| &it.steps);
    let steps = steps.map(|it| (format!("step {}", it.id), &it.source));
    let reports = plan
        .reports
        .iter()
        .map(|it| (format!("report {}", it.id), &it.source));
    let closing = plan
        .closing
        .iter()
        .map(|it| ("closing".to_owned(), &it.source));
    (posts.chain(groups).chain(events).chain(grades))
        .chain(procedures)
        .chain(steps)
        .chain(reports)
        .chain(closing)
        .filter_map(|(element, source)| Some((element, source.as_ref()?)))
        .collect()
}

/// Acting at once is not waited for; by then it should be done.
const LIFE_SAFETY_MINUTES: i64 = 5;

const USUAL_MINUTES: i64 = 30;

fn proposal(plan: &Plan, gap: &Gap) -> Option<Proposal> {
    let leader = || leader(plan).cloned();
    match &gap.lack {
        Lack::Notices => Some(Proposal::Notices(Box::new(usual_notices()?))),
        Lack::Post => leader().map(Proposal::Post),
        Lack::SignOff => leader().map(Proposal::SignOff),
        Lack::Limit => {
            let minutes = if gap.element == LIFE_SAFETY_STEPS {
                LIFE_SAFETY_MINUTES
            } else {
                USUAL_MINUTES
            };
            Limit::seconds(minutes * 60).ok().map(Proposal::Limit)
        }
        Lack::Event => EventId::new(ANY_EVENT).ok().map(Proposal::Event),
        Lack::Title
        | Lack::Posts
        | Lack::Events
        | Lack::Procedure
        | Lack::Steps
        | Lack::Recipient
        | Lack::Head
        | Lack::Unknown { .. }
        | Lack::Twice(_)
        | Lack::Circle
        | Lack::Condition(_) => None,
    }
}

/// Who leads: the commander where there is one, else the leader of the first group, else the first post.
fn leader(plan: &Plan) -> Option<&PostId> {
    let named = plan
        .posts
        .iter()
        .find(|post| post.id.as_str() == "commander");
    let of_group = plan.groups.iter().find_map(|group| group.leader.as_ref());
    named
        .map(|post| &post.id)
        .or(of_group)
        .or(plan.posts.first().map(|post| &post.id))
}

const ANY_EVENT: &str = "other";

/// Everybody answers within five minutes; then the substitute, the commander, the call list, the red line.
fn usual_notices() -> Option<NoticeRule> {
    let minutes = |minutes: i64| Limit::seconds(minutes * 60).ok();
    let rung = |after: i64, tell: Tell| {
        Some(Rung {
            after: minutes(after)?,
            tell,
        })
    };
    Some(NoticeRule {
        id: NoticeRuleId::new("usual").ok()?,
        name: "通常".to_owned(),
        name_en: Some("Usual".to_owned()),
        answer: minutes(5)?,
        ladder: vec![
            rung(5, Tell::Substitute)?,
            rung(10, Tell::Commander)?,
            rung(15, Tell::CallList)?,
            rung(20, Tell::RedLine)?,
        ],
        overdue: vec![Overdue {
            after: minutes(0)?,
            tell: Tell::Commander,
        }],
        channels: Vec::new(),
    })
}

/// Takes a proposal, or another answer of the same form. False when the element is not there.
pub fn fill(plan: &mut Plan, element: &str, answer: &Proposal) -> bool {
    let id = element.split_once(' ').map_or("", |(_, id)| id).to_owned();
    match answer {
        Proposal::Notices(rule) => {
            plan.notices.push((**rule).clone());
            true
        }
        Proposal::SignOff(post) => {
            let closing = plan.closing.get_or_insert_with(Closing::default);
            closing.sign_off = Some(AfterDuty {
                text: "宣布应急结束".to_owned(),
                text_en: Some("Declare that it is over".to_owned()),
                post: Some(post.clone()),
                limit: None,
                notice: None,
            });
            true
        }
        Proposal::Event(event) => fill_event(plan, &id, event),
        Proposal::Limit(limit) if element == STEPS => {
            plan.meta.usual_limit = Some(*limit);
            true
        }
        Proposal::Limit(limit) if element == LIFE_SAFETY_STEPS => {
            plan.meta.life_safety_limit = Some(*limit);
            true
        }
        Proposal::Limit(limit) => {
            let mut steps = plan.procedures.iter_mut().flat_map(|it| &mut it.steps);
            let step = steps.find(|step| step.id.as_str() == id);
            step.map(|step| step.limit = Some(*limit)).is_some()
        }
        Proposal::Post(post) => fill_post(plan, element, &id, post),
    }
}

fn fill_event(plan: &mut Plan, procedure: &str, event: &EventId) -> bool {
    let found = plan
        .procedures
        .iter_mut()
        .find(|it| it.id.as_str() == procedure);
    let Some(found) = found else { return false };
    found.event = Some(event.clone());
    if !plan.events.iter().any(|known| known.id == *event) {
        plan.events.push(EventType {
            id: event.clone(),
            name: "其他突发事件".to_owned(),
            name_en: Some("Any other event".to_owned()),
            leader: None,
            caution: None,
            caution_en: None,
            facts: Vec::new(),
            source: None,
        });
    }
    true
}

fn fill_post(plan: &mut Plan, element: &str, id: &str, post: &PostId) -> bool {
    if element == "closing" {
        let Some(closing) = &mut plan.closing else {
            return false;
        };
        let parts = [
            &mut closing.sign_off, &mut closing.report, &mut closing.review,
        ];
        for duty in parts
            .into_iter()
            .flatten()
            .filter(|duty| duty.post.is_none())
        {
            duty.post = Some(post.clone());
        }
        return true;
    }
    let report = plan
        .reports
        .iter_mut()
        .find(|it| element.starts_with("report ") && it.id.as_str() == id);
    if let Some(report) = report {
        report.post = Some(post.clone());
        return true;
    }
    let group = plan
        .groups
        .iter_mut()
        .find(|it| element.starts_with("group ") && it.id.as_str() == id);
    if let Some(group) = group {
        group.posts.push(post.clone());
        return true;
    }
    if element.starts_with("leader ") {
        let event = plan.events.iter_mut().find(|it| it.id.as_str() == id);
        return event.map(|it| it.leader = Some(post.clone())).is_some();
    }
    if element.starts_with("procedure ") {
        let Some(procedure) = plan.procedures.iter_mut().find(|it| it.id.as_str() == id) else {
            return false;
        };
        let open = procedure.steps.iter_mut().filter(|it| it.post.is_none());
        open.for_each(|step| step.post = Some(post.clone()));
        return true;
    }
    let mut steps = plan.procedures.iter_mut().flat_map(|it| &mut it.steps);
    let step = steps.find(|step| step.id.as_str() == id);
    step.map(|step| step.post = Some(post.clone())).is_some()
}
