//! `changbei publish`: a checked plan becomes the next version, in its organisation or in one
//! made for it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use duty::{PersonId, PostId};
use engine::{Act, By, OrganisationId, Outcome, Refusal};
use journal::{Journal, JournalError, Options};
use plan::{Kind, Plan, PlanId};
use runner::{Attachments, Clock, Handle, NotDone, Runner};
use words::{Value, Words};

use crate::{FINDINGS, GOOD, UNUSABLE, speak, trouble};

/// The largest plan file, in bytes.
const LARGEST: u64 = plan_text::yaml::LONGEST_BYTES as u64;

/// Publishes a plan file.
pub async fn run(file: &Path, data: &Path, organisation: Option<&str>, w: Words) -> u8 {
    match publish(file, data, organisation, w).await {
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

async fn publish(
    file: &Path,
    data: &Path,
    organisation: Option<&str>,
    w: Words,
) -> Result<String, Failure> {
    let body = read(file, w)?;
    plan::adopt(&body).map_err(|gaps| said_gaps(&gaps, &body, w))?;
    let trouble = |error: &JournalError| Failure::Unusable(trouble::journal(w, error));
    let journal = match Journal::open(data, Options::default()).await {
        Ok(journal) => Arc::new(journal),
        Err(JournalError::InUse) => {
            return Err(Failure::Unusable(w.say("publish-server-running")));
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

fn read(file: &Path, w: Words) -> Result<Plan, Failure> {
    let name = file.display().to_string();
    let unusable = |detail: String| {
        Failure::Unusable(w.with("command-line-io", &[("doing", name.clone()), ("detail", detail)]))
    };
    let size = std::fs::metadata(file).map_err(|error| unusable(error.to_string()))?;
    if size.len() > LARGEST {
        return Err(unusable(w.with("publish-too-large", &[("limit", LARGEST)])));
    }
    let text = std::fs::read_to_string(file).map_err(|error| unusable(error.to_string()))?;
    plan_text::yaml::read_yaml(&text).map_err(|error| unusable(error.to_string()))
}

fn which(
    known: &[String],
    asked: Option<&str>,
    w: Words,
) -> Result<OrganisationId, Failure> {
    let id = match (asked, known) {
        (Some(asked), _) => asked,
        (None, [only]) => only,
        (None, []) => "organisation",
        (None, [_, _, ..]) => {
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
        NotDone::Refused(refusal) => match *refusal {
            Refusal::PlanHasGaps(gaps) => said_gaps(&gaps, body, w),
            other => Failure::Unusable(format!("{other:?}")),
        },
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
    propose_holders(handle, body).await.map_err(failed)?;
    let plan = match &body.meta.id {
        Some(id) => id.clone(),
        None => PlanId::new("plan").map_err(|bad| Failure::Unusable(bad.to_string()))?,
    };
    let publish = Act::Publish {
        plan,
        body: Box::new(body.clone()),
    };
    let outcome = act(handle, publish).await.map_err(failed)?;
    let version = match outcome {
        Outcome::Version(_, version) => version,
        Outcome::Done | Outcome::Incident(_) | Outcome::Duty(_) => 0,
    };
    Ok(w.with(
        "publish-done",
        &[
            ("title", Value::from(body.meta.title.as_str())),
            ("version", Value::from(version)),
            ("organisation", Value::from(own.as_str())),
        ],
    ))
}

/// Names in the document are proposals: they fill posts that nobody holds yet.
async fn propose_holders(handle: &Handle, body: &Plan) -> Result<(), NotDone> {
    let mut people: BTreeMap<&str, PersonId> = BTreeMap::new();
    let mut posts: Vec<(PostId, Vec<PersonId>)> = Vec::new();
    let mut count = handle.read(|state| state.people.len());
    for post in &body.posts {
        let vacant = handle.read(|state| state.holders.get(&post.id).is_none_or(Vec::is_empty));
        if !vacant || post.holders.is_empty() {
            continue;
        }
        let mut holders = Vec::new();
        for name in &post.holders {
            let id = match people.get(name.as_str()) {
                Some(id) => id.clone(),
                None => {
                    count += 1;
                    let id = PersonId::new(format!("person-{count}"))
                        .expect("a number makes an identifier");
                    let mut attachments = Attachments::none();
                    let sealed = attachments
                        .seal(name)
                        .map_err(|error| NotDone::NotRecorded(error.to_string()))?;
                    let act = Act::SetPerson {
                        person: id.clone(),
                        name: sealed,
                        phone: None,
                    };
                    handle.act(By::Node, act, attachments).await?;
                    people.insert(name, id.clone());
                    id
                }
            };
            holders.push(id);
        }
        posts.push((post.id.clone(), holders));
    }
    for (post, people) in posts {
        act(handle, Act::SetHolders { post, people }).await?;
    }
    Ok(())
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
