//! What must be kept and what is destroyed, the same from a page and through the API.

use accounts::{Accounts, AccountsError, Whose};
use duty::PersonId;
use engine::{Act, Ground, HoldId, OrganisationId, Outcome, Scope, State};
use jiff::Timestamp;

use crate::answer::{Failure, Making};
use crate::app::Web;
use crate::sight::Sight;

/// The longest reason of a hold, in characters.
pub(crate) const LONGEST_REASON: usize = 200;

/// Sets a hold.
pub(crate) async fn hold(
    sight: &Sight,
    mut making: Making,
    scope: Scope,
    reason: &str,
    until: Option<Timestamp>,
) -> Result<HoldId, Failure> {
    if reason.chars().count() > LONGEST_REASON {
        return Err(Failure::Malformed);
    }
    let act = Act::SetHold {
        scope,
        reason: making.seal(Some(reason))?.ok_or(Failure::Malformed)?,
        until,
    };
    match making.submit(sight, act).await?.outcome {
        Outcome::Hold(hold) => Ok(hold),
        Outcome::Done | Outcome::Incident(_) | Outcome::Duty(_) | Outcome::Version(..) => {
            Err(Failure::Malformed)
        }
    }
}

/// Destroys somebody's personal content, and the account with it.
pub(crate) async fn erase(
    web: &Web,
    sight: &Sight,
    making: Making,
    person: PersonId,
    ground: Ground,
) -> Result<(), Failure> {
    making.submit(sight, Act::Erase { person, ground }).await?;
    let state = sight.handle.published().state.clone();
    let removed = remove_closed_accounts(&web.accounts, &sight.organisation_id, &state).await;
    if let Err(error) = removed {
        // It is recorded; the next start removes them.
        tracing::error!(%error, "an account could not be removed");
    }
    Ok(())
}

/// Removes the accounts of people whose content was destroyed. What the log says decides, so a
/// start makes up for what a crash left undone.
///
/// # Errors
/// What the tables may say.
pub async fn remove_closed_accounts(
    accounts: &Accounts,
    organisation: &OrganisationId,
    state: &State,
) -> Result<(), AccountsError> {
    for account in state.content.closed_accounts() {
        let whose = Whose {
            organisation: organisation.clone(),
            account: account.clone(),
        };
        accounts.remove(&whose).await?;
    }
    Ok(())
}
