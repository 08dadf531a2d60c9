//! A plan played many times in simulated time: an exercise for planners.
//!
//! People are invented, one for each post; they hear late, answer or not, and work on one thing
//! after another, as the tables in `people.rs` say. Everything else is the engine as in service:
//! the same `decide` and `evolve`. A play is a function of plan and options only.

mod beat;
mod facts;
mod people;
mod run;
mod tally;

use duty::{PersonId, PostId, Sealed};
use engine::{
    AccountId, Act, By, Command, CommandId, OrganisationId, Right, Role, State, decide, evolve,
};
use jiff::{SignedDuration, Timestamp};
use plan::{EventId, Gap, Kind, Plan, PlanId, Rank, Ready, adopt};
use serde::Serialize;

use crate::Dice;
use crate::names::id;
use facts::Assignment;
use people::People;
use run::{Course, Running, Start};
use tally::Tally;

pub use beat::{Beat, Line};
pub use tally::{LimitShare, Outcome, PostLoad};

/// More runs than this are refused: they say nothing new and take long.
pub const MOST_RUNS: u32 = 100_000;

/// Monday, 2026-06-01, 00:00 in China; a play's calendar starts there.
const MONDAY: Timestamp = Timestamp::constant(1_780_243_200, 0);

/// Of 168 hours of a week, about 24 in 100 are working hours.
const WORKING_SHARE: u64 = 24;

/// How a plan is to be played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What happens; drawn by the seed when absent.
    pub event: Option<EventId>,
    /// How severe it turns out; drawn by the seed when absent, among those within reach.
    pub grade: Option<Rank>,
    /// When it happens; drawn for every run when absent, working hours 24 times in 100.
    pub moment: Option<Moment>,
    /// How many runs; from 1 to [`MOST_RUNS`].
    pub runs: u32,
    /// From which all chance comes.
    pub seed: u64,
    /// Of how many runs the story is kept, the first ones.
    pub stories: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            event: None,
            grade: None,
            moment: None,
            runs: 1,
            seed: 1,
            stories: 1,
        }
    }
}

/// When an incident happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// In working hours: Monday to Friday, 08:00 to 17:30.
    Working,
    /// At night or on a weekend.
    OffHours,
}

/// Why a plan cannot be played so.
#[derive(Debug, Clone, PartialEq)]
pub enum CannotPlay {
    /// The plan has gaps that would stop it from being published.
    Gaps(Vec<Gap>),
    /// The plan does not know this event; these it knows.
    UnknownEvent(EventId, Vec<EventId>),
    /// No facts were found by which the event has this grade.
    OutOfReach(Rank),
    /// Nought runs, or more than [`MOST_RUNS`].
    BadRuns(u32),
}

/// A plan as played.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Play {
    /// The plan's title.
    pub title: String,
    /// The same in English.
    pub title_en: Option<String>,
    /// What happened.
    pub event: EventId,
    /// How severe it was; none where the event is graded by nothing.
    pub grade: Option<Rank>,
    /// The seed.
    pub seed: u64,
    /// How many runs.
    pub runs: u32,
    /// How they went.
    pub outcome: Outcome,
    /// Every limit that began to run, in the order of the plan.
    pub limits: Vec<LimitShare>,
    /// Posts that missed limits, at most three, the worst first.
    pub bottlenecks: Vec<PostId>,
    /// Every post that had a duty, the worst first.
    pub posts: Vec<PostLoad>,
    /// The first runs, told.
    pub stories: Vec<Story>,
    /// The organisation as it was founded, for whoever says events in sentences.
    #[serde(skip)]
    pub founded: State,
}

/// One run, told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Story {
    /// Which run, from 1.
    pub run: u32,
    /// When it happened.
    pub moment: Moment,
    /// What happened.
    pub lines: Vec<Line>,
}

impl Play {
    /// The limit that was kept least; none when no limit ran.
    pub fn worst(&self) -> Option<&LimitShare> {
        let limits = self.limits.iter();
        limits.min_by(|one, two| one.percent.total_cmp(&two.percent))
    }

    /// Whether every limit was kept in so many runs of a hundred.
    pub fn keeps(&self, percent: f64) -> bool {
        self.worst().is_none_or(|worst| worst.percent >= percent)
    }

    /// The post that an invented person holds: the key of its sealed name is its id.
    pub fn post_of(&self, person: &Sealed) -> Option<&PostId> {
        let holds = |people: &Vec<PersonId>| people.iter().any(|it| it.as_str() == person.id);
        let mut holders = self.founded.holders.iter();
        holders.find_map(|(post, people)| holds(people).then_some(post))
    }
}

/// Plays a plan.
///
/// # Errors
/// Why it cannot be played.
pub fn play(plan: &Plan, options: &Options) -> Result<Play, CannotPlay> {
    if !(1..=MOST_RUNS).contains(&options.runs) {
        return Err(CannotPlay::BadRuns(options.runs));
    }
    let ready = adopt(plan).map_err(CannotPlay::Gaps)?;
    let mut dice = Dice::new(options.seed);
    let event = choose_event(plan, options, &mut dice)?;
    let (grade, assignments) = choose_grade(&ready, &event, options, &mut dice)?;
    let courses: Vec<Course> = assignments
        .into_iter()
        .map(|facts| {
            let at_end = facts::for_the_end(&ready, &event, &facts, &mut dice);
            let (at_report, later) = split(plan, &event, facts);
            Course {
                at_report,
                later,
                at_end,
            }
        })
        .collect();
    let founded = found(plan);
    let mut tally = Tally::default();
    let mut stories = Vec::new();
    for number in 1..=options.runs {
        let mut dice = dice.fork();
        let (moment, at) = choose_moment(options, &mut dice);
        let Some(course) = dice.pick(&courses) else {
            continue;
        };
        let start = Start {
            founded: &founded,
            event: &event,
            at,
            course,
        };
        let mut lines = (number <= options.stories).then(Vec::new);
        let people = People::new(&mut dice, moment == Moment::OffHours);
        Running::new(&start, people, &mut tally, lines.as_mut()).play();
        stories.extend(lines.map(|lines| Story {
            run: number,
            moment,
            lines,
        }));
    }
    let posts = tally.posts();
    let missed = posts.iter().filter(|load| load.missed > 0);
    Ok(Play {
        title: plan.meta.title.clone(),
        title_en: plan.meta.title_en.clone(),
        event,
        grade,
        seed: options.seed,
        runs: options.runs,
        outcome: tally.outcome(),
        limits: tally.limits(plan),
        bottlenecks: missed.take(3).map(|load| load.post.clone()).collect(),
        posts,
        stories,
        founded,
    })
}

fn choose_event(plan: &Plan, options: &Options, dice: &mut Dice) -> Result<EventId, CannotPlay> {
    let known: Vec<EventId> = plan.events.iter().map(|event| event.id.clone()).collect();
    match &options.event {
        Some(event) if known.contains(event) => Ok(event.clone()),
        Some(event) => Err(CannotPlay::UnknownEvent(event.clone(), known)),
        None => Ok(dice
            .pick(&known)
            .cloned()
            .expect("a plan without an event is not adopted")),
    }
}

/// A grade and facts that bring it about.
fn choose_grade(
    ready: &Ready,
    event: &EventId,
    options: &Options,
    dice: &mut Dice,
) -> Result<(Option<Rank>, Vec<Assignment>), CannotPlay> {
    if let Some(grade) = options.grade {
        let found = facts::for_grade(ready, event, Some(grade), dice);
        return if found.is_empty() {
            Err(CannotPlay::OutOfReach(grade))
        } else {
            Ok((Some(grade), found))
        };
    }
    let mut ranks: Vec<Rank> = ready.grades(event).iter().map(|(rank, _)| *rank).collect();
    ranks.dedup();
    dice.shuffle(&mut ranks);
    for rank in ranks {
        let found = facts::for_grade(ready, event, Some(rank), dice);
        if !found.is_empty() {
            return Ok((Some(rank), found));
        }
    }
    Ok((None, facts::for_grade(ready, event, None, dice)))
}

/// A minute of the week.
fn choose_moment(options: &Options, dice: &mut Dice) -> (Moment, Timestamp) {
    let drawn = if dice.chance(WORKING_SHARE) {
        Moment::Working
    } else {
        Moment::OffHours
    };
    let moment = options.moment.unwrap_or(drawn);
    let (day, minute) = match moment {
        Moment::Working => (dice.between(0, 4), dice.between(8 * 60 + 30, 16 * 60)),
        Moment::OffHours => match dice.below(2) {
            0 => (dice.between(0, 6), dice.between(0, 6 * 60)),
            _ => (dice.between(5, 6), dice.between(0, 24 * 60 - 1)),
        },
    };
    let minutes = (7 + day) * 24 * 60 + minute;
    (moment, MONDAY + SignedDuration::from_mins(minutes))
}

/// What is known at the report, and what only later.
fn split(plan: &Plan, event: &EventId, facts: Assignment) -> (Assignment, Assignment) {
    let fields = plan.event(event).map_or(&[][..], |event| &event.facts);
    let at_report = |fact: &plan::FactId| {
        let field = fields.iter().find(|field| field.id == *fact);
        field.is_some_and(|field| field.at_report)
    };
    facts.into_iter().partition(|(fact, _)| at_report(fact))
}

/// The organisation: for each post one person, who holds no other, and a calendar.
fn found(plan: &Plan) -> State {
    let mut founder = Founder {
        state: State::default(),
        commands: 0,
    };
    founder.does(Act::Found {
        organisation: id(OrganisationId::new, "drill".to_owned()),
        name: plan.meta.organisation.clone().unwrap_or_default(),
        kind: plan.meta.kind.unwrap_or(Kind::School),
        sample: false,
    });
    founder.does(Act::SetRight {
        account: id(AccountId::new, run::DESK.to_owned()),
        right: Some(Right {
            role: Role::Officer,
            person: None,
        }),
    });
    founder.does(working_hours());
    for (number, post) in plan.posts.iter().enumerate() {
        let person = id(PersonId::new, format!("p{}", number + 1));
        founder.does(Act::SetPerson {
            person: person.clone(),
            name: Sealed {
                id: person.to_string(),
                digest: String::new(),
            },
            phone: None,
            number: None,
        });
        founder.does(Act::SetHolders {
            post: post.id.clone(),
            people: vec![person],
        });
    }
    founder.does(Act::Publish {
        plan: plan
            .meta
            .id
            .clone()
            .unwrap_or_else(|| id(PlanId::new, "plan".to_owned())),
        body: Box::new(plan.clone()),
    });
    founder.state
}

struct Founder {
    state: State,
    commands: u32,
}

impl Founder {
    fn does(&mut self, act: Act) {
        self.commands += 1;
        let command = Command {
            id: id(CommandId::new, format!("f{}", self.commands)),
            made: MONDAY,
            by: By::Node,
            act,
        };
        let events = decide(&self.state, &command, MONDAY)
            .expect("a plan that was adopted and invented people are refused by nothing");
        for event in &events {
            evolve(&mut self.state, event);
        }
    }
}

fn working_hours() -> Act {
    let hour = SignedDuration::from_hours(1);
    let weeks = 52;
    let mut periods = Vec::new();
    for week in 0..weeks {
        for day in 0..5 {
            let midnight = MONDAY + hour * (24 * (week * 7 + day));
            periods.push((
                midnight + hour * 8,
                midnight + SignedDuration::from_mins(1_050),
            ));
        }
    }
    Act::SetWorkingHours {
        periods,
        through: MONDAY + hour * (24 * 7 * weeks),
    }
}
