//! Working hours and rosters, expanded from days and weeks to periods. Calendar rules stop here:
//! the engine decides by periods alone.

use std::collections::BTreeSet;

use engine::{Act, By, Calendar, Day, Shift, State, Weekly};
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use runner::{Attachments, Handle, NotDone};

/// How far ahead periods are made.
const MONTHS_AHEAD: i64 = 13;

/// Fewer known than this, and they are made anew.
const ENOUGH: SignedDuration = SignedDuration::from_hours(24 * 365);

/// How far back: what was recorded late may have happened last night.
const DAYS_BACK: i64 = 7;

/// Holidays and make-up workdays as they were announced, before the organisation changes any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workdays {
    /// Days off.
    pub off: BTreeSet<Date>,
    /// Make-up workdays.
    pub work: BTreeSet<Date>,
}

impl Workdays {
    /// What was announced for a day.
    pub fn announced(&self, day: Date) -> Day {
        if self.work.contains(&day) {
            Day::Work
        } else if self.off.contains(&day) {
            Day::Off
        } else {
            Day::Usual
        }
    }

    /// Whether people work on a day: as the organisation says, else as was announced, else by its
    /// weekday.
    pub fn is_workday(&self, calendar: &Calendar, day: Date) -> bool {
        let own = calendar.days.get(&day).copied();
        match own.unwrap_or_else(|| self.announced(day)) {
            Day::Work => true,
            Day::Off => false,
            Day::Usual => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// Working hours from a week ago to 13 months ahead, and up to when that is.
    pub fn periods(
        &self,
        calendar: &Calendar,
        now: Timestamp,
        zone: &TimeZone,
    ) -> (Vec<(Timestamp, Timestamp)>, Timestamp) {
        let periods = days(now, zone)
            .filter(|day| self.is_workday(calendar, *day))
            .filter_map(|day| {
                let opens = instant(zone, day.to_datetime(calendar.opens))?;
                Some((opens, instant(zone, day.to_datetime(calendar.closes))?))
            })
            .collect();
        let last = days(now, zone).last();
        let through = last.and_then(|day| instant(zone, day.to_datetime(Time::midnight())));
        (periods, through.unwrap_or(now))
    }
}

/// A roster as shifts: what recurs every week, 13 months ahead, and the single ones that are not
/// long over.
pub fn shifts(weekly: &[Weekly], dated: &[Shift], now: Timestamp, zone: &TimeZone) -> Vec<Shift> {
    let mut shifts: Vec<Shift> = dated.to_vec();
    for day in days(now, zone) {
        let today = day.weekday().to_monday_one_offset();
        for week in weekly.iter().filter(|week| week.day == today) {
            let over_night = week.closes <= week.opens;
            let last = if over_night {
                day.saturating_add(Span::new().days(1))
            } else {
                day
            };
            let from = instant(zone, day.to_datetime(week.opens));
            let to = instant(zone, last.to_datetime(week.closes));
            if let (Some(from), Some(to)) = (from, to) {
                let person = week.person.clone();
                shifts.push(Shift { from, to, person });
            }
        }
    }
    shifts
}

/// Makes periods anew where they run low, as they do while a server runs for months; `all` where
/// the announced days may have changed.
///
/// # Errors
/// [`NotDone`].
pub async fn extend(
    handle: &Handle,
    workdays: &Workdays,
    zone: &TimeZone,
    all: bool,
) -> Result<(), NotDone> {
    let now = handle.now();
    let enough = now.checked_add(ENOUGH).unwrap_or(Timestamp::MAX);
    let low = |state: &State| state.working.through.is_none_or(|through| through < enough);
    if all || handle.read(low) {
        let calendar = handle.read(|state| state.calendar.clone());
        let (periods, through) = workdays.periods(&calendar, now, zone);
        let act = Act::SetWorkingHours { periods, through };
        handle.act(By::Node, act, Attachments::none()).await?;
    }
    let rosters = handle.read(|state| state.rosters.clone());
    for (post, roster) in &rosters {
        let last = roster.shifts.last();
        let low = last.is_none_or(|shift| shift.from < enough);
        if roster.weekly.is_empty() || !low {
            continue;
        }
        let act = Act::SetRoster {
            post: post.clone(),
            weekly: roster.weekly.clone(),
            dated: roster.dated.clone(),
            shifts: shifts(&roster.weekly, &roster.dated, now, zone),
        };
        handle.act(By::Node, act, Attachments::none()).await?;
    }
    Ok(())
}

fn days(now: Timestamp, zone: &TimeZone) -> impl Iterator<Item = Date> {
    let today = zone.to_datetime(now).date();
    let first = today.saturating_sub(Span::new().days(DAYS_BACK));
    let last = today.saturating_add(Span::new().months(MONTHS_AHEAD));
    let all = first.series(Span::new().days(1));
    all.take_while(move |day| *day <= last)
}

/// The instant of a time on the wall; None where there is none.
pub(crate) fn instant(zone: &TimeZone, at: DateTime) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(at).compatible().ok()
}
