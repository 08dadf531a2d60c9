//! A fixed range of seeds. What a search over others finds is committed here as a seed.

use drill::oracle::Promise;
use drill::sim::{Size, run, run_through};
use engine::Event;

/// Seeds that once broke a promise; each stays.
const FOUND: [u64; 1] = [1027];

#[test]
fn six_hundred_nights_keep_every_promise() {
    let mut ended = 0;
    for seed in (0..600).chain(FOUND) {
        match run(seed, Size::default()) {
            Ok(summary) => ended += summary.ended,
            Err(failure) => panic!("{failure}"),
        }
    }
    // A simulation whose incidents never end would prove little about the end.
    assert!(ended > 100, "only {ended} incidents came to their end");
}

#[test]
fn events_that_went_through_json_tell_the_same_story() {
    let passage = |event: &Event| -> Result<Event, String> {
        let text = serde_json::to_string(event).map_err(|error| error.to_string())?;
        serde_json::from_str(&text).map_err(|error| format!("{error} in {text}"))
    };
    for seed in 1_000..1_060 {
        if let Err(failure) = run_through(seed, Size::default(), &passage) {
            panic!("{failure}");
        }
    }
}

#[test]
fn a_failing_seed_prints_the_story_and_the_command_that_replays_it() {
    let lossy = |_: &Event| Err("the disk is full of holes".to_owned());
    let size = Size { acts: 7 };
    let failure = run_through(42, size, &lossy).expect_err("nothing comes back");
    assert_eq!(failure.broken.promise, Promise::ReplayIsTheSame);
    let text = failure.to_string();
    assert!(text.contains("promise 4 is broken: the disk"), "{text}");
    assert!(
        text.ends_with("cargo xtask simulate --seed 42 --acts 7"),
        "{text}"
    );
}
