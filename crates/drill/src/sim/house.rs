//! How the organisation itself changes: who comes and goes, who is on watch, which days are
//! workdays.

use duty::PersonId;
use engine::{Act, Calendar, Day, Entered, Ground, HoldId, Scope, Shift, Weekly};
use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};

use super::acts::any_person;
use super::names::{Frame, sealed};
use super::world::World;
use crate::Dice;
use crate::names::id;

/// Shifts around now, some of them at the same time, some over already.
pub(super) fn roster(dice: &mut Dice, frame: &Frame, now: Timestamp) -> Act {
    let post = dice.pick(&frame.posts).cloned();
    let mut shifts = Vec::new();
    for _ in 0..dice.between(0, 6) {
        let from = now + SignedDuration::from_mins(dice.between(-600, 600));
        if let Some(person) = dice.pick(&frame.people) {
            shifts.push(Shift {
                from,
                to: from + SignedDuration::from_mins(dice.between(-5, 900)),
                person: person.clone(),
            });
        }
    }
    let weekly = shifts.iter().take(1).map(|shift| Weekly {
        day: 6,
        opens: time(18, 0, 0, 0),
        closes: time(8, 0, 0, 0),
        person: shift.person.clone(),
    });
    Act::SetRoster {
        post: post.unwrap_or_else(|| id(duty::PostId::new, "no-post".to_owned())),
        weekly: weekly.collect(),
        dated: shifts.clone(),
        shifts,
    }
}

/// Another order of substitutes, or the plans' again.
pub(super) fn substitutes(dice: &mut Dice, frame: &Frame) -> Act {
    let post = dice.pick(&frame.posts).cloned();
    let order = dice.some(&frame.posts, 40);
    Act::SetSubstitutes {
        post: post.unwrap_or_else(|| id(duty::PostId::new, "no-post".to_owned())),
        order: dice.chance(75).then_some(order),
    }
}

/// A list of people, some of whom had left.
pub(super) fn enter(dice: &mut Dice, frame: &Frame) -> Act {
    let people = dice.some(&frame.people, 30);
    let people = people.into_iter().map(|person| Entered {
        name: sealed(dice, person.as_str()),
        phone: None,
        number: Some(sealed(dice, "number")),
        address: None,
        posts: dice.some(&frame.posts, 20),
        person,
    });
    Act::EnterPeople(people.collect())
}

/// Somebody comes back before the time, or was never away.
pub(super) fn end_absence(dice: &mut Dice, world: &World<'_>, person: PersonId) -> Act {
    let known = world.state.people.get(&person);
    let absences = known.map_or(&[][..], |known| known.absences.as_slice());
    let from = dice.pick(absences).map(|absence| absence.from);
    Act::SetAbsence {
        person,
        from: from.unwrap_or(world.now),
        to: None,
        reason: None,
    }
}

/// A make-up workday, and a month of work at every hour.
pub(super) fn calendar(now: Timestamp) -> Act {
    let month = SignedDuration::from_hours(24 * 30);
    let days = [(date(2026, 6, 6), Day::Work)].into_iter().collect();
    Act::SetCalendar {
        calendar: Calendar {
            days,
            ..Calendar::default()
        },
        periods: vec![(now, now + month)],
        through: now + month,
    }
}

/// Somebody's content is destroyed, mostly that of one who has left; or it must be kept, or need
/// not any more.
pub(super) fn erasing(dice: &mut Dice, frame: &Frame, world: &World<'_>) -> Act {
    let people = world.state.people.iter();
    let left = people.filter(|(_, person)| person.left.is_some());
    let left: Vec<PersonId> = left.map(|(id, _)| id.clone()).collect();
    let among = if dice.chance(70) {
        dice.pick(&left).cloned()
    } else {
        None
    };
    let person = among.unwrap_or_else(|| any_person(dice, frame));
    match dice.weighted(&[3, 2, 9]) {
        0 => {
            let incident = dice.pick(&world.incidents).cloned();
            let scope = match (dice.weighted(&[1, 3, 4]), incident) {
                (0, _) => Scope::Organisation,
                (1, Some(incident)) => Scope::Incident(incident),
                _ => Scope::Person(person),
            };
            let until = world.now + SignedDuration::from_mins(dice.between(-60, 10_000));
            Act::SetHold {
                scope,
                reason: sealed(dice, "held"),
                until: dice.chance(60).then_some(until),
            }
        }
        1 => {
            let held: Vec<HoldId> = world.state.holds.keys().cloned().collect();
            let hold = dice.pick(&held).cloned();
            Act::ReleaseHold {
                hold: hold.unwrap_or_else(|| id(HoldId::new, "no-hold".to_owned())),
            }
        }
        _ => Act::Erase {
            person,
            ground: Ground::Asked,
        },
    }
}
