//! What alerts open, join and leave alone.

use std::collections::BTreeMap;

use engine::{AccountId, Act, By, Event, Happened, Signal};
use jiff::SignedDuration;

use crate::story::{START, Story};

const STEP: &str = r#"{"id": "close", "text": "关阀", "post": "keeper", "limit": "10分钟"}"#;

/// The gauge speaks: it fires until an hour from now, or says that it is over.
fn gauge(story: &mut Story, detector: &str, over: bool) -> Vec<Event> {
    let lasts = SignedDuration::from_hours(1);
    let signal = Signal {
        fingerprint: detector.to_owned(),
        labels: BTreeMap::from([("event".to_owned(), "spill".to_owned())]),
        text: None,
        place: None,
        starts: START,
        ends: if over { story.now } else { story.now + lasts },
    };
    let sender = By::Sender(AccountId::new("alarms").expect("an id"));
    let asked = Act::TakeSignals(vec![signal]);
    story.asks(sender, asked).expect("signals are taken")
}

fn reported(events: &[Event]) -> usize {
    let reported = |event: &&Event| matches!(event.what, Happened::Reported { .. });
    events.iter().filter(reported).count()
}

#[test]
fn a_detector_that_falters_is_one_incident_not_many() {
    let mut story = Story::of(STEP, "");
    assert_eq!(reported(&gauge(&mut story, "a", false)), 1);
    for _ in 0..3 {
        story.waits(1);
        gauge(&mut story, "a", true);
        assert_eq!(reported(&gauge(&mut story, "a", false)), 0);
    }
    assert_eq!(story.state.incidents.len(), 1);
    assert_eq!(story.state.signals.len(), 1);
}

#[test]
fn a_second_detector_joins_and_one_sent_again_is_no_news() {
    let mut story = Story::of(STEP, "");
    gauge(&mut story, "a", false);
    let joined = gauge(&mut story, "b", false);
    assert_eq!(reported(&joined), 0);
    assert!(matches!(joined[0].what, Happened::SignalTaken { .. }));
    assert!(gauge(&mut story, "b", false).is_empty());
    assert_eq!(story.state.signals.len(), 2);
}

#[test]
fn an_alarm_does_not_vanish_into_an_incident_that_a_person_reported_elsewhere() {
    let mut story = Story::of(STEP, "");
    story.reports(&[]);
    assert_eq!(reported(&gauge(&mut story, "a", false)), 1);
}
