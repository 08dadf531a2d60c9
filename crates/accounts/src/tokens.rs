//! Tokens of the API: each belongs to an account and can do no more than that account.

use engine::{AccountId, OrganisationId};
use jiff::Timestamp;
use sqlx::Row;

use crate::database::{Accounts, AccountsError, time, whose};
use crate::{Whose, secret, sql};

/// What every token starts with, so that scanners for lost secrets know it.
const MARK: &str = "cbt_";

/// The longest name of a token, in characters.
const LONGEST_NAME: usize = 60;

/// How far a token reaches; never further than its account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// It reads.
    Read,
    /// It sends signals and nothing else.
    Signals,
    /// It reads and changes.
    Change,
}

impl Scope {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Signals, Self::Read, Self::Change];

    /// The word of the table and of forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Signals => "signals",
            Self::Change => "change",
        }
    }

    /// The scope of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its id, by which it is revoked; no secret.
    pub id: String,
    /// What it is for, in its owner's words.
    pub name: String,
    /// How far it reaches.
    pub scope: Scope,
    /// Since when.
    pub made: Timestamp,
    /// Until when.
    pub ends: Timestamp,
}

/// A token that somebody has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// In which organisation.
    pub organisation: OrganisationId,
    /// Whose it is.
    pub account: AccountId,
    /// How far it reaches.
    pub scope: Scope,
}

impl Accounts {
    /// Makes a token; returns its secret, which nobody sees again.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn make_token(
        &self,
        whose: &Whose,
        name: &str,
        scope: Scope,
        now: Timestamp,
        ends: Timestamp,
    ) -> Result<String, AccountsError> {
        let secret = format!("{MARK}{}", secret::draw());
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        sqlx::query(sql::MAKE_TOKEN)
            .bind(secret::digest(&secret))
            .bind(secret::id())
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(name)
            .bind(scope.word())
            .bind(now.as_millisecond())
            .bind(ends.as_millisecond())
            .execute(&self.pool)
            .await?;
        Ok(secret)
    }

    /// Whose token it is, while it is good.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn token(
        &self,
        secret: &str,
        now: Timestamp,
    ) -> Result<Option<Shown>, AccountsError> {
        if !secret.starts_with(MARK) {
            return Ok(None);
        }
        let row = sqlx::query(sql::TOKEN)
            .bind(secret::digest(secret))
            .bind(now.as_millisecond())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let scope: String = row.try_get("scope")?;
        let scope = Scope::from_word(&scope).ok_or(AccountsError::BadRow(scope))?;
        let Whose {
            organisation,
            account,
        } = whose(&row)?;
        Ok(Some(Shown {
            organisation,
            account,
            scope,
        }))
    }

    /// All tokens of an account, the newest first, those that have ended too.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn tokens(&self, whose: &Whose) -> Result<Vec<Token>, AccountsError> {
        let rows = sqlx::query(sql::TOKENS_OF)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .fetch_all(&self.pool)
            .await?;
        rows.iter()
            .map(|row| {
                let scope: String = row.try_get("scope")?;
                Ok(Token {
                    id: row.try_get("id")?,
                    name: row.try_get("name")?,
                    scope: Scope::from_word(&scope).ok_or(AccountsError::BadRow(scope))?,
                    made: time(row, "made")?,
                    ends: time(row, "ends")?,
                })
            })
            .collect()
    }

    /// Revokes a token.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn drop_token(&self, whose: &Whose, id: &str) -> Result<(), AccountsError> {
        sqlx::query(sql::DROP_TOKEN)
            .bind(whose.organisation.as_str())
            .bind(whose.account.as_str())
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
