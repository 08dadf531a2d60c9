//! One-time sign-in links.

use jiff::{SignedDuration, Timestamp};

use crate::database::{Accounts, AccountsError, whose};
use crate::sessions::later;
use crate::{Entered, Whose, secret, sql};

/// How long a one-time link may lie unused.
const LASTS: SignedDuration = SignedDuration::from_hours(12);

impl Accounts {
    /// The secret of a link that signs an account in, once, within 12 hours.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn one_time(&self, whose: &Whose, now: Timestamp) -> Result<String, AccountsError> {
        sqlx::query(sql::FORGET_OFFERS)
            .bind(now.as_millisecond())
            .execute(&self.pool)
            .await?;
        let secret = secret::draw();
        sqlx::query(sql::OFFER)
            .bind(secret::digest(&secret))
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(later(now, LASTS).as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(secret)
    }

    /// Whose link it is, while it can still be used; looking does not use it.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn offered(
        &self,
        secret: &str,
        now: Timestamp,
    ) -> Result<Option<Whose>, AccountsError> {
        let row = sqlx::query(sql::OFFERED)
            .bind(secret::digest(secret))
            .bind(now.as_millisecond())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(whose).transpose()
    }

    /// Uses a link up. A one-time link asks for neither password nor code and is held back by no
    /// limit: it is the way in that nobody can shut from outside.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn redeem(
        &self,
        secret: &str,
        browser: &str,
        now: Timestamp,
    ) -> Result<Option<Entered>, AccountsError> {
        let Some(whose) = self.offered(secret, now).await? else {
            return Ok(None);
        };
        let used = sqlx::query(sql::REDEEM)
            .bind(secret::digest(secret))
            .execute(&self.pool)
            .await?;
        // Of two that press the button at once, one gets in.
        if used.rows_affected() == 0 {
            return Ok(None);
        }
        self.enter(whose, browser, None, now).await.map(Some)
    }
}
