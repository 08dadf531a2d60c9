//! Accounts: made by an administrator, or at the first start.

use engine::AccountId;
use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::database::{Accounts, AccountsError};
use crate::{Whose, sql};

/// The longest name to sign in by, in characters.
pub const LONGEST_LOGIN: usize = 40;

/// An account as the tables know it; what it may do is a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub account: AccountId,
    /// By which name it signs in.
    pub login: String,
    /// Whether it has a password.
    pub has_password: bool,
    /// Whether it signs in with a one-time code too.
    pub has_code: bool,
}

/// Why an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    /// The name is empty, too long, or has a blank or a sign that nobody sees.
    #[error("not a name to sign in by")]
    BadLogin,
    /// Another account signs in by this name, perhaps in another organisation.
    #[error("the name is taken")]
    Taken,
    /// The tables.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
}

impl Accounts {
    /// Makes an account without a password.
    ///
    /// # Errors
    /// [`NotMade`].
    pub async fn make(&self, whose: &Whose, login: &str, now: Timestamp) -> Result<(), NotMade> {
        let login = usable(login).ok_or(NotMade::BadLogin)?;
        let made = sqlx::query(sql::MAKE_ACCOUNT)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(login)
            .bind(now.as_millisecond())
            .execute(&self.pool)
            .await;
        taken(made)?;
        self.remember_login(whose, login);
        Ok(())
    }

    /// Gives an account another name to sign in by.
    ///
    /// # Errors
    /// [`NotMade`].
    pub async fn rename(&self, whose: &Whose, login: &str) -> Result<(), NotMade> {
        let login = usable(login).ok_or(NotMade::BadLogin)?;
        let renamed = sqlx::query(sql::RENAME)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(login)
            .execute(&self.pool)
            .await;
        taken(renamed)?;
        self.remember_login(whose, login);
        Ok(())
    }

    /// One account.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn account(&self, whose: &Whose) -> Result<Option<Account>, AccountsError> {
        let row = sqlx::query(sql::ACCOUNT)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(account).transpose()
    }

    /// All accounts of an organisation, by name.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn accounts(&self, organisation: &str) -> Result<Vec<Account>, AccountsError> {
        let rows = sqlx::query(sql::ACCOUNTS_OF)
            .bind(organisation)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(account).collect()
    }

    /// Ends all by which an account could come in: sessions, links, tokens, known browsers. Its
    /// password and code stay, for an account without a right does not get in by them.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn shut_out(&self, whose: &Whose) -> Result<(), AccountsError> {
        for text in [
            sql::END_SESSIONS_OF,
            sql::DROP_OFFERS,
            sql::DROP_TOKENS_OF,
            sql::FORGET_DEVICES_OF,
        ] {
            sqlx::query(text)
                .bind(whose.organisation.as_str())
                .bind(whose.account.as_str())
                .execute(&self.pool)
                .await?;
        }
        Ok(())
    }

    /// Removes an account and all that is known of it, so that no byte of it stays in the folder.
    /// One that is not there is no error.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn remove(&self, whose: &Whose) -> Result<(), AccountsError> {
        self.shut_out(whose).await?;
        let mut rows = 0;
        for text in [sql::DROP_RECOVERY, sql::DROP_ACCOUNT] {
            let dropped = sqlx::query(text)
                .bind(whose.organisation.as_str())
                .bind(whose.account.as_str())
                .execute(&self.pool)
                .await?;
            rows += dropped.rows_affected();
        }
        self.forget_login(whose);
        if rows > 0 { self.wipe().await } else { Ok(()) }
    }
}

fn account(row: &SqliteRow) -> Result<Account, AccountsError> {
    let id: String = row.try_get("account")?;
    let password: Option<String> = row.try_get("password")?;
    let since: Option<i64> = row.try_get("code_since")?;
    Ok(Account {
        account: AccountId::new(id).map_err(|bad| AccountsError::BadRow(bad.to_string()))?,
        login: row.try_get("login")?,
        has_password: password.is_some(),
        has_code: since.is_some(),
    })
}

fn usable(login: &str) -> Option<&str> {
    let login = login.trim();
    let fits = (1..=LONGEST_LOGIN).contains(&login.chars().count());
    let visible = !login
        .chars()
        .any(|it| it.is_control() || it.is_whitespace());
    (fits && visible).then_some(login)
}

fn taken<T>(done: Result<T, sqlx::Error>) -> Result<T, NotMade> {
    done.map_err(|error| match error.as_database_error() {
        Some(known) if known.is_unique_violation() => NotMade::Taken,
        Some(_) | None => NotMade::Accounts(error.into()),
    })
}
