//! What many runs come to: which limits hold, and which posts hold them up.

use std::collections::BTreeMap;

use duty::{Duty, DutyId, Made, PostId};
use engine::{Answer, Event, Happened};
use jiff::Timestamp;
use plan::Plan;
use serde::Serialize;

/// One limit of the plan over all runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LimitShare {
    /// Section of the plan: `step`, `report`, `sign-off`, `written-report`, `review`.
    pub section: String,
    /// The element of the plan.
    pub element: String,
    /// What is to be done.
    pub text: String,
    /// The same in English.
    pub text_en: Option<String>,
    /// Who must do it.
    pub post: PostId,
    /// Life safety.
    pub life_safety: bool,
    /// The longest time that a run allowed for it, in seconds: the plan's limit, unless the clock
    /// of a report always started before it opened.
    pub limit: i64,
    /// Runs in which it opened.
    pub opened: u32,
    /// Runs in which it was done in time.
    pub kept: u32,
    /// `kept` of `opened`, in percent to one place.
    pub percent: f64,
    /// Half of the runs took no longer, in seconds; none where fewer finished.
    pub median: Option<i64>,
    /// 95 in 100 runs took no longer.
    pub p95: Option<i64>,
}

/// One post over all runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PostLoad {
    /// The post.
    pub post: PostId,
    /// Its duties, over all runs.
    pub duties: u32,
    /// Of these, how many missed their limit.
    pub missed: u32,
    /// Of these, how many came to a red line.
    pub red_lines: u32,
    /// Half of its duties were answered no later than this, in seconds from their opening.
    pub answered: Option<i64>,
    /// So many seconds its duties waited on average because whoever took them was busy.
    pub waited: i64,
}

/// How the runs went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Runs whose end was signed.
    pub ended: u32,
    /// Half of the runs ended no later than this, in seconds from the report.
    pub median_end: Option<i64>,
    /// Runs in which every limit was kept.
    pub flawless: u32,
    /// Red lines over all runs.
    pub red_lines: u32,
}

/// The tally while it is kept.
#[derive(Debug, Default)]
pub(super) struct Tally {
    runs: u32,
    elements: BTreeMap<Made, Element>,
    posts: BTreeMap<PostId, Load>,
    ends: Vec<i64>,
    flawless: u32,
    red_lines: u32,
}

#[derive(Debug)]
struct Element {
    text: String,
    text_en: Option<String>,
    post: PostId,
    life_safety: bool,
    limit: i64,
    opened: u32,
    kept: u32,
    took: Vec<i64>,
}

#[derive(Debug, Default)]
struct Load {
    duties: u32,
    missed: u32,
    red_lines: u32,
    answered: Vec<i64>,
    /// How often somebody took one, and the seconds for which he was busy, in all.
    taken: i64,
    waited: i64,
}

/// A duty while a run lasts.
#[derive(Debug)]
struct Open {
    made: Made,
    post: PostId,
    opened: Timestamp,
    due: Option<Timestamp>,
    answered: bool,
    done: bool,
}

/// What one run's events come to.
#[derive(Debug, Default)]
pub(super) struct Run {
    duties: BTreeMap<DutyId, Open>,
    missed: bool,
}

impl Tally {
    /// Takes in what happened.
    pub fn take(&mut self, run: &mut Run, event: &Event, reported: Timestamp) {
        if let Happened::Opened { duty } = &event.what {
            self.opened(run, duty);
        } else if let Happened::RedLine { duty, .. } = &event.what {
            self.red_lines += 1;
            if let Some(open) = run.duties.get(duty) {
                self.load(&open.post).red_lines += 1;
            }
        } else if let Happened::Answered { duty, answer, .. } = &event.what {
            if let Some(open) = run.duties.get_mut(duty) {
                run.missed |= self.answered(open, *answer, event.at);
            }
        } else if matches!(event.what, Happened::Ended { .. }) {
            let after = event.at.duration_since(reported);
            self.ends.push(after.as_secs());
        }
    }

    fn opened(&mut self, run: &mut Run, duty: &Duty) {
        self.load(&duty.post).duties += 1;
        if let Some(due) = duty.due {
            let limit = due.duration_since(duty.opened).as_secs();
            let new = || Element {
                text: duty.task.text.clone(),
                text_en: duty.task.text_en.clone(),
                post: duty.post.clone(),
                life_safety: duty.task.life_safety,
                limit,
                opened: 0,
                kept: 0,
                took: Vec::new(),
            };
            let made = duty.task.made.clone();
            let element = self.elements.entry(made).or_insert_with(new);
            element.opened += 1;
            element.limit = element.limit.max(limit);
        }
        let open = Open {
            made: duty.task.made.clone(),
            post: duty.post.clone(),
            opened: duty.opened,
            due: duty.due,
            answered: false,
            done: false,
        };
        run.duties.insert(duty.id.clone(), open);
    }

    /// Says whether the answer came after the deadline and finished the duty.
    fn answered(&mut self, open: &mut Open, answer: Answer, at: Timestamp) -> bool {
        let took = at.duration_since(open.opened).as_secs();
        let takes = match answer {
            Answer::GotIt | Answer::Done => true,
            Answer::Cannot => false,
        };
        if takes && !open.answered {
            open.answered = true;
            self.load(&open.post).answered.push(took);
        }
        if answer != Answer::Done {
            return false;
        }
        open.done = true;
        let late = open.due.is_some_and(|due| due < at);
        self.load(&open.post).missed += u32::from(late);
        if let Some(element) = self.elements.get_mut(&open.made) {
            element.kept += u32::from(!late);
            element.took.push(took);
        }
        late
    }

    fn load(&mut self, post: &PostId) -> &mut Load {
        self.posts.entry(post.clone()).or_default()
    }

    /// Somebody took a duty and was busy for so many seconds.
    pub fn waited(&mut self, run: &Run, duty: &DutyId, seconds: i64) {
        if let Some(open) = run.duties.get(duty) {
            let load = self.load(&open.post);
            load.taken += 1;
            load.waited += seconds;
        }
    }

    /// The run is over: what is not done by now has missed its limit.
    pub fn over(&mut self, run: Run) {
        let mut missed = run.missed;
        let undone = run.duties.into_values().filter(|open| !open.done);
        for open in undone.filter(|open| open.due.is_some()) {
            missed = true;
            self.load(&open.post).missed += 1;
        }
        self.runs += 1;
        self.flawless += u32::from(!missed);
    }

    /// The limits, in the order of the plan.
    pub fn limits(&mut self, plan: &Plan) -> Vec<LimitShare> {
        let order = |made: &Made| {
            let steps = plan.procedures.iter().flat_map(|it| &it.steps);
            let reports = plan.reports.iter().map(|report| report.id.as_str());
            let mut all = steps.map(|step| step.id.as_str()).chain(reports);
            all.position(|id| id == made.element).unwrap_or(usize::MAX)
        };
        let mut all: Vec<(&Made, &mut Element)> = self.elements.iter_mut().collect();
        all.sort_by_key(|(made, _)| order(made));
        let share = |(made, element): (&Made, &mut Element)| LimitShare {
            section: made.by.clone(),
            element: made.element.clone(),
            text: element.text.clone(),
            text_en: element.text_en.clone(),
            post: element.post.clone(),
            life_safety: element.life_safety,
            limit: element.limit,
            opened: element.opened,
            kept: element.kept,
            percent: percent(element.kept, element.opened),
            median: at_share(&mut element.took, element.opened, 50),
            p95: at_share(&mut element.took, element.opened, 95),
        };
        all.into_iter().map(share).collect()
    }

    /// The posts: those that missed most come first.
    pub fn posts(&mut self) -> Vec<PostLoad> {
        let mut posts: Vec<PostLoad> = self
            .posts
            .iter_mut()
            .map(|(post, load)| {
                let answers = load.answered.len();
                PostLoad {
                    post: post.clone(),
                    duties: load.duties,
                    missed: load.missed,
                    red_lines: load.red_lines,
                    answered: at_share(&mut load.answered, count(answers), 50),
                    waited: load.waited / load.taken.max(1),
                }
            })
            .collect();
        posts.sort_by_key(|load| std::cmp::Reverse((load.missed, load.waited)));
        posts
    }

    pub fn outcome(&mut self) -> Outcome {
        Outcome {
            ended: count(self.ends.len()),
            median_end: at_share(&mut self.ends, self.runs, 50),
            flawless: self.flawless,
            red_lines: self.red_lines,
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// To one place, rounded down: 99.9 is not yet 100.
fn percent(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        return 100.0;
    }
    let thousandths = u64::from(part) * 1_000 / u64::from(whole);
    f64::from(u32::try_from(thousandths).unwrap_or(u32::MAX)) / 10.0
}

/// The time within which so many in a hundred of `all` were done; those that never were take for
/// ever.
fn at_share(took: &mut [i64], all: u32, share: u32) -> Option<i64> {
    took.sort_unstable();
    let rank = (u64::from(all) * u64::from(share)).div_ceil(100).max(1);
    let place = usize::try_from(rank - 1).ok()?;
    took.get(place).copied()
}
