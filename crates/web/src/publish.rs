//! What publishing a plan takes besides the command itself, the same from a page, through the API
//! and on the command line.

use std::collections::BTreeMap;

use duty::{PersonId, PostId};
use engine::{Act, By, Outcome, Refusal, State};
use plan::{Plan, PlanId};
use runner::{Attachments, Handle, NotDone};

use crate::answer::{Failure, Making, not_done};
use crate::app::Web;
use crate::sight::Sight;

/// Of which plan this is the next version: the id that it says, else `plan`.
pub fn plan_id(body: &Plan) -> PlanId {
    let own = body.meta.id.clone();
    own.unwrap_or_else(|| PlanId::new("plan").expect("letters make an identifier"))
}

/// Names in the document are proposals: they fill posts that nobody holds yet.
///
/// # Errors
/// [`NotDone`]; posts that were filled before it stay filled.
pub async fn propose_holders(handle: &Handle, by: &By, body: &Plan) -> Result<(), NotDone> {
    let mut people: BTreeMap<&str, PersonId> = BTreeMap::new();
    let mut posts: Vec<(PostId, Vec<PersonId>)> = Vec::new();
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
                    let id = enter(handle, by, name).await?;
                    people.insert(name, id.clone());
                    id
                }
            };
            holders.push(id);
        }
        posts.push((post.id.clone(), holders));
    }
    for (post, people) in posts {
        let act = Act::SetHolders { post, people };
        handle.act(by.clone(), act, Attachments::none()).await?;
    }
    Ok(())
}

async fn enter(handle: &Handle, by: &By, name: &str) -> Result<PersonId, NotDone> {
    let id = handle.read(free_id);
    let mut attachments = Attachments::none();
    let sealed = attachments
        .seal(name)
        .map_err(|error| NotDone::NotRecorded(error.to_string()))?;
    let act = Act::SetPerson {
        person: id.clone(),
        name: sealed,
        phone: None,
        number: None,
    };
    handle.act(by.clone(), act, attachments).await?;
    Ok(id)
}

/// An id that nobody has.
fn free_id(state: &State) -> PersonId {
    let mut number = state.people.len();
    loop {
        number += 1;
        let id = PersonId::new(format!("person-{number}")).expect("a number makes an identifier");
        if !state.people.contains_key(&id) {
            return id;
        }
    }
}

/// Publishes a plan as the next version of `plan`, with its proposals for who holds what.
///
/// # Errors
/// [`Failure`], gaps among them.
pub(crate) async fn publish(
    web: &Web,
    sight: &Sight,
    making: Making,
    plan: PlanId,
    body: Plan,
) -> Result<(PlanId, u32), Failure> {
    plan::adopt(&body).map_err(|gaps| Failure::Refused(Box::new(Refusal::PlanHasGaps(gaps))))?;
    let _others_wait = web.publishing.lock().await;
    propose_holders(&sight.handle, &making.by, &body)
        .await
        .map_err(|why| not_done(sight, why))?;
    let body = Box::new(body);
    let taken = making.submit(sight, Act::Publish { plan, body }).await?;
    match taken.outcome {
        Outcome::Version(plan, version) => Ok((plan, version)),
        // The id was used before, for something else.
        Outcome::Done | Outcome::Incident(_) | Outcome::Duty(_) | Outcome::Hold(_) => {
            Err(Failure::Malformed)
        }
    }
}
