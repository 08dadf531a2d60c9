//! What the record has on duties: who did what by when, which limits were kept.

use std::collections::BTreeSet;

use duty::{Duty, Tell};
use engine::Happened;
use plan::StepId;

use super::table;
use crate::document::{Part, Section};
use crate::record::Record;

/// How a duty stands to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Within,
    Late,
    /// Not done, and its limit has passed.
    Lapsed,
    /// Not done, its limit has not passed or there is none.
    Open,
    /// Done; there was no limit.
    NoLimit,
    /// Somebody decided that it need not be done.
    Waived,
}

/// Every duty: what, which post, opened, answered, done by whom, within the limit or late.
pub(super) fn tasks(record: &Record<'_>) -> Section {
    let w = record.w;
    let columns = vec![
        (w.say("paper-task"), 30),
        (w.say("paper-post"), 11),
        (w.say("paper-opened"), 10),
        (w.say("paper-answered"), 15),
        (w.say("paper-done"), 15),
        (w.say("paper-outcome"), 19),
    ];
    let rows = record.duties.iter().map(|duty| row(record, duty)).collect();
    let section =
        Section::new(w.say("paper-tasks")).with(table(record, columns, rows, "paper-tasks-none"));
    let passed = passed(record);
    if passed.is_empty() {
        return section;
    }
    section.with(Part::Text(
        w.with("paper-passed", &[("tasks", w.clauses(passed))]),
    ))
}

fn row(record: &Record<'_>, duty: &Duty) -> Vec<String> {
    let w = record.w;
    let done = duty.discharge.as_ref().map_or_else(
        || w.say("paper-not-done"),
        |it| format!("{}\n{}", record.clock(it.at), record.done_by(duty, it)),
    );
    let mut outcome = outcome(record, duty);
    if let Some(discharge) = &duty.discharge {
        if let Some(text) = &discharge.text {
            outcome.push('\n');
            outcome.push_str(&record.names.sealed(w, text));
        }
        if !discharge.photos.is_empty() {
            let count = discharge.photos.len();
            outcome.push('\n');
            outcome.push_str(&w.with("event-photos", &[("count", count)]));
        }
    }
    vec![
        w.task(&duty.task, &record.names),
        record.names.post(w, &duty.post),
        record.clock(duty.opened),
        answered(record, duty),
        done,
        outcome,
    ]
}

/// Every refusal with its reason, and who took it on first.
fn answered(record: &Record<'_>, duty: &Duty) -> String {
    let w = record.w;
    let taken = duty.replies.iter().position(|reply| reply.takes);
    let said: Vec<String> = duty
        .replies
        .iter()
        .enumerate()
        .filter(|(index, reply)| !reply.takes || Some(*index) == taken)
        .map(|(_, reply)| {
            let said = format!(
                "{}\n{}",
                record.clock(reply.at),
                record.replied_by(duty, reply)
            );
            if reply.takes {
                return said;
            }
            let why = reply.text.as_ref();
            let refused = match why.map(|why| record.names.sealed(w, why)) {
                Some(why) => w.with("paper-cannot-because", &[("why", why)]),
                None => w.say("paper-cannot"),
            };
            format!("{said}\n{refused}")
        })
        .collect();
    if !said.is_empty() {
        return said.join("\n");
    }
    let told = duty.ladder.rungs().iter();
    // The red line tells nobody; it says that nobody is left to tell.
    let told = told.filter(|rung| rung.climbed.is_some() && rung.tell != Tell::RedLine);
    match (duty.is_done(), told.count()) {
        (false, _) => w.say("paper-nobody"),
        // Done is an answer too, and stands in the next column.
        (true, 0 | 1) => w.say("paper-done-at-once"),
        (true, rungs) => w.with("paper-done-without-answer", &[("rungs", rungs)]),
    }
}

fn outcome(record: &Record<'_>, duty: &Duty) -> String {
    let w = record.w;
    let said = w.say(match kept(duty) {
        Kept::Within => "paper-within",
        Kept::Late => "paper-late",
        Kept::Lapsed => "paper-lapsed",
        Kept::Open => "paper-open",
        Kept::NoLimit => "paper-no-limit",
        Kept::Waived => "paper-waived",
    });
    match duty.due {
        Some(due) => w.with(
            "paper-with-limit",
            &[("said", said), ("due", record.clock(due))],
        ),
        None => said,
    }
}

fn kept(duty: &Duty) -> Kept {
    match (&duty.discharge, duty.due) {
        (Some(discharge), _) if discharge.waived => Kept::Waived,
        (Some(discharge), _) if discharge.late => Kept::Late,
        (Some(_), Some(_)) => Kept::Within,
        (Some(_), None) => Kept::NoLimit,
        (None, _) if duty.lapsed.is_some() => Kept::Lapsed,
        (None, _) => Kept::Open,
    }
}

/// Steps whose branch did not apply to the end.
fn passed(record: &Record<'_>) -> Vec<String> {
    let passed: BTreeSet<&StepId> = record
        .timeline
        .iter()
        .filter_map(|event| {
            let Happened::Passed { step, .. } = &event.what else {
                return None;
            };
            Some(step)
        })
        .filter(|step| record.duty_made("step", step.as_str()).is_none())
        .collect();
    let steps = record
        .plan
        .into_iter()
        .flat_map(|plan| &plan.procedures)
        .flat_map(|procedure| &procedure.steps)
        .filter(|step| passed.contains(&step.id));
    steps
        .map(|step| {
            record
                .w
                .pick(&step.text, step.text_en.as_deref())
                .to_owned()
        })
        .collect()
}

/// Reports made to whom and when, each with the limit that bound.
pub(super) fn reports(record: &Record<'_>) -> Section {
    let w = record.w;
    let columns = vec![
        (w.say("paper-report"), 24),
        (w.say("paper-to"), 16),
        (w.say("paper-due-head"), 13),
        (w.say("paper-sent"), 17),
        (w.say("paper-outcome"), 30),
    ];
    let rules = record.plan.map_or(&[][..], |plan| &plan.reports);
    let owed: Vec<_> = rules
        .iter()
        .filter_map(|rule| Some((rule, record.duty_made("report", rule.id.as_str())?)))
        .collect();
    let rows = owed.iter().map(|(rule, duty)| {
        let to = rule
            .to
            .as_deref()
            .map(|to| w.pick(to, rule.to_en.as_deref()));
        let sent = duty.discharge.as_ref();
        let mut said = outcome(record, duty);
        if let Some(text) = sent.and_then(|sent| sent.text.as_ref()) {
            said.push('\n');
            said.push_str(&record.names.sealed(w, text));
        }
        vec![
            w.pick(&rule.name, rule.name_en.as_deref()).to_owned(),
            to.map_or_else(|| w.say("paper-not-recorded"), str::to_owned),
            duty.due.map_or_else(String::new, |due| record.clock(due)),
            sent.map_or_else(
                || w.say("paper-not-sent"),
                |sent| format!("{}\n{}", record.clock(sent.at), record.done_by(duty, sent)),
            ),
            said,
        ]
    });
    let rows = rows.collect();
    let mut section = Section::new(w.say("paper-reports")).with(table(
        record,
        columns,
        rows,
        "paper-reports-none",
    ));
    for (rule, _) in &owed {
        let limit = w.binding(rule, record.state.kind());
        if !limit.is_empty() {
            let name = w.pick(&rule.name, rule.name_en.as_deref()).to_owned();
            let values = [("report", name), ("limit", limit)];
            section = section.with(Part::Text(w.with("paper-report-limit", &values)));
        }
    }
    section
}

/// How many limits were kept, and which were not.
pub(super) fn limits(record: &Record<'_>) -> Section {
    let w = record.w;
    let count = |wanted: Kept| {
        let of_it = record.duties.iter().filter(|duty| kept(duty) == wanted);
        of_it.count()
    };
    let counted = w.with(
        "paper-limits-counted",
        &[
            ("all", record.duties.len()),
            ("within", count(Kept::Within)),
            ("late", count(Kept::Late)),
            ("lapsed", count(Kept::Lapsed)),
            ("open", count(Kept::Open)),
            ("without", count(Kept::NoLimit)),
        ],
    );
    let columns = vec![
        (w.say("paper-task"), 50),
        (w.say("paper-post"), 20),
        (w.say("paper-outcome"), 30),
    ];
    let missed = record
        .duties
        .iter()
        .filter(|duty| matches!(kept(duty), Kept::Late | Kept::Lapsed))
        .map(|duty| {
            vec![
                w.task(&duty.task, &record.names),
                record.names.post(w, &duty.post),
                outcome(record, duty),
            ]
        })
        .collect();
    let waived = count(Kept::Waived);
    let mut section = Section::new(w.say("paper-limits")).with(Part::Text(counted));
    if waived > 0 {
        let said = w.with("paper-limits-waived", &[("count", waived)]);
        section = section.with(Part::Text(said));
    }
    section.with(table(record, columns, missed, "paper-limits-all-kept"))
}

/// Duties that are not done, and what the record does not say.
pub(super) fn open_matters(record: &Record<'_>, missing: &[String]) -> Section {
    let w = record.w;
    let columns = vec![
        (w.say("paper-task"), 50),
        (w.say("paper-post"), 20),
        (w.say("paper-outcome"), 30),
    ];
    let open = record
        .duties
        .iter()
        .filter(|duty| !duty.is_done())
        .map(|duty| {
            vec![
                w.task(&duty.task, &record.names),
                record.names.post(w, &duty.post),
                outcome(record, duty),
            ]
        })
        .collect();
    let section = Section::new(w.say("paper-open-matters")).with(table(
        record,
        columns,
        open,
        "paper-open-none",
    ));
    if missing.is_empty() {
        return section;
    }
    let said = w.with("paper-missing", &[("labels", w.list(missing))]);
    section.with(Part::Text(said))
}
