//! A state that stories lead to can be written down and read back.

use drill::oracle::Entry;
use drill::sim::{Size, entries};
use engine::{State, evolve};

#[test]
fn a_state_that_a_story_leads_to_is_the_same_after_json() {
    let mut asked = 0;
    for seed in 2_000..2_040 {
        let story = entries(seed, Size::default()).expect("every promise is kept");
        let mut state = State::default();
        for entry in &story {
            let Entry::Recorded { events, .. } = entry else {
                continue;
            };
            for event in events {
                evolve(&mut state, event);
                let leaps = matches!(event.what, engine::Happened::ClockLeapt { .. });
                if leaps {
                    asked += 1;
                    same_after_json(&state, seed);
                }
            }
        }
        same_after_json(&state, seed);
    }
    assert!(asked > 0, "a clock that is asked about is part of it");
}

fn same_after_json(state: &State, seed: u64) {
    let text = serde_json::to_string(state).expect("a state is written");
    let read: State = serde_json::from_str(&text).expect("a state is read");
    assert_eq!(read, *state, "seed {seed}");
}
