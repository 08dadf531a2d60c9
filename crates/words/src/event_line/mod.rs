//! One sentence of the timeline for every event.

mod changes;
mod duties;
mod erasure;
mod incident;
mod organisation;

use duty::{DutyId, PersonId, Sealed};
use engine::{Event, Happened};
use jiff::Timestamp;

use crate::{Names, Words};
use duties::Answered;

impl Words {
    /// What happened, in one sentence, without its time, which stands in the gutter.
    pub fn event_line(self, event: &Event, names: &Names<'_>) -> String {
        // Times in the sentence are said against the time of the event, so that it reads the
        // same on every later day.
        let names = names.at(event.at);
        let line = Line {
            w: self,
            names: &names,
            event,
        };
        match &event.what {
            Happened::Founded {
                name, kind, sample, ..
            } => line.founded(name, *kind, *sample),
            Happened::Started => self.say("event-started"),
            Happened::WorkingHoursSet { through, .. } => line.working_hours_set(*through),
            Happened::WorkingHoursLow => self.say("event-working-hours-low"),
            Happened::WatchSet { next } => line.watch_set(*next),
            Happened::ClockLeapt {
                stood, wall, until, ..
            } => line.clock_leapt(*stood, *wall, *until),
            Happened::ClockSettled { answer, duties, .. } => {
                line.clock_settled(*answer, duties.len())
            }
            Happened::AlreadySo { .. } => line.by("event-already-so"),
            Happened::PersonSet { name, .. } => line.person_set(name),
            Happened::AddressesSet { person, addresses } => line.addresses_set(person, addresses),
            Happened::TemplateSet { kind, template } => {
                line.template_set(*kind, template.is_some())
            }
            Happened::HoldersSet { post, people } => line.holders_set(post, people),
            Happened::RightSet { account, right } => line.right_set(account, right.as_ref()),
            Happened::AbsenceSet {
                person,
                from,
                to,
                reason,
            } => line.absence_set(person, *from, *to, reason.as_ref()),
            Happened::PersonLeft { person } => line.person_left(person),
            Happened::RosterSet {
                post,
                weekly,
                dated,
                ..
            } => line.roster_set(post, weekly.len(), dated.len()),
            Happened::SubstitutesSet { post, order } => {
                line.substitutes_set(post, order.as_deref())
            }
            Happened::CalendarSet { calendar } => line.calendar_set(calendar),
            Happened::Published { version, body, .. } => line.published(*version, body),
            Happened::SignalTaken { rule, text, .. } => line.signal_taken(rule, text.as_ref()),
            Happened::SignalResolved { .. } => self.say("event-signal-resolved"),
            Happened::Reported {
                event,
                version,
                place,
                happened,
                ..
            } => line.reported(event, *version, place.as_ref(), *happened),
            Happened::FactsStated { incident, facts } => line.facts_stated(incident, facts),
            Happened::Graded { incident, grading } => line.graded(incident, grading),
            Happened::LeaderNamed { leader, .. } => line.leader_named(leader),
            Happened::HeadTold { when, .. } => line.head_told(*when),
            Happened::Opened { duty } => line.opened(duty),
            Happened::Passed { step, .. } => line.passed(step),
            Happened::Climbed {
                duty,
                rung,
                planned,
                late,
                notices,
                stand,
                retimed: _,
            } => line.climbed(
                duty,
                *rung,
                late.then_some(*planned),
                notices,
                stand.as_ref(),
            ),
            Happened::RedLine { duty, .. } => line.of_task("event-red-line", duty),
            Happened::Answered {
                duty,
                answer,
                person,
                text,
                photos,
                paper: _,
                oral,
                late,
                retimed: _,
            } => {
                let answered = Answered {
                    answer: *answer,
                    person: person.as_ref(),
                    text: text.as_ref(),
                    photos: photos.len(),
                    oral: oral.as_ref(),
                    late: *late,
                };
                line.answered(duty, &answered)
            }
            Happened::Reassigned {
                duty,
                post,
                person,
                reason,
                stand,
                notices,
                ..
            } => line.reassigned(duty, post, person.as_ref(), (notices, stand), reason),
            Happened::Waived {
                duty,
                person,
                clause,
                reason,
                ..
            } => line.waived(duty, person.as_ref(), clause.as_ref(), reason),
            Happened::Commented { duty, text } => line.commented(duty, text),
            Happened::GradeSet {
                incident,
                rank,
                computed,
                person,
                reason,
            } => line.grade_set(incident, *rank, *computed, person.as_ref(), reason),
            Happened::Moved {
                from,
                version,
                reason,
                kept,
                ..
            } => line.moved(*from, *version, kept, reason),
            Happened::Lapsed { duty, due } => line.lapsed(duty, *due),
            Happened::Receipt {
                notice,
                channel,
                outcome,
            } => line.receipt(notice, channel, outcome),
            Happened::Called { notice, outcome } => line.called(notice, *outcome),
            Happened::Noted { text, happened, .. } => line.noted(text, *happened),
            Happened::EndProposed { .. } => line.by("event-end-proposed"),
            Happened::Ended { notices, .. } => line.ended(notices.len()),
            Happened::Archived { .. } => self.say("event-archived"),
            Happened::HoldSet {
                scope,
                reason,
                until,
                ..
            } => line.hold_set(scope, reason, *until),
            Happened::HoldReleased { .. } => line.by("event-hold-released"),
            Happened::Erased {
                ground, destroyed, ..
            } => line.erased(*ground, destroyed),
        }
    }
}

/// An event on its way into a sentence.
struct Line<'a> {
    w: Words,
    names: &'a Names<'a>,
    event: &'a Event,
}

impl Line<'_> {
    fn who(&self) -> String {
        self.names.actor(self.w, &self.event.by)
    }

    fn by(&self, key: &str) -> String {
        self.w.with(key, &[("who", self.who())])
    }

    fn of_task(&self, key: &str, duty: &DutyId) -> String {
        self.w.with(key, &[("task", self.names.task(self.w, duty))])
    }

    fn person(&self, id: &PersonId) -> String {
        self.names.person(self.w, id)
    }

    fn clock(&self, at: Timestamp) -> String {
        self.w.clock(at, self.names.now, self.names.zone)
    }

    /// The sentence, and what was written beside it: …：“…”.
    fn with_text(&self, said: String, text: Option<&Sealed>) -> String {
        match text {
            None => said,
            Some(text) => self.w.with(
                "event-with-text",
                &[("said", said), ("text", self.names.sealed(self.w, text))],
            ),
        }
    }
}
