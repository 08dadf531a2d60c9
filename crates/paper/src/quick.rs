//! A report of a running incident, filled from the record on its own form.

use plan::{ReportId, ReportRule};

use crate::document::{Document, Part, Section};
use crate::fill::Filling;
use crate::form::{Form, form};
use crate::record::Record;

/// A form with what the record has for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The form's id.
    pub form: &'static str,
    /// That it is a drill, or of a sample.
    pub mark: Option<String>,
    /// The title.
    pub title: String,
    /// To whom it goes.
    pub to: Option<String>,
    /// What happened, where and when, in one sentence.
    pub opening: String,
    /// Up to when the record was read.
    pub as_of: String,
    /// The items, in the order of the form.
    pub items: Vec<Item>,
    /// Labels of the items that the record has nothing for.
    pub missing: Vec<String>,
    /// Who signs, and the day.
    pub sign: Vec<String>,
}

/// An item of a filled form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id in the form.
    pub id: &'static str,
    /// The head that it stands under.
    pub section: String,
    /// What is asked.
    pub label: String,
    /// What the record says; none is a blank that a person must fill.
    pub text: Option<String>,
}

/// Why a report cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfilled {
    /// The plan of the incident knows no such report.
    UnknownReport(ReportId),
    /// The plan names no form for the report.
    NoForm(ReportId),
    /// There is no form of that id.
    UnknownForm(String),
}

/// Fills the form of a report of the incident's plan.
pub fn quick_report(record: &Record<'_>, report: &ReportId) -> Result<Filled, Unfilled> {
    let rule = record
        .report(report)
        .ok_or_else(|| Unfilled::UnknownReport(report.clone()))?;
    let id = rule
        .form
        .as_deref()
        .ok_or_else(|| Unfilled::NoForm(report.clone()))?;
    let form = form(id).ok_or_else(|| Unfilled::UnknownForm(id.to_owned()))?;
    Ok(filled(record, rule, form))
}

fn filled(record: &Record<'_>, rule: &ReportRule, form: &'static Form) -> Filled {
    let w = record.w;
    let items = items(record, Some(rule), form);
    let duty = record.duty_made("report", rule.id.as_str());
    let to = rule
        .to
        .as_deref()
        .map(|to| w.pick(to, rule.to_en.as_deref()));
    let sent = duty.and_then(|duty| duty.discharge.as_ref());
    Filled {
        form: &form.id,
        mark: record.mark(),
        title: record.title(w.pick(&form.title, Some(&form.title_en)).to_owned()),
        to: to.map(str::to_owned),
        opening: record.opening(),
        as_of: record.as_of_sentence(),
        missing: items
            .iter()
            .filter(|item| item.text.is_none())
            .map(|item| item.label.clone())
            .collect(),
        items,
        sign: record.sign(sent.map(|discharge| discharge.at)),
    }
}

/// The items of a form with what the record has for them.
pub(crate) fn items(
    record: &Record<'_>,
    report: Option<&ReportRule>,
    form: &'static Form,
) -> Vec<Item> {
    let filling = Filling {
        record,
        form,
        report,
    };
    let mut items = Vec::new();
    for section in &form.sections {
        let head = record.w.pick(&section.head, Some(&section.head_en));
        for item in &section.items {
            items.push(Item {
                id: &item.id,
                section: head.to_owned(),
                label: filling.label(item),
                text: filling.text(item),
            });
        }
    }
    items
}

impl Filled {
    /// The same as a document to be printed.
    pub fn document(&self) -> Document {
        let mut sections: Vec<Section> = Vec::new();
        for item in &self.items {
            if sections.last().is_none_or(|last| last.head != item.section) {
                sections.push(Section::new(item.section.clone()));
            }
            if let Some(section) = sections.last_mut() {
                section.parts.push(Part::Item {
                    label: item.label.clone(),
                    text: item.text.clone(),
                });
            }
        }
        Document {
            mark: self.mark.clone(),
            title: self.title.clone(),
            to: self.to.clone(),
            opening: self.opening.clone(),
            sections,
            sign: self.sign.clone(),
            // Limits and what they rest on are the house's own affair.
            notes: vec![self.as_of.clone()],
            missing: self.missing.clone(),
        }
    }
}

impl Record<'_> {
    /// 松坪中学关于燃气泄漏的快报.
    pub(crate) fn title(&self, kind: String) -> String {
        let own = self.organisation();
        self.w.with(
            "paper-title",
            &[
                (
                    "organisation",
                    own.unwrap_or_else(|| self.w.say("kind-this")),
                ),
                ("event", self.event_name()),
                ("kind", kind),
            ],
        )
    }

    /// What happened, where and when: the sentence that an official paper opens with.
    pub(crate) fn opening(&self) -> String {
        let at = self.full(self.incident.happened);
        let event = self.event_name();
        match &self.incident.place {
            Some(place) => {
                let place = self.names.sealed(self.w, place);
                let values = [("at", at), ("place", place), ("event", event)];
                self.w.with("paper-opening", &values)
            }
            None => {
                let values = [("at", at), ("event", event)];
                self.w.with("paper-opening-without-place", &values)
            }
        }
    }

    /// Up to when the record was read.
    pub(crate) fn as_of_sentence(&self) -> String {
        let at = self.full(self.as_of());
        self.w.with("paper-as-of", &[("at", at)])
    }

    /// Who signs; the day is left open until the record has it.
    pub(crate) fn sign(&self, sent: Option<jiff::Timestamp>) -> Vec<String> {
        let day = match sent {
            Some(at) => self.w.day(at, self.names.zone),
            None => self.w.say("paper-day-open"),
        };
        self.organisation().into_iter().chain([day]).collect()
    }
}
