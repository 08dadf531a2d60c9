//! One-time codes and recovery codes.

use accounts::{Accounts, Denied};
use totp_rs::{Algorithm, Builder, Secret};

use crate::{PASSWORD, attempt, is_wrong, later, start, wait, whose, with_zhou};

/// The code that an app shows.
fn app(secret: &str, at: jiff::Timestamp) -> String {
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_secret(Secret::try_from_base32(secret).unwrap())
        .build()
        .unwrap();
    totp.generate(u64::try_from(at.as_second()).unwrap())
        .to_string()
}

/// The account with an app; its secret and recovery codes.
async fn with_app() -> (Accounts, String, Vec<String>) {
    let accounts = with_zhou().await;
    accounts.begin_code(&whose("a1")).await.unwrap();
    let enrolment = accounts.enrolment(&whose("a1")).await.unwrap().unwrap();
    assert!(enrolment.uri.contains(&enrolment.secret));
    let wrong = accounts.confirm_code(&whose("a1"), "000000", start()).await;
    assert_eq!(wrong.unwrap(), None);
    let code = app(&enrolment.secret, start());
    let codes = accounts.confirm_code(&whose("a1"), &code, start()).await;
    let codes = codes.unwrap().unwrap();
    (accounts, enrolment.secret, codes)
}

#[tokio::test]
async fn from_the_first_right_code_on_the_account_is_asked_for_one_and_each_is_good_once() {
    let (accounts, secret, _) = with_app().await;
    assert!(accounts.enrolment(&whose("a1")).await.unwrap().is_none());
    let without = accounts.sign_in(attempt("zhou", PASSWORD), start()).await;
    assert!(matches!(without, Err(Denied::NeedsCode)));
    let now = later(60);
    let code = app(&secret, now);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let mut with = attempt("zhou", PASSWORD);
    with.code = Some(&spaced);
    assert!(accounts.sign_in(with, now).await.is_ok());
    assert!(is_wrong(&accounts.sign_in(with, now).await));
}

#[tokio::test]
async fn a_recovery_code_gets_in_once_however_it_is_typed() {
    let (accounts, _, codes) = with_app().await;
    assert_eq!(codes.len(), 10);
    let typed = format!(" {} ", codes[3].to_uppercase().replace('-', " "));
    let mut with = attempt("zhou", PASSWORD);
    with.code = Some(&typed);
    assert!(accounts.sign_in(with, later(300)).await.is_ok());
    assert_eq!(accounts.recovery_left(&whose("a1")).await.unwrap(), 9);
    assert!(is_wrong(&accounts.sign_in(with, later(300)).await));
}

#[tokio::test]
async fn codes_are_not_tried_for_ever_by_asking_without_one_in_between() {
    let (accounts, _, _) = with_app().await;
    for _ in 0..5 {
        let mut guess = attempt("zhou", PASSWORD);
        guess.code = Some("123456");
        assert!(is_wrong(&accounts.sign_in(guess, start()).await));
        let _ = accounts.sign_in(attempt("zhou", PASSWORD), start()).await;
    }
    wait(accounts.sign_in(attempt("zhou", PASSWORD), start()).await);
}

#[tokio::test]
async fn an_app_that_is_dropped_is_asked_for_no_more() {
    let (accounts, _, _) = with_app().await;
    accounts.drop_code(&whose("a1")).await.unwrap();
    assert!(
        accounts
            .sign_in(attempt("zhou", PASSWORD), start())
            .await
            .is_ok()
    );
    assert_eq!(accounts.recovery_left(&whose("a1")).await.unwrap(), 0);
}
