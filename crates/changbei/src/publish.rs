//! `changbei publish`: a checked plan becomes the next version, in its organisation or in one
//! made for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::{Act, By, OrganisationId, Outcome, Refusal};
use journal::{Journal, JournalError, Options};
use plan::{Kind, Plan};
use runner::{Attachments, Clock, Handle, NotDone, Runner};
use serde::Deserialize;
use words::{Names, Value, Words};

use crate::local::Local;
use crate::{FINDINGS, GOOD, UNUSABLE, speak, trouble};

/// The largest plan file, in bytes.
const LARGEST: u64 = plan_text::yaml::LONGEST_BYTES as u64;

/// What to publish where.
pub struct Asked {
    /// The plan.
    pub file: PathBuf,
    /// The data folder.
    pub data: PathBuf,
    /// The PostgreSQL database of the records, when they are not in the data folder.
    pub database: Option<String>,
    /// Whose plan it becomes; needed where that is not plain.
    pub organisation: Option<String>,
}

/// Publishes a plan file.
pub async fn run(asked: &Asked, w: Words) -> u8 {
    match publish(asked, w).await {
        Ok(said) => {
            speak::line(&said);
            GOOD
        }
        Err(Failure::Gaps(lines)) => {
            for line in lines {
                speak::line(&line);
            }
            FINDINGS
        }
        Err(Failure::Unusable(said)) => {
            speak::complaint(&said);
            UNUSABLE
        }
    }
}

enum Failure {
    /// The plan has gaps, one sentence each.
    Gaps(Vec<String>),
    /// One clear line.
    Unusable(String),
}

async fn publish(asked: &Asked, w: Words) -> Result<String, Failure> {
    let (data, organisation) = (&asked.data, asked.organisation.as_deref());
    let (text, body) = read(&asked.file, w)?;
    plan::adopt(&body).map_err(|gaps| said_gaps(&gaps, &body, w))?;
    let trouble = |error: &JournalError| Failure::Unusable(trouble::journal(w, error));
    // Nothing is made in a folder in which it is not plain whose plan this would be.
    if organisation.is_none() && !data.exists() {
        return Err(Failure::Unusable(w.say("publish-which-organisation")));
    }
    let opened = match &asked.database {
        Some(url) => Journal::open_postgres(data, url).await,
        None => Journal::open(data, Options::default()).await,
    };
    let journal = match opened {
        Ok(journal) => Arc::new(journal),
        Err(JournalError::InUse) => {
            return through_the_server(data, organisation, &text, &body, w).await;
        }
        Err(error) => return Err(trouble(&error)),
    };
    let known = journal.organisations().await.map_err(|e| trouble(&e))?;
    let own = which(&known, organisation, w)?;
    let runner = Runner::start(journal, own.clone(), Clock::Machine)
        .await
        .map_err(|error| Failure::Unusable(error.to_string()))?;
    let handle = runner.handle();
    let done = enter(&handle, &own, &body, w).await;
    if let Err(error) = runner.stop().await {
        return Err(trouble(&error));
    }
    done
}

/// The file's text and the plan that it says.
fn read(file: &Path, w: Words) -> Result<(String, Plan), Failure> {
    let name = file.display().to_string();
    let unusable = |detail: String| {
        Failure::Unusable(w.with(
            "command-line-io",
            &[("doing", name.clone()), ("detail", detail)],
        ))
    };
    let size = std::fs::metadata(file).map_err(|error| unusable(error.to_string()))?;
    if size.len() > LARGEST {
        return Err(unusable(w.with("publish-too-large", &[("limit", LARGEST)])));
    }
    let text = std::fs::read_to_string(file).map_err(|error| unusable(error.to_string()))?;
    let plan = plan_text::yaml::read_yaml(&text).map_err(|error| unusable(error.to_string()))?;
    Ok((text, plan))
}

/// What the API answers to a plan that was published.
#[derive(Deserialize)]
struct Version {
    organisation: String,
    version: u32,
}

/// What it answers otherwise (RFC 9457).
#[derive(Deserialize)]
struct Problem {
    detail: String,
    #[serde(default)]
    errors: Vec<String>,
}

/// Hands the plan to the server that runs on the data folder.
async fn through_the_server(
    data: &Path,
    organisation: Option<&str>,
    text: &str,
    body: &Plan,
    w: Words,
) -> Result<String, Failure> {
    let unreachable = |detail: String| {
        Failure::Unusable(w.with("publish-server-unreachable", &[("detail", detail)]))
    };
    let local = Local::read(data).map_err(|error| unreachable(error.to_string()))?;
    let known: Vec<String> = local.tokens.keys().cloned().collect();
    let organisation = which(&known, organisation, w)?;
    let (status, answer) = local
        .publish(organisation.as_str(), text, w.language())
        .await
        .map_err(|error| unreachable(error.to_string()))?;
    if status == reqwest::StatusCode::OK {
        let answer: Version =
            serde_json::from_str(&answer).map_err(|error| unreachable(error.to_string()))?;
        return Ok(done(w, body, answer.version, &answer.organisation));
    }
    let problem: Problem =
        serde_json::from_str(&answer).map_err(|_| unreachable(status.to_string()))?;
    if problem.errors.is_empty() {
        return Err(Failure::Unusable(problem.detail));
    }
    let mut lines = vec![w.with("publish-gaps", &[("count", problem.errors.len())])];
    lines.extend(problem.errors);
    Err(Failure::Gaps(lines))
}

fn done(w: Words, body: &Plan, version: u32, organisation: &str) -> String {
    w.with(
        "publish-done",
        &[
            ("title", Value::from(body.meta.title.as_str())),
            ("version", Value::from(version)),
            ("organisation", Value::from(organisation)),
        ],
    )
}

fn which(known: &[String], asked: Option<&str>, w: Words) -> Result<OrganisationId, Failure> {
    let id = match (asked, known) {
        (Some(asked), _) => asked,
        (None, [only]) => only,
        (None, [] | [_, _, ..]) => {
            return Err(Failure::Unusable(w.say("publish-which-organisation")));
        }
    };
    OrganisationId::new(id).map_err(|bad| Failure::Unusable(bad.to_string()))
}

async fn enter(
    handle: &Handle,
    own: &OrganisationId,
    body: &Plan,
    w: Words,
) -> Result<String, Failure> {
    let failed = |error: NotDone| match error {
        NotDone::Refused(refusal) => {
            if let Refusal::PlanHasGaps(gaps) = &*refusal {
                return said_gaps(gaps, body, w);
            }
            let published = handle.published();
            let sealed = |value: &duty::Sealed| published.directory.text(value).map(str::to_owned);
            let zone = crate::serve::zone();
            let names = Names::new(&published.state, &sealed, &zone, handle.now());
            Failure::Unusable(w.refusal(&refusal, &names))
        }
        other @ (NotDone::NotRecorded(_) | NotDone::Stopped) => {
            Failure::Unusable(other.to_string())
        }
    };
    let new = handle.read(|state| state.organisation.is_none());
    if new {
        let found = Act::Found {
            organisation: own.clone(),
            name: body
                .meta
                .organisation
                .clone()
                .unwrap_or_else(|| body.meta.title.clone()),
            kind: body.meta.kind.unwrap_or(Kind::Factory),
            sample: false,
        };
        act(handle, found).await.map_err(failed)?;
    }
    web::propose_holders(handle, &By::Node, body)
        .await
        .map_err(failed)?;
    let publish = Act::Publish {
        plan: web::plan_id(body),
        body: Box::new(body.clone()),
    };
    let outcome = act(handle, publish).await.map_err(failed)?;
    let version = match outcome {
        Outcome::Version(_, version) => version,
        Outcome::Done | Outcome::Incident(_) | Outcome::Duty(_) | Outcome::Hold(_) => 0,
    };
    Ok(done(w, body, version, own.as_str()))
}

async fn act(handle: &Handle, act: Act) -> Result<Outcome, NotDone> {
    let taken = handle.act(By::Node, act, Attachments::none()).await?;
    Ok(taken.outcome)
}

fn said_gaps(gaps: &[plan::Gap], body: &Plan, w: Words) -> Failure {
    let mut lines = vec![w.with("publish-gaps", &[("count", gaps.len())])];
    lines.extend(gaps.iter().map(|gap| w.gap(gap, Some(body))));
    Failure::Gaps(lines)
}
