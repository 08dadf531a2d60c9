//! Notices that reached nobody, and red lines.

use std::collections::BTreeSet;

use duty::{NoticeId, PersonId};
use engine::{About, CallOutcome, Delivery, Event, Happened, Notice};

use super::timed;
use crate::document::Section;
use crate::record::Record;

/// What reached nobody: rungs that found nobody, channels that gave up, calls without an
/// answer, notices without receipt or answer, red lines.
pub(super) fn unheard(record: &Record<'_>) -> Section {
    let w = record.w;
    let heard = Heard::of(record);
    let mut rows = Vec::new();
    for event in &record.timeline {
        if reached_nobody(event) {
            rows.push(vec![record.clock(event.at), record.line(event)]);
        }
        if let Happened::Climbed { notices, .. } | Happened::Ended { notices, .. } = &event.what {
            for notice in notices.iter().filter(|notice| !heard.has(notice)) {
                rows.push(vec![record.clock(event.at), unreceipted(record, notice)]);
            }
        }
    }
    Section::new(w.say("paper-unheard")).with(timed(record, rows, "paper-unheard-none"))
}

fn reached_nobody(event: &Event) -> bool {
    match &event.what {
        Happened::Climbed { notices, .. } => notices.is_empty(),
        Happened::RedLine { .. } => true,
        Happened::Receipt { outcome, .. } => *outcome == Delivery::GaveUp,
        Happened::Called { outcome, .. } => *outcome == CallOutcome::NoAnswer,
        Happened::Founded { .. }
        | Happened::Started
        | Happened::WorkingHoursSet { .. }
        | Happened::WorkingHoursLow
        | Happened::PersonSet { .. }
        | Happened::HoldersSet { .. }
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
        | Happened::Noted { .. }
        | Happened::EndProposed { .. }
        | Happened::Ended { .. }
        | Happened::Archived { .. } => false,
    }
}

fn unreceipted(record: &Record<'_>, notice: &Notice) -> String {
    let w = record.w;
    let person = record.names.person(w, &notice.to);
    match &notice.about {
        About::Duty { duty, .. } => {
            let task = record.names.task(w, duty);
            let values = [("person", person), ("task", task)];
            w.with("paper-no-receipt", &values)
        }
        About::Release => w.with("paper-no-receipt-release", &[("person", person)]),
    }
}

/// Notices with a receipt or a call that reached, and who answered which duty.
struct Heard<'a> {
    notices: BTreeSet<&'a NoticeId>,
    answers: BTreeSet<(&'a duty::DutyId, &'a PersonId)>,
}

impl<'a> Heard<'a> {
    fn of(record: &Record<'a>) -> Self {
        let mut heard = Self {
            notices: BTreeSet::new(),
            answers: BTreeSet::new(),
        };
        for event in &record.timeline {
            if let Happened::Receipt {
                notice,
                outcome: Delivery::Delivered,
                ..
            }
            | Happened::Called {
                notice,
                outcome: CallOutcome::Reached,
            } = &event.what
            {
                heard.notices.insert(notice);
            }
            if let Happened::Answered {
                duty,
                person: Some(person),
                ..
            } = &event.what
            {
                heard.answers.insert((duty, person));
            }
        }
        heard
    }

    fn has(&self, notice: &Notice) -> bool {
        let answered = match &notice.about {
            About::Duty { duty, .. } => self.answers.contains(&(duty, &notice.to)),
            About::Release => false,
        };
        answered || self.notices.contains(&notice.id)
    }
}
