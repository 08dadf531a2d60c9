//! Documents out, as the pages hand them on. What makes them is another crate that the binary
//! brings along.

use duty::{Duty, IncidentId};
use jiff::Timestamp;
use plan::ReportId;
use runner::{Past, Published};
use words::Words;

/// What a paper is made from.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// What is committed.
    pub published: &'a Published,
    /// What happened in the incident that the paper is about.
    pub past: &'a Past,
    /// The time now, for who is on duty.
    pub now: Timestamp,
    /// The language of the paper.
    pub w: Words,
}

/// A paper about an incident, running or archived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// A report that the plan asks for, on its form.
    Report {
        /// Of which incident.
        incident: IncidentId,
        /// Which rule of its plan.
        report: ReportId,
    },
    /// The written report after the end; before it, a draft.
    Closing {
        /// Of which incident.
        incident: IncidentId,
    },
}

/// An item of a form, as far as the record fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormItem {
    /// What is asked.
    pub label: String,
    /// What the record says; none is a blank that a person must fill.
    pub text: Option<String>,
}

/// Makes papers. It may take its time: nobody waits for it but whoever asked.
pub trait Papers: Send + Sync {
    /// The bytes of a Word file; none when there is no such paper.
    fn word(&self, asked: Asked<'_>, paper: &Paper) -> Option<Vec<u8>>;

    /// The items of a report's form; none when the report has no form.
    fn form(
        &self,
        asked: Asked<'_>,
        incident: &IncidentId,
        report: &ReportId,
    ) -> Option<Vec<FormItem>>;
}

impl Paper {
    /// The paper that a duty asks for: a report, or the written report after the end.
    pub(crate) fn of(duty: &Duty) -> Option<Self> {
        let incident = duty.incident.clone();
        match duty.task.made.by.as_str() {
            "report" => {
                let report = ReportId::new(&duty.task.made.element).ok()?;
                Some(Self::Report { incident, report })
            }
            "written-report" => Some(Self::Closing { incident }),
            // Makers are text, and only these two make papers.
            _ => None,
        }
    }

    /// Path of its Word file.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Report { incident, report } => {
                format!("/incidents/{incident}/reports/{report}.docx")
            }
            Self::Closing { incident } => format!("/incidents/{incident}/closing.docx"),
        }
    }

    pub(crate) fn incident(&self) -> &IncidentId {
        match self {
            Self::Report { incident, .. } | Self::Closing { incident } => incident,
        }
    }
}
