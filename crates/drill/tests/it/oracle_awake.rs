#![allow(
    clippy::wildcard_enum_match_arm,
    clippy::match_wildcard_for_single_variants,
    reason = "a falsification changes one kind of event and leaves all others alone"
)]
//! An oracle that finds nothing proves nothing. Here true stories are falsified, one promise at a
//! time, and the oracle must name the promise that the falsified story breaks.

use std::collections::BTreeSet;

use drill::oracle::{Entry, Promise, judge};
use drill::sim::{Size, entries};
use duty::{DutyId, Sealed};
use engine::{Act, Answer, By, Event, Happened, HoldId, Refusal, Scope};
use jiff::SignedDuration;

/// Falsifies the first place in many stories that `falsify` can; every time the oracle must name
/// one of these promises.
pub fn check(promises: &[Promise], falsify: impl Fn(&mut Vec<Entry>) -> Option<()>) {
    check_in(0..60, promises, falsify);
}

/// The same in stories of these seeds.
pub fn check_in(
    seeds: impl IntoIterator<Item = u64>,
    promises: &[Promise],
    falsify: impl Fn(&mut Vec<Entry>) -> Option<()>,
) {
    let mut found = 0;
    for seed in seeds {
        let mut story = entries(seed, Size::default()).expect("the true story keeps them all");
        assert_eq!(judge(&story), Ok(()), "seed {seed} before it was falsified");
        if falsify(&mut story).is_none() {
            continue;
        }
        found += 1;
        match judge(&story) {
            Err(broken) => assert!(promises.contains(&broken.promise), "seed {seed}: {broken}"),
            Ok(()) => panic!("seed {seed}: the oracle slept, {promises:?} is broken"),
        }
    }
    assert!(found >= 3, "only {found} stories could be falsified so");
}

/// The first event that fits, as place of its entry and place in it.
pub fn first(story: &[Entry], fits: impl Fn(&Event) -> bool) -> Option<(usize, usize)> {
    story.iter().enumerate().find_map(|(place, entry)| {
        let within = events(entry).iter().position(&fits)?;
        Some((place, within))
    })
}

pub fn events(entry: &Entry) -> &[Event] {
    match entry {
        Entry::Recorded { events, .. } => events,
        Entry::Refused { .. }
        | Entry::Settled { .. }
        | Entry::Sent { .. }
        | Entry::Received { .. }
        | Entry::Drained { .. } => &[],
    }
}

pub fn events_mut(entry: &mut Entry) -> Option<&mut Vec<Event>> {
    match entry {
        Entry::Recorded { events, .. } => Some(events),
        Entry::Refused { .. }
        | Entry::Settled { .. }
        | Entry::Sent { .. }
        | Entry::Received { .. }
        | Entry::Drained { .. } => None,
    }
}

/// Takes away the first event that fits.
pub fn without(story: &mut [Entry], fits: impl Fn(&Event) -> bool) -> Option<()> {
    let (place, within) = first(story, fits)?;
    events_mut(&mut story[place])?.remove(within);
    Some(())
}

/// Changes what happened, at the first place where it can.
pub fn changed(story: &mut [Entry], change: impl Fn(&mut Happened) -> Option<()>) -> Option<()> {
    let all = story.iter_mut().filter_map(events_mut).flatten();
    all.into_iter().find_map(|event| change(&mut event.what))
}

fn tells(event: &Event) -> bool {
    matches!(&event.what, Happened::Climbed { notices, .. } if !notices.is_empty())
}

/// Duties that somebody had taken on when they lapsed.
fn taken(story: &[Entry]) -> BTreeSet<DutyId> {
    let (mut answered, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for event in story.iter().flat_map(events) {
        if let Happened::Answered { duty, answer, .. } = &event.what {
            match answer {
                Answer::GotIt => answered.insert(duty.clone()),
                Answer::Cannot | Answer::Done => answered.remove(duty),
            };
        }
        if let Happened::Lapsed { duty, .. } = &event.what
            && answered.contains(duty)
        {
            taken.insert(duty.clone());
        }
    }
    taken
}

#[test]
fn a_rung_that_told_nobody_because_it_was_forgotten() {
    let holder =
        |event: &Event| matches!(event.what, Happened::Climbed { rung: 0, .. }) && tells(event);
    // Where the next rung is the call list, it is nobody's then: that is promise 7.
    let promises = [Promise::ToldOncePerRung, Promise::AbsenceIsRecorded];
    check(&promises, |story| without(story, holder));
}

#[test]
fn a_rung_climbed_twice() {
    check(&[Promise::ToldOncePerRung], |story| {
        let (place, within) = first(story, tells)?;
        let events = events_mut(&mut story[place])?;
        events.insert(within, events[within].clone());
        Some(())
    });
}

#[test]
fn one_person_told_twice_by_one_rung() {
    check(&[Promise::ToldOncePerRung], |story| {
        changed(story, |what| match what {
            Happened::Climbed { notices, .. } => {
                notices.push(notices.first()?.clone());
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn somebody_told_of_a_duty_that_is_done() {
    let done = |event: &Event| {
        let answer = match &event.what {
            Happened::Answered { answer, .. } => answer,
            _ => return false,
        };
        *answer == Answer::Done
    };
    // By a record of a rung climbed afterwards …
    // Where a person is just being asked about the clock, it is promise 3's as well.
    let promises = [Promise::ToldOncePerRung, Promise::TimersFireOnce];
    check(&promises, |story| {
        let (place, within) = first(story, done)?;
        let Happened::Answered { duty: about, .. } = &events(&story[place])[within].what else {
            return None;
        };
        let about = about.clone();
        let (rung, at) = first(
            story,
            |event| matches!(&event.what, Happened::Climbed { duty, .. } if *duty == about),
        )?;
        let mut climb = events(&story[rung])[at].clone();
        climb.at = events(&story[place])[within].at;
        events_mut(&mut story[place])?.insert(within + 1, climb);
        Some(())
    });
    // … and by a message that goes out afterwards.
    check(&[Promise::ToldOncePerRung], |story| {
        let (place, within) = first(story, done)?;
        let Happened::Answered { duty: about, .. } = &events(&story[place])[within].what else {
            return None;
        };
        let at = events(&story[place])[within].at;
        let notice = story.iter().find_map(|entry| match entry {
            Entry::Sent { notice, .. } => {
                let engine::About::Duty { duty, .. } = &notice.about else {
                    return None;
                };
                (duty == about).then(|| notice.clone())
            }
            _ => None,
        })?;
        story.insert(place + 1, Entry::Sent { at, notice });
        Some(())
    });
}

#[test]
fn somebody_else_told_than_who_stands_on_the_rung() {
    check(&[Promise::ToldOncePerRung], |story| {
        changed(story, |what| match what {
            Happened::Climbed { notices, .. } => {
                notices.first_mut()?.to = duty::PersonId::new("a-stranger").ok()?;
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn a_release_that_forgets_one_who_was_told() {
    check(&[Promise::ToldOncePerRung], |story| {
        changed(story, |what| match what {
            Happened::Ended { notices, .. } => notices.pop().map(|_| ()),
            _ => None,
        })
    });
}

#[test]
fn a_notice_that_vanishes_from_the_outbox() {
    check(&[Promise::NothingVanishes], |story| {
        story.iter_mut().find_map(|entry| match entry {
            Entry::Settled { outbox, .. } => outbox.pop().map(|_| ()),
            _ => None,
        })
    });
}

#[test]
fn a_repeat_that_is_not_marked() {
    check(&[Promise::NothingVanishes], |story| {
        story.iter_mut().find_map(|entry| match entry {
            Entry::Sent { notice, .. } if notice.repeat => {
                notice.repeat = false;
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn a_delivery_of_what_was_never_sent() {
    check(&[Promise::NothingVanishes], |story| {
        let place = story
            .iter()
            .position(|entry| matches!(entry, Entry::Sent { .. }))?;
        let Entry::Sent { notice, .. } = &story[place] else {
            return None;
        };
        let sent = notice.id.clone();
        story.retain(|entry| match entry {
            Entry::Sent { notice, .. } => notice.id != sent,
            Entry::Received { notice, .. } => *notice != sent,
            Entry::Recorded { .. }
            | Entry::Refused { .. }
            | Entry::Settled { .. }
            | Entry::Drained { .. } => true,
        });
        let delivers = |event: &Event| {
            let (of, outcome) = match &event.what {
                Happened::Receipt {
                    notice, outcome, ..
                } => (notice, outcome),
                _ => return false,
            };
            *of == sent && *outcome == engine::Delivery::Delivered
        };
        first(story, delivers).map(|_| ())
    });
}

#[test]
fn a_deadline_that_is_skipped() {
    let promises = [Promise::TimersFireOnce, Promise::AcknowledgedIsNotDone];
    check(&promises, |story| {
        without(story, |event| matches!(event.what, Happened::Lapsed { .. }))
    });
}

#[test]
fn an_acknowledged_duty_that_does_not_lapse() {
    check(&[Promise::AcknowledgedIsNotDone], |story| {
        let taken = taken(story);
        without(
            story,
            |event| matches!(&event.what, Happened::Lapsed { duty, .. } if taken.contains(duty)),
        )
    });
}

#[test]
fn a_deadline_that_fires_twice() {
    check(&[Promise::TimersFireOnce], |story| {
        let lapses = |event: &Event| matches!(event.what, Happened::Lapsed { .. });
        let (place, within) = first(story, lapses)?;
        let events = events_mut(&mut story[place])?;
        events.insert(within, events[within].clone());
        Some(())
    });
}

#[test]
fn a_rung_that_is_late_and_not_marked_so() {
    check(&[Promise::TimersFireOnce], |story| {
        changed(story, |what| match what {
            Happened::Climbed { late, .. } if *late => {
                *late = false;
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn a_clock_that_rests_while_something_is_due() {
    check(&[Promise::TimersFireOnce], |story| {
        story.iter_mut().find_map(|entry| match entry {
            Entry::Settled { at, next_due, .. } => {
                *next_due = Some(*at - SignedDuration::from_secs(1));
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn a_red_line_that_is_not_drawn() {
    let promises = [Promise::AbsenceIsRecorded];
    check(&promises, |story| {
        without(story, |event| {
            matches!(event.what, Happened::RedLine { .. })
        })
    });
}

#[test]
fn a_red_line_that_is_recorded_as_one_more_rung() {
    check(&[Promise::AbsenceIsRecorded], |story| {
        changed(story, |what| {
            let Happened::RedLine {
                duty,
                rung,
                planned,
            } = what
            else {
                return None;
            };
            *what = Happened::Climbed {
                duty: duty.clone(),
                rung: *rung,
                planned: *planned,
                late: false,
                notices: Vec::new(),
                stand: None,
                retimed: Vec::new(),
            };
            Some(())
        })
    });
}

#[test]
fn a_rung_that_claims_that_nobody_was_there() {
    check(&[Promise::AbsenceIsRecorded], |story| {
        changed(story, |what| match what {
            Happened::Climbed { notices, .. } if !notices.is_empty() => {
                notices.clear();
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn a_grade_that_nobody_lowered() {
    check(&[Promise::PlanIsKept], |story| {
        let mut graded = None;
        for event in story.iter_mut().filter_map(events_mut).flatten() {
            if let Happened::Graded { grading, .. } = &mut event.what {
                graded = grading.certain.take().map(|_| ()).or(graded);
            }
        }
        graded
    });
}

#[test]
fn a_step_that_does_not_open() {
    // A notice about the duty that is not there can be heard of before the plan is looked at.
    let promises = [
        Promise::PlanIsKept,
        Promise::LifeFirst,
        Promise::ToldOncePerRung,
    ];
    for life_safety in [true, false] {
        check(&promises[usize::from(life_safety)..], |story| {
            let (place, within) = first(story, |event| match &event.what {
                Happened::Opened { duty } => {
                    duty.task.made.by == "step" && duty.task.life_safety == life_safety
                }
                _ => false,
            })?;
            let Happened::Opened { duty: gone } = &events(&story[place])[within].what else {
                return None;
            };
            let gone = gone.id.clone();
            events_mut(&mut story[place])?.retain(|event| match &event.what {
                Happened::Opened { duty } => duty.id != gone,
                Happened::Climbed { duty, .. } | Happened::RedLine { duty, .. } => *duty != gone,
                Happened::Lapsed { duty, .. } => *duty != gone,
                _ => true,
            });
            Some(())
        });
    }
}

#[test]
fn a_life_safety_step_that_is_refused_for_want_of_a_form() {
    check(&[Promise::LifeFirst], |story| {
        let opens = |event: &Event| matches!(&event.what, Happened::Opened { duty } if duty.task.life_safety);
        let (place, within) = first(story, opens)?;
        let event = &events(&story[place])[within];
        let Happened::Opened { duty } = &event.what else {
            return None;
        };
        let refused = Entry::Refused {
            at: event.at,
            command: engine::Command {
                id: event.command.clone(),
                made: event.at,
                by: By::Anyone,
                act: Act::Answer {
                    duty: duty.id.clone(),
                    answer: Answer::Done,
                    text: None,
                    photos: Vec::new(),
                    paper: None,
                    on_behalf_of: None,
                },
            },
            refusal: Refusal::EvidenceMissing(Vec::new()),
        };
        story.insert(place + 1, refused);
        Some(())
    });
}

#[test]
fn a_life_safety_notice_that_waits_behind_others() {
    check(&[Promise::LifeFirst], |story| {
        changed(story, |what| match what {
            Happened::Climbed { notices, .. } => {
                let notice = notices.iter_mut().find(|notice| notice.urgent)?;
                notice.urgent = false;
                Some(())
            }
            _ => None,
        })
    });
}

fn erases(event: &Event) -> bool {
    matches!(event.what, Happened::Erased { .. })
}

#[test]
fn a_value_that_an_erasure_leaves_behind() {
    check(&[Promise::ContentIsDestroyed], |story| {
        changed(story, |what| match what {
            Happened::Erased { destroyed, .. } => destroyed.values.pop().map(|_| ()),
            _ => None,
        })
    });
}

#[test]
fn an_erasure_that_takes_what_is_somebody_elses() {
    check(&[Promise::ContentIsDestroyed], |story| {
        changed(story, |what| match what {
            Happened::Erased { destroyed, .. } => {
                destroyed.values.push("somebody-elses".to_owned());
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn an_erasure_while_the_content_is_held() {
    check(&[Promise::ContentIsDestroyed], |story| {
        let (place, within) = first(story, erases)?;
        let events = events_mut(&mut story[place])?;
        let mut held = events[within].clone();
        held.what = Happened::HoldSet {
            hold: HoldId::new("kept").ok()?,
            scope: Scope::Organisation,
            reason: Sealed {
                id: "reason".to_owned(),
                digest: String::new(),
            },
            until: None,
        };
        events.insert(within, held);
        Some(())
    });
}
