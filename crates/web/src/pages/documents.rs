//! Papers about an incident: the Word files, the links to them, and a form as the record fills
//! it.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use duty::{Duty, IncidentId};
use maud::{Markup, html};
use plan::ReportId;
use std::fmt::Write as _;

use crate::answer::{Failure, unrecorded};
use crate::pages::refusal;
use crate::papers::{Asked, FormItem, Paper};
use crate::sight::Sight;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// `GET /incidents/{id}/closing.docx`
pub(crate) async fn closing(sight: Sight, Path(id): Path<String>) -> Response {
    let paper = IncidentId::new(id).map(|incident| Paper::Closing { incident });
    word(sight, paper.ok()).await
}

/// `GET /incidents/{id}/reports/{report}.docx`
pub(crate) async fn report(sight: Sight, Path((id, file)): Path<(String, String)>) -> Response {
    let named = |file: &str| {
        let incident = IncidentId::new(id).ok()?;
        let report = ReportId::new(file.strip_suffix(".docx")?).ok()?;
        Some(Paper::Report { incident, report })
    };
    let paper = named(&file);
    word(sight, paper).await
}

/// The Word file of a duty to report, for whoever has the duty's link; of no other paper.
pub(crate) async fn of_link(sight: Sight, duty: &Duty) -> Response {
    word(sight, Paper::of(duty)).await
}

async fn word(sight: Sight, paper: Option<Paper>) -> Response {
    if let Some(paper) = &paper
        && let Err(error) = sight.look_at(paper.incident()).await
    {
        return refusal::unread(&sight, &error);
    }
    let found = match paper {
        Some(paper) => match sent(&sight, &paper).await {
            Some(bytes) => Some((paper, bytes)),
            None => made(&sight, paper).await,
        },
        None => None,
    };
    let Some((paper, bytes)) = found else {
        return refusal::plain(
            &sight,
            StatusCode::NOT_FOUND,
            "page-board-not-found",
            "page-incident-no-paper",
        );
    };
    let headers = [
        (header::CONTENT_TYPE, WORD.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&sight, &paper)),
    ];
    (headers, bytes).into_response()
}

/// The file as it was sent; none while the duty to send it is open.
async fn sent(sight: &Sight, paper: &Paper) -> Option<Vec<u8>> {
    let incident = sight.incident(paper.incident())?;
    let duties = sight.duties_of(&incident);
    let mut done = duties
        .iter()
        .filter(|duty| Paper::of(duty).as_ref() == Some(paper))
        .filter_map(|duty| duty.discharge.as_ref());
    let kept = done.find_map(|done| done.paper.as_ref())?;
    match sight.handle.blob(&kept.blob).await {
        Ok(bytes) => bytes,
        Err(error) => {
            tracing::error!(%error, "a paper that was sent could not be read");
            None
        }
    }
}

/// Keeps the file of a duty to report as it goes out, before the record that names it.
pub(crate) async fn keep(sight: &Sight, duty: &Duty) -> Result<Option<duty::Paper>, Failure> {
    let Some(paper) = Paper::of(duty).filter(|_| !duty.is_done()) else {
        return Ok(None);
    };
    let Some((_, bytes)) = made(sight, paper).await else {
        return Ok(None);
    };
    let blob = sight.handle.put_blob(&bytes).await.map_err(unrecorded)?;
    Ok(Some(duty::Paper { blob }))
}

/// Makes a Word file where it holds up no other request.
async fn made(sight: &Sight, paper: Paper) -> Option<(Paper, Vec<u8>)> {
    let papers = sight.papers.clone()?;
    sight
        .incident(paper.incident())
        .filter(|_| sight.sees_whole())?;
    let past = sight.past(paper.incident())?.clone();
    let (published, now, w) = (sight.published.clone(), sight.now, sight.w);
    let work = move || {
        let published = &published;
        let asked = Asked {
            published,
            past: &past,
            now,
            w,
        };
        let bytes = papers.word(asked, &paper)?;
        Some((paper, bytes))
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(made) => made,
        Err(error) => {
            tracing::error!(%error, "a paper could not be made");
            None
        }
    }
}

/// Both names of RFC 6266: one in ASCII for old programs, and what people call it.
fn disposition(sight: &Sight, paper: &Paper) -> String {
    let (ascii, name) = match paper {
        Paper::Report { incident, report } => (
            format!("{report}-{incident}.docx"),
            report_name(sight, paper),
        ),
        Paper::Closing { incident } => (
            format!("closing-{incident}.docx"),
            sight.w.say("paper-closing"),
        ),
    };
    let incident = sight.incident(paper.incident());
    let event = incident.map(|it| sight.event_name(&it)).unwrap_or_default();
    let full = sight.w.parts([sight.organisation(), event, name]);
    format!(
        "attachment; filename=\"{ascii}\"; filename*=UTF-8''{}.docx",
        encoded(&full)
    )
}

fn report_name(sight: &Sight, paper: &Paper) -> String {
    let Paper::Report { incident, report } = paper else {
        return String::new();
    };
    let ready = sight.incident(incident).and_then(|it| sight.plan(&it));
    let rules = ready.iter().flat_map(|ready| &ready.plan().reports);
    let mut named = rules.filter(|rule| rule.id == *report);
    named.next().map_or_else(
        || report.to_string(),
        |rule| sight.w.pick(&rule.name, rule.name_en.as_deref()).to_owned(),
    )
}

/// The characters of RFC 8187 that stand for themselves; all others by their bytes.
fn encoded(text: &str) -> String {
    let mut all = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            all.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(all, "%{byte:02X}");
        }
    }
    all
}

/// The link to a paper's Word file, where papers are made.
pub(crate) fn link(sight: &Sight, paper: &Paper) -> Markup {
    link_at(sight, paper, &paper.path())
}

fn link_at(sight: &Sight, paper: &Paper, path: &str) -> Markup {
    html! {
        @if sight.papers.is_some() && is_made(sight, paper) {
            a.word href=(path) { (sight.w.say("page-incident-word")) }
        }
    }
}

/// The Word file of a duty to report, under the duty's own link, which is all that its reader has.
pub(crate) fn under_link(sight: &Sight, duty: &Duty) -> Markup {
    let path = format!("{}/paper.docx", sight.path);
    html! {
        @if let Some(paper) = Paper::of(duty) { p { (link_at(sight, &paper, &path)) } }
    }
}

/// The Word file of a duty to report, on an officer's page.
pub(crate) fn of_duty(sight: &Sight, duty: &Duty) -> Markup {
    html! {
        @if let Some(paper) = Paper::of(duty) { p { (link(sight, &paper)) } }
    }
}

/// The form of a report as the record fills it, for whoever must send it.
pub(crate) fn form_of_duty(sight: &Sight, duty: &Duty) -> Markup {
    html! { @if let Some(paper) = Paper::of(duty) { (filled(sight, &paper)) } }
}

/// A report without a form has no paper.
fn is_made(sight: &Sight, paper: &Paper) -> bool {
    match paper {
        Paper::Closing { .. } => true,
        Paper::Report { incident, report } => {
            let ready = sight.incident(incident).and_then(|it| sight.plan(&it));
            let rules = ready.iter().flat_map(|ready| &ready.plan().reports);
            rules
                .filter(|it| it.id == *report)
                .any(|it| it.form.is_some())
        }
    }
}

fn filled(sight: &Sight, paper: &Paper) -> Markup {
    let Some(items) = items(sight, paper) else {
        return html! {};
    };
    let w = sight.w;
    let missing = items.iter().filter(|item| item.text.is_none()).count();
    html! {
        details.more open {
            summary { (w.with("page-incident-form", &[("missing", missing)])) }
            dl."kv form" {
                @for item in &items {
                    dt { (item.label) }
                    dd {
                        @match &item.text {
                            Some(text) => @for line in text.lines() { span.line { (line) } },
                            None => span."tag bad" { (w.say("page-incident-form-missing")) },
                        }
                    }
                }
            }
        }
    }
}

fn items(sight: &Sight, paper: &Paper) -> Option<Vec<FormItem>> {
    let Paper::Report { incident, report } = paper else {
        return None;
    };
    let asked = Asked {
        published: &sight.published,
        past: sight.past(incident)?,
        now: sight.now,
        w: sight.w,
    };
    sight.papers.as_ref()?.form(asked, incident, report)
}
