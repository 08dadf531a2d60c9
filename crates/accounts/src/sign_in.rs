//! Signing in with a password, and a one-time code where the account has one.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use sqlx::Row;

use crate::database::{Accounts, AccountsError, whose};
use crate::limits::{Limits, Trier};
use crate::{Whose, secret, sql};

/// Somebody tries to get in.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    /// The name.
    pub login: &'a str,
    /// The password.
    pub password: &'a str,
    /// The code of the app, or a recovery code.
    pub code: Option<&'a str>,
    /// What the browser got at its last sign-in.
    pub device: Option<&'a str>,
    /// From which address, where that is known.
    pub address: Option<IpAddr>,
    /// What the browser says of itself.
    pub browser: &'a str,
}

/// Somebody got in.
#[derive(Clone)]
pub struct Entered {
    /// Who.
    pub whose: Whose,
    /// The secret of the session.
    pub session: String,
    /// What the browser has to show the next time, when that is new.
    pub device: Option<String>,
}

/// Somebody did not get in.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// Name, password or code are wrong; which of them is not said.
    #[error("name, password or code are wrong")]
    Wrong,
    /// The password is right, and the account asks for a code too.
    #[error("a code is asked for")]
    NeedsCode,
    /// There were too many mistakes.
    #[error("wait")]
    Wait(SignedDuration),
    /// The tables.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
}

impl Accounts {
    /// Signs somebody in.
    ///
    /// # Errors
    /// [`Denied`].
    pub async fn sign_in(&self, attempt: Attempt<'_>, now: Timestamp) -> Result<Entered, Denied> {
        let found = self.by_login(attempt.login.trim()).await?;
        let triers = self.triers(&attempt, found.as_ref(), now).await?;
        let known = matches!(triers.first(), Some(Trier::Known(_)));
        self.begin_try(&triers, now).map_err(Denied::Wait)?;
        match self.check(&attempt, found, now).await {
            Ok(whose) => {
                self.settle(&triers, Limits::right);
                let device = attempt.device.filter(|_| known);
                Ok(self.enter(whose, attempt.browser, device, now).await?)
            }
            Err(Denied::Wrong) => Err(Denied::Wrong),
            // No mistake, and no reason to forget those before: else codes could be tried for
            // ever by asking without one in between.
            Err(other @ (Denied::NeedsCode | Denied::Wait(_) | Denied::Accounts(_))) => {
                self.settle(&triers, Limits::take_back);
                Err(other)
            }
        }
    }

    /// Counts a try as a mistake before anything is looked at, so that a thousand at once are
    /// not all the first; or says how long to wait.
    fn begin_try(&self, triers: &[Trier], now: Timestamp) -> Result<(), SignedDuration> {
        let mut limits = self.limits();
        let wait = triers.iter().filter_map(|it| limits.wait(it, now)).max();
        if let Some(wait) = wait {
            return Err(wait);
        }
        for trier in triers {
            limits.mistake(trier.clone(), now);
        }
        Ok(())
    }

    fn settle(&self, triers: &[Trier], settle: fn(&mut Limits, &Trier)) {
        let mut limits = self.limits();
        triers.iter().for_each(|trier| settle(&mut limits, trier));
    }

    /// Starts a session, and makes the browser known unless it is.
    pub(crate) async fn enter(
        &self,
        whose: Whose,
        browser: &str,
        known: Option<&str>,
        now: Timestamp,
    ) -> Result<Entered, AccountsError> {
        let session = self.begin_session(&whose, browser, now).await?;
        let device = match known {
            Some(_) => None,
            None => Some(self.know(&whose, now).await?),
        };
        Ok(Entered {
            whose,
            session,
            device,
        })
    }

    /// Whose mistakes count for this attempt.
    async fn triers(
        &self,
        attempt: &Attempt<'_>,
        found: Option<&Found>,
        now: Timestamp,
    ) -> Result<Vec<Trier>, AccountsError> {
        if let (Some(found), Some(device)) = (found, attempt.device)
            && self.knows(&found.whose, device, now).await?
        {
            return Ok(vec![Trier::Known(secret::digest(device))]);
        }
        let account = found.map(|found| Trier::Account(found.whose.clone()));
        let address = Trier::address(attempt.address);
        Ok(account.into_iter().chain([address]).collect())
    }

    async fn check(
        &self,
        attempt: &Attempt<'_>,
        found: Option<Found>,
        now: Timestamp,
    ) -> Result<Whose, Denied> {
        let Some(Found {
            whose,
            password: Some(hash),
            has_code,
        }) = found
        else {
            self.pretend(attempt.password).await?;
            return Err(Denied::Wrong);
        };
        if !self.verify(attempt.password, hash).await? {
            return Err(Denied::Wrong);
        }
        if !has_code {
            return Ok(whose);
        }
        let code = attempt.code.map(str::trim).filter(|it| !it.is_empty());
        let code = code.ok_or(Denied::NeedsCode)?;
        if self.take_code(&whose, code, now).await? {
            Ok(whose)
        } else {
            Err(Denied::Wrong)
        }
    }

    async fn by_login(&self, login: &str) -> Result<Option<Found>, AccountsError> {
        let row = sqlx::query(sql::BY_LOGIN)
            .bind(login)
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let since: Option<i64> = row.try_get("code_since")?;
        Ok(Some(Found {
            whose: whose(&row)?,
            password: row.try_get("password")?,
            has_code: since.is_some(),
        }))
    }
}

struct Found {
    whose: Whose,
    password: Option<String>,
    has_code: bool,
}
