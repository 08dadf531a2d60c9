//! Accounts: passwords, one-time codes, sessions, one-time links and API tokens.
//!
//! They lie in tables and a key file of their own: `accounts.db` and `keys/accounts.key`. Nothing
//! of it is in a record. What an account may do is: `engine::Right`. This crate must not know
//! pages, and never hands out a secret that it has already given away.

mod codes;
mod database;
mod key;
mod limits;
mod links;
mod passwords;
mod people;
mod secret;
mod sessions;
mod sign_in;
mod sql;
mod tokens;

pub use codes::Enrolment;
pub use database::{Accounts, AccountsError};
pub use passwords::{Cost, SHORTEST_PASSWORD};
pub use people::{Account, LONGEST_LOGIN, NotMade};
pub use sessions::{LASTS, Session};
pub use sign_in::{Attempt, Denied, Entered};
pub use tokens::{Scope, Shown, Token};

use engine::{AccountId, OrganisationId};

/// An account of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whose {
    /// In which organisation.
    pub organisation: OrganisationId,
    /// Which account.
    pub account: AccountId,
}
