//! The organisations of a data folder as they run: each has its runner and its deliverer.

use std::sync::Arc;
use std::time::Duration;

use engine::{AccountId, Act, By, OrganisationId, Right, Role};
use jiff::tz::TimeZone;
use journal::{Journal, JournalError};
use runner::{Attachments, Clock, Handle, Runner, StartError};
use tokio::task::JoinHandle;
use web::{Links, Organisations, Workdays, extend};
use words::Language;

use crate::deliver::Deliverer;
use crate::house_channels::HouseChannels;
use crate::local;
use crate::sample::Sample;
use crate::serve::{self, ServeError};

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// One organisation whose log is replayed.
pub struct House {
    /// Its id.
    pub id: OrganisationId,
    runner: Runner,
    delivering: Option<JoinHandle<()>>,
    extending: JoinHandle<()>,
}

/// All of them; the first is meant where none is named.
pub struct Houses(Vec<House>);

impl Houses {
    /// Replays every log of the folder, but those that another process on the same database runs;
    /// makes the sample's organisation where it is asked for and
    /// there is none yet.
    ///
    /// # Errors
    /// [`ServeError::NotSample`] when the folder is of another making, and what a start may say.
    pub async fn start(
        journal: &Arc<Journal>,
        workdays: &Arc<Workdays>,
        zone: &TimeZone,
        sample: Option<&'static Sample>,
    ) -> Result<Self, ServeError> {
        let mut houses = Vec::new();
        for id in which(journal, sample).await? {
            let id = OrganisationId::new(id)?;
            let started = Runner::start(journal.clone(), id.clone(), Clock::Machine).await;
            let runner = match started {
                Ok(runner) => runner,
                Err(StartError::Journal(JournalError::InUse)) => {
                    tracing::warn!(organisation = %id, "another process runs it");
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let handle = runner.handle();
            let own = handle.read(|state| state.organisation.clone());
            let asked = sample.filter(|sample| id.as_str() == sample.id);
            match (asked, own) {
                (Some(sample), None) => sample.found(&handle).await?,
                (Some(_), Some(own)) if !own.sample => return Err(ServeError::NotSample),
                (Some(_), Some(_)) | (None, Some(_)) => {}
                (None, None) => return Err(ServeError::NoOrganisation),
            }
            extend(&handle, workdays, zone, true).await?;
            give_rights(&handle, asked.is_some()).await?;
            houses.push(House {
                id,
                runner,
                delivering: None,
                extending: tokio::spawn(keep_extending(handle, workdays.clone(), zone.clone())),
            });
        }
        if houses.is_empty() {
            return Err(JournalError::InUse.into());
        }
        Ok(Self(houses))
    }

    /// Starts to send what is owed, every organisation's by its own channels.
    pub fn deliver(&mut self, channels: &HouseChannels, links: &Links, zone: &TimeZone) {
        for house in &mut self.0 {
            let deliverer = Deliverer::new(
                house.id.clone(),
                house.runner.handle(),
                channels.of(&house.id),
                channels.reach(),
                links.clone(),
                zone.clone(),
                Language::Zh,
            );
            house.delivering = Some(tokio::spawn(deliverer.run()));
        }
    }

    /// What the pages and the API hold.
    pub fn organisations(&self) -> Result<Organisations, ServeError> {
        let mut houses = self.0.iter();
        let first = houses.next().ok_or(ServeError::NoOrganisation)?;
        let organisations = Organisations::first(first.id.clone(), first.runner.handle());
        for house in houses {
            organisations.add(house.id.clone(), house.runner.handle());
        }
        Ok(organisations)
    }

    /// The ids, the first one first.
    pub fn ids(&self) -> impl Iterator<Item = (&OrganisationId, Handle)> {
        self.0.iter().map(|it| (&it.id, it.runner.handle()))
    }

    /// Stops all in good order.
    ///
    /// # Errors
    /// What the disk may say about the last heads; every commit is safe all the same.
    pub async fn stop(self) -> Result<(), JournalError> {
        let mut all = Ok(());
        for house in self.0 {
            house.extending.abort();
            if let Some(delivering) = house.delivering {
                delivering.abort();
                let _ = delivering.await;
            }
            // One that fails keeps no other from signing its head.
            let stopped = house.runner.stop().await;
            all = all.and(stopped);
        }
        all
    }
}

/// Looks every day whether hours and rosters are known far enough ahead.
async fn keep_extending(handle: Handle, workdays: Arc<Workdays>, zone: TimeZone) {
    loop {
        tokio::time::sleep(A_DAY).await;
        if let Err(why) = extend(&handle, &workdays, &zone, false).await {
            tracing::error!(%why, "working hours were not extended");
        }
    }
}

/// The rights without which nobody could begin: the first account's, while there is no other
/// administrator, and those of the tokens that the binary itself makes.
async fn give_rights(handle: &Handle, sample: bool) -> Result<(), ServeError> {
    let led = handle.read(|state| {
        let mut rights = state.rights.values();
        rights.any(|right| right.role == Role::Administrator)
    });
    let first = (!led).then_some((web::OFFICER, Role::Administrator));
    let token = sample.then_some((serve::TOKEN, Role::Officer));
    let local = (local::ACCOUNT, Role::Officer);
    for (account, role) in first.into_iter().chain(token).chain([local]) {
        let act = Act::SetRight {
            account: AccountId::new(account)?,
            right: Some(Right { role, person: None }),
        };
        handle.act(By::Node, act, Attachments::none()).await?;
    }
    Ok(())
}

/// The organisations of the data folder; the sample's is the first.
async fn which(
    journal: &Journal,
    sample: Option<&'static Sample>,
) -> Result<Vec<String>, ServeError> {
    let mut known = journal.organisations().await?;
    let Some(sample) = sample else {
        return if known.is_empty() {
            Err(ServeError::NoOrganisation)
        } else {
            Ok(known)
        };
    };
    if known.is_empty() {
        return Ok(vec![sample.id.to_owned()]);
    }
    let at = known.iter().position(|id| id == sample.id);
    let own = known.remove(at.ok_or(ServeError::NotSample)?);
    known.insert(0, own);
    Ok(known)
}
