//! The written report after the end: what happened, who did what by when, what was kept and
//! missed, what is still open.

mod duties;
mod notices;

use engine::{Event, Happened};

use crate::document::{Document, Part, Section, Table};
use crate::form::form;
use crate::quick::items;
use crate::record::Record;

/// More rows than this are counted, not printed: a report is read by people, and whoever needs
/// every line has the log.
const MOST_ROWS: usize = 400;

/// The written report of an incident. Before the end it is a draft: what the record does not
/// have yet is missing.
pub fn closing_report(record: &Record<'_>) -> Document {
    let w = record.w;
    let mut sections = vec![
        basic(record),
        course(record),
        grade_and_command(record),
        duties::tasks(record),
        duties::reports(record),
        notices::unheard(record),
        casualties(record),
        duties::limits(record),
        end(record),
    ];
    let missing: Vec<String> = sections.iter().flat_map(missing_in).collect();
    sections.push(duties::open_matters(record, &missing));
    let written = record.duty_made("written-report", "written-report");
    let handed_in = written.and_then(|duty| duty.discharge.as_ref());
    Document {
        mark: record.mark(),
        title: record.title(w.say("paper-closing")),
        to: None,
        opening: record.opening(),
        sections,
        sign: record.sign(handed_in.map(|discharge| discharge.at)),
        notes: vec![record.as_of_sentence()],
        missing,
    }
}

fn basic(record: &Record<'_>) -> Section {
    let w = record.w;
    let incident = record.incident;
    let reporter = record
        .timeline
        .iter()
        .find(|event| matches!(event.what, Happened::Reported { .. }))
        .map(|event| record.names.actor(w, &event.by));
    let place = incident.place.as_ref();
    let plan = record.plan.map(|plan| {
        let title = w.pick(&plan.meta.title, plan.meta.title_en.as_deref());
        let version = incident.version.to_string();
        w.with(
            "paper-plan",
            &[("title", title.to_owned()), ("version", version)],
        )
    });
    let grading = &incident.grading;
    let graded = grading
        .certain
        .map(|_| w.grading(grading, record.plan, record.event()));
    Section::new(w.say("paper-basic"))
        .with(item(record, "paper-organisation", record.organisation()))
        .with(item(record, "paper-event", Some(record.event_name())))
        .with(item(
            record,
            "paper-place",
            place.map(|place| record.names.sealed(w, place)),
        ))
        .with(item(
            record,
            "paper-happened",
            Some(record.full(incident.happened)),
        ))
        .with(item(
            record,
            "paper-reported",
            Some(record.full(incident.reported)),
        ))
        .with(item(record, "paper-reported-by", reporter))
        .with(item(record, "paper-run-by", plan))
        .with(item(record, "paper-grade", graded))
}

fn course(record: &Record<'_>) -> Section {
    let w = record.w;
    let rows = record
        .course()
        .into_iter()
        .map(|(time, said)| vec![time, said]);
    Section::new(w.say("paper-course")).with(timed(record, rows.collect(), "paper-course-none"))
}

fn grade_and_command(record: &Record<'_>) -> Section {
    let w = record.w;
    let rows = record.lines(|event| {
        matches!(
            event.what,
            Happened::Graded { .. } | Happened::LeaderNamed { .. }
        )
    });
    Section::new(w.say("paper-command"))
        .with(item(record, "paper-leader", record.leader()))
        .with(timed(record, rows, "paper-command-none"))
}

/// The facts that the quick report asks for under the same head, as they stand at the end.
fn casualties(record: &Record<'_>) -> Section {
    let mut section = Section::new(record.w.say("paper-casualties"));
    let Some(form) = form("accident-quick-report") else {
        return section;
    };
    let asked = form.sections.iter().find(|it| it.id == "casualties");
    let ids: Vec<&str> = asked
        .into_iter()
        .flat_map(|section| &section.items)
        .map(|item| item.id.as_str())
        .collect();
    for item in items(record, None, form) {
        if ids.contains(&item.id) {
            section = section.with(Part::Item {
                label: item.label,
                text: item.text,
            });
        }
    }
    section
}

fn end(record: &Record<'_>) -> Section {
    let w = record.w;
    let proposed = record.lines(|event| matches!(event.what, Happened::EndProposed { .. }));
    let released = record.lines(|event| matches!(event.what, Happened::Ended { .. }));
    let sign_off = record.duty_made("sign-off", "sign-off");
    let signed = sign_off.and_then(|duty| {
        let discharge = duty.discharge.as_ref()?;
        let said = w.with(
            "paper-signed",
            &[
                ("post", record.names.post(w, &duty.post)),
                ("who", record.done_by(duty, discharge)),
                ("at", record.full(discharge.at)),
            ],
        );
        Some(record.with_text(said, discharge.text.as_ref()))
    });
    let ended = record.incident.ended;
    Section::new(w.say("paper-end"))
        .with(item(record, "paper-end-proposed", last(record, proposed)))
        .with(item(record, "paper-end-signed", signed))
        .with(item(
            record,
            "paper-ended",
            ended.map(|ended| record.full(ended)),
        ))
        .with(item(record, "paper-released", last(record, released)))
}

/// Time and sentence of the last row.
fn last(record: &Record<'_>, rows: Vec<Vec<String>>) -> Option<String> {
    let row: [String; 2] = rows.into_iter().next_back()?.try_into().ok()?;
    let [time, said] = row;
    Some(record.w.with("paper-at", &[("time", time), ("said", said)]))
}

/// A label of the catalogue with what was found for it.
pub(crate) fn item(record: &Record<'_>, key: &str, text: Option<String>) -> Part {
    Part::Item {
        label: record.w.say(key),
        text,
    }
}

/// A list of times and sentences; a sentence of its own where there is nothing to list.
pub(crate) fn timed(record: &Record<'_>, rows: Vec<Vec<String>>, none: &str) -> Part {
    let w = record.w;
    let columns = vec![(w.say("paper-time"), 18), (w.say("paper-what"), 82)];
    table(record, columns, rows, none)
}

pub(crate) fn table(
    record: &Record<'_>,
    columns: Vec<(String, usize)>,
    mut rows: Vec<Vec<String>>,
    none: &str,
) -> Part {
    if rows.is_empty() {
        return Part::Text(record.w.say(none));
    }
    let more = rows.len().saturating_sub(MOST_ROWS);
    if more > 0 {
        rows.truncate(MOST_ROWS);
        let mut last = vec![String::new(); columns.len()];
        if let Some(cell) = last.last_mut() {
            *cell = record.w.with("paper-more-rows", &[("count", more)]);
        }
        rows.push(last);
    }
    Part::Table(Table { columns, rows })
}

fn missing_in(section: &Section) -> Vec<String> {
    section
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Item { label, text: None } => Some(label.clone()),
            Part::Item { text: Some(_), .. } | Part::Text(_) | Part::Table(_) => None,
        })
        .collect()
}

impl Record<'_> {
    /// Time and sentence of those events, in order.
    pub(crate) fn lines(&self, wanted: impl Fn(&Event) -> bool) -> Vec<Vec<String>> {
        self.timeline
            .iter()
            .filter(|event| wanted(event))
            .map(|event| vec![self.clock(event.at), self.line(event)])
            .collect()
    }
}
