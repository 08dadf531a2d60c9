//! Stories of getting in and being kept out, on tables in memory and a clock set by hand.
#![allow(clippy::unwrap_used)]

mod codes;
mod folder;
mod sign_in;
mod tokens;

use accounts::{Accounts, Attempt, Cost, Denied, Entered, Whose};
use engine::{AccountId, OrganisationId};
use jiff::{SignedDuration, Timestamp};

pub const PASSWORD: &str = "correct horse";
pub const CHEAP: Cost = Cost {
    memory: 64,
    passes: 1,
};

pub fn start() -> Timestamp {
    "2026-11-21T18:31:00Z".parse().unwrap()
}

pub fn later(seconds: i64) -> Timestamp {
    start()
        .checked_add(SignedDuration::from_secs(seconds))
        .unwrap()
}

pub fn whose(account: &str) -> Whose {
    Whose {
        organisation: OrganisationId::new("school").unwrap(),
        account: AccountId::new(account).unwrap(),
    }
}

/// One account, `zhou`, with a password.
pub async fn with_zhou() -> Accounts {
    let accounts = Accounts::in_memory(CHEAP).await.unwrap();
    accounts.make(&whose("a1"), "zhou", start()).await.unwrap();
    assert!(accounts.set_password(&whose("a1"), PASSWORD).await.unwrap());
    accounts
}

pub fn attempt<'a>(login: &'a str, password: &'a str) -> Attempt<'a> {
    Attempt {
        login,
        password,
        code: None,
        device: None,
        address: "10.0.0.7".parse().ok(),
        browser: "Firefox",
    }
}

pub fn wait(tried: Result<Entered, Denied>) -> SignedDuration {
    match tried {
        Err(Denied::Wait(wait)) => wait,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("got in"),
    }
}

pub fn is_wrong(tried: &Result<Entered, Denied>) -> bool {
    matches!(tried, Err(Denied::Wrong))
}
