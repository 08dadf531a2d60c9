//! The story of one run, as data: what a planner reads, with times counted from the report.

use duty::{PostId, Tell};
use engine::{Answer, Event, Happened, State, Why};
use jiff::Timestamp;
use plan::condition::Known;
use plan::{FactId, Rank, StepId};
use serde::Serialize;

/// One line of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// Seconds since the report.
    pub after: i64,
    /// What happened.
    #[serde(flatten)]
    pub beat: Beat,
    /// The event itself, for whoever says it in a sentence; it holds simulated times.
    #[serde(skip)]
    pub event: Event,
}

/// What happened, without times of a calendar and without names of people.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Beat {
    /// The incident was reported.
    Reported,
    /// Facts became known.
    Learned {
        /// What is known now.
        facts: Vec<(FactId, Known)>,
    },
    /// The grade was computed.
    Graded {
        /// The grade that is certain.
        grade: Option<Rank>,
        /// More severe ones that are still possible.
        possible: Vec<Rank>,
    },
    /// Who leads.
    Led {
        /// The leading post.
        post: PostId,
        /// The post whose holders lead.
        by: PostId,
        /// Why they.
        why: Why,
    },
    /// The head of the organisation was told.
    HeadTold,
    /// A duty was opened.
    Opened {
        /// The element of the plan.
        element: String,
        /// Whose duty.
        post: PostId,
        /// Seconds that it may take.
        within: Option<i64>,
    },
    /// A step's branch does not apply.
    Passed {
        /// The step.
        step: StepId,
    },
    /// A rung was climbed.
    Told {
        /// The element of the plan.
        element: String,
        /// Index of the rung.
        rung: usize,
        /// Whom it tells.
        tell: Option<Tell>,
        /// How many people; nought is on record too.
        people: usize,
    },
    /// Nobody is left.
    RedLine {
        /// The element of the plan.
        element: String,
    },
    /// Somebody answered.
    Answered {
        /// The element of the plan.
        element: String,
        /// What was said.
        answer: Answer,
        /// After the deadline.
        late: bool,
    },
    /// A deadline passed undone.
    Lapsed {
        /// The element of the plan.
        element: String,
    },
    /// The end was proposed.
    EndProposed,
    /// The end was signed.
    Ended,
    /// Everything is done.
    Archived,
}

/// The line of an event; none for what only machines need to know. The state is the one after it,
/// except of an archived incident, of which there is nothing more to look up.
pub(super) fn line(event: &Event, state: &State, reported: Timestamp) -> Option<Line> {
    let element = |id| {
        let duty = state.duties.get(id);
        duty.map_or_else(String::new, |duty| duty.task.made.element.clone())
    };
    let beat = match &event.what {
        Happened::Reported { .. } => Beat::Reported,
        Happened::FactsStated { facts, .. } => Beat::Learned {
            facts: facts
                .iter()
                .map(|(fact, known)| (fact.clone(), known.clone()))
                .collect(),
        },
        Happened::Graded { grading, .. } => Beat::Graded {
            grade: grading.certain,
            possible: grading.possible.clone(),
        },
        Happened::LeaderNamed { leader, .. } => Beat::Led {
            post: leader.post.clone(),
            by: leader.acting.clone(),
            why: leader.why,
        },
        Happened::HeadTold { .. } => Beat::HeadTold,
        Happened::Opened { duty } => Beat::Opened {
            element: duty.task.made.element.clone(),
            post: duty.post.clone(),
            within: duty
                .due
                .map(|due| due.duration_since(duty.opened).as_secs()),
        },
        Happened::Passed { step, .. } => Beat::Passed { step: step.clone() },
        Happened::Climbed {
            duty,
            rung,
            notices,
            ..
        } => Beat::Told {
            element: element(duty),
            rung: *rung,
            tell: state
                .duties
                .get(duty)
                .and_then(|duty| duty.ladder.rungs().get(*rung))
                .map(|rung| rung.tell.clone()),
            people: notices.len(),
        },
        Happened::RedLine { duty, .. } => Beat::RedLine {
            element: element(duty),
        },
        Happened::Answered {
            duty, answer, late, ..
        } => Beat::Answered {
            element: element(duty),
            answer: *answer,
            late: *late,
        },
        Happened::Lapsed { duty, .. } => Beat::Lapsed {
            element: element(duty),
        },
        Happened::EndProposed { .. } => Beat::EndProposed,
        Happened::Ended { .. } => Beat::Ended,
        Happened::Archived { .. } => Beat::Archived,
        Happened::Founded { .. }
        | Happened::Started
        | Happened::WorkingHoursSet { .. }
        | Happened::WorkingHoursLow
        | Happened::WatchSet { .. }
        | Happened::ClockLeapt { .. }
        | Happened::ClockSettled { .. }
        | Happened::AlreadySo { .. }
        | Happened::PersonSet { .. }
        | Happened::AddressesSet { .. }
        | Happened::PersonLeft { .. }
        | Happened::RosterSet { .. }
        | Happened::SubstitutesSet { .. }
        | Happened::CalendarSet { .. }
        | Happened::TemplateSet { .. }
        | Happened::HoldersSet { .. }
        | Happened::RightSet { .. }
        | Happened::AbsenceSet { .. }
        | Happened::Published { .. }
        | Happened::SignalTaken { .. }
        | Happened::SignalResolved { .. }
        | Happened::Receipt { .. }
        | Happened::Called { .. }
        | Happened::Reassigned { .. }
        | Happened::Waived { .. }
        | Happened::Commented { .. }
        | Happened::GradeSet { .. }
        | Happened::Moved { .. }
        | Happened::Noted { .. }
        | Happened::HoldSet { .. }
        | Happened::HoldReleased { .. }
        | Happened::Erased { .. } => return None,
    };
    Some(Line {
        after: event.at.duration_since(reported).as_secs(),
        beat,
        event: event.clone(),
    })
}
