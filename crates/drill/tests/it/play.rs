//! Plans played: the numbers add up, and the same seed tells the same story.

use drill::play::{Beat, CannotPlay, Moment, Options, Play, play};
use plan::{EventId, Plan, Rank};

fn sample() -> Plan {
    let text = include_str!("../../../../plans/school/gas-leak.yaml");
    serde_saphyr::from_str(text).expect("the sample plan can be read")
}

fn played(options: &Options) -> Play {
    play(&sample(), options).expect("the sample plan can be played")
}

fn many(seed: u64) -> Options {
    Options {
        runs: 200,
        seed,
        ..Options::default()
    }
}

fn rank(number: u8) -> Rank {
    Rank::new(number).expect("a rank")
}

#[test]
fn the_same_seed_tells_the_same_story_and_another_seed_another() {
    let json = |seed| serde_json::to_string(&played(&many(seed))).expect("it is plain data");
    assert_eq!(json(7), json(7));
    assert_ne!(json(7), json(8));
    let names_no_year = json(7);
    assert!(
        !names_no_year.contains("2026-"),
        "simulated times stay inside"
    );
}

#[test]
fn a_story_goes_from_the_report_to_the_end() {
    let play = played(&Options {
        seed: 3,
        ..Options::default()
    });
    let lines = &play.stories[0].lines;
    assert_eq!(lines[0].beat, Beat::Reported);
    assert_eq!(lines[0].after, 0);
    assert!(lines.windows(2).all(|pair| pair[0].after <= pair[1].after));
    assert!(lines.iter().any(|line| line.beat == Beat::Ended));
    assert_eq!(lines.last().map(|line| &line.beat), Some(&Beat::Archived));
}

#[test]
fn the_wanted_grade_is_the_grade_at_the_end() {
    for number in 1..=4 {
        let play = played(&Options {
            grade: Some(rank(number)),
            runs: 20,
            stories: 20,
            ..Options::default()
        });
        assert_eq!(play.grade, Some(rank(number)));
        for story in &play.stories {
            let mut last = None;
            for line in &story.lines {
                if let Beat::Graded { grade, .. } = &line.beat {
                    last = *grade;
                }
            }
            assert_eq!(last, Some(rank(number)), "run {}", story.run);
        }
    }
}

#[test]
fn the_numbers_add_up() {
    let play = played(&many(1));
    assert!(play.outcome.ended <= play.runs);
    for limit in &play.limits {
        assert!(limit.kept <= limit.opened && limit.opened <= play.runs);
        assert!(limit.percent <= 100.0 && limit.limit > 0, "{limit:?}");
        // The clock of a report may have started before it opened; that of a step never has.
        if limit.percent >= 95.0 && limit.section == "step" {
            assert!(limit.p95.is_some_and(|p95| p95 <= limit.limit), "{limit:?}");
        }
    }
    let missed: u32 = play.posts.iter().map(|load| load.missed).sum();
    let by_limits: u32 = play.limits.iter().map(|it| it.opened - it.kept).sum();
    assert_eq!(missed, by_limits);
    let worst = play.worst().expect("limits ran");
    assert!(play.keeps(worst.percent));
    assert!(!play.keeps(worst.percent + 0.1));
}

#[test]
fn more_work_on_one_post_makes_it_the_bottleneck() {
    let mut plan = sample();
    for step in plan.procedures.iter_mut().flat_map(|it| &mut it.steps) {
        step.after.clear();
        step.when = None;
        step.post = duty::PostId::new("security").ok();
    }
    let play = play(&plan, &many(1)).expect("it can be played");
    assert_eq!(play.bottlenecks[0].as_str(), "security");
    assert!(play.posts[0].waited > 0);
}

#[test]
fn shorter_limits_are_kept_less_often() {
    let mut strict = sample();
    for rule in &mut strict.notices {
        rule.answer = plan::Limit::seconds(1_200).expect("a limit");
        rule.ladder.clear();
    }
    let night = |plan: &Plan| {
        let options = Options {
            moment: Some(Moment::OffHours),
            event: EventId::new("gas-leak").ok(),
            ..many(1)
        };
        play(plan, &options).expect("it can be played").outcome
    };
    // Without substitutes on the ladder, the silent keep everybody waiting.
    assert!(night(&strict).flawless < night(&sample()).flawless);
}

#[test]
fn what_cannot_be_played_is_said() {
    let refused = |options: Options| play(&sample(), &options).err();
    let unknown = EventId::new("flood").expect("an id");
    assert_eq!(
        refused(Options {
            event: Some(unknown.clone()),
            ..Options::default()
        }),
        Some(CannotPlay::UnknownEvent(
            unknown,
            vec![EventId::new("gas-leak").expect("an id")]
        ))
    );
    let runs = |runs| Options {
        runs,
        ..Options::default()
    };
    assert_eq!(refused(runs(0)), Some(CannotPlay::BadRuns(0)));
    assert_eq!(refused(runs(100_001)), Some(CannotPlay::BadRuns(100_001)));
    let mut plan = sample();
    plan.grades.retain(|grade| grade.rank != rank(4));
    let fourth = Options {
        grade: Some(rank(4)),
        ..Options::default()
    };
    assert_eq!(play(&plan, &fourth), Err(CannotPlay::OutOfReach(rank(4))));
    plan.posts.clear();
    assert!(matches!(play(&plan, &fourth), Err(CannotPlay::Gaps(_))));
}
