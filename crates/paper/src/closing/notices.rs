//! Notices that reached nobody, and red lines.

use std::collections::{BTreeMap, BTreeSet};

use duty::{DutyId, NoticeId, PersonId};
use engine::{About, CallOutcome, Delivery, Event, Happened, Notice};
use jiff::Timestamp;

use super::timed;
use crate::document::Section;
use crate::record::Record;

/// What reached nobody: rungs that found nobody, channels that gave up, calls without an
/// answer, red lines; then, one row a duty, whoever neither has a receipt nor answered.
pub(super) fn unheard(record: &Record<'_>) -> Section {
    let w = record.w;
    let mut rows = record.lines(reached_nobody);
    for silence in silences(record) {
        let people = record.names.people(w, &silence.people);
        let said = match silence.duty {
            Some(duty) => {
                let task = record.names.task(w, duty);
                let values = [("people", people), ("task", task)];
                w.with("paper-no-receipt", &values)
            }
            None => w.with("paper-no-receipt-release", &[("people", people)]),
        };
        rows.push(vec![record.clock(silence.since), said]);
    }
    Section::new(w.say("paper-unheard")).with(timed(record, rows, "paper-unheard-none"))
}

/// People who were told about a duty, or of the end, and from whom nothing came back.
struct Silence<'a> {
    duty: Option<&'a DutyId>,
    since: Timestamp,
    people: Vec<PersonId>,
}

/// In the order of the first notice.
fn silences<'a>(record: &Record<'a>) -> Vec<Silence<'a>> {
    let heard = Heard::of(record);
    let mut silences: Vec<Silence<'a>> = Vec::new();
    for event in &record.timeline {
        let (Happened::Climbed { notices, .. }
        | Happened::Reassigned { notices, .. }
        | Happened::Waived { notices, .. }
        | Happened::Ended { notices, .. }) = &event.what
        else {
            continue;
        };
        for notice in notices.iter().filter(|notice| !heard.has(notice)) {
            let duty = duty_of(notice);
            match silences.iter_mut().find(|known| known.duty == duty) {
                Some(known) if known.people.contains(&notice.to) => {}
                Some(known) => known.people.push(notice.to.clone()),
                None => silences.push(Silence {
                    duty,
                    since: event.at,
                    people: vec![notice.to.clone()],
                }),
            }
        }
    }
    silences
}

fn duty_of(notice: &Notice) -> Option<&DutyId> {
    match &notice.about {
        About::Duty { duty, .. } | About::Waived { duty } => Some(duty),
        About::Release => None,
    }
}

fn reached_nobody(event: &Event) -> bool {
    match &event.what {
        Happened::Climbed { notices, .. } | Happened::Reassigned { notices, .. } => {
            notices.is_empty()
        }
        Happened::RedLine { .. } => true,
        Happened::Receipt { outcome, .. } => *outcome == Delivery::GaveUp,
        Happened::Called { outcome, .. } => *outcome == CallOutcome::NoAnswer,
        Happened::Founded { .. }
        | Happened::Started
        | Happened::WorkingHoursSet { .. }
        | Happened::WorkingHoursLow
        | Happened::WatchSet { .. }
        | Happened::ClockLeapt { .. }
        | Happened::ClockSettled { .. }
        | Happened::AlreadySo { .. }
        | Happened::PersonSet { .. }
        | Happened::AddressesSet { .. }
        | Happened::PersonLeft { .. }
        | Happened::RosterSet { .. }
        | Happened::SubstitutesSet { .. }
        | Happened::CalendarSet { .. }
        | Happened::TemplateSet { .. }
        | Happened::HoldersSet { .. }
        | Happened::RightSet { .. }
        | Happened::AbsenceSet { .. }
        | Happened::Published { .. }
        | Happened::SignalTaken { .. }
        | Happened::SignalResolved { .. }
        | Happened::Reported { .. }
        | Happened::FactsStated { .. }
        | Happened::Graded { .. }
        | Happened::LeaderNamed { .. }
        | Happened::HeadTold { .. }
        | Happened::Opened { .. }
        | Happened::Passed { .. }
        | Happened::Answered { .. }
        | Happened::Lapsed { .. }
        | Happened::Waived { .. }
        | Happened::Commented { .. }
        | Happened::GradeSet { .. }
        | Happened::Moved { .. }
        | Happened::Noted { .. }
        | Happened::EndProposed { .. }
        | Happened::Ended { .. }
        | Happened::Archived { .. }
        | Happened::HoldSet { .. }
        | Happened::HoldReleased { .. }
        | Happened::Erased { .. } => false,
    }
}

/// Who was reached about which duty, or of the end: a receipt, a call, or an answer.
struct Heard<'a>(BTreeSet<(Option<&'a DutyId>, &'a PersonId)>);

impl<'a> Heard<'a> {
    fn of(record: &Record<'a>) -> Self {
        let mut owed: BTreeMap<&NoticeId, &Notice> = BTreeMap::new();
        let mut heard = BTreeSet::new();
        for event in &record.timeline {
            match &event.what {
                Happened::Climbed { notices, .. }
                | Happened::Reassigned { notices, .. }
                | Happened::Waived { notices, .. }
                | Happened::Ended { notices, .. } => {
                    owed.extend(notices.iter().map(|notice| (&notice.id, notice)));
                }
                Happened::Receipt {
                    notice,
                    outcome: Delivery::Delivered,
                    ..
                }
                | Happened::Called {
                    notice,
                    outcome: CallOutcome::Reached,
                } => heard.extend(owed.get(notice).map(|it| (duty_of(it), &it.to))),
                Happened::Answered {
                    duty,
                    person: Some(person),
                    ..
                } => {
                    heard.insert((Some(duty), person));
                }
                Happened::Receipt { .. }
                | Happened::Called { .. }
                | Happened::Answered { .. }
                | Happened::Founded { .. }
                | Happened::Started
                | Happened::WorkingHoursSet { .. }
                | Happened::WorkingHoursLow
                | Happened::WatchSet { .. }
                | Happened::ClockLeapt { .. }
                | Happened::ClockSettled { .. }
                | Happened::AlreadySo { .. }
                | Happened::PersonSet { .. }
                | Happened::AddressesSet { .. }
                | Happened::PersonLeft { .. }
                | Happened::RosterSet { .. }
                | Happened::SubstitutesSet { .. }
                | Happened::CalendarSet { .. }
                | Happened::TemplateSet { .. }
                | Happened::HoldersSet { .. }
                | Happened::RightSet { .. }
                | Happened::AbsenceSet { .. }
                | Happened::Published { .. }
                | Happened::SignalTaken { .. }
                | Happened::SignalResolved { .. }
                | Happened::Reported { .. }
                | Happened::FactsStated { .. }
                | Happened::Graded { .. }
                | Happened::LeaderNamed { .. }
                | Happened::HeadTold { .. }
                | Happened::Opened { .. }
                | Happened::Passed { .. }
                | Happened::RedLine { .. }
                | Happened::Lapsed { .. }
                | Happened::Commented { .. }
                | Happened::GradeSet { .. }
                | Happened::Moved { .. }
                | Happened::Noted { .. }
                | Happened::EndProposed { .. }
                | Happened::Archived { .. }
                | Happened::HoldSet { .. }
                | Happened::HoldReleased { .. }
                | Happened::Erased { .. } => {}
            }
        }
        Self(heard)
    }

    fn has(&self, notice: &Notice) -> bool {
        self.0.contains(&(duty_of(notice), &notice.to))
    }
}
