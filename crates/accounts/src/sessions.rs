//! Sessions and known browsers.

use jiff::{SignedDuration, Timestamp};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::database::{Accounts, AccountsError, time, whose};
use crate::{Whose, secret, sql};

/// How long a session lasts.
pub const LASTS: SignedDuration = SignedDuration::from_hours(12);

/// How long a browser is known after its last sign-in.
const KNOWN: SignedDuration = SignedDuration::from_hours(180 * 24);

/// When a session was last seen is written this seldom.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// The most that is kept of what a browser says of itself, in characters.
const LONGEST_BROWSER: usize = 200;

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id, by which it is ended; no secret.
    pub id: String,
    /// Whose it is.
    pub whose: Whose,
    /// What the browser said of itself.
    pub browser: String,
    /// Since when.
    pub made: Timestamp,
    /// When it was last used, to five minutes.
    pub seen: Timestamp,
    /// Until when.
    pub ends: Timestamp,
}

impl Accounts {
    /// The session of a secret.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn session(
        &self,
        secret: &str,
        now: Timestamp,
    ) -> Result<Option<Session>, AccountsError> {
        let digest = secret::digest(secret);
        let row = sqlx::query(sql::SESSION)
            .bind(&digest)
            .bind(now.as_millisecond())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let session = session(&row)?;
        if now.duration_since(session.seen) >= SEEN_EVERY {
            sqlx::query(sql::SEEN)
                .bind(&digest)
                .bind(now.as_millisecond())
                .execute(&self.pool)
                .await?;
        }
        Ok(Some(session))
    }

    /// All sessions of an account, the last used first.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn sessions(
        &self,
        whose: &Whose,
        now: Timestamp,
    ) -> Result<Vec<Session>, AccountsError> {
        let rows = sqlx::query(sql::SESSIONS_OF)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(now.as_millisecond())
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(session).collect()
    }

    /// Ends the session of a secret.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn sign_out(&self, secret: &str) -> Result<(), AccountsError> {
        sqlx::query(sql::END_SESSION)
            .bind(secret::digest(secret))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Ends one session of an account.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn end_session(&self, whose: &Whose, id: &str) -> Result<(), AccountsError> {
        self.end(sql::END_SESSION_OF, whose, id).await
    }

    /// Ends all sessions of an account but one.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn end_other_sessions(&self, whose: &Whose, id: &str) -> Result<(), AccountsError> {
        self.end(sql::END_OTHER_SESSIONS_OF, whose, id).await
    }

    async fn end(&self, text: &'static str, whose: &Whose, id: &str) -> Result<(), AccountsError> {
        sqlx::query(text)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Starts a session; returns its secret.
    pub(crate) async fn begin_session(
        &self,
        whose: &Whose,
        browser: &str,
        now: Timestamp,
    ) -> Result<String, AccountsError> {
        sqlx::query(sql::FORGET_SESSIONS)
            .bind(now.as_millisecond())
            .execute(&self.pool)
            .await?;
        let secret = secret::draw();
        let browser: String = browser.chars().take(LONGEST_BROWSER).collect();
        sqlx::query(sql::BEGIN_SESSION)
            .bind(secret::digest(&secret))
            .bind(secret::id())
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(browser)
            .bind(now.as_millisecond())
            .bind(later(now, LASTS).as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(secret)
    }

    /// Whether an account has signed in with this browser before.
    pub(crate) async fn knows(
        &self,
        whose: &Whose,
        device: &str,
        now: Timestamp,
    ) -> Result<bool, AccountsError> {
        let row = sqlx::query(sql::IS_DEVICE)
            .bind(secret::digest(device))
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(now.as_millisecond())
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get::<i64, _>(0)? > 0)
    }

    /// Makes a browser known; returns what it has to show the next time.
    pub(crate) async fn know(
        &self,
        whose: &Whose,
        now: Timestamp,
    ) -> Result<String, AccountsError> {
        sqlx::query(sql::FORGET_DEVICES)
            .bind(now.as_millisecond())
            .execute(&self.pool)
            .await?;
        let device = secret::draw();
        sqlx::query(sql::KNOW_DEVICE)
            .bind(secret::digest(&device))
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(later(now, KNOWN).as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(device)
    }
}

fn session(row: &SqliteRow) -> Result<Session, AccountsError> {
    Ok(Session {
        id: row.try_get("id")?,
        whose: whose(row)?,
        browser: row.try_get("browser")?,
        made: time(row, "made")?,
        seen: time(row, "seen")?,
        ends: time(row, "ends")?,
    })
}

pub(crate) fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}
