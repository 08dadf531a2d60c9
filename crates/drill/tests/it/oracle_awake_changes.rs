#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a falsification changes one kind of event and leaves all others alone"
)]
//! The oracle is awake to what people change in a running incident.

use drill::oracle::{Entry, Promise};
use engine::{Act, By, Event, Happened};
use jiff::SignedDuration;

use crate::oracle_awake::{changed, check, check_in, first, without};

fn moves(event: &Event) -> bool {
    matches!(event.what, Happened::Moved { .. })
}

#[test]
fn a_version_to_which_nobody_moved_the_incident() {
    check(&[Promise::PlanIsKept], |story| {
        let (place, _) = first(story, moves)?;
        let Entry::Recorded { command, .. } = &mut story[place] else {
            return None;
        };
        command.act = Act::Tick;
        Some(())
    });
    check(&[Promise::PlanIsKept], |story| {
        let (place, within) = first(story, moves)?;
        let Entry::Recorded { events, .. } = &mut story[place] else {
            return None;
        };
        events[within].by = By::Clock;
        Some(())
    });
}

#[test]
fn a_move_to_a_version_that_is_not_newer() {
    check(&[Promise::PlanIsKept], |story| {
        changed(story, |what| match what {
            Happened::Moved { from, version, .. } => {
                *version = *from;
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn a_move_that_gives_somebody_longer() {
    check(&[Promise::PlanIsKept], |story| {
        changed(story, |what| match what {
            Happened::Moved { kept, .. } => {
                let due = kept.iter_mut().find_map(|kept| kept.due.as_mut())?;
                *due += SignedDuration::from_hours(24 * 30);
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn a_move_that_leaves_a_limit_longer_than_the_new_version_gives() {
    // What lapses by it at once would lapse before its time.
    let promises = [Promise::PlanIsKept, Promise::TimersFireOnce];
    check_in(0..200, &promises, |story| {
        let mut dues = std::collections::BTreeMap::new();
        let all = story.iter_mut().filter_map(crate::oracle_awake::events_mut);
        for event in all.flatten() {
            match &mut event.what {
                Happened::Opened { duty } if duty.task.made.by == "step" => {
                    dues.insert(duty.id.clone(), duty.due);
                }
                Happened::Lapsed { duty, .. } => {
                    dues.remove(duty);
                }
                Happened::Moved { kept, .. } => {
                    for kept in kept {
                        let before = dues.get(&kept.duty).copied();
                        if before.is_some_and(|before| kept.due < before) {
                            kept.due = before.flatten();
                            kept.retimed.clear();
                            return Some(());
                        }
                    }
                }
                _ => {}
            }
        }
        None
    });
}

#[test]
fn a_step_that_is_gone_and_still_open() {
    // It lapses or climbs later, or the incident ends with it.
    let promises = [Promise::PlanIsKept];
    check(&promises, |story| {
        let (place, _) = first(story, |event| {
            matches!(event.what, Happened::Waived { person: None, .. })
        })?;
        let Entry::Recorded { events, .. } = &mut story[place] else {
            return None;
        };
        events.retain(|event| !matches!(event.what, Happened::Waived { person: None, .. }));
        Some(())
    });
}

#[test]
fn a_grade_that_somebody_lowered_who_does_not_lead() {
    check(&[Promise::PlanIsKept], |story| {
        let mut held = std::collections::BTreeMap::new();
        let all = story.iter_mut().filter_map(crate::oracle_awake::events_mut);
        for event in all.flatten() {
            match &mut event.what {
                Happened::Graded { incident, grading } => {
                    held.insert(incident.clone(), grading.certain);
                }
                Happened::GradeSet {
                    incident,
                    rank,
                    person,
                    ..
                } => {
                    let before = held.insert(incident.clone(), Some(*rank)).flatten();
                    if before.is_some_and(|before| !rank.reaches(before)) {
                        *person = None;
                        return Some(());
                    }
                }
                _ => {}
            }
        }
        None
    });
}

#[test]
fn a_grade_set_over_facts_that_say_something_else() {
    check(&[Promise::PlanIsKept], |story| {
        changed(story, |what| match what {
            Happened::GradeSet { computed, .. } => {
                *computed = match computed {
                    Some(_) => None,
                    None => plan::Rank::new(1),
                };
                Some(())
            }
            _ => None,
        })
    });
}

#[test]
fn a_duty_handed_to_somebody_who_is_not_told() {
    let promises = [Promise::ToldOncePerRung, Promise::AbsenceIsRecorded];
    check(&promises, |story| {
        changed(story, |what| match what {
            Happened::Reassigned { notices, .. } => notices.pop().map(|_| ()),
            _ => None,
        })
    });
}

#[test]
fn a_duty_waived_behind_the_back_of_those_who_are_at_work_on_it() {
    check(&[Promise::ToldOncePerRung], |story| {
        changed(story, |what| match what {
            Happened::Waived { notices, .. } => notices.pop().map(|_| ()),
            _ => None,
        })
    });
}

#[test]
fn a_duty_waived_by_nobody() {
    check(&[Promise::PlanIsKept], |story| {
        changed(story, |what| match what {
            Happened::Waived { person, .. } => person.take().map(|_| ()),
            _ => None,
        })
    });
}

#[test]
fn a_duty_that_nobody_added() {
    check(&[Promise::PlanIsKept], |story| {
        let added = |event: &Event| matches!(&event.what, Happened::Opened { duty } if duty.task.made.by == "hand");
        let (place, _) = first(story, added)?;
        let Entry::Recorded { command, .. } = &mut story[place] else {
            return None;
        };
        command.act = Act::Tick;
        Some(())
    });
    // … and one whose place is another's.
    check(&[Promise::PlanIsKept, Promise::ReplayIsTheSame], |story| {
        without(
            story,
            |event| matches!(&event.what, Happened::Opened { duty } if duty.task.made.by == "hand"),
        )
    });
}
