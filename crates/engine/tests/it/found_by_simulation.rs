//! What the simulator found: each test is a story in which a promise to people was broken once.

use engine::{Act, Answer, By, Event, Happened};
use jiff::Timestamp;
use plan::FactId;
use plan::condition::Known;

use crate::story::{START, Story};

/// What happened on the ladder, in order: the rung and how many minutes after the start its
/// time was.
fn rungs(events: &[Event]) -> Vec<(usize, i64)> {
    let minutes = |at: &Timestamp| at.duration_since(START).as_mins();
    let mut found = Vec::new();
    for event in events {
        if let Happened::Climbed { rung, planned, .. } | Happened::RedLine { rung, planned, .. } =
            &event.what
        {
            found.push((*rung, minutes(planned)));
        }
    }
    found
}

const STEP: &str = r#"{"id": "close", "text": "关阀", "post": "keeper", "limit": "10分钟"}"#;

#[test]
fn after_a_sleep_a_rung_that_finds_nobody_hurries_the_next_from_its_own_time() {
    // Rungs at 3 (vacant), 6 and 30 minutes; the red line at 33. Found by seed 4.
    let ladder = r#"
        {"after": "3分钟", "tell": {"post": "nobody"}},
        {"after": "6分钟", "tell": {"post": "leader"}},
        {"after": "30分钟", "tell": "commander"}"#;
    let mut awake = Story::of(STEP, ladder);
    awake.reports(&[]);
    let mut asleep = Story::of(STEP, ladder);
    asleep.reports(&[]);

    awake.waits(3);
    assert_eq!(rungs(&awake.ticks()), [(1, 3), (2, 3)]);
    awake.waits(24);
    let late = rungs(&awake.ticks());
    asleep.waits(27);
    let at_once = rungs(&asleep.ticks());

    assert_eq!(late, [(3, 27)], "the others kept their distance");
    assert_eq!(at_once, [(1, 3), (2, 3), (3, 27)]);
}

#[test]
fn whoever_should_have_been_told_before_an_answer_is_told_though_the_clock_was_late() {
    // Found by seed 354: after a sleep a person is quicker than the clock.
    for answer in [Answer::GotIt, Answer::Cannot, Answer::Done] {
        let mut story = Story::of(STEP, r#"{"after": "3分钟", "tell": {"post": "leader"}}"#);
        story.reports(&[]);
        story.waits(5);
        let events = story.answers("close", answer);
        assert_eq!(rungs(&events[..1]), [(1, 3)], "{answer:?}");
    }
}

#[test]
fn cannot_after_a_sleep_moves_no_rung_back() {
    // Found by seed 354.
    let ladder = r#"
        {"after": "3分钟", "tell": {"post": "leader"}},
        {"after": "6分钟", "tell": "commander"}"#;
    let mut story = Story::of(STEP, ladder);
    story.reports(&[]);
    story.waits(7);
    let events = story.answers("close", Answer::Cannot);
    // Only the red line still waited, and its time is now.
    assert_eq!(rungs(&events), [(1, 3), (2, 6), (3, 7)]);
}

#[test]
fn a_deadline_that_passed_before_the_answer_is_on_record_though_the_clock_was_late() {
    let mut story = Story::of(STEP, "");
    story.reports(&[]);
    story.waits(11);
    let events = story.answers("close", Answer::Done);
    let lapses = |event: &Event| matches!(event.what, Happened::Lapsed { .. });
    assert!(events.iter().any(lapses));
}

#[test]
fn a_life_safety_step_is_refused_to_nobody_for_want_of_a_sign_in() {
    // Found by seed 2.
    let leave = r#"{"id": "leave", "text": "撤离", "post": "keeper", "limit": "5分钟",
        "life_safety": true, "evidence": ["text"]}"#;
    for (steps, taken) in [(leave, true), (STEP, false)] {
        let mut story = Story::of(steps, "");
        story.reports(&[]);
        let duty = story
            .duty(if taken { "leave" } else { "close" })
            .expect("open");
        let act = Act::Answer {
            duty,
            answer: Answer::Done,
            text: None,
            photos: Vec::new(),
            paper: None,
            on_behalf_of: None,
        };
        // What keeps others from being told is for somebody who can be named.
        for word in [Answer::GotIt, Answer::Cannot] {
            let Act::Answer { duty, .. } = act.clone() else {
                continue;
            };
            let act = Act::Answer {
                duty,
                answer: word,
                text: None,
                photos: Vec::new(),
                paper: None,
                on_behalf_of: None,
            };
            assert!(story.asks(By::Anyone, act).is_err());
        }
        assert_eq!(story.asks(By::Anyone, act).is_ok(), taken);
    }
}

#[test]
fn a_step_waits_for_no_life_safety_step_whose_branch_does_not_apply() {
    let steps = r#"
        {"id": "aid", "text": "急救", "post": "keeper", "limit": "5分钟",
         "life_safety": true, "when": "hurt >= 1"},
        {"id": "clean", "text": "清理", "post": "keeper", "limit": "30分钟", "after": ["aid"]}"#;
    let mut story = Story::of(steps, "");
    story.reports(&[]);
    assert!(
        story.duty("clean").is_none(),
        "nobody knows yet whether someone is hurt"
    );

    let mut story = Story::of(steps, "");
    story.reports(&[("hurt", Known::number(0))]);
    assert!(story.duty("clean").is_some());
    assert!(story.duty("aid").is_none());
}

#[test]
fn a_branch_that_comes_true_after_it_was_passed_over_is_taken() {
    // Found by seed 7.
    let steps = r#"
        {"id": "close", "text": "关阀", "post": "keeper", "limit": "10分钟"},
        {"id": "foam", "text": "覆盖泡沫", "post": "keeper", "limit": "5分钟", "when": "burning"}"#;
    let mut story = Story::of(steps, "");
    story.reports(&[("burning", Known::yes_no(false))]);
    assert!(story.duty("foam").is_none());
    story.learns("burning", Known::yes_no(true));
    assert!(story.duty("foam").is_some());
}

#[test]
fn a_step_waits_for_one_that_applies_after_all() {
    // Found by seed 197.
    let steps = r#"
        {"id": "inspect", "text": "复查", "post": "keeper", "limit": "30分钟",
         "after": ["foam"], "when": "hurt >= 1"},
        {"id": "foam", "text": "覆盖泡沫", "post": "keeper", "limit": "5分钟", "when": "burning"}"#;
    let mut story = Story::of(steps, "");
    story.reports(&[("burning", Known::yes_no(false))]);
    story.learns("burning", Known::yes_no(true));
    story.learns("hurt", Known::number(1));
    assert!(story.duty("inspect").is_none(), "the foam comes first");
    story.answers("foam", Answer::Done);
    assert!(story.duty("inspect").is_some());

    let mut story = Story::of(steps, "");
    story.reports(&[("burning", Known::yes_no(false))]);
    let incident = story
        .state
        .incidents
        .keys()
        .next()
        .expect("it runs")
        .clone();
    let facts = [("burning", Known::yes_no(true)), ("hurt", Known::number(1))];
    story.does(Act::StateFacts {
        incident,
        facts: facts
            .map(|(id, known)| (FactId::new(id).expect("an id"), known))
            .into(),
    });
    assert!(story.duty("inspect").is_none(), "both became true at once");
}

#[test]
fn nothing_ends_while_a_step_is_open_that_came_after_the_end_was_proposed() {
    let steps = r#"
        {"id": "close", "text": "关阀", "post": "keeper", "limit": "10分钟"},
        {"id": "foam", "text": "覆盖泡沫", "post": "keeper", "limit": "5分钟", "when": "burning"}"#;
    let mut story = Story::of(steps, "");
    story.reports(&[("burning", Known::yes_no(false))]);
    story.answers("close", Answer::Done);
    let incident = story
        .state
        .incidents
        .keys()
        .next()
        .expect("it runs")
        .clone();
    story.does(Act::ProposeEnd { incident });
    story.learns("burning", Known::yes_no(true));

    let signed = story.answers("sign-off", Answer::Done);
    let ends = |events: &[Event]| {
        events
            .iter()
            .any(|event| matches!(event.what, Happened::Ended { .. }))
    };
    assert!(!ends(&signed), "it burns");
    assert!(ends(&story.answers("foam", Answer::Done)));
}
