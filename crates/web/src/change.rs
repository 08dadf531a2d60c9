//! Changes of the organisation, the same from a page and through the API.

use duty::{PersonId, PostId};
use engine::{Act, Calendar, Day, Refusal, Shift, Weekly};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use runner::Taken;

use crate::answer::{Failure, Making};
use crate::hours::{Workdays, instant, shifts};
use crate::posts;
use crate::sight::Sight;

/// The longest name of a person, in characters.
pub(crate) const LONGEST_NAME: usize = 60;

/// The longest phone or staff number, in characters.
pub(crate) const LONGEST_NUMBER: usize = 40;

/// What is entered about a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub name: &'a str,
    pub phone: Option<&'a str>,
    /// The number by which the organisation knows the person.
    pub number: Option<&'a str>,
}

impl Entry<'_> {
    /// Whether it can be entered at all.
    pub fn fits(&self) -> bool {
        let short = |text: &str, most: usize| {
            text.chars().count() <= most && !text.chars().any(char::is_control)
        };
        !self.name.trim().is_empty()
            && short(self.name, LONGEST_NAME)
            && self.phone.is_none_or(|it| short(it, LONGEST_NUMBER))
            && self.number.is_none_or(|it| short(it, LONGEST_NUMBER))
    }
}

/// Enters a person, whose id is the command's.
pub(crate) async fn enter(
    sight: &Sight,
    making: Making,
    entry: Entry<'_>,
) -> Result<PersonId, Failure> {
    let id = format!("person-{}", making.id);
    let person = PersonId::new(id).map_err(|_| Failure::Malformed)?;
    set(sight, making, &person, entry).await?;
    Ok(person)
}

/// Gives a person these values.
pub(crate) async fn set(
    sight: &Sight,
    mut making: Making,
    person: &PersonId,
    entry: Entry<'_>,
) -> Result<Taken, Failure> {
    if !entry.fits() {
        return Err(Failure::Malformed);
    }
    let act = Act::SetPerson {
        person: person.clone(),
        name: making.seal(Some(entry.name))?.ok_or(Failure::Malformed)?,
        phone: making.seal(entry.phone)?,
        number: making.seal(entry.number)?,
    };
    making.submit(sight, act).await
}

/// Says who holds a post.
pub(crate) async fn hold(
    sight: &Sight,
    making: Making,
    post: &PostId,
    people: Vec<PersonId>,
) -> Result<Taken, Failure> {
    known(sight, post)?;
    let post = post.clone();
    making.submit(sight, Act::SetHolders { post, people }).await
}

/// A person is away; without `to`, the absence that began at `from` ends.
pub(crate) async fn away(
    sight: &Sight,
    mut making: Making,
    person: &PersonId,
    (from, to): (Timestamp, Option<Timestamp>),
    reason: Option<&str>,
) -> Result<Taken, Failure> {
    let act = Act::SetAbsence {
        person: person.clone(),
        from,
        to,
        reason: making.seal(reason)?,
    };
    making.submit(sight, act).await
}

/// Says who is on watch for a post.
pub(crate) async fn watch(
    sight: &Sight,
    making: Making,
    post: &PostId,
    weekly: Vec<Weekly>,
    dated: Vec<Shift>,
) -> Result<Taken, Failure> {
    known(sight, post)?;
    let act = Act::SetRoster {
        post: post.clone(),
        shifts: shifts(&weekly, &dated, sight.now, &sight.zone),
        weekly,
        dated,
    };
    making.submit(sight, act).await
}

/// Says in which order posts stand in.
pub(crate) async fn order(
    sight: &Sight,
    making: Making,
    post: &PostId,
    order: Option<Vec<PostId>>,
) -> Result<Taken, Failure> {
    let post = post.clone();
    making
        .submit(sight, Act::SetSubstitutes { post, order })
        .await
}

/// Says which days are workdays and which hours are working hours.
pub(crate) async fn workdays(
    sight: &Sight,
    making: Making,
    announced: &Workdays,
    calendar: Calendar,
) -> Result<Taken, Failure> {
    let (periods, through) = announced.periods(&calendar, sight.now, &sight.zone);
    let act = Act::SetCalendar {
        calendar,
        periods,
        through,
    };
    making.submit(sight, act).await
}

/// The calendar with one more day that differs from what was announced.
pub(crate) fn with_day(sight: &Sight, announced: &Workdays, day: Date, is: Day) -> Calendar {
    let mut calendar = Calendar::clone(&sight.published.state.calendar);
    if announced.announced(day) == is {
        calendar.days.remove(&day);
    } else {
        calendar.days.insert(day, is);
    }
    calendar
}

/// A time as a form writes it, `2026-11-27T18:00`, in the organisation's zone.
pub(crate) fn when(sight: &Sight, text: &str) -> Option<Timestamp> {
    let at: DateTime = text.trim().parse().ok()?;
    instant(&sight.zone, at)
}

/// An hour as a form writes it, `18:00`.
pub(crate) fn hour(text: &str) -> Option<Time> {
    text.trim().parse().ok()
}

fn known(sight: &Sight, post: &PostId) -> Result<(), Failure> {
    match posts::post(sight, post) {
        Some(_) => Ok(()),
        None => Err(Failure::Refused(Box::new(Refusal::UnknownPost(
            post.clone(),
        )))),
    }
}
